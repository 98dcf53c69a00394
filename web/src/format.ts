/** Values in words: dates, lengths, quantities, precision. English only; pure. */

import type { Interval } from "./days";
import { addDays, isDay } from "./days";
import type { Day, IncidentProperties, Location, Names } from "./model";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function parts(day: Day): [string, string, string] {
  return [
    day.slice(0, 4),
    MONTHS[Number(day.slice(5, 7)) - 1] ?? "",
    String(Number(day.slice(8, 10))),
  ];
}

/** `2020-09-30` → `30 Sep 2020`; what is not such a date is said as it stands. */
export function date(day: Day): string {
  if (!isDay(day)) return day;
  const [year, month, dayOfMonth] = parts(day);
  return `${dayOfMonth} ${month} ${year}`;
}

/** Two inclusive dates, with what they share said once: `27–30 Sep 2020`. */
export function dateRange(first: Day, last: Day): string {
  if (first === last) return date(first);
  if (!isDay(first) || !isDay(last)) return `${date(first)} – ${date(last)}`;
  const [y1, m1, d1] = parts(first);
  const [y2, m2] = parts(last);
  if (y1 !== y2) return `${date(first)} – ${date(last)}`;
  return m1 === m2 ? `${d1}–${date(last)}` : `${d1} ${m1} – ${date(last)}`;
}

/** A half-open interval in words. */
export function interval(span: Interval): string {
  return dateRange(span.from, addDays(span.to, -1));
}

/** `1` → `1 incident`, `2300` → `2,300 incidents`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

/** A length on the ground: metres below one kilometre, then kilometres. */
export function length(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  const km = metres / 1000;
  return `${km < 10 ? Number(km.toFixed(1)) : Math.round(km)} km`;
}

/** How far the true position may be, `±1.5 km`; empty when unknown. */
export function plusMinus(metres: number | null | undefined): string {
  return metres ? `±${length(metres)}` : "";
}

/** A word of the data in words of the page: `air-drone-strike` → `air or drone strike`. */
export function words(id: string): string {
  const known: Record<string, string> = {
    "air-drone-strike": "air or drone strike",
    "capture-claim": "claim of capture",
    "ceasefire-violation": "reported ceasefire violation",
    losses: "reported losses",
    statement: "statement",
  };
  return known[id] ?? id.replaceAll("-", " ").replaceAll("_", " ");
}

/** The first letter made a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Where an incident lies and how sure that is, as one phrase. */
export function whereabouts(location: Location): string {
  const label = location.label ?? "an unnamed place";
  const off = plusMinus(location.uncertainty_m);
  const sure = off ? `, ${off}` : "";
  switch (location.kind) {
    case "point":
      return `${label === "an unnamed place" ? "at the marked point" : label}${sure}`;
    case "settlement":
      return `in ${label}${sure}`;
    case "near":
      return `somewhere near ${label.replace(/^near /i, "")}${sure}`;
    case "district":
      return `somewhere in ${label}`;
    case "line":
      return /line/i.test(label)
        ? `somewhere along the line of contact${sure}`
        : `somewhere along ${label}${sure}`;
    case "area":
      return `somewhere in ${label}${sure}`;
    default:
      return "not located; shown in the list only";
  }
}

/** The seven grades of `where_prec` in words. */
export function wherePrecision(grade: number | null): string {
  const grades = [
    "the exact site",
    "a settlement",
    "near a settlement, or in its direction",
    "a district",
    "a line or a loosely described stretch",
    "a region",
    "cannot be located",
  ];
  return grade === null ? "not graded" : (grades[grade - 1] ?? "not graded");
}

/** When it was: the dates, and whether they are of the event or only of the report. */
export function when(incident: IncidentProperties): string {
  const dates = dateRange(incident.date_start, incident.date_end);
  return incident.time_basis === "report" ? `${dates} (date of the report)` : dates;
}

/** The name to lead with. */
export function mainName(names: Names | undefined, fallback = "Unnamed"): string {
  return names?.en ?? names?.az ?? names?.hy ?? names?.ru ?? fallback;
}

/** How an incident came to its place, in words; a rule not known here is said by its own name. */
export function ruleInWords(rule: string | null): string {
  const rules: Record<string, string> = {
    "along-line": "The source says only “along the line”: anywhere in the corridor drawn",
    "along-rebuilt-line":
      "The source says only “along the line”: anywhere along the line of that day, rebuilt from statements of control",
    "along-line-near":
      "The source says “along the line” near a place: anywhere in the stretch of the corridor drawn",
    "along-last-known-line":
      "The source says only “along the line”: anywhere along the last line known, which no longer held",
    "along-unmapped-line":
      "The source names a road or border that has no line here: a ring around its middle",
    "in-area": "The source names an area only: anywhere in it",
    "in-unmapped-area":
      "The source names an area that has no outline here: a ring around its middle",
    district: "The source names a district only: anywhere in it",
    settlement: "The source names the settlement; the point is its centre",
    near: "The source says “near”: anywhere in the ring drawn",
    site: "The source names the site",
    seat: "The source names a district’s seat; the point is its centre",
    direction: "The source gives a direction from a place: anywhere in the ring drawn",
    offset: "The source gives a distance from a place: anywhere in what is drawn",
    "side-of": "The source names a side of a place: anywhere in the ring drawn",
    outskirts: "The source says “outskirts”: anywhere in the ring drawn",
    between: "The source says “between” two places: anywhere in the strip drawn",
    "from-to": "The source says “from … to …”: anywhere in the strip drawn",
    road: "The source names a road: anywhere along what is drawn of it",
    bank: "The source names a river bank: anywhere along it",
    border: "The source names a border: anywhere along it",
    heights: "The source names heights by a place: anywhere around it",
    section: "The source names a section of the line: anywhere in it",
    "part-of": "The source names a part of an area: anywhere in that part",
    "typed-point": "An editor marked the point on the map",
    "typed-geometry": "An editor drew the outline",
  };
  if (!rule) return "";
  return rules[rule] ?? capital(words(rule));
}
