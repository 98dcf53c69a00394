/** Which names are written on the map, and where they fit. */

import type { LayerProperties, Names } from "./model";
import { language } from "./tongue";

/** A name that would like to be on the map, at a pixel. */
export interface Candidate {
  text: string;
  second: string;
  kind: string;
  x: number;
  y: number;
  priority: number;
  /** Centred on the point (areas) instead of beside it (dots). */
  centred: boolean;
  /** One of several places for the same name, of which one is enough. */
  once?: boolean;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed extends Candidate {
  box: Box;
  anchor: "start" | "middle" | "end";
}

/** The names that both sides use, if they have their own; otherwise the form of the page’s language. */
export function bothNames(properties: LayerProperties): string {
  const label = properties.label_en;
  if (typeof label === "string" && label !== "") return label;
  const names = properties.names ?? {};
  return names[language()] ?? names.en ?? names.az ?? names.hy ?? names.ru ?? "";
}

/** The names in the scripts of the place, in order of their language codes. */
export function nativeNames(names: Names | undefined): string {
  const native = [names?.az, names?.hy].filter((name): name is string => Boolean(name));
  return [...new Set(native)].join(" · ");
}

const FROM_ZOOM: Record<string, number> = {
  city: 6,
  town: 9.5,
  village: 11,
  "abandoned-village": 12,
  height: 11,
  pass: 11,
  reservoir: 10.5,
  monastery: 12,
  fort: 12.5,
  airport: 11.5,
};

/** From which zoom a place is drawn; infinite for areas, rivers and lines, which have layers of their own. */
export function fromZoom(properties: LayerProperties): number {
  const zoom = FROM_ZOOM[properties.kind] ?? Number.POSITIVE_INFINITY;
  const known = typeof properties.label_en === "string" && properties.label_en !== "";
  if (properties.kind === "town" && known) return 8;
  if (properties.kind === "village" && known) return 10;
  return zoom;
}

/** Larger and better known places first. */
export function priority(properties: LayerProperties): number {
  const rank: Record<string, number> = { city: 100, town: 60, village: 20, reservoir: 12 };
  const known = typeof properties.label_en === "string" && properties.label_en !== "" ? 30 : 0;
  const people = typeof properties.population === "number" ? properties.population : 0;
  return (rank[properties.kind] ?? 8) + known + Math.min(15, Math.log10(people + 1) * 3);
}

/** Whether two boxes come closer to each other than a gap. */
export function overlaps(a: Box, b: Box, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/**
 * Places names one after the other, the important ones first: right of the dot, left, above, below,
 * then the same a little farther off, clear of a symbol that stands on the dot.
 *
 * A name that fits nowhere is left out. `obstacles` are kept free.
 */
export function placeLabels(
  candidates: readonly Candidate[],
  measure: (candidate: Candidate) => { width: number; height: number },
  obstacles: readonly Box[],
): Placed[] {
  const taken: Box[] = [...obstacles];
  const placed: Placed[] = [];
  const ordered = [...candidates].sort(
    (a, b) => b.priority - a.priority || a.text.localeCompare(b.text),
  );
  for (const candidate of ordered) {
    if (candidate.once && placed.some(({ text }) => text === candidate.text)) continue;
    const { width, height } = measure(candidate);
    const { x, y } = candidate;
    const beside: [Box, Placed["anchor"]][] = candidate.centred
      ? [[{ x: x - width / 2, y: y - height / 2, width, height }, "middle"]]
      : [
          [{ x: x + 7, y: y - height / 2, width, height }, "start"],
          [{ x: x - 7 - width, y: y - height / 2, width, height }, "end"],
          [{ x: x - width / 2, y: y - 6 - height, width, height }, "middle"],
          [{ x: x - width / 2, y: y + 6, width, height }, "middle"],
          [{ x: x + 19, y: y - height / 2, width, height }, "start"],
          [{ x: x - 19 - width, y: y - height / 2, width, height }, "end"],
          [{ x: x - width / 2, y: y + 17, width, height }, "middle"],
          [{ x: x - width / 2, y: y - 17 - height, width, height }, "middle"],
        ];
    const free = beside.find(([box]) => taken.every((other) => !overlaps(box, other, 3)));
    if (!free) continue;
    const [box, anchor] = free;
    taken.push(box);
    placed.push({ ...candidate, box, anchor });
  }
  return placed;
}
