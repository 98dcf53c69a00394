/** Which of some places lies nearest to a point. */

import type { Atlas } from "./atlas";
import type { LonLat } from "./model";
import { metresBetween } from "./segments";

/** How far a place is from a point in metres; infinite where it has no point. */
export function metresFrom(place: string, point: LonLat, atlas: Atlas): number {
  const at = atlas.feature("places", place) ?? atlas.statementsOf(place)[0];
  if (at?.geometry?.type !== "Point") return Number.POSITIVE_INFINITY;
  return metresBetween(point, at.geometry.coordinates as LonLat);
}

/** The nearest of them; nothing when there are none. */
export function nearestPlace(
  places: readonly string[],
  point: LonLat,
  atlas: Atlas,
): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const metres = metresFrom(place, point, atlas);
    if (metres >= least) continue;
    [best, least] = [place, metres];
  }
  return best;
}
