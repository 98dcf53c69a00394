/** Statements of control in words: what is done by stating, and who is said to hold the place. */

import { statementsInWords } from "./amounts";
import { date, list, mainName } from "./format";
import { sideTitle } from "./sides";
import { type PlaceStatements, saidOn } from "./statements";
import { sideLetters } from "./style";
import { phrase, say } from "./tongue";

/** What the data calls a holder who is in dispute. */

const KINDS: Record<string, string> = {
  claim: phrase("claimed"),
  denial: phrase("denied"),
  confirmation: phrase("confirmed"),
  concession: phrase("conceded"),
  handover: phrase("handed over"),
  baseline: phrase("derived baseline"),
};

/** What kind of statement it is: `claimed`, `denied` … */
export function kindInWords(kind: string): string {
  return say(KINDS[kind] ?? phrase("stated"));
}

/** What is said of a place: `held by …`; the data also knows places held by nobody and contested ones. */
export function heldInWords(holder: string | null): string {
  if (holder === "contested") return say("contested");
  if (holder === "none") return say("held by nobody");
  return holder
    ? say("held by {holder}", { holder: sideTitle(holder) })
    : say("held by a side that is not named");
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
  return /^\d/.test(precision)
    ? say("{day} (to within {precision})", { day: said, precision })
    : `${precision} ${said}`;
}

/** A flag in words. */
export function flagLabel({ statements, holders, contested }: PlaceStatements): string {
  const [newest] = statements;
  const name = mainName(newest?.properties.names, say("Place"));
  const many = statements.length > 1;
  const clash = contested
    ? `, ${many ? say("which contradict each other") : say("contested")}`
    : "";
  const day = newest ? date(saidOn(newest)) : "";
  const when = many ? say("the newest of {day}", { day }) : day;
  const held =
    holders.length > 0
      ? `: ${say("said to be {held}", { held: list(holders.map(heldInWords)) })}`
      : "";
  return `${name}: ${statementsInWords(statements.length)}${clash}, ${when}${held}`;
}
