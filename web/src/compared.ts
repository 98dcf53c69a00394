/** `GET /line/compare`: what statements changed between two days, put together by holder. Pure. */

import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { addDays } from "./days";
import type { Day } from "./model";

/** A place whose holder, as far as statements count, is another one on the later day. */
export interface Change {
  place: string;
  before: string;
  after: string;
  statements: string[];
}

export interface Compared {
  from: Day;
  to: Day;
  stance: string;
  km2_change: Record<string, number>;
  length_km: { from: number; to: number };
  places: Change[];
  incidents?: IncidentTally;
  /** The ground that changed, one feature for each way in which it did. */
  ground?: FeatureCollection<
    Polygon | MultiPolygon | null,
    { before: string; after: string; km2: number; places: string[] }
  >;
}

/** Published incidents of the days from one to the other; one of several sides counts for each. */
export interface IncidentTally {
  total: number;
  by_claimant_side: Record<string, number>;
  of_several_sides: number;
  note: string;
}

/** Those who can hold a place, in the order of tables; holders that the page does not know follow. */
export const HOLDERS = ["az", "arm", "contested", "unknown"];

/** One holder's balance: square kilometres more or less, places come and gone. */
export interface Balance {
  holder: string;
  km2: number;
  gained: number;
  lost: number;
}

/** A row a holder; one that nothing happened to is left out, the two sides never. */
export function balances({ km2_change, places }: Compared): Balance[] {
  const others = [
    ...Object.keys(km2_change),
    ...places.flatMap(({ before, after }) => [before, after]),
  ];
  return [...new Set([...HOLDERS, ...others])]
    .map((holder) => ({
      holder,
      km2: km2_change[holder] ?? 0,
      gained: places.filter(({ after }) => after === holder).length,
      lost: places.filter(({ before }) => before === holder).length,
    }))
    .filter(
      ({ holder, km2, gained, lost }) =>
        holder === "az" || holder === "arm" || Math.abs(km2) >= 0.5 || gained + lost > 0,
    );
}

/** Places that went from one holder to the same other one. */
export interface Passing {
  before: string;
  after: string;
  places: Change[];
}

/** Groups in the order of their size; of one size in the order of the holders. */
export function passings(changes: readonly Change[]): Passing[] {
  const groups = new Map<string, Passing>();
  for (const change of changes) {
    const { before, after } = change;
    const key = `${before} ${after}`;
    const group = groups.get(key) ?? { before, after, places: [] };
    group.places.push(change);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.places.length - a.places.length || rank(a) - rank(b),
  );
}

function rank({ before, after }: Passing): number {
  return HOLDERS.indexOf(before) * HOLDERS.length + HOLDERS.indexOf(after);
}

/** The two days in the order of time. */
export function inOrder(one: Day, other: Day): { from: Day; to: Day } {
  return one <= other ? { from: one, to: other } : { from: other, to: one };
}

/** The day to compare with when nobody has chosen one: before the war, or a week earlier. */
export function firstAgainst(date: Day, first: Day): Day {
  const before = "2020-09-26";
  if (date > before && first <= before) return before;
  const week = addDays(date, -7);
  return week < first ? first : week;
}
