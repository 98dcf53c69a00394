/** An incident as a row: what stands in each column, and by what it is put in order. Pure. */

import type { Share } from "./districts";
import { capital, dateRange, wherePrecision } from "./format";
import { gradeRank, gradeTitle } from "./grid";
import type { Incident, LinePosition } from "./model";
import { sidesOf } from "./style";
import { counted, number, phrase, say } from "./tongue";
import { words } from "./vocabulary";

/** The columns, in their order. */
export const COLUMNS = [
  "incident",
  "date",
  "kind",
  "sides",
  "grade",
  "where",
  "district",
  "distance",
] as const;
export type Column = (typeof COLUMNS)[number];

export const COLUMN_TITLES: Record<Column, string> = {
  incident: phrase("Incident"),
  date: phrase("Date"),
  kind: phrase("Kind"),
  sides: phrase("Who speaks"),
  grade: phrase("Grade by rule"),
  where: phrase("Precision"),
  district: phrase("District"),
  distance: phrase("From the line"),
};

/** By which column rows are put in order, and which way. */
export interface Sort {
  readonly column: Column;
  readonly down: boolean;
}

export const BY_DATE: Sort = { column: "date", down: false };

/** The order as it stands in the address: `kind`, or `-kind` the other way round. */
export const writeSort = ({ column, down }: Sort) => (down ? `-${column}` : column);

/** Reads what `writeSort` wrote; by date where it is not understood. */
export function readSort(text: string | null): Sort {
  const down = text?.startsWith("-") ?? false;
  const column = COLUMNS.find((one) => one === text?.slice(down ? 1 : 0));
  return column ? { column, down } : BY_DATE;
}

/** What is known of the ground that an incident lies on. */
export interface Ground {
  shares(incident: Incident): readonly Share[];
  title(district: string): string;
}

/** Who speaks in an incident: a side, and its claimants by name. */
export interface Voices {
  side: string;
  claimants: string[];
}

/** The claimants of an incident by their sides, each named once; sources where nobody claims anything. */
export function voices(incident: Incident): Voices[] {
  const { claims } = incident.properties;
  return sidesOf(incident).map((side) => {
    const own = claims.filter(({ claimant_side }) => claimant_side === side);
    return { side, claimants: [...new Set(own.map(({ claimant }) => claimant))] };
  });
}

/** What stands in a column of plain words. */
export function cellWords(
  incident: Incident,
  column: Exclude<Column, "incident" | "sides">,
  ground: Ground,
): string {
  const { properties } = incident;
  if (column === "date") return dateRange(properties.date_start, properties.date_end);
  if (column === "kind") return capital(words(properties.kind));
  if (column === "grade") return properties.grade ? gradeTitle(properties.grade) : "";
  if (column === "where") {
    const grade = precisionOf(incident);
    return grade === null ? say("not graded") : `${grade} · ${wherePrecision(grade)}`;
  }
  if (column === "district") return districtWords(ground.shares(incident), ground);
  return distanceWords(properties.line_position);
}

function precisionOf({ properties }: Incident): number | null {
  return properties.location.where_prec ?? properties.where_prec;
}

/** From this share on a place is said to lie in a district. */
const MOSTLY = 0.5;

/** The district that most of it lies in, with how much more there is, or only how many there are. */
function districtWords(shares: readonly Share[], ground: Ground): string {
  const [first] = shares;
  if (!first) return "";
  const [id, share] = first;
  const district = ground.title(id);
  if (share > 0.99) return district;
  if (share >= MOSTLY || shares.length === 1) {
    return say("{district} {percent} %", { district, percent: number(Math.round(share * 100)) });
  }
  return counted(shares.length, "{n} district", "{n} districts");
}

/** Nearer than this is on the line, in kilometres. */
const ON_KM = 0.05;

/** The distance to the line of that day, or to the last one known; a range for an area. */
function distanceWords(position: LinePosition | null): string {
  if (!position) return "";
  const { nearest_km: nearest, farthest_km: farthest, offset_km, in_force } = position;
  if (position.side === "both") return say("on both sides of it");
  const spread =
    typeof nearest === "number" && typeof farthest === "number" && farthest - nearest >= 0.1;
  if (!spread && Math.abs(offset_km) < ON_KM && in_force !== false) return say("on it");
  const km = spread
    ? say("{from}–{to} km", { from: number(nearest, 1), to: number(farthest, 1) })
    : say("{n} km", { n: number(Math.abs(offset_km), 1) });
  return in_force === false ? say("{km} from the last line known", { km }) : km;
}

/** Rows in order; what a row does not tell comes last, and equal rows keep their order. */
export function inRows(incidents: readonly Incident[], sort: Sort, ground: Ground): Incident[] {
  const { column, down } = sort;
  if (column === "date" && !down) return [...incidents];
  const order = new Intl.Collator(undefined, { numeric: true });
  const keyed = incidents.map((incident) => ({ incident, key: keyOf(incident, column, ground) }));
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    const way =
      typeof a.key === "number" && typeof b.key === "number"
        ? a.key - b.key
        : column === "date"
          ? String(a.key) < String(b.key)
            ? -1
            : 1
          : order.compare(String(a.key), String(b.key));
    return down ? -way : way;
  });
  return keyed.map(({ incident }) => incident);
}

/** What a row is put in order by; nothing where it does not tell. */
function keyOf(incident: Incident, column: Column, ground: Ground): string | number | null {
  const { summary, date_start, kind, grade, line_position } = incident.properties;
  if (column === "incident") return summary;
  if (column === "date") return date_start;
  if (column === "kind") return words(kind);
  if (column === "sides") return sidesOf(incident).join(" ") || null;
  if (column === "grade") return grade ? gradeRank(grade) : null;
  if (column === "where") return precisionOf(incident);
  if (column === "district") {
    const [first] = ground.shares(incident);
    return first && first[1] >= MOSTLY ? ground.title(first[0]) : null;
  }
  return line_position ? (line_position.nearest_km ?? Math.abs(line_position.offset_km)) : null;
}
