/** Who may stand where there is not room for all. Pure. */

import { type Box, overlaps } from "./labels";

/**
 * The boxes that can stand without touching each other, as their places in the list: those of higher
 * rank first, of one rank the earlier in the list.
 */
export function standing(boxes: readonly (Box & { rank: number })[], gap = 1): Set<number> {
  const order = [...boxes.keys()].sort((a, b) => (boxes[b]?.rank ?? 0) - (boxes[a]?.rank ?? 0));
  const kept = new Set<number>();
  const taken: Box[] = [];
  for (const at of order) {
    const box = boxes[at];
    if (!box || taken.some((other) => overlaps(box, other, gap))) continue;
    kept.add(at);
    taken.push(box);
  }
  return kept;
}
