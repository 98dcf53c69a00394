/** Which flag stands for the statements about a place. */

import { type FlagCloth, flagSymbol } from "./badge";
import { holderLetters } from "./controlwords";
import type { PlaceStatements } from "./statements";

/** The flag of a place: the holder named last; both where the statements contradict each other. */
export function flagOf({ holders, earlier, contested }: PlaceStatements): SVGSVGElement {
  const [right, left] = cloths([...holders, ...earlier]);
  return flagSymbol(cloth(right), cloth(left), contested);
}

/** Two of the holders named; “contested” steps back where two others are named. */
function cloths(holders: string[]): string[] {
  const named = holders.filter((holder) => holder !== "contested");
  return named.length > 1 ? named : holders;
}

function cloth(holder: string | undefined): FlagCloth | null {
  if (holder === undefined) return null;
  const side = holder === "contested" ? "mixed" : holder;
  return { side, letters: holderLetters(holder) };
}
