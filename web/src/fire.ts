/** Fire from places at places, as claimants tell of it: in words, and as arrows to draw. Pure. */

import type { Claim, Fire, LonLat } from "./model";
import { phrase, say } from "./tongue";

/** The places that are said to have come under fire, each with where it is said to have come from. */
export interface Target {
  at: string;
  at_name: string;
  from: { id: string; name: string }[];
}

/** The pairs of a claim by the place under fire, in the order in which the claim names them. */
export function targets({ pairs = [] }: Fire): Target[] {
  const found = new Map<string, Target>();
  for (const { from, from_name, at, at_name } of pairs) {
    const target = found.get(at) ?? { at, at_name, from: [] };
    if (!target.from.some(({ id }) => id === from)) target.from.push({ id: from, name: from_name });
    found.set(at, target);
  }
  return [...found.values()];
}

const WEAPONS: Record<string, string> = {
  "machine-gun": phrase("machine guns"),
  "sniper-rifle": phrase("sniper rifles"),
  mortar: phrase("mortars"),
  "grenade-launcher": phrase("grenade launchers"),
  artillery: phrase("artillery"),
  "small-arms": phrase("small arms"),
  "rocket-launcher": phrase("rocket launchers"),
};

/** Classes of weapons in words; a class not known here is said by its own name. */
export function weaponsInWords({ weapons = [] }: Fire): string {
  return weapons
    .map((weapon) => (WEAPONS[weapon] ? say(WEAPONS[weapon]) : weapon.replaceAll("-", " ")))
    .join(", ");
}

/** Where a place is: its point, or some point of a whole district. */
export interface Spot {
  point: LonLat;
  wide: boolean;
}

/** An arrow to draw. */
export interface Arrow {
  from: LonLat;
  at: LonLat;
  /** One of its ends stands for a whole district. */
  wide: boolean;
  /** The claimant's side: the arrow is that side's word. */
  side: string;
  label: string;
}

/** The arrows of some claims, each pair once a side; pairs of places without a position are only said. */
export function arrowsOf(
  claims: readonly Claim[],
  spotOf: (place: string) => Spot | null,
): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { claimant, claimant_side, fire } of claims) {
    for (const pair of fire?.pairs ?? []) {
      const [from, at] = [spotOf(pair.from), spotOf(pair.at)];
      const side = claimant_side ?? "third-party";
      if (!from || !at || pair.from === pair.at) continue;
      const wide = from.wide || at.wide;
      const names = { from: pair.from_name, at: pair.at_name, claimant };
      const label = wide
        ? say(
            "Fire from {from} at {at}, as claimed by {claimant}; the place is not told exactly",
            names,
          )
        : say("Fire from {from} at {at}, as claimed by {claimant}", names);
      const key = `${side} ${pair.from} ${pair.at}`;
      if (!arrows.has(key)) {
        arrows.set(key, { from: from.point, at: at.point, wide, side, label });
      }
    }
  }
  return [...arrows.values()];
}
