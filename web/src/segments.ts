/** A version of the line as pieces to draw: what each one rests on and how far it may be off. Pure. */

import type { LineVersion, LonLat } from "./model";

/** How a piece is drawn; what is contested is drawn so whatever else it is. */
export type Look = "base" | "rebuilt" | "contested";

/** One segment with its vertices. */
export interface Stretch {
  part: number;
  from: number;
  to: number;
  path: LonLat[];
  look: Look;
  contested: boolean;
  /** The ids of the statements of control that put it there; none for the base line. */
  statements: string[];
  uncertainty_m: number;
}

/** Neighbours of one look joined, so that dashes run on. */
export interface Run {
  path: LonLat[];
  look: Look;
}

/** The parts of the geometry; none when there is no line that day. */
export function partsOf({ geometry }: LineVersion): LonLat[][] {
  if (!geometry) return [];
  return (
    geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates
  ) as LonLat[][];
}

/**
 * The segments in drawing order.
 *
 * An answer without segments is one stretch a part, as unsure as the whole; a segment whose
 * vertices do not exist is left out.
 */
export function stretches(version: LineVersion): Stretch[] {
  const parts = partsOf(version);
  const { segments, accuracy_m } = version.properties;
  const whole = parts.map((path, part) => ({
    part,
    from: 0,
    to: path.length - 1,
    provenance: "base" as const,
    uncertainty_m: accuracy_m ?? 0,
    contested: false,
  }));
  const listed = segments && segments.length > 0 ? segments : whole;
  return listed.flatMap(({ part, from, to, provenance, uncertainty_m, contested }) => {
    const path = parts[part]?.slice(from, to + 1) ?? [];
    if (from < 0 || path.length < 2) return [];
    const statements = provenance === "base" ? [] : provenance;
    const look: Look = contested ? "contested" : provenance === "base" ? "base" : "rebuilt";
    return [{ part, from, to, path, look, contested, statements, uncertainty_m }];
  });
}

/** Joins neighbours of one look. */
export function runs(pieces: readonly Stretch[]): Run[] {
  const joined: Run[] = [];
  let last: Stretch | null = null;
  for (const piece of pieces) {
    const run = joined.at(-1);
    const next = last && last.part === piece.part && last.to === piece.from;
    if (run && next && run.look === piece.look) run.path.push(...piece.path.slice(1));
    else joined.push({ path: [...piece.path], look: piece.look });
    last = piece;
  }
  return joined;
}

/** The stretch nearest to a point, and how far off it is in metres; good enough to pick by. */
export function nearest(
  pieces: readonly Stretch[],
  point: LonLat,
): { at: number; metres: number } | null {
  let best: { at: number; metres: number } | null = null;
  for (const [at, { path }] of pieces.entries()) {
    for (let end = 1; end < path.length; end += 1) {
      const metres = toEdge(point, path[end - 1] as LonLat, path[end] as LonLat);
      if (!best || metres < best.metres) best = { at, metres };
    }
  }
  return best;
}

/** The point halfway along a path, counted in vertices. */
export function middle(path: readonly LonLat[]): LonLat {
  const at = (path.length - 1) / 2;
  const a: LonLat = path[Math.floor(at)] ?? [0, 0];
  const b: LonLat = path[Math.ceil(at)] ?? a;
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** The point at a share of the length of a path; nothing for a path without length. */
export function alongPath(path: readonly LonLat[], share: number): LonLat | null {
  const lengths = path.slice(1).map((point, at) => metresBetween(path[at] ?? point, point));
  let left = share * lengths.reduce((sum, one) => sum + one, 0);
  for (const [at, metres] of lengths.entries()) {
    const [a, b] = [path[at], path[at + 1]];
    if (a && b && metres > 0 && left <= metres) {
      const part = left / metres;
      return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
    }
    left -= metres;
  }
  return null;
}

/** The parts of one line that the other does not have: edges compared, in either direction. */
export function differing(one: LineVersion, other: LineVersion): LonLat[][] {
  const known = new Set<string>();
  for (const path of partsOf(other)) {
    for (let end = 1; end < path.length; end += 1) known.add(edge(path, end));
  }
  const found: LonLat[][] = [];
  for (const path of partsOf(one)) {
    let open: LonLat[] | null = null;
    for (let end = 1; end < path.length; end += 1) {
      if (known.has(edge(path, end))) open = null;
      else if (open) open.push(path[end] as LonLat);
      else {
        open = [path[end - 1] as LonLat, path[end] as LonLat];
        found.push(open);
      }
    }
  }
  return found;
}

function edge(path: readonly LonLat[], end: number): string {
  const ends = [path[end - 1], path[end]].map((point) => (point ?? []).map(places).join(" "));
  return ends.sort().join("/");
}

const places = (degrees: number) => degrees.toFixed(6);

const METRES_PER_DEGREE = 111_320;

/** Metres between two points, on a plane at the height of the first. */
export function metresBetween([lon, lat]: LonLat, [x, y]: LonLat): number {
  const east = (x - lon) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, y - lat) * METRES_PER_DEGREE;
}

/** Metres from a point to an edge, on a plane around the point. */
function toEdge([lon, lat]: LonLat, a: LonLat, b: LonLat): number {
  const east = Math.cos((lat * Math.PI) / 180);
  const [ax, ay] = [(a[0] - lon) * east, a[1] - lat];
  const [dx, dy] = [(b[0] - a[0]) * east, b[1] - a[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
  return Math.hypot(ax + along * dx, ay + along * dy) * METRES_PER_DEGREE;
}
