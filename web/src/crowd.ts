/** Many incidents at once: put together by squares of the screen, and counted by who is heard. Pure. */

import { pointOf } from "./group";
import type { Incident } from "./model";
import { sideClass } from "./style";

/** From this many incidents on, exact places are drawn together on one surface. */
export const CROWD = 2000;

/** An incident on the unit square of the Web Mercator projection. */
interface Spot {
  x: number;
  y: number;
  side: string;
}

/** Incidents that share a square; its place is the middle of them. */
export interface Cell {
  x: number;
  y: number;
  total: number;
  sides: Map<string, number>;
}

const spots = new WeakMap<Incident, Spot | null>();

/** Where an incident lies on the unit square; nothing when it has no place. Found once. */
export function spotOf(incident: Incident): Spot | null {
  const known = spots.get(incident);
  if (known !== undefined) return known;
  const off = incident.properties.location.kind === "unlocated";
  const point = off ? null : pointOf(incident);
  const spot = point && { ...mercator(point), side: sideClass([incident]) };
  spots.set(incident, spot);
  return spot;
}

function mercator([lon, lat]: [number, number]): { x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** A window of the screen: the pixels of the whole world, where the window begins, and its size. */
export interface Frame {
  world: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The squares of a window with what lies in them; squares stay where they are when the window moves. */
export function cells(incidents: readonly Incident[], frame: Frame, size: number): Cell[] {
  const { world, left, top, width, height } = frame;
  const made = new Map<number, Cell>();
  for (const incident of incidents) {
    const spot = spotOf(incident);
    if (!spot) continue;
    const x = spot.x * world - left;
    const y = spot.y * world - top;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const key = Math.floor((x + left) / size) * 4_194_304 + Math.floor((y + top) / size);
    const cell = made.get(key);
    if (cell) {
      cell.x += (x - cell.x) / (cell.total + 1);
      cell.y += (y - cell.y) / (cell.total + 1);
      cell.total += 1;
      cell.sides.set(spot.side, (cell.sides.get(spot.side) ?? 0) + 1);
    } else made.set(key, { x, y, total: 1, sides: new Map([[spot.side, 1]]) });
  }
  return [...made.values()];
}

/** The incidents within some pixels of a point of the window. */
export function near(
  incidents: readonly Incident[],
  frame: Frame,
  at: { x: number; y: number },
  reach: number,
): Incident[] {
  return incidents.filter((incident) => {
    const spot = spotOf(incident);
    if (!spot) return false;
    const x = spot.x * frame.world - frame.left - at.x;
    const y = spot.y * frame.world - frame.top - at.y;
    return Math.hypot(x, y) <= reach;
  });
}

/** How large the disc of so many incidents is, in pixels. */
export function radius(total: number): number {
  return Math.min(20, 6 + 2.2 * Math.log2(total + 1));
}
