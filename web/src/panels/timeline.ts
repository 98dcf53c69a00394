/** Bars above the slider (incidents a day by who is heard), the days shown, a brush over them, and the marks below. */

import { incidentsInWords } from "../amounts";
import { paint } from "../badge";
import { addDays, dayNumber, dayOf, type Interval, ticks } from "../days";
import { h, s } from "../dom";
import { dateRange, month } from "../format";
import { type Bar, bars, type DayTally, ranked } from "../histogram";
import type { Day } from "../model";
import { sideTitle } from "../sides";
import { number } from "../tongue";
import { words } from "../vocabulary";

const HEIGHT = 42;

/** How far a pointer must move to draw an interval and not to choose a day, in pixels. */
const DRAG = 5;

export class Timeline {
  readonly element = s("svg", {
    class: "bars",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
    focusable: "false",
  });
  readonly scale = h("div", { class: "scale", "aria-hidden": "true" });
  private scaleKey = "";
  private drawn: { perDay: ReadonlyMap<Day, DayTally>; from: Day; to: Day } | null = null;
  private window = s("rect", { class: "bars-window", y: 0, height: HEIGHT });
  private groups: { bar: Bar; element: SVGGElement }[] = [];

  /** `chosen` gets the first and the last day of an interval drawn with the pointer, or one day twice. */
  constructor(chosen: (from: Day, to: Day) => void) {
    let begun: { x: number; day: Day } | null = null;
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      begun = { x: event.clientX, day: this.dayAt(event.clientX) };
      this.element.setPointerCapture(event.pointerId);
    });
    const drag = (event: PointerEvent) => {
      if (!begun) return;
      const day = this.dayAt(event.clientX);
      if (Math.abs(event.clientX - begun.x) < DRAG) chosen(day, day);
      else if (day < begun.day) chosen(day, begun.day);
      else chosen(begun.day, day);
    };
    this.element.addEventListener("pointermove", (event) => {
      if (begun && Math.abs(event.clientX - begun.x) >= DRAG) drag(event);
    });
    this.element.addEventListener("pointerup", (event) => {
      drag(event);
      begun = null;
    });
    this.element.addEventListener("pointercancel", () => {
      begun = null;
    });
  }

  draw(perDay: ReadonlyMap<Day, DayTally>, from: Day, to: Day, shown: Interval): void {
    const start = dayNumber(from);
    const span = Math.max(1, dayNumber(to) - start);
    const { drawn } = this;
    if (drawn?.perDay !== perDay || drawn.from !== from || drawn.to !== to) {
      this.drawn = { perDay, from, to };
      this.element.setAttribute("viewBox", `0 0 ${span + 1} ${HEIGHT}`);
      this.groups = bars(perDay, from, to).map((bar) => ({ bar, element: column(bar, start) }));
      this.element.replaceChildren(this.window, ...this.groups.map(({ element }) => element));
      this.drawScale(from, to, start, span);
    }
    const first = Math.max(start, dayNumber(shown.from)) - start;
    const last = Math.min(start + span + 1, dayNumber(shown.to)) - start;
    this.window.setAttribute("x", String(first));
    this.window.setAttribute("width", String(Math.max(span / 300, last - first)));
    for (const { bar, element } of this.groups) {
      element.classList.toggle("bar-shown", bar.at < last && bar.at + bar.width > first);
    }
  }

  private dayAt(x: number): Day {
    const { left, width } = this.element.getBoundingClientRect();
    const { from = "", to = "" } = this.drawn ?? {};
    const days = dayNumber(to) - dayNumber(from) + 1;
    const at = Math.floor(((x - left) / Math.max(1, width)) * days);
    return addDays(from, Math.min(days - 1, Math.max(0, at)));
  }

  private drawScale(from: Day, to: Day, start: number, span: number): void {
    const key = `${from}${to}`;
    if (key === this.scaleKey) return;
    this.scaleKey = key;
    const marks = ticks(from, to, month).map(({ day, label, major }) => {
      const mark = h("span", { class: major ? "tick major" : "tick" }, label);
      mark.style.left = `${((dayNumber(day) - start) / span) * 100}%`;
      return mark;
    });
    this.scale.replaceChildren(...marks);
  }
}

/** One bar, parted by who is heard; what it counts is said when the pointer rests on it. */
function column(bar: Bar, start: number): SVGGElement {
  const { at, width, share, total, sides, kinds } = bar;
  const tall = Math.max(4, share * (HEIGHT - 2));
  const first = dayOf(start + at);
  const said = [
    `${dateRange(first, addDays(first, width - 1))}: ${incidentsInWords(total)}`,
    ...ranked(sides).map(([side, n]) => `${sideTitle(side)}: ${number(n)}`),
    ranked(kinds)
      .map(([kind, n]) => `${words(kind)} ${number(n)}`)
      .join(", "),
  ].join("\n");
  let y = HEIGHT;
  const parts = [...sides]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([side, n]) => {
      const height = (tall * n) / total;
      y -= height;
      const part = s("rect", { x: at + width * 0.1, y, width: width * 0.8, height });
      paint(part, side);
      return part;
    });
  return s("g", { class: "bar" }, s("title", {}, said), ...parts);
}
