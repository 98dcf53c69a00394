/** Whose statements count for the line, and what each choice is called. */

/** The choices in the order of the switch; the first one counts when nobody has chosen. */
export const STANCES = ["agreed", "az-claimed", "arm-claimed", "third-party"] as const;
export type Stance = (typeof STANCES)[number];

/** The account of each side, for the drawing of both together. */
export const ACCOUNTS = [
  { side: "az", stance: "az-claimed" },
  { side: "arm", stance: "arm-claimed" },
] as const satisfies readonly { side: string; stance: Stance }[];
export type AccountSide = (typeof ACCOUNTS)[number]["side"];

export const STANCE_TITLES: Record<Stance, string> = {
  agreed: "Agreed",
  "az-claimed": "Azerbaijan’s account",
  "arm-claimed": "Armenian side’s account",
  "third-party": "Third parties",
};

export function isStance(value: unknown): value is Stance {
  return STANCES.some((known) => known === value);
}

/** One entry of `GET /line/stances`. */
export interface StanceRule {
  id: string;
  rule: string;
}
