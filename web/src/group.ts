/** Puts incidents together that would be drawn on top of each other. */

import type { Geometry, Position } from "geojson";
import type { Incident, LonLat } from "./model";

/** Incidents of one geometry, drawn once. */
export interface Group {
  key: string;
  kind: string;
  point: LonLat;
  incidents: Incident[];
}

/** The point that stands for an incident: its stated one, else the middle vertex of its geometry. */
export function pointOf(incident: Incident): LonLat | null {
  const { location } = incident.properties;
  if (location.point) return location.point;
  const geometry = incident.geometry;
  if (!geometry || geometry.type === "GeometryCollection") return null;
  const flat = positions(geometry.coordinates as unknown[]);
  const middle = flat[Math.floor(flat.length / 2)];
  return middle ? [middle[0] ?? 0, middle[1] ?? 0] : null;
}

function positions(coordinates: unknown[]): Position[] {
  if (coordinates.length === 0) return [];
  if (typeof coordinates[0] === "number") return [coordinates as Position];
  return (coordinates as unknown[][]).flatMap(positions);
}

const shapeKeys = new WeakMap<Geometry, string>();

/** A geometry as text; it is written out once. */
function shapeKey(geometry: Geometry): string {
  const key = shapeKeys.get(geometry) ?? JSON.stringify(geometry);
  shapeKeys.set(geometry, key);
  return key;
}

/** Groups by kind of location and geometry, in the order of the first of each; unlocated ones are left out. */
export function groupByGeometry(incidents: readonly Incident[]): Group[] {
  const groups = new Map<string, Group>();
  for (const incident of incidents) {
    const { kind } = incident.properties.location;
    const point = pointOf(incident);
    if (kind === "unlocated" || !point) continue;
    const shape =
      incident.geometry === null || incident.geometry.type === "Point"
        ? point.map((degrees) => degrees.toFixed(4)).join(",")
        : shapeKey(incident.geometry);
    const key = `${kind}|${shape}`;
    const group = groups.get(key);
    if (group) group.incidents.push(incident);
    else groups.set(key, { key, kind, point, incidents: [incident] });
  }
  return [...groups.values()];
}

/** A point on the screen, in pixels. */
export interface Pixel {
  x: number;
  y: number;
}

/** Things that share one symbol on the screen. */
export interface Cluster<T> extends Pixel {
  members: T[];
}

/** Joins what lies within `radius` pixels of the first member of a cluster; the first stays the place. */
export function cluster<T>(items: readonly (T & Pixel)[], radius: number): Cluster<T>[] {
  const clusters: Cluster<T>[] = [];
  for (const item of items) {
    const near = clusters.find((c) => Math.hypot(c.x - item.x, c.y - item.y) < radius);
    if (near) near.members.push(item);
    else clusters.push({ x: item.x, y: item.y, members: [item] });
  }
  return clusters;
}

const DIRECTIONS = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);

/** The place nearest to `wanted` that is `gap` pixels away from everything taken; `wanted` if none is. */
export function freeSpot(wanted: Pixel, taken: readonly Pixel[], gap: number): Pixel {
  const free = (p: Pixel) => taken.every((t) => Math.hypot(t.x - p.x, t.y - p.y) >= gap);
  if (free(wanted)) return wanted;
  for (const ring of [1, 1.5, 2]) {
    for (const angle of DIRECTIONS) {
      const spot = {
        x: wanted.x + Math.cos(angle) * gap * ring,
        y: wanted.y + Math.sin(angle) * gap * ring,
      };
      if (free(spot)) return spot;
    }
  }
  return wanted;
}
