/** Statements of who holds a place, put together by place: none hides another. Pure. */

import type { Day, LayerFeature } from "./model";

/** All statements about one place, and what they say together. */
export interface PlaceStatements {
  place: string;
  /** Newest first; of one day in the order of their ids. */
  statements: LayerFeature[];
  /** The holders named on the newest day, each once. */
  holders: string[];
  /** Those named only on days before it. */
  earlier: string[];
  /** Whether the statements contradict each other. */
  contested: boolean;
}

/** The place that a statement is about. */
export function placeOf({ id, properties }: LayerFeature): string {
  return String(properties.place ?? id ?? "");
}

/** The day of a statement. */
export function saidOn({ properties }: LayerFeature): Day {
  return String(properties.date ?? properties.valid_from ?? "");
}

/** One group a place, in the order of their newest statements. */
export function statementsByPlace(features: readonly LayerFeature[]): PlaceStatements[] {
  const places = new Map<string, LayerFeature[]>();
  for (const feature of newestFirst(features)) {
    const place = placeOf(feature);
    const own = places.get(place);
    if (own) own.push(feature);
    else places.set(place, [feature]);
  }
  return [...places].map(([place, statements]) => {
    const newest = statements.map(saidOn)[0] ?? "";
    const holders = named(statements.filter((one) => saidOn(one) === newest));
    const earlier = named(statements).filter((holder) => !holders.includes(holder));
    return { place, statements, holders, earlier, contested: contested(statements) };
  });
}

function named(statements: readonly LayerFeature[]): string[] {
  return [...new Set(statements.map(holderOf).filter((holder) => holder !== ""))];
}

/** The newest day first; a day's statements by id, so that no side is put before the other. */
export function newestFirst(features: readonly LayerFeature[]): LayerFeature[] {
  return features.toSorted(
    (a, b) =>
      saidOn(b).localeCompare(saidOn(a)) || String(a.id ?? "").localeCompare(String(b.id ?? "")),
  );
}

/**
 * Statements contradict each other where one denies, where one calls the place contested, where two
 * sides name different holders, or where different holders are named on one day.
 */
export function contested(statements: readonly LayerFeature[]): boolean {
  const said = statements.filter(({ properties }) => properties.kind !== "baseline");
  return said.some(
    (a, i) =>
      a.properties.kind === "denial" ||
      holderOf(a) === "contested" ||
      said.slice(i + 1).some((b) => contradict(a, b)),
  );
}

function contradict(a: LayerFeature, b: LayerFeature): boolean {
  const [one, other] = [holderOf(a), holderOf(b)];
  if (one === other || one === "" || other === "") return false;
  return saidOn(a) === saidOn(b) || a.properties.claimant_side !== b.properties.claimant_side;
}

function holderOf({ properties }: LayerFeature): string {
  return properties.holder_after ? String(properties.holder_after) : "";
}
