/** Arithmetic on civil dates: no clock, no time zone. */

import type { Day } from "./model";

const MILLISECONDS = 86_400_000;

/** Days since 1970-01-01; `NaN` for anything that is not a real date. */
export function dayNumber(day: Day): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return Number.NaN;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return dayOf(time / MILLISECONDS) === day ? time / MILLISECONDS : Number.NaN;
}

/** Whether this is a real date with a year of four digits, as all others here take it to be. */
export function isDay(day: unknown): day is Day {
  return typeof day === "string" && !Number.isNaN(dayNumber(day));
}

/** The date that lies `number` days after 1970-01-01. */
export function dayOf(number: number): Day {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}

/** The date `days` later (or earlier, when negative); what is not a date stays as it is. */
export function addDays(day: Day, days: number): Day {
  return isDay(day) ? dayOf(dayNumber(day) + days) : day;
}

/** `day` moved into [first, last]; a thing that is not a date becomes `last`. */
export function clampDay(day: Day, first: Day, last: Day): Day {
  if (Number.isNaN(dayNumber(day))) return last;
  if (day < first) return first;
  return day > last ? last : day;
}

/** How much time before the chosen day is shown together with it. */
export const SPANS = ["day", "week", "month", "all", "own"] as const;
export type Span = (typeof SPANS)[number];

/** A half-open stretch of days, [from, to). */
export interface Interval {
  from: Day;
  to: Day;
}

/**
 * The days shown for `day`: itself, the seven or thirty days that end with it, all up to it, or those
 * from a day of the reader's own; a week where that day is not known.
 */
export function spanOf(day: Day, span: Span, first: Day, since: Day | null = null): Interval {
  const to = addDays(day, 1);
  if (span === "all") return { from: first, to };
  if (span === "own" && since) return { from: since < day ? since : day, to };
  return { from: addDays(day, { day: 0, week: -6, month: -29, own: -6 }[span]), to };
}

/** Whether a feature's validity, half-open and possibly unbounded, meets the interval. */
export function meets(from: Day | null, to: Day | null, interval: Interval): boolean {
  return (from === null || from < interval.to) && (to === null || to > interval.from);
}

/** Whether a feature holds on one day. */
export function holdsOn(from: Day | null, to: Day | null, day: Day): boolean {
  return meets(from, to, { from: day, to: addDays(day, 1) });
}

/** A mark under the slider. */
export interface Tick {
  day: Day;
  label: string;
  major: boolean;
}

/** Marks for a stretch of time: months when it is two years or less, otherwise years. */
export function ticks(first: Day, last: Day, monthName: (month: number) => string): Tick[] {
  const marks: Tick[] = [];
  const byMonth = dayNumber(last) - dayNumber(first) <= 731;
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    for (let month = 1; month <= (byMonth ? 12 : 1); month += 1) {
      const day = `${year}-${String(month).padStart(2, "0")}-01`;
      if (day < first || day > last) continue;
      const label = byMonth ? monthName(month) : String(year);
      marks.push({ day, label, major: byMonth ? month === 1 : year % 5 === 0 });
    }
  }
  return marks;
}

/** The part of the record that the slider covers: the year of the chosen day, or all of it. */
export function reach(day: Day, scope: "year" | "all", first: Day, last: Day): [Day, Day] {
  if (scope === "all") return [first, last];
  const year = day.slice(0, 4);
  return [clampDay(`${year}-01-01`, first, last), clampDay(`${year}-12-31`, first, last)];
}
