/** A point that surely lies inside an area, to write its name at. Pure. */

import type { Geometry, Position } from "geojson";
import type { LonLat } from "./model";

/**
 * A point inside the largest ring: the middle of the widest stretch on the parallel through the
 * middle of its height.
 */
export function inside(feature: { geometry: Geometry }): LonLat | null {
  const { geometry } = feature;
  const rings =
    geometry?.type === "Polygon"
      ? [geometry.coordinates[0] ?? []]
      : geometry?.type === "MultiPolygon"
        ? geometry.coordinates.map((polygon) => polygon[0] ?? [])
        : [];
  const ring = rings.reduce<Position[]>(
    (best, next) => (Math.abs(signedArea(next)) > Math.abs(signedArea(best)) ? next : best),
    [],
  );
  if (ring.length < 4) return null;
  const lats = ring.map((position) => position[1] ?? 0);
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const crossings: number[] = [];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    if (y1 > lat !== y2 > lat) crossings.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] = [0, -1];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from = 0, to = 0] = crossings.slice(i, i + 2);
    if (to - from > best[1]) best = [(from + to) / 2, to - from];
  }
  return best[1] < 0 ? null : [best[0], lat];
}

function signedArea(ring: Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum / 2;
}
