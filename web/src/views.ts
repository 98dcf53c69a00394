/** The views beside the map: the space–time diagram and the comparison, whose code comes when first asked for. */

import type { Atlas } from "./atlas";
import { firstAgainst } from "./compared";
import type { Comparison } from "./comparison";
import type { DiagramDesk } from "./diagramdesk";
import { button, byId, h } from "./dom";
import { dateRange } from "./format";
import type { Config } from "./model";
import { complain } from "./notice";
import type { NumbersDesk } from "./numbersdesk";
import type { SharePanel } from "./panels/share";
import type { SideView } from "./panels/side";
import type { Scene } from "./scene";
import type { State, Store } from "./state";
import { say } from "./tongue";

/** What the views need of the page. */
export interface ViewPage {
  incident(id: string): void;
  place(id: string): void;
  redraw(): void;
  /** Puts the right view into the side panel. */
  show(): void;
  /** Brings the side panel into sight where it lies under the map. */
  aside(): void;
}

export class Views {
  private diagramButton: HTMLButtonElement;
  private compareButton: HTMLButtonElement;
  private numbersButton: HTMLButtonElement;
  private chip: HTMLButtonElement;
  private counting: NumbersDesk | null = null;
  private counted: Promise<void> | null = null;
  private desk: Promise<DiagramDesk> | null = null;
  private coming: Promise<void> | null = null;
  private comparison: Comparison | null = null;
  private share: SharePanel | null = null;
  private sharing = false;
  private reporting = false;

  constructor(
    private store: Store,
    private atlas: Atlas,
    private scene: Scene,
    private config: Config,
    private page: ViewPage,
  ) {
    this.diagramButton = button(
      say("Diagram"),
      () => store.set({ diagram: !store.get().diagram }),
      {
        class: "button view",
        id: "show-diagram",
        title: say("Incidents along the line and through time"),
      },
    );
    this.compareButton = button(say("Compare"), () => this.toggleCompare(), {
      class: "button view",
      id: "show-compare",
      title: say("Two dates beside each other"),
    });
    this.numbersButton = button(say("Numbers"), () => this.toggleNumbers(), {
      class: "button view",
      id: "show-numbers",
      title: say("Claimed losses, by who states them"),
    });
    this.chip = button("", () => store.set({ box: null }), {
      class: "button view box-chip",
      id: "box-chip",
    });
    byId("views").append(this.diagramButton, this.compareButton, this.numbersButton, this.chip);
    byId("share").addEventListener("click", () => void this.openShare(!this.sharing));
    store.subscribe((state, before) => {
      if (state.selection && state.selection !== before.selection) void this.openShare(false);
      this.update(state);
    });
    this.update(store.get());
  }

  /** What is on the screen, to take away; nothing when nobody asked for it. */
  shared(): { key: string; view: SideView } | null {
    return this.sharing && this.share ? { key: "share", view: this.share.view() } : null;
  }

  /** Opens or leaves the panel for taking things away, whose code comes only now. */
  async openShare(open: boolean): Promise<void> {
    if (open === this.sharing) return;
    const { store, atlas, page, config } = this;
    this.sharing = open;
    byId("share").setAttribute("aria-pressed", String(open));
    if (open && !this.share) {
      try {
        const { SharePanel } = await import("./panels/share");
        const leave = () => void this.openShare(false);
        this.share = new SharePanel(
          store,
          atlas,
          (address) => keepMap(config, store, address),
          leave,
        );
      } catch {
        this.sharing = false;
        return complain(
          new Error(say("This panel could not be loaded.")),
          () => void this.openShare(true),
        );
      }
    }
    page.show();
    if (open) page.aside();
  }

  /** What changed between two dates; nothing when nothing is compared. */
  compared(): { key: string; view: SideView } | null {
    return this.comparison?.view() ?? null;
  }

  /** Claimed losses; nothing when they are not asked for. */
  numbers(): { key: string; view: SideView } | null {
    return this.store.get().numbers ? (this.counting?.view() ?? null) : null;
  }

  private toggleNumbers(): void {
    const numbers = !this.store.get().numbers;
    this.store.set({ numbers, selection: null });
    if (numbers) this.page.aside();
  }

  private toggleCompare(): void {
    const { against, date } = this.store.get();
    this.store.set({ against: against ? null : firstAgainst(date, this.config.dates.first) });
  }

  private update({ diagram, box, against, numbers, report }: State): void {
    document.body.classList.toggle("with-diagram", diagram);
    byId("diagram").hidden = !diagram;
    this.diagramButton.setAttribute("aria-pressed", String(diagram));
    this.compareButton.setAttribute("aria-pressed", String(against !== null));
    this.numbersButton.setAttribute("aria-pressed", String(numbers));
    this.chip.hidden = box === null;
    if (box) {
      const km = `km ${Math.round(box.fromKm)}–${Math.round(box.toKm)}`;
      const words = `${dateRange(box.from, box.to)}, ${km}`;
      this.chip.replaceChildren(words, h("span", { "aria-hidden": "true" }, " ✕"));
      this.chip.setAttribute(
        "aria-label",
        say("Only {what} shown. Show all again", { what: words }),
      );
    }
    if ((diagram || box) && !this.desk) void this.openDiagram();
    if (numbers && !this.counting) void this.openNumbers();
    if (against && !this.comparison) void this.openComparison();
    if (report) void this.openReport();
    else if (this.reporting) document.querySelector<HTMLDialogElement>("#situation")?.close();
  }

  private async openDiagram(): Promise<void> {
    const { store, atlas, config, page } = this;
    try {
      this.desk = import("./diagramdesk").then(
        ({ DiagramDesk }) =>
          new DiagramDesk(store, atlas, config, { open: page.incident }, page.redraw),
      );
      await this.desk;
    } catch {
      this.desk = null;
      complain(new Error(say("The diagram could not be loaded.")), () => void this.openDiagram());
    }
  }

  /** Opens the situation report that the state asks for, when there are incidents to tell of. */
  async openReport(): Promise<void> {
    const { store, atlas, config } = this;
    if (!store.get().report || this.reporting || !atlas.layer("incidents")) return;
    this.reporting = true;
    try {
      const { openSituation } = await import("./panels/situation");
      openSituation(store.get(), atlas, config, () => {
        this.reporting = false;
        store.set({ report: null });
      });
    } catch {
      this.reporting = false;
      complain(new Error(say("This panel could not be loaded.")), () => void this.openReport());
    }
  }

  private async openNumbers(): Promise<void> {
    const { store, config, page } = this;
    if (this.counted) return this.counted;
    this.counted = import("./numbersdesk").then(({ NumbersDesk }) => {
      this.counting = new NumbersDesk(store, config, page.incident);
      page.redraw();
    });
    try {
      await this.counted;
    } catch {
      complain(new Error(say("The numbers could not be loaded.")), () => void this.openNumbers());
    } finally {
      this.counted = null;
    }
  }

  private async openComparison(): Promise<void> {
    const { store, atlas, scene, config, page } = this;
    if (this.coming) return this.coming;
    this.coming = import("./comparison").then(({ Comparison }) => {
      this.comparison = new Comparison(store, atlas, scene, config.dates, page.place);
      page.redraw();
    });
    try {
      await this.coming;
    } catch {
      complain(
        new Error(say("The comparison could not be loaded.")),
        () => void this.openComparison(),
      );
    } finally {
      this.coming = null;
    }
  }
}

/** Makes a picture of the map; its code comes with the first one. */
async function keepMap(config: Config, store: Store, address: string): Promise<void> {
  const { keepPicture } = await import("./picture/keep");
  await keepPicture(config, store.get(), address);
}
