/** `/claims/timeline` and `/claims/losses`: what each claimant stated when. Nothing is added up. Pure. */

import { figures } from "./claimwords";
import { dayNumber, isDay } from "./days";
import { capital, list } from "./format";
import type { Day } from "./model";
import { say } from "./tongue";
import { thing, words } from "./vocabulary";

/** One figure that one claimant stated. */
export interface Figure {
  claim: string;
  incident: string;
  claimant: string;
  claimant_side: string;
  modality: string;
  stated: Day;
  /** Whether `stated` is the day of the report, or only the last day that the figure covers. */
  stated_basis: string;
  victim_side: string | null;
  victim_class: string | null;
  item: string | null;
  outcome: string[];
  low: number | null;
  high: number | null;
  /** How the claimant hedges the number, where the server tells. */
  hedge?: string | null;
  unit: string | null;
}

export interface Track {
  claimant: string;
  claimant_side: string;
  figures: Figure[];
}

export interface LossRow {
  victim_side: string | null;
  victim_class: string | null;
  item: string | null;
  outcome: string[];
  stated_by: Record<string, Figure[]>;
}

/** What is counted: figures of one lane speak of the same, those of two lanes do not. */
type Counted = Pick<Figure, "victim_side" | "victim_class" | "item" | "outcome">;

/** The figures of one claimant about one thing, in the order in which they were stated. */
export interface Lane {
  of: Counted;
  figures: Figure[];
}

/** The number as stated: `5`, `5–8`, `at least 5`. */
export const figureWords = ({ low, high, hedge }: Pick<Figure, "low" | "high" | "hedge">) =>
  figures(low, high, hedge);

/** What is counted, in words: `civilians killed`, `tanks destroyed`. */
export function countedWords({ victim_class, item, outcome }: Counted): string {
  const what = item ? thing(item) : victim_class ? words(victim_class) : say("people");
  const done = list(outcome.map(words));
  const things = !item && victim_class === "mixed" ? say("people of any kind") : what;
  return capital(done ? say("{things} {outcome}", { things, outcome: done }) : things);
}

/** The claimants who stated anything on these days, each with only that. */
export function statedWithin(tracks: readonly Track[], from: Day, to: Day): Track[] {
  return tracks
    .map((track) => ({
      ...track,
      figures: track.figures.filter(
        ({ stated }) => isDay(stated) && stated >= from && stated <= to,
      ),
    }))
    .filter((track) => track.figures.length > 0);
}

/** The lanes of a claimant, in the order in which each was first spoken of. */
export function lanes({ figures: all }: Track): Lane[] {
  const found = new Map<string, Lane>();
  for (const figure of all) {
    const { victim_side, victim_class, item, outcome } = figure;
    const key = JSON.stringify([victim_side, victim_class, item, [...outcome].sort()]);
    const lane = found.get(key) ?? { of: figure, figures: [] };
    lane.figures.push(figure);
    found.set(key, lane);
  }
  return [...found.values()];
}

/** The first and the last day on which anything was stated; the same for all charts, so that they compare. */
export function daysOf(tracks: readonly Track[]): { from: Day; to: Day } | null {
  const days = tracks.flatMap((track) => track.figures.map(({ stated }) => stated)).sort();
  const [from] = days;
  const to = days.at(-1);
  return from && to ? { from, to } : null;
}

/** Where a day lies between two others, 0–1; in the middle when they are one day. */
export function shareOf(day: Day, { from, to }: { from: Day; to: Day }): number {
  const whole = dayNumber(to) - dayNumber(from);
  return whole > 0 ? (dayNumber(day) - dayNumber(from)) / whole : 0.5;
}

/** A radius whose disc grows with the number, between two bounds; numbers of one chart only. */
export function radius(number: number, most: number, least = 2.5, largest = 9): number {
  if (number <= 0 || most <= 0) return least;
  return Math.max(least, largest * Math.sqrt(Math.min(1, number / most)));
}

/** Which labels are written: from the last one back, each that does not lie over one written before. */
export function written(places: readonly { at: number; width: number }[]): boolean[] {
  let free = Number.POSITIVE_INFINITY;
  const shown = places.map(() => false);
  for (let n = places.length - 1; n >= 0; n -= 1) {
    const place = places[n];
    if (!place || place.at + place.width > free) continue;
    shown[n] = true;
    free = place.at;
  }
  return shown;
}

/** Rows of losses by whose they are said to be; last those of which that is not told. */
export function bySufferer(rows: readonly LossRow[]): Map<string, LossRow[]> {
  const groups = new Map<string, LossRow[]>();
  const known = rows.filter(({ victim_side }) => victim_side !== null);
  for (const row of [...known, ...rows.filter(({ victim_side }) => victim_side === null)]) {
    const side = row.victim_side ?? "";
    groups.set(side, [...(groups.get(side) ?? []), row]);
  }
  return groups;
}
