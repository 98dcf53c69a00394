/** The line of a day in words. Pure. */

import { statementsInWords } from "./amounts";
import { date, plusMinus } from "./format";
import type { Day, LineVersion } from "./model";
import type { Look, Stretch } from "./segments";
import type { Stance } from "./stance";
import { counted, phrase, say } from "./tongue";

const WHOSE: Record<Stance, string> = {
  agreed: phrase("agreed by both sides"),
  "az-claimed": phrase("Azerbaijan’s account"),
  "arm-claimed": phrase("the Armenian side’s account"),
  "third-party": phrase("third parties"),
};

/** The sentence in the date bar, and what stands behind its “More”; empty for the base line in force. */
export function lineNote(
  { geometry, properties: { derived, in_force, note } }: LineVersion,
  stance: Stance,
  asOf: Day | null = null,
): { short: string; full: string } {
  const full = note ?? "";
  const own = say(WHOSE[stance]);
  const whose = asOf ? say("{whose}, as known on {day}", { whose: own, day: date(asOf) }) : own;
  if (in_force && !derived) return { short: full, full: "" };
  if (!in_force) return { short: full, full: "" };
  if (!geometry) return { short: say("No line on this day ({whose}).", { whose }), full };
  return { short: say("Derived from reported control ({whose}), not surveyed.", { whose }), full };
}

const LOOKS: Record<Look, string> = {
  base: phrase("Line of 1994–2020"),
  rebuilt: phrase("Rebuilt from statements"),
  contested: phrase("Contested"),
};

/** How a stretch is drawn, in words. */
export function lookInWords(look: Look): string {
  return say(LOOKS[look]);
}

/** What a stretch rests on, in a sentence. */
export function stretchInWords({ contested, statements }: Stretch): string {
  const moved =
    statements.length > 0
      ? counted(
          statements.length,
          "Rebuilt from {n} statement of control.",
          "Rebuilt from {n} statements of control.",
        )
      : say("The line of 1994–2020; no statement that counts has moved it here.");
  return contested ? `${moved} ${say("The places beside it are contested.")}` : moved;
}

/** A stretch for those who do not see it. */
export function stretchLabel(stretch: Stretch, at: number, size: number): string {
  const kind = lookInWords(stretch.look).toLowerCase();
  const unsure = plusMinus(stretch.uncertainty_m);
  const many = stretch.statements.length;
  const rests = many > 0 ? `, ${statementsInWords(many)}` : "";
  const place = say("Line of contact, stretch {at} of {size}", { at: at + 1, size });
  return `${place}: ${kind}${unsure ? `, ${unsure}` : ""}${rests}`;
}
