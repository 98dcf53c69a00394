/** Whose statements count for the line, and what each choice is called. */

import { phrase, say } from "./tongue";

/** The choices in the order of the switch; the first one counts when nobody has chosen. */
export const STANCES = ["agreed", "az-claimed", "arm-claimed", "third-party"] as const;
export type Stance = (typeof STANCES)[number];

/** The account of each side, for the drawing of both together. */
export const ACCOUNTS = [
  { side: "az", stance: "az-claimed" },
  { side: "arm", stance: "arm-claimed" },
] as const satisfies readonly { side: string; stance: Stance }[];
export type AccountSide = (typeof ACCOUNTS)[number]["side"];

const TITLES: Record<Stance, string> = {
  agreed: phrase("Agreed"),
  "az-claimed": phrase("Azerbaijan’s account"),
  "arm-claimed": phrase("Armenian side’s account"),
  "third-party": phrase("Third parties"),
};

export function stanceTitle(stance: Stance): string {
  return say(TITLES[stance]);
}

export function isStance(value: unknown): value is Stance {
  return STANCES.some((known) => known === value);
}

/** One entry of `GET /line/stances`. */
export interface StanceRule {
  id: string;
  rule: string;
}
