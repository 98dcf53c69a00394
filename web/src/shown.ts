/** What the map shows as files: exactly the incidents of the days, the filter and the kilometres chosen. Pure. */

import { encoded } from "./condition";
import { addDays, type Interval } from "./days";
import { type Incident, idOf, type Layer } from "./model";
import { sidesOf } from "./style";

/** What was asked for, to be kept with the answer. */
export interface Query {
  /** The address that shows the same. */
  address: string;
  /** The headline over the map. */
  headline: string;
}

/** The incidents as one GeoJSON document (RFC 7946) with the licence and sources of the layer. */
export function shownGeoJson(
  incidents: readonly Incident[],
  layer: Layer | undefined,
  query: Query,
): string {
  const { licence, attribution, sources } = layer ?? {};
  const about = { licence, attribution, sources, query };
  return `${JSON.stringify({ type: "FeatureCollection", ...about, features: incidents }, null, 1)}\n`;
}

/** The other formats of the server, by how a file ends and what it is called. */
export const SERVED = [
  ["xlsx", "XLSX"],
  ["kml", "KML"],
  ["gpx", "GPX"],
  ["gpkg", "GeoPackage"],
  ["fgb", "FlatGeobuf"],
  ["parquet", "GeoParquet"],
  ["geojsonl", "GeoJSON Lines"],
  ["hxl.csv", "HXL"],
] as const;

/** The address of the incidents of these days that meet a condition, as the server writes them. */
export function servedUrl(
  extension: string,
  { from, to }: Interval,
  condition: string | null = null,
): string {
  const days = `/layers/incidents.${extension}?datetime=${from}/${addDays(to, -1)}`;
  return condition === null ? days : `${days}&filter=${encoded(condition)}`;
}

type Cell = string | number | null | undefined;

/** The columns of the table, each with what it takes from an incident. */
const COLUMNS: [string, (incident: Incident) => Cell][] = [
  ["id", idOf],
  ["revision", ({ properties }) => properties.revision],
  ["date_start", ({ properties }) => properties.date_start],
  ["date_end", ({ properties }) => properties.date_end],
  ["date_prec", ({ properties }) => properties.date_prec],
  ["kind", ({ properties }) => properties.kind],
  ["summary", ({ properties }) => properties.summary],
  ["claimant_sides", (incident) => sidesOf(incident).join(";")],
  ["grade", ({ properties }) => properties.grade],
  ["place", ({ properties }) => properties.location.label],
  ["where_prec", ({ properties }) => properties.location.where_prec],
  ["uncertainty_m", ({ properties }) => properties.location.uncertainty_m],
  ["lon", ({ properties }) => properties.location.point?.[0]],
  ["lat", ({ properties }) => properties.location.point?.[1]],
  ["km", ({ properties }) => properties.line_position?.km],
  ["from_km", ({ properties }) => properties.line_position?.from_km],
  ["to_km", ({ properties }) => properties.line_position?.to_km],
  ["offset_km", ({ properties }) => properties.line_position?.offset_km],
  ["side_of_line", ({ properties }) => properties.line_position?.side],
  ["line", ({ properties }) => properties.line_position?.line],
  ["sources", ({ properties }) => properties.sources.map(({ url, id }) => url ?? id).join(" ")],
];

/** The incidents as a table (RFC 4180), a row each. */
export function shownCsv(incidents: readonly Incident[]): string {
  const rows = incidents.map((incident) => COLUMNS.map(([, take]) => cell(take(incident))));
  return [COLUMNS.map(([name]) => name), ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** A cell; words that a spreadsheet would take for a formula get an apostrophe before them. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
