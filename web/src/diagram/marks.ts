/** Where each incident stands in the diagram, which one a pointer is on, and which one a key leads to. Pure. */

import type { Frame } from "./frame";
import { RADIUS } from "./glyphs";
import { type PlacedIncident, sideOf } from "./model";

/** An incident's sign, and the stretch of kilometres and of days that it may lie in. */
export interface Mark {
  incident: PlacedIncident;
  side: string;
  x: number;
  y: number;
  fromX: number;
  toX: number;
  fromY: number;
  toY: number;
}

/** From how many pixels on a stretch is drawn as a bar. */
export const BAR = 2 * RADIUS + 4;

const NEAR = 2 * RADIUS + 1;
const ASIDE = [0, 1, -1, 2, -2, 3, -3];

/**
 * The marks by day and kilometre. A sign that would cover another steps aside along the line,
 * a few pixels at most; its bar stays where it belongs.
 */
export function placeMarks(incidents: readonly PlacedIncident[], frame: Frame): Mark[] {
  const placed: Mark[] = [];
  const cells = new Map<string, Mark[]>();
  const cell = (x: number, y: number) => `${Math.floor(x / NEAR)} ${Math.floor(y / NEAR)}`;
  for (const incident of inTime(incidents)) {
    const from = incident.date_start < frame.from ? frame.from : incident.date_start;
    const to = incident.date_end > frame.to ? frame.to : incident.date_end;
    if (from > to) continue;
    const [fromY, toY] = [frame.noon(from), frame.noon(to)];
    const [fromX, toX] = [frame.x(incident.from_km), frame.x(incident.to_km)];
    const wanted = frame.x(incident.km);
    const y = (fromY + toY) / 2;
    const free = (x: number) =>
      [-1, 0, 1].every((dx) =>
        [-1, 0, 1].every((dy) =>
          (cells.get(cell(x + dx * NEAR, y + dy * NEAR)) ?? []).every(
            (other) => Math.hypot(other.x - x, other.y - y) >= NEAR - 2,
          ),
        ),
      );
    const x = ASIDE.map((step) => wanted + step * NEAR).find(free) ?? wanted;
    const mark = { incident, side: sideOf(incident), x, y, fromX, toX, fromY, toY };
    placed.push(mark);
    const key = cell(x, y);
    cells.set(key, [...(cells.get(key) ?? []), mark]);
  }
  return placed;
}

/** The mark under a point: the nearest sign within reach, else the shortest bar there. */
export function markAt(marks: readonly Mark[], x: number, y: number, reach = 9): Mark | null {
  let best: Mark | null = null;
  let nearest = reach;
  for (const mark of marks) {
    const away = Math.hypot(mark.x - x, mark.y - y);
    if (away >= nearest) continue;
    nearest = away;
    best = mark;
  }
  if (best) return best;
  const length = ({ fromX, toX, fromY, toY }: Mark) => toX - fromX + toY - fromY;
  const on = marks.filter(
    ({ fromX, toX, fromY, toY }) =>
      x >= fromX - 3 && x <= toX + 3 && y >= fromY - 4 && y <= toY + 4,
  );
  return on.toSorted((a, b) => length(a) - length(b))[0] ?? null;
}

type Step = (order: readonly Mark[], at: number) => Mark | undefined;

const KEYS: Record<string, { along: "time" | "line"; step: Step }> = {
  ArrowDown: { along: "time", step: (order, at) => order[(at + 1) % order.length] },
  ArrowUp: { along: "time", step: (order, at) => order[at < 1 ? order.length - 1 : at - 1] },
  ArrowRight: { along: "line", step: (order, at) => order[(at + 1) % order.length] },
  ArrowLeft: { along: "line", step: (order, at) => order[at < 1 ? order.length - 1 : at - 1] },
  Home: { along: "time", step: (order) => order[0] },
  End: { along: "time", step: (order) => order.at(-1) },
};

/** The incident that a key leads to from another: up and down through time, left and right along the line. */
export function stepTo(marks: readonly Mark[], from: string | null, key: string): string | null {
  const move = KEYS[key];
  if (!move || marks.length === 0) return null;
  const order =
    move.along === "time"
      ? marks
      : marks.toSorted((a, b) => a.incident.km - b.incident.km || compareTime(a, b));
  const at = order.findIndex(({ incident }) => incident.id === from);
  return move.step(order, at)?.incident.id ?? null;
}

function compareTime({ incident: a }: Mark, { incident: b }: Mark): number {
  return a.date_start.localeCompare(b.date_start) || a.id.localeCompare(b.id);
}

function inTime(incidents: readonly PlacedIncident[]): PlacedIncident[] {
  return incidents.toSorted(
    (a, b) => a.date_start.localeCompare(b.date_start) || a.km - b.km || a.id.localeCompare(b.id),
  );
}
