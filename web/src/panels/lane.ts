/** The lane of statements in the date bar: one stop of the Tab key, and a press opens what was said. */

import { incidentsInWords } from "../amounts";
import { h, s } from "../dom";
import { capital, dateRange } from "../format";
import { type Mark, marks } from "../lane";
import type { Day, Incident } from "../model";
import { say } from "../tongue";
import { words } from "../vocabulary";

/** The room of one mark, in pixels: a target that a finger finds (WCAG 2.2, 2.5.8). */
const ROOM = 26;

export class StatementLane {
  readonly element = h("div", {
    class: "lane",
    id: "lane",
    role: "group",
    "aria-label": say("Ceasefires and statements"),
    keydown: ((event: KeyboardEvent) => this.step(event)) as EventListener,
  });
  private shown: Mark[] = [];
  private incidents: readonly Incident[] = [];
  private days: [Day, Day] = ["", ""];
  private width = 0;

  constructor(private open: (incidents: Incident[]) => void) {
    new ResizeObserver(() => this.lay()).observe(this.element);
  }

  draw(incidents: readonly Incident[], from: Day, to: Day): void {
    if (incidents === this.incidents && from === this.days[0] && to === this.days[1]) return;
    this.incidents = incidents;
    this.days = [from, to];
    this.width = 0;
    this.lay();
  }

  private lay(): void {
    const width = this.element.clientWidth;
    if (width === this.width || width === 0) return;
    this.width = width;
    const [from, to] = this.days;
    this.shown = marks(this.incidents, from, to, ROOM / width);
    this.element.replaceChildren(...this.shown.map((mark, at) => this.button(mark, at)));
  }

  private button({ at, incidents }: Mark, index: number): HTMLButtonElement {
    const label = inWords(incidents);
    const button = h(
      "button",
      {
        type: "button",
        class: "lane-mark",
        tabindex: index === 0 ? 0 : -1,
        "aria-label": label,
        title: label,
        click: () => this.open(incidents),
      },
      symbol(incidents),
    );
    button.style.left = `${at * 100}%`;
    return button;
  }

  /** The arrow keys go from mark to mark. */
  private step(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...this.element.querySelectorAll<HTMLElement>(".lane-mark")];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const next = all[now + by];
    if (!next) return;
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  }
}

function inWords(incidents: readonly Incident[]): string {
  const [first] = incidents;
  if (!first) return "";
  const ends = incidents.map(({ properties }) => properties.date_end).sort();
  const days = dateRange(first.properties.date_start, ends.at(-1) ?? first.properties.date_end);
  if (incidents.length > 1) return `${days}: ${incidentsInWords(incidents.length)}`;
  // The words of the record are in the language of the data: they are read where it opens.
  return `${capital(words(first.properties.kind))}, ${days}`;
}

/** A flag for a ceasefire, a speech bubble for all else. */
function symbol(incidents: readonly Incident[]): SVGSVGElement {
  const ceasefire = incidents.some(({ properties }) => properties.kind === "ceasefire");
  const shape = ceasefire ? "M4 15V2h9l-2.4 3.2L13 8.5H4" : "M2 2.5h12v8H7.5L4.5 14v-3.5H2Z";
  return s(
    "svg",
    {
      class: ceasefire ? "lane-ceasefire" : "lane-said",
      viewBox: "0 0 16 16",
      "aria-hidden": "true",
    },
    s("path", { d: shape }),
  );
}
