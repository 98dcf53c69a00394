/** The space–time diagram put together: fetched for the days around the shown one, drawn, and kept as a file. */

import { getDiagram } from "./api";
import type { Atlas } from "./atlas";
import { type Diagram, stretchesOf } from "./diagram/model";
import { diagramDays } from "./diagramdays";
import { button, byId, h } from "./dom";
import { type Filter, NO_FILTER } from "./facets";
import { dateRange } from "./format";
import type { Config } from "./model";
import { complain } from "./notice";
import { boxForm } from "./panels/boxform";
import { type DiagramActions, DiagramPlot } from "./panels/diagram";
import { diagramKey, unplacedList } from "./panels/diagramkey";
import { diagramTable } from "./panels/diagramtable";
import { keepSheet } from "./sheetfile";
import type { State, Store } from "./state";
import { counted, say } from "./tongue";

export class DiagramDesk {
  private element = byId("diagram");
  private plot: DiagramPlot;
  private diagram: Diagram | null = null;
  /** The same without what the filter leaves out. */
  private shown: Diagram | null = null;
  private filtered: Filter = NO_FILTER;
  private wanted = "";
  private table = h("div", { class: "diagram-body", hidden: true });
  private tableButton: HTMLButtonElement;
  private key = h("div", { class: "diagram-body", hidden: true });
  private keyButton: HTMLButtonElement;
  private title = h("h2", {}, say("Space and time"));
  private unplaced = h("button", {
    type: "button",
    class: "link",
    id: "diagram-unplaced",
    hidden: true,
  });

  constructor(
    private store: Store,
    private atlas: Atlas,
    private config: Config,
    private actions: Pick<DiagramActions, "open">,
    private arrived: () => void,
  ) {
    const sides = config.sides.map(({ id }) => id);
    this.plot = new DiagramPlot(sides, {
      open: actions.open,
      box: (box) => store.set(box ? { box, date: box.to } : { box }),
      day: (date) => store.set({ date }),
    });
    const tool = (label: string, id: string, onClick: () => void, name = label) =>
      button(label, onClick, { class: "chip", id, "aria-label": name });
    this.tableButton = tool(say("Table"), "diagram-table", () => this.swap("table"));
    this.keyButton = tool(say("Key"), "diagram-key", () => this.swap("key"));
    this.unplaced.addEventListener("click", () => this.swap("key", true));
    this.element.append(
      h(
        "div",
        { class: "diagram-head" },
        this.title,
        this.keyButton,
        this.tableButton,
        tool("SVG", "diagram-svg", () => void this.keep("svg"), say("Download the diagram as SVG")),
        tool("PNG", "diagram-png", () => void this.keep("png"), say("Download the diagram as PNG")),
        button("✕", () => store.set({ diagram: false }), {
          class: "button button-plain diagram-close",
          id: "diagram-close",
          "aria-label": say("Close the diagram"),
        }),
      ),
      this.plot.element,
      this.table,
      this.key,
      h("div", { class: "diagram-foot" }, this.plot.caption, this.unplaced),
    );
    this.swap(null);
    store.subscribe((state) => this.update(state));
    this.update(store.get());
  }

  private update(state: State): void {
    if (state.diagram || state.box) this.ask(state);
    const { selection, date, box, filter } = state;
    if (filter !== this.filtered) this.draw();
    const selected = selection?.type === "incident" ? selection.id : null;
    this.plot.choose({ date, box, selected, shown: this.atlas.days(state) });
  }

  /** Asks for the days around the shown one, unless they have come. */
  private ask(state: State): void {
    const { first, last } = this.config.dates;
    const days = diagramDays(state, first, last, this.diagram);
    const key = `${days.from} ${days.to} ${state.stance} ${state.asOf}`;
    if (key === this.wanted) return;
    this.wanted = key;
    this.element.setAttribute("aria-busy", "true");
    getDiagram(days.from, days.to, state.stance, state.asOf).then(
      (diagram) => this.wanted === key && this.show(diagram),
      (error: unknown) => {
        if (this.wanted !== key) return;
        this.wanted = "";
        complain(error, () => this.ask(this.store.get()));
      },
    );
  }

  private show(whole: Diagram): void {
    this.diagram = whole;
    this.atlas.putStretches(stretchesOf(whole));
    this.atlas.putSectors(whole.sectors);
    this.element.removeAttribute("aria-busy");
    this.draw();
    this.arrived();
  }

  /** Draws what has come, as far as the filter lets it through. */
  private draw(): void {
    if (!this.diagram) return;
    const { filter } = this.store.get();
    this.filtered = filter;
    const diagram = this.atlas.wanted(this.diagram, filter);
    this.element.dataset.stance = diagram.stance;
    const { from, to, unplaced } = diagram;
    const name = h("span", { class: "diagram-name" }, `${say("Space and time")}, `);
    this.title.replaceChildren(name, dateRange(from, to));
    this.unplaced.textContent = counted(unplaced.length, "{n} not placed", "{n} not placed");
    this.unplaced.hidden = unplaced.length === 0;
    this.table.replaceChildren(diagramTable(diagram, this.actions.open));
    const order = this.config.sides.map(({ id }) => id);
    this.key.replaceChildren(
      diagramKey(diagram, order),
      unplacedList(diagram, this.actions.open),
      boxForm(diagram, this.store),
    );
    this.plot.show(diagram);
    this.shown = diagram;
  }

  /** Shows the table or the key in the place of the drawing, or the drawing again. */
  private swap(to: "table" | "key" | null, force = false): void {
    const open = (box: HTMLElement, own: "table" | "key") => to === own && (force || box.hidden);
    const [table, key] = [open(this.table, "table"), open(this.key, "key")];
    this.table.hidden = !table;
    this.key.hidden = !key;
    this.plot.element.hidden = table || key;
    this.tableButton.setAttribute("aria-pressed", String(table));
    this.keyButton.setAttribute("aria-pressed", String(key));
  }

  private async keep(format: "svg" | "png"): Promise<void> {
    if (!this.shown) return;
    try {
      await keepSheet(this.shown, this.config, format);
    } catch (error) {
      complain(error, () => void this.keep(format));
    }
  }
}
