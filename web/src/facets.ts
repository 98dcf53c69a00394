/** Which incidents a reader wants to see, by what is known of them, and how many there are of each. Pure. */

import type { Sector } from "./diagram/model";
import type { Districts } from "./districts";
import type { Incident } from "./model";
import { sidesOf } from "./style";

/** What incidents are chosen by, in the order of the panel. */
export const FACETS = [
  "kind",
  "side",
  "actor",
  "sector",
  "district",
  "precision",
  "grade",
  "source",
] as const;
export type Facet = (typeof FACETS)[number];

/** What parts the ground, as far as it has come. */
export interface Areas {
  readonly sectors: readonly Sector[];
  readonly districts: Districts | null;
}

/** The values wanted of each facet, any of them where several are; a facet without values wants all. */
export interface Filter {
  readonly chosen: Readonly<Partial<Record<Facet, readonly string[]>>>;
  /** Words that must stand in the incident. */
  readonly text: string;
}

export const NO_FILTER: Filter = { chosen: {}, text: "" };

/** What stands for a value that an incident does not have. */
export const NOT_KNOWN = "none";

/**
 * The values of an incident with their weights, which add up to one for each incident: somewhere along
 * a stretch of the line counts in each sector by the share of the stretch that lies there, and somewhere
 * in an area in each district by the share of the area. An incident of several sides, claimants or
 * sources counts for each of them.
 */
export function weights(incident: Incident, facet: Facet, areas: Areas): [string, number][] {
  const { kind, grade, where_prec, location } = incident.properties;
  if (facet === "kind") return [[kind, 1]];
  if (facet === "grade") return [[grade ?? NOT_KNOWN, 1]];
  if (facet === "precision") {
    return [[String(location.where_prec ?? where_prec ?? NOT_KNOWN), 1]];
  }
  if (facet === "sector") return sectorWeights(incident, areas.sectors);
  if (facet === "district") return districtWeights(incident, areas.districts);
  if (facet === "actor") return each(incident.properties.claims.map(({ claimant }) => claimant));
  if (facet === "source") {
    return each(incident.properties.sources.map(({ title, publisher }) => title || publisher));
  }
  const sides = sidesOf(incident);
  return sides.length > 0 ? sides.map((side) => [side, 1]) : [[NOT_KNOWN, 1]];
}

/** Each of these names once, or none at all. */
function each(names: readonly (string | null)[]): [string, number][] {
  const known = [...new Set(names.filter((name): name is string => Boolean(name)))];
  return known.length > 0 ? known.map((name) => [name, 1]) : [[NOT_KNOWN, 1]];
}

function sectorWeights(
  { properties: { line_position: at } }: Incident,
  sectors: readonly Sector[],
): [string, number][] {
  if (!at) return [[NOT_KNOWN, 1]];
  const [from, to] = [at.from_km ?? at.km, at.to_km ?? at.km];
  const long = to - from;
  if (long > 0) {
    const shares = sectors.flatMap(({ id, from_km, to_km }): [string, number][] => {
      const common = Math.min(to, to_km) - Math.max(from, from_km);
      return common > 0 ? [[id, common / long]] : [];
    });
    if (shares.length > 0) return shares;
  }
  const own = sectors.find(({ from_km, to_km }) => at.km >= from_km && at.km < to_km);
  return [[own?.id ?? at.sector ?? NOT_KNOWN, 1]];
}

function districtWeights(incident: Incident, districts: Districts | null): [string, number][] {
  const shares = districts?.of(incident) ?? [];
  const rest = 1 - shares.reduce((sum, [, share]) => sum + share, 0);
  const weights = shares.map(([id, share]): [string, number] => [id, share]);
  return rest > 0.005 ? [...weights, [NOT_KNOWN, rest]] : weights;
}

/** Whether anything is wanted at all. */
export function filtering({ chosen, text }: Filter): boolean {
  return text.trim() !== "" || FACETS.some((facet) => (chosen[facet]?.length ?? 0) > 0);
}

/** Whether an incident is wanted; `but` leaves one facet out of account. */
export function passes(
  incident: Incident,
  { chosen, text }: Filter,
  areas: Areas,
  but?: Facet,
): boolean {
  for (const facet of FACETS) {
    const wanted = chosen[facet];
    if (facet === but || !wanted || wanted.length === 0) continue;
    if (!weights(incident, facet, areas).some(([value]) => wanted.includes(value))) return false;
  }
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const said = folded(saidOf(incident));
  return words.every((word) => said.includes(word));
}

/** All words that can be searched: the summary, the place, the claimants and what they say, the sources. */
function saidOf({ properties }: Incident): string {
  const { summary, location, claims, sources } = properties;
  return [
    summary,
    location.label,
    ...claims.flatMap(({ claimant, text }) => [claimant, text]),
    ...sources.flatMap(({ title, publisher }) => [title, publisher]),
  ]
    .filter(Boolean)
    .join("\n");
}

/** Letters without case and marks, as readers type them: `Əhmədli` is found by `ahmadli`. */
export function folded(text: string): string {
  return text
    .replaceAll(/[Əə]/g, "a")
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** How many incidents have each value of a facet, the other facets being as they are; the most first. */
export function tally(
  incidents: readonly Incident[],
  facet: Facet,
  filter: Filter,
  areas: Areas,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of filter.chosen[facet] ?? []) counts.set(value, 0);
  for (const incident of incidents) {
    if (!passes(incident, filter, areas, facet)) continue;
    for (const [value, weight] of weights(incident, facet, areas)) {
      counts.set(value, (counts.get(value) ?? 0) + weight);
    }
  }
  const order = facet === "sector" ? areas.sectors.map(({ id }) => id) : [];
  const rank = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...counts].sort(
    ([a, m], [b, n]) =>
      rank(a) - rank(b) ||
      (facet === "precision" ? a.localeCompare(b) : n - m) ||
      a.localeCompare(b),
  );
}

/** The same filter with a value chosen, or no longer. */
export function toggled(filter: Filter, facet: Facet, value: string): Filter {
  const now = filter.chosen[facet] ?? [];
  const values = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return { ...filter, chosen: { ...filter.chosen, [facet]: values } };
}

/** The chosen values as they stand in the address: `kind:shelling+clash,side:az`. */
export function writeFilter({ chosen }: Filter): string {
  return FACETS.filter((facet) => (chosen[facet]?.length ?? 0) > 0)
    .map((facet) => `${facet}:${chosen[facet]?.map(written).join("+")}`)
    .join(",");
}

/** A value with all that parts values in an address written out twice over: an address is read once before. */
function written(value: string): string {
  return encodeURIComponent(encodeURIComponent(value).replaceAll(/[!'()*~_.]/g, escaped));
}

function escaped(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The value that `written` wrote; empty where it is none. */
function read(text: string): string {
  try {
    return decodeURIComponent(text).slice(0, 200);
  } catch {
    return "";
  }
}

/** Reads what `writeFilter` wrote; whatever is not understood is left out. */
export function readFilter(values: string | null, text: string | null): Filter {
  const chosen: Partial<Record<Facet, string[]>> = {};
  for (const part of (values ?? "").split(",")) {
    const [name, list = ""] = part.split(":");
    const facet = FACETS.find((one) => one === name);
    const named = facet === "actor" || facet === "source";
    const fits = (value: string) => (named ? value !== "" : /^[a-z0-9-]{1,60}$/i.test(value));
    const wanted = list.split(/[+ ]/).map(read).filter(fits);
    if (facet && wanted.length > 0) chosen[facet] = wanted;
  }
  return { chosen, text: (text ?? "").slice(0, 200) };
}
