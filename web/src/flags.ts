/** Which flag stands for the statements about a place. */

import { type FlagCloth, flagSymbol, pinSymbol } from "./badge";
import { holderLetters } from "./controlwords";
import type { Pixel } from "./group";
import type { Box } from "./labels";
import type { PlaceStatements } from "./statements";

/** The flag of a place: the holder named last; both where the statements contradict each other. */
export function flagOf({ holders, earlier, contested }: PlaceStatements): SVGSVGElement {
  const [right, left] = cloths([...holders, ...earlier]);
  return flagSymbol(cloth(right), cloth(left), contested);
}

/** The mark of a place where there is no room for its flag. */
export function pinOf({ holders, earlier, contested }: PlaceStatements): SVGSVGElement {
  const [holder] = cloths([...holders, ...earlier]);
  return pinSymbol(cloth(holder), contested);
}

/** The screen box of a flag around its foot. */
export function flagBox({ x, y }: Pixel, contested: boolean): Box {
  const left = contested ? 17 : 5;
  return { x: x - left, y: y - 21, width: left + 17, height: 22 };
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
