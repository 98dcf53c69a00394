/** Incidents counted by the day on which they begin, for the bars above the slider. Pure. */

import { dayNumber } from "./days";
import type { Day, Incident } from "./model";
import { sideClass } from "./style";

/** What begins on one day; each incident counts once, under the side heard or under `mixed`. */
export interface DayTally {
  total: number;
  sides: Map<string, number>;
  kinds: Map<string, number>;
}

/** Counts incidents by day, by who is heard and by kind. */
export function tallyDays(incidents: readonly Incident[]): Map<Day, DayTally> {
  const days = new Map<Day, DayTally>();
  for (const incident of incidents) {
    const { date_start, kind } = incident.properties;
    const day = days.get(date_start) ?? { total: 0, sides: new Map(), kinds: new Map() };
    days.set(date_start, day);
    day.total += 1;
    add(day.sides, sideClass([incident]), 1);
    add(day.kinds, kind, 1);
  }
  return days;
}

/** One bar: one day, or several where there are many; `at` counts days from the first. */
export interface Bar extends DayTally {
  at: number;
  width: number;
  /** Its height as a share of the highest, by the square root, so that single incidents are seen. */
  share: number;
}

/** How many bars there may be side by side. */
const MOST = 400;

/** The bars of a stretch of days, in order. */
export function bars(perDay: ReadonlyMap<Day, DayTally>, from: Day, to: Day): Bar[] {
  const start = dayNumber(from);
  const width = Math.max(1, Math.ceil((dayNumber(to) - start + 1) / MOST));
  const bins = new Map<number, DayTally>();
  for (const [day, { total, sides, kinds }] of perDay) {
    if (day < from || day > to) continue;
    const at = Math.floor((dayNumber(day) - start) / width);
    const bin = bins.get(at) ?? { total: 0, sides: new Map(), kinds: new Map() };
    bins.set(at, bin);
    bin.total += total;
    for (const [side, n] of sides) add(bin.sides, side, n);
    for (const [kind, n] of kinds) add(bin.kinds, kind, n);
  }
  const most = Math.max(1, ...[...bins.values()].map(({ total }) => total));
  return [...bins]
    .map(([at, bin]) => ({ at: at * width, width, share: Math.sqrt(bin.total / most), ...bin }))
    .sort((a, b) => a.at - b.at);
}

/** The most first, then by name. */
export function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
