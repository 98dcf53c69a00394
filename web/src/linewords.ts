/** The line of a day in words. Pure. */

import { count, date, plusMinus } from "./format";
import type { Day, LineVersion } from "./model";
import type { Look, Stretch } from "./segments";
import type { Stance } from "./stance";

const WHOSE: Record<Stance, string> = {
  agreed: "agreed by both sides",
  "az-claimed": "Azerbaijan’s account",
  "arm-claimed": "the Armenian side’s account",
  "third-party": "third parties",
};

/** The sentence in the date bar, and what stands behind its “More”; empty for the base line in force. */
export function lineNote(
  { geometry, properties: { derived, in_force, note } }: LineVersion,
  stance: Stance,
  asOf: Day | null = null,
): { short: string; full: string } {
  const full = note ?? "";
  const whose = asOf ? `${WHOSE[stance]}, as known on ${date(asOf)}` : WHOSE[stance];
  if (in_force && !derived) return { short: full, full: "" };
  if (!in_force) return { short: full, full: "" };
  if (!geometry) return { short: `No line on this day (${whose}).`, full };
  return { short: `Derived from reported control (${whose}), not surveyed.`, full };
}

export const LOOKS: Record<Look, string> = {
  base: "Line of 1994–2020",
  rebuilt: "Rebuilt from statements",
  contested: "Contested",
};

/** What a stretch rests on, in a sentence. */
export function stretchInWords({ contested, statements }: Stretch): string {
  const moved =
    statements.length > 0
      ? `Rebuilt from ${count(statements.length, "statement")} of control.`
      : "The line of 1994–2020; no statement that counts has moved it here.";
  return contested ? `${moved} The places beside it are contested.` : moved;
}

/** A stretch for those who do not see it. */
export function stretchLabel(stretch: Stretch, at: number, size: number): string {
  const kind = LOOKS[stretch.look].toLowerCase();
  const unsure = plusMinus(stretch.uncertainty_m);
  const many = stretch.statements.length;
  const rests = many > 0 ? `, ${count(many, "statement")}` : "";
  return `Line of contact, stretch ${at + 1} of ${size}: ${kind}${unsure ? `, ${unsure}` : ""}${rests}`;
}
