/** A line or an area while it is drawn: its corners, what can be undone, and what is still wrong with it. Pure. */

import type { LineString, Polygon, Position } from "geojson";
import type { LonLat } from "./model";
import { phrase, say } from "./tongue";

export type DrawnKind = "line" | "area";

/** What a person draws has no need of more, and a slip of the hand shall not make thousands. */
const MOST_CORNERS = 500;

const LEAST: Record<DrawnKind, number> = { line: 2, area: 3 };

/** The corners, with every state before and after that undo and redo lead to. */
export class Drawing {
  private past: LonLat[][] = [];
  private future: LonLat[][] = [];

  constructor(
    readonly kind: DrawnKind,
    private now: LonLat[] = [],
  ) {}

  get corners(): readonly LonLat[] {
    return this.now;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Adds a corner at the end, or before the corner `at`; a corner upon its neighbour is no new one. */
  add(corner: LonLat, at = this.now.length): boolean {
    const beside = [this.now[at - 1], this.now[at]];
    if (this.now.length >= MOST_CORNERS || beside.some((one) => one && same(one, corner)))
      return false;
    this.change(this.now.toSpliced(at, 0, corner));
    return true;
  }

  move(at: number, corner: LonLat): void {
    if (this.now[at] && !same(this.now[at], corner)) this.change(this.now.with(at, corner));
  }

  /** Takes a corner away, the last one where none is named. */
  remove(at = this.now.length - 1): void {
    if (this.now[at]) this.change(this.now.toSpliced(at, 1));
  }

  undo(): void {
    this.step(this.past, this.future);
  }

  redo(): void {
    this.step(this.future, this.past);
  }

  /** What must be done before it can be kept, in a sentence; nothing where it is good. */
  problem(): string | null {
    const missing = LEAST[this.kind] - this.now.length;
    if (missing > 0)
      return say(
        this.kind === "line"
          ? phrase("A line needs two corners at least.")
          : phrase("An area needs three corners at least."),
      );
    if (this.kind === "area" && crossesItself(this.now))
      return say("The outline crosses itself: move a corner, or take one away.");
    return null;
  }

  /** The geometry (RFC 7946); a ring ends where it began. */
  geometry(): LineString | Polygon {
    const [first] = this.now;
    if (this.kind === "line" || !first)
      return { type: "LineString", coordinates: this.now.map(copy) };
    return { type: "Polygon", coordinates: [[...this.now, first].map(copy)] };
  }

  private change(next: LonLat[]): void {
    this.past.push(this.now);
    this.future = [];
    this.now = next;
  }

  private step(from: LonLat[][], to: LonLat[][]): void {
    const next = from.pop();
    if (!next) return;
    to.push(this.now);
    this.now = next;
  }
}

/** The corners of a geometry that was drawn before; nothing where it is of another form. */
export function cornersOf(
  geometry: { type: string; coordinates?: unknown } | null,
): { kind: DrawnKind; corners: LonLat[] } | null {
  if (geometry?.type === "LineString")
    return { kind: "line", corners: (geometry.coordinates as Position[]).map(lonLat) };
  const rings = geometry?.type === "Polygon" ? (geometry.coordinates as Position[][]) : [];
  const [ring] = rings;
  return ring && rings.length === 1
    ? { kind: "area", corners: ring.slice(0, -1).map(lonLat) }
    : null;
}

/** Whether two sides of a closed outline meet that do not follow each other. */
export function crossesItself(corners: readonly LonLat[]): boolean {
  const side = (at: number): [LonLat, LonLat] | null => {
    const [from, to] = [corners[at], corners[(at + 1) % corners.length]];
    return from && to ? [from, to] : null;
  };
  for (let one = 0; one < corners.length; one += 1) {
    for (let other = one + 2; other < corners.length; other += 1) {
      const neighbours = one === 0 && other === corners.length - 1;
      const [a, b] = [side(one), side(other)];
      if (!neighbours && a && b && cross(a, b)) return true;
    }
  }
  return false;
}

function cross([a, b]: [LonLat, LonLat], [c, d]: [LonLat, LonLat]): boolean {
  const turn = (p: LonLat, q: LonLat, r: LonLat) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const on = (p: LonLat, q: LonLat, r: LonLat) =>
    turn(p, q, r) === 0 && [0, 1].every((i) => between(p[i] ?? 0, q[i] ?? 0, r[i] ?? 0));
  if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
  return on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
}

const between = (one: number, other: number, x: number) =>
  Math.min(one, other) <= x && x <= Math.max(one, other);
const same = (one: LonLat, other: LonLat) => one[0] === other[0] && one[1] === other[1];
const copy = ([lon, lat]: LonLat): Position => [lon, lat];
const lonLat = ([lon = 0, lat = 0]: Position): LonLat => [lon, lat];
