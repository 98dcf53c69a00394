/** What the reader has chosen as a condition for the server (CQL2 text, OGC 21-065r2). Pure. */

import type { Sector } from "./diagram/model";
import { FACETS, type Facet, type Filter, NOT_KNOWN } from "./facets";
import { type Incident, idOf } from "./model";

/** The longest condition that an address takes: servers and programs between cut addresses of 8 kB. */
const LONGEST = 7600;

/** A condition, and whether an incident meets it by the properties that the server has. */
interface Clause {
  text: string;
  met(incident: Incident): boolean;
}

/** A choice among incidents. */
export interface Choice {
  filter: Filter;
  sectors: readonly Sector[];
  /** All incidents of the days, and those that are shown. */
  among: readonly Incident[];
  shown: readonly Incident[];
  /** Kilometres of the line are chosen too, which no property tells. */
  boxed: boolean;
}

/**
 * The condition that gives exactly the incidents shown of those of the days: by properties where they
 * say it, else by identifiers, named or left out, whichever is shorter.
 *
 * Nothing when it would be too long for an address.
 */
export function conditionOf(choice: Choice): string | null {
  const { among, shown, boxed } = choice;
  const said = boxed ? null : byProperties(choice);
  if (said !== null && fits(said)) return said;
  const wanted = new Set(shown);
  const named = byIds(shown.map(idOf));
  if (fits(named)) return named;
  const left = boxed ? null : `NOT ${byIds(among.filter((one) => !wanted.has(one)).map(idOf))}`;
  return left !== null && fits(left) ? left : null;
}

const fits = (condition: string) => encoded(condition).length <= LONGEST;

/** A condition as it stands in an address; what may stand there as it is stays readable. */
export function encoded(condition: string): string {
  return encodeURIComponent(condition).replaceAll("%2C", ",").replaceAll("'", "%27");
}

function byIds(ids: readonly string[]): string {
  return ids.length > 0 ? `id IN (${ids.map(quoted).join(",")})` : "id IS NULL";
}

/** Nothing where the properties do not say the same as the filter for any of the incidents. */
function byProperties({ filter, sectors, among, shown }: Choice): string | null {
  if (filter.text.trim() !== "") return null;
  const clauses: Clause[] = [];
  for (const facet of FACETS) {
    const values = filter.chosen[facet] ?? [];
    if (values.length === 0) continue;
    const clause = clauseOf(facet, values, sectors);
    if (!clause) return null;
    clauses.push(clause);
  }
  const wanted = new Set(shown);
  const exact = among.every(
    (incident) => clauses.every(({ met }) => met(incident)) === wanted.has(incident),
  );
  return exact ? clauses.map(({ text }) => text).join(" AND ") : null;
}

function clauseOf(
  facet: Facet,
  values: readonly string[],
  sectors: readonly Sector[],
): Clause | null {
  if (values.includes(NOT_KNOWN)) return null;
  const list = values.map(quoted).join(",");
  if (facet === "kind") {
    return {
      text: `kind IN (${list})`,
      met: ({ properties }) => values.includes(properties.kind),
    };
  }
  if (facet === "grade") {
    return {
      text: `grade IN (${list})`,
      met: ({ properties }) => values.includes(properties.grade ?? ""),
    };
  }
  if (facet === "precision") {
    return {
      text: `where_prec IN (${values.filter((value) => /^\d$/.test(value)).join(",")})`,
      met: ({ properties }) => values.includes(String(properties.where_prec)),
    };
  }
  if (facet === "side") {
    return {
      text: `A_OVERLAPS(claimant_sides, (${list}))`,
      met: ({ properties: { claimant_sides: sides } }) =>
        Array.isArray(sides) && sides.some((side) => values.includes(side)),
    };
  }
  return facet === "sector" ? inSectors(values, sectors) : null;
}

/** A place in a sector, or a stretch that reaches into it. */
function inSectors(values: readonly string[], sectors: readonly Sector[]): Clause | null {
  const wanted = sectors.filter(({ id }) => values.includes(id));
  if (wanted.length < values.length) return null;
  const [km, from, to] = ["km", "from_km", "to_km"].map((name) => `line_position.${name}`);
  const parts = wanted.map(
    ({ from_km: a, to_km: b }) =>
      `(${from} < ${b} AND ${to} > ${a}) OR (${km} >= ${a} AND ${km} < ${b})`,
  );
  return {
    text: `(${parts.join(" OR ")})`,
    met: ({ properties: { line_position: at } }) =>
      at !== null &&
      wanted.some(
        ({ from_km: a, to_km: b }) =>
          ((at.from_km ?? Number.NaN) < b && (at.to_km ?? Number.NaN) > a) ||
          (at.km >= a && at.km < b),
      ),
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
