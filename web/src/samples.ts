/** Points spread evenly over what is known of a place, to tell how much of it lies where. Pure. */

import type { Geometry, Position } from "geojson";
import type { LonLat } from "./model";

/** Points across an area, on a side of its box, and along a line. */
const ACROSS = 24;
const ALONG = 120;
/** Points in a ring around a place. */
const AROUND = 90;
/** Metres of a degree of latitude. */
const DEGREE_M = 111_320;

/** A point, and how much of the whole it stands for. */
export interface Sample {
  point: LonLat;
  weight: number;
}

/** Points of an area or a line; none for a geometry that is neither. */
export function samples(geometry: Geometry): Sample[] {
  if (geometry.type === "Polygon") return acrossArea([geometry.coordinates]);
  if (geometry.type === "MultiPolygon") return acrossArea(geometry.coordinates);
  if (geometry.type === "LineString") return alongLines([geometry.coordinates]);
  if (geometry.type === "MultiLineString") return alongLines(geometry.coordinates);
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(samples);
  return [];
}

/** Points within so many metres of a point, each for the same ground. */
export function around([lon, lat]: LonLat, metres: number): Sample[] {
  const wide = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  // The angle between two leaves of a sunflower: no two points lie behind each other.
  const turn = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: AROUND }, (_, n) => {
    const away = (metres / DEGREE_M) * Math.sqrt((n + 0.5) / AROUND);
    const [x, y] = [Math.cos(n * turn) * away, Math.sin(n * turn) * away];
    return { point: [lon + x / wide, lat + y], weight: 1 };
  });
}

/** Whether a point lies within rings; a ring within another one is a hole. */
export function within([x, y]: LonLat, rings: readonly Position[][]): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [x1 = 0, y1 = 0] = ring[i] ?? [];
      const [x2 = 0, y2 = 0] = ring[j] ?? [];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
    }
  }
  return odd;
}

/** West, south, east, north of rings. */
export function boxOf(rings: readonly Position[][]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const ring of rings) {
    for (const [x = 0, y = 0] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

function acrossArea(polygons: Position[][][]): Sample[] {
  const rings = polygons.flat();
  const [west, south, east, north] = boxOf(rings);
  const found: Sample[] = [];
  for (let row = 0; row < ACROSS; row += 1) {
    const lat = south + ((row + 0.5) / ACROSS) * (north - south);
    const weight = Math.cos((lat * Math.PI) / 180);
    for (let column = 0; column < ACROSS; column += 1) {
      const lon = west + ((column + 0.5) / ACROSS) * (east - west);
      if (within([lon, lat], rings)) found.push({ point: [lon, lat], weight });
    }
  }
  return found;
}

function alongLines(lines: Position[][]): Sample[] {
  const pieces = lines.flatMap((line) =>
    line.slice(1).map((to, at) => {
      const [x1 = 0, y1 = 0] = line[at] ?? [];
      const [x2 = 0, y2 = 0] = to;
      const wide = Math.cos((((y1 + y2) / 2) * Math.PI) / 180);
      return { x1, y1, x2, y2, long: Math.hypot((x2 - x1) * wide, y2 - y1) };
    }),
  );
  const whole = pieces.reduce((sum, { long }) => sum + long, 0);
  if (whole === 0) return [];
  const step = whole / ALONG;
  return pieces.flatMap(({ x1, y1, x2, y2, long }) => {
    const many = Math.max(1, Math.round(long / step));
    return Array.from({ length: many }, (_, n): Sample => {
      const share = (n + 0.5) / many;
      return { point: [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share], weight: long / many };
    });
  });
}
