/** `/i/{id}?f=grid`: who says what of an incident, in rows by what is said and columns by side. Pure. */

import { quantity } from "./claimwords";
import { capital, dateRange } from "./format";
import type { Claim } from "./model";
import { number as numeral, phrase, say } from "./tongue";
import { words } from "./vocabulary";

/** One claim in a cell. */
export interface Said {
  claim: string;
  claimant: string;
  stand: string;
  /** A word, a place, days; nothing for numbers. */
  value: string | null;
  range: [number | null, number | null] | null;
  outcome: string[];
  text: string;
  quote: boolean;
  span: { report: string | null; href: string };
  grade: string;
}

export interface GridRow {
  row: string;
  cells: { side: string; stand: string; says: Said[] }[];
}

export interface Grid {
  incident: string;
  revision: number;
  grade: string;
  grade_rules: number;
  denied_by?: string[];
  verification?: string;
  rows: GridRow[];
}

/** `/claims/grades`: the rules by which claims are graded. */
export interface GradeTable {
  version: number;
  order: string;
  rules: { grade: string; rule: string; state: boolean }[];
}

const ROWS: Record<string, string> = {
  what: phrase("What"),
  where: phrase("Where"),
  when: phrase("When"),
  killed: phrase("Killed"),
  wounded: phrase("Wounded"),
  equipment: phrase("Equipment"),
  control: phrase("Control"),
};

const STANDS: Record<string, string> = {
  asserted: phrase("Asserted"),
  denied: phrase("Denied"),
  conceded: phrase("Conceded"),
  attributed: phrase("Attributed"),
  retracted: phrase("Withdrawn"),
  silent: phrase("Silent"),
};

const GRADES: Record<string, string> = {
  retracted: phrase("Withdrawn"),
  disproved: phrase("Disproved"),
  conceded: phrase("Conceded by the side it hurts"),
  "third-parties": phrase("Third parties say so"),
  "both-sides": phrase("Both sides say so"),
  "one-side": phrase("One side only"),
  attributed: phrase("Only attributed to others"),
};

const RANKED = [
  "conceded",
  "both-sides",
  "third-parties",
  "one-side",
  "attributed",
  "disproved",
  "retracted",
];

const CHECKS: Record<string, string> = {
  unreviewed: phrase("not yet checked by editors"),
  corroborated: phrase("corroborated by editors"),
  disputed: phrase("disputed, say editors"),
  verified: phrase("verified by editors"),
  debunked: phrase("debunked by editors"),
};

function inTable(table: Record<string, string>, key: string): string | null {
  const known = table[key];
  return known ? say(known) : null;
}

/** What a row is about. */
export const rowTitle = (row: string) => inTable(ROWS, row) ?? capital(words(row));

/** How a side stands to a row. */
export const standTitle = (stand: string) => inTable(STANDS, stand) ?? capital(words(stand));

/** How well something is supported, in a few words. */
export const gradeTitle = (grade: string) => inTable(GRADES, grade) ?? capital(words(grade));

/** The place of a grade among all, those that say most first. */
export function gradeRank(grade: string): number {
  const at = RANKED.indexOf(grade);
  return at < 0 ? RANKED.length : at;
}

/** What editors have found, apart from the grade; empty where nothing is told. */
export const checkWords = (check: string | undefined) =>
  check ? (inTable(CHECKS, check) ?? words(check)) : "";

/** The rows of which somebody speaks, and those of which nobody does. */
export function spoken(rows: readonly GridRow[]): { told: GridRow[]; silent: GridRow[] } {
  const speaks = ({ cells }: GridRow) => cells.some(({ says }) => says.length > 0);
  return { told: rows.filter(speaks), silent: rows.filter((row) => !speaks(row)) };
}

/** One cell in lines, each claimant's own words or number once; no two numbers are merged. */
export function cellLines(
  row: string,
  says: readonly Said[],
  claims: ReadonlyMap<string, Claim>,
): string[] {
  return [...new Set(says.map((said) => valueIn(row, said, claims.get(said.claim))))].filter(
    Boolean,
  );
}

function valueIn(row: string, { value, range, outcome }: Said, claim: Claim | undefined): string {
  if (value && row === "when") {
    const [from = value, to = from] = value.split("/");
    return dateRange(from, to);
  }
  if (value) return capital(words(value));
  if (claim && range) return quantity(claim);
  if (!range) return outcome.length > 0 ? say("no figure") : "";
  const [low, high] = range.map((end) => (end === null ? "…" : numeral(end)));
  return low === high ? `${low}` : `${low}–${high}`;
}
