/** Draws a corner to what lies near it on the screen: a place, or the line of the day. Pure. */

import type { Pixel } from "./group";
import type { LonLat } from "./model";

/** What a corner may be drawn to. */
export interface Targets {
  places: readonly { name: string; point: LonLat }[];
  line: readonly (readonly LonLat[])[];
}

/** Where it was drawn to; `name` is that of the place, and nothing for the line. */
export interface Snap {
  point: LonLat;
  name: string | null;
}

/** As far as a finger or a mouse misses what it means, in pixels. */
export const REACH = 12;

/** The nearest place within reach, or else the nearest point of the line. */
export function snap(
  at: LonLat,
  { places, line }: Targets,
  pixel: (point: LonLat) => Pixel,
  reach = REACH,
): Snap | null {
  const here = pixel(at);
  let best: Snap | null = null;
  let least = reach;
  for (const { name, point } of places) {
    const far = distance(here, pixel(point));
    if (far <= least) [best, least] = [{ point, name }, far];
  }
  if (best) return best;
  for (const path of line) {
    for (let i = 0; i + 1 < path.length; i += 1) {
      const [from, to] = [path[i], path[i + 1]];
      if (!from || !to) continue;
      const share = foot(here, pixel(from), pixel(to));
      const point: LonLat = [
        from[0] + (to[0] - from[0]) * share,
        from[1] + (to[1] - from[1]) * share,
      ];
      const far = distance(here, pixel(point));
      if (far <= least) [best, least] = [{ point, name: null }, far];
    }
  }
  return best;
}

/** How far along a stretch its nearest point to `at` lies, from 0 to 1. */
function foot(at: Pixel, from: Pixel, to: Pixel): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  if (length === 0) return 0;
  return Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
}

const distance = (one: Pixel, other: Pixel) => Math.hypot(one.x - other.x, one.y - other.y);
