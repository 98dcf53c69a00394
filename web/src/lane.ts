/** The lane of statements under the bars: ceasefires, calls and other statements, by day. Pure. */

import { dayNumber } from "./days";
import type { Day, Incident } from "./model";

/** What stands in the lane: what was said or agreed, and not what was fired. */
const SPOKEN = ["ceasefire", "statement", "withdrawal"];

/** One mark: incidents whose days lie closer together than a finger can tell apart. */
export interface Mark {
  /** Its place as a share of the lane, from 0 to 1. */
  at: number;
  incidents: Incident[];
}

/** The marks of a stretch of days, none nearer to the next than `gap`, a share of the lane. */
export function marks(incidents: readonly Incident[], from: Day, to: Day, gap: number): Mark[] {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  const made: Mark[] = [];
  for (const incident of incidents) {
    const { kind, date_start: day } = incident.properties;
    if (!SPOKEN.includes(kind) || day < from || day > to) continue;
    const at = (dayNumber(day) - start) / Math.max(1, end - start);
    const last = made.at(-1);
    if (last && at - last.at < gap) last.incidents.push(incident);
    else made.push({ at, incidents: [incident] });
  }
  return made;
}
