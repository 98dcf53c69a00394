/** A box of days and kilometres along the line: what was chosen in the space–time diagram. Pure. */

import { addDays, type Interval, isDay } from "./days";
import type { Day } from "./model";

/** Both days and both kilometres belong to it. */
export interface Box {
  from: Day;
  to: Day;
  fromKm: number;
  toKm: number;
}

/** A stretch of kilometres along the reference line, both ends included. */
export interface Reach {
  fromKm: number;
  toKm: number;
}

/** A box as it stands in the address: `2020-10-01/2020-10-10/60/110`. */
export function writeBox({ from, to, fromKm, toKm }: Box): string {
  return `${from}/${to}/${tenths(fromKm)}/${tenths(toKm)}`;
}

/** The box of an address; nothing when it is none. */
export function readBox(text: string | null): Box | null {
  const [from, to, low, high, ...more] = (text ?? "").split("/");
  if (!isDay(from) || !isDay(to) || more.length > 0 || from > to) return null;
  const number = /^\d{1,4}(\.\d+)?$/;
  if (!low || !high || !number.test(low) || !number.test(high)) return null;
  const [fromKm, toKm] = [Number(low), Number(high)];
  return fromKm <= toKm ? { from, to, fromKm, toKm } : null;
}

/** Whether two boxes are the same. */
export function sameBox(a: Box | null, b: Box | null): boolean {
  return (a && writeBox(a)) === (b && writeBox(b));
}

/** The days of a box as a half-open interval. */
export function daysOf({ from, to }: Box): Interval {
  return { from, to: addDays(to, 1) };
}

/** Whether a stretch of the line meets the kilometres of a box. */
export function reaches(box: Box, stretch: Reach | null): boolean {
  return stretch !== null && stretch.fromKm <= box.toKm && stretch.toKm >= box.fromKm;
}

function tenths(km: number): string {
  return String(Math.round(km * 10) / 10);
}
