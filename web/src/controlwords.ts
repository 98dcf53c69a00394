/** Statements of control in words: what is done by stating, and who is said to hold the place. */

import { count, date, list, mainName } from "./format";
import { sideTitle } from "./sides";
import { type PlaceStatements, saidOn } from "./statements";
import { sideLetters } from "./style";

const KINDS: Record<string, string> = {
  claim: "claimed",
  denial: "denied",
  confirmation: "confirmed",
  concession: "conceded",
  handover: "handed over",
  baseline: "derived baseline",
};

/** What kind of statement it is: `claimed`, `denied` … */
export function kindInWords(kind: string): string {
  return KINDS[kind] ?? "stated";
}

/** What is said of a place: `held by …`; the data also knows places held by nobody and contested ones. */
export function heldInWords(holder: string | null): string {
  if (holder === "contested") return "contested";
  if (holder === "none") return "held by nobody";
  return holder ? `held by ${sideTitle(holder)}` : "held by a side that is not named";
}

/** The letters on a flag. */
export function holderLetters(holder: string): string {
  if (holder === "contested") return "?";
  return holder === "none" ? "–" : sideLetters(holder);
}

/** The day of a statement as exactly as it is known: `about 9 Oct 2020`. */
export function statementDate(day: string, precision: unknown): string {
  const said = date(day);
  if (typeof precision !== "string" || precision === "" || precision === "day") return said;
  return /^\d/.test(precision) ? `${said} (to within ${precision})` : `${precision} ${said}`;
}

/** A flag in words. */
export function flagLabel({ statements, holders, contested }: PlaceStatements): string {
  const [newest] = statements;
  const name = mainName(newest?.properties.names, "Place");
  const many = statements.length > 1;
  const clash = contested ? (many ? " that contradict each other" : ", contested") : "";
  const day = newest ? date(saidOn(newest)) : "";
  const when = many ? `the newest of ${day}` : day;
  const held = holders.length > 0 ? `: said to be ${list(holders.map(heldInWords))}` : "";
  return `${name}: ${count(statements.length, "statement")}${clash}, ${when}${held}`;
}
