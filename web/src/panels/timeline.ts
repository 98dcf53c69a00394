/** Bars above the slider (incidents a day), the days shown, and the marks below it. */

import { addDays, dayNumber, dayOf, type Interval, ticks } from "../days";
import { h, s } from "../dom";
import { month } from "../format";
import type { Day } from "../model";

const HEIGHT = 30;

/** Bars of a stretch of days: one a day, or wider ones when there are many days. */
export function bars(
  perDay: ReadonlyMap<Day, number>,
  from: Day,
  to: Day,
): { at: number; width: number; share: number }[] {
  const start = dayNumber(from);
  const days = dayNumber(to) - start + 1;
  const width = Math.max(1, Math.ceil(days / 400));
  const sums = new Map<number, number>();
  for (const [day, count] of perDay) {
    const bin = Math.floor((dayNumber(day) - start) / width);
    sums.set(bin, (sums.get(bin) ?? 0) + count);
  }
  const most = Math.max(1, ...sums.values());
  return [...sums].map(([bin, sum]) => ({ at: bin * width, width, share: Math.sqrt(sum / most) }));
}

export class Timeline {
  readonly element = s("svg", {
    class: "bars",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
    focusable: "false",
  });
  readonly scale = h("div", { class: "scale", "aria-hidden": "true" });
  private scaleKey = "";

  draw(perDay: ReadonlyMap<Day, number>, from: Day, to: Day, shown: Interval): void {
    const start = dayNumber(from);
    const span = Math.max(1, dayNumber(to) - start);
    this.element.setAttribute("viewBox", `0 0 ${span + 1} ${HEIGHT}`);
    const first = Math.max(start, dayNumber(shown.from)) - start;
    const last = Math.min(start + span + 1, dayNumber(shown.to)) - start;
    const window = s("rect", {
      class: "bars-window",
      x: first,
      y: 0,
      width: Math.max(span / 300, last - first),
      height: HEIGHT,
    });
    const rects = bars(perDay, from, to).map(({ at, width, share }) => {
      const tall = Math.max(3, share * (HEIGHT - 2));
      const day = addDays(dayOf(start), at);
      const inside = day < shown.to && addDays(day, width) > shown.from;
      return s("rect", {
        class: inside ? "bar bar-shown" : "bar",
        x: at + width * 0.1,
        y: HEIGHT - tall,
        width: width * 0.8,
        height: tall,
      });
    });
    this.element.replaceChildren(window, ...rects);
    this.drawScale(from, to, start, span);
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
