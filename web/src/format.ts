/** Values in words: dates, lengths, quantities, precision. Pure. */

import type { Interval } from "./days";
import { addDays, isDay } from "./days";
import type { Day, IncidentProperties, Location, Names } from "./model";
import { language, locale, number as numeral, phrase, say } from "./tongue";
import { words } from "./vocabulary";

/** The months as they stand in a date. */
const MONTHS = [
  phrase("Jan"),
  phrase("Feb"),
  phrase("Mar"),
  phrase("Apr"),
  phrase("May"),
  phrase("Jun"),
  phrase("Jul"),
  phrase("Aug"),
  phrase("Sep"),
  phrase("Oct"),
  phrase("Nov"),
  phrase("Dec"),
];

/** The short name of a month, from 1 on. */
export function month(number: number): string {
  const name = MONTHS[number - 1];
  return name ? say(name) : "";
}

function parts(day: Day): [string, string, string] {
  return [day.slice(0, 4), month(Number(day.slice(5, 7))), String(Number(day.slice(8, 10)))];
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
  return `${numeral(number)} ${number === 1 ? one : many}`;
}

/** A length on the ground: metres below one kilometre, then kilometres. */
export function length(metres: number): string {
  if (metres < 1000) return say("{n} m", { n: numeral(Math.round(metres)) });
  const km = metres / 1000;
  const n = km < 10 ? Number(km.toFixed(1)) : Math.round(km);
  return say("{n} km", { n: n.toLocaleString(locale()) });
}

/** How far the true position may be, `±1.5 km`; empty when unknown. */
export function plusMinus(metres: number | null | undefined): string {
  return metres ? `±${length(metres)}` : "";
}

/** The first letter made a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: string[]): string {
  if (items.length < 2) return items.join("");
  return say("{first} and {last}", {
    first: items.slice(0, -1).join(", "),
    last: items.at(-1) ?? "",
  });
}

/** Where an incident lies and how sure that is, as one phrase. */
export function whereabouts(location: Location): string {
  const label = location.label ?? say("an unnamed place");
  const off = plusMinus(location.uncertainty_m);
  const sure = off ? `, ${off}` : "";
  if (location.rule === "typed-geometry" && (location.kind === "line" || location.kind === "area"))
    return `${location.kind === "line" ? say("along the line drawn") : say("in the area drawn")}${sure}`;
  switch (location.kind) {
    case "point":
      return `${location.label ?? say("at the marked point")}${sure}`;
    case "settlement":
      return `${say("in {place}", { place: label })}${sure}`;
    case "near":
      return `${say("somewhere near {place}", { place: label.replace(/^near /i, "") })}${sure}`;
    case "district":
      return say("somewhere in {place}", { place: label });
    case "line":
      return /line/i.test(label)
        ? `${say("somewhere along the line of contact")}${sure}`
        : `${say("somewhere along {place}", { place: label })}${sure}`;
    case "area":
      return `${say("somewhere in {place}", { place: label })}${sure}`;
    default:
      return say("not located; shown in the list only");
  }
}

/** The seven grades of `where_prec` in words. */
export function wherePrecision(grade: number | null): string {
  const grades = [
    phrase("the exact site"),
    phrase("a settlement"),
    phrase("near a settlement, or in its direction"),
    phrase("a district"),
    phrase("a line or a loosely described stretch"),
    phrase("a region"),
    phrase("cannot be located"),
  ];
  const known = grade === null ? undefined : grades[grade - 1];
  return known ? say(known) : say("not graded");
}

/** When it was: the dates, and whether they are of the event or only of the report. */
export function when(incident: IncidentProperties): string {
  const dates = dateRange(incident.date_start, incident.date_end);
  return incident.time_basis === "report" ? say("{dates} (date of the report)", { dates }) : dates;
}

/** The name to lead with. */
export function mainName(names: Names | undefined, fallback = say("Unnamed")): string {
  return names?.[language()] ?? names?.en ?? names?.az ?? names?.hy ?? names?.ru ?? fallback;
}

/** How an incident came to its place, in words; a rule not known here is said by its own name. */
export function ruleInWords(rule: string | null): string {
  const rules: Record<string, string> = {
    "along-line": phrase("The source says only “along the line”: anywhere in the corridor drawn"),
    "along-rebuilt-line": phrase(
      "The source says only “along the line”: anywhere along the line of that day, rebuilt from statements of control",
    ),
    "along-line-near": phrase(
      "The source says “along the line” near a place: anywhere in the stretch of the corridor drawn",
    ),
    "along-last-known-line": phrase(
      "The source says only “along the line”: anywhere along the last line known, which no longer held",
    ),
    "along-unmapped-line": phrase(
      "The source names a road or border that has no line here: a ring around its middle",
    ),
    "in-area": phrase("The source names an area only: anywhere in it"),
    "in-unmapped-area": phrase(
      "The source names an area that has no outline here: a ring around its middle",
    ),
    district: phrase("The source names a district only: anywhere in it"),
    settlement: phrase("The source names the settlement; the point is its centre"),
    near: phrase("The source says “near”: anywhere in the ring drawn"),
    site: phrase("The source names the site"),
    seat: phrase("The source names a district’s seat; the point is its centre"),
    direction: phrase("The source gives a direction from a place: anywhere in the ring drawn"),
    offset: phrase("The source gives a distance from a place: anywhere in what is drawn"),
    "side-of": phrase("The source names a side of a place: anywhere in the ring drawn"),
    outskirts: phrase("The source says “outskirts”: anywhere in the ring drawn"),
    between: phrase("The source says “between” two places: anywhere in the strip drawn"),
    "from-to": phrase("The source says “from … to …”: anywhere in the strip drawn"),
    road: phrase("The source names a road: anywhere along what is drawn of it"),
    bank: phrase("The source names a river bank: anywhere along it"),
    border: phrase("The source names a border: anywhere along it"),
    heights: phrase("The source names heights by a place: anywhere around it"),
    section: phrase("The source names a section of the line: anywhere in it"),
    "part-of": phrase("The source names a part of an area: anywhere in that part"),
    "typed-point": phrase("An editor marked the point on the map"),
    "typed-geometry": phrase("An editor drew the outline"),
    coarsened: phrase(
      "Shown coarsely on purpose: editors know the place better, and it is somewhere in what is drawn",
    ),
  };
  if (!rule) return "";
  const known = rules[rule];
  return known ? say(known) : capital(words(rule));
}
