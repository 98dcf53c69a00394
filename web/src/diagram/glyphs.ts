/** The sign of an incident: its outline says what kind it is, its colour and its notch who speaks. Pure. */

import { type Palette, sideColour } from "./palette";
import { type Surface, short } from "./surface";

/** How tall and wide a sign is, from its middle. */
export const RADIUS = 5.5;

/** The kinds with a sign of their own, in the order of the key. */
export const KINDS = [
  "shelling",
  "air-drone-strike",
  "clash",
  "capture-claim",
  "withdrawal",
  "ceasefire",
  "ceasefire-violation",
  "losses",
  "statement",
] as const;

/** The outline of a kind around a point, as a path; a small square for a kind without its own. */
export function outline(kind: string, x: number, y: number, r = RADIUS): string {
  const shape = (points: readonly (readonly [number, number])[]) =>
    `M${points.map(([dx, dy]) => `${short(x + dx * r)} ${short(y + dy * r)}`).join("L")}Z`;
  switch (kind) {
    case "shelling":
      return circle(x, y, r);
    case "air-drone-strike":
      return shape([
        [-1.1, -0.9],
        [1.1, -0.9],
        [0, 1.15],
      ]);
    case "clash":
      return shape(CROSS);
    case "capture-claim":
      return shape(SQUARE);
    case "withdrawal":
      return shape([
        [0.9, -1.1],
        [0.9, 1.1],
        [-1.15, 0],
      ]);
    case "ceasefire":
      return (
        shape(BAR.map(([dx, dy]) => [dx, dy - 0.6])) + shape(BAR.map(([dx, dy]) => [dx, dy + 0.6]))
      );
    case "ceasefire-violation":
      return (
        shape(BAR.map(([dx, dy]) => [dx, dy - 0.6])) +
        shape(SLASH) +
        shape(BAR.map(([dx, dy]) => [dx, dy + 0.6]))
      );
    case "losses":
      return shape(
        [0, 1, 2, 3, 4, 5].map((k) => [
          Math.cos((k * Math.PI) / 3) * 1.1,
          Math.sin((k * Math.PI) / 3) * 1.1,
        ]),
      );
    case "statement":
      return shape([
        [0, -1.25],
        [1.25, 0],
        [0, 1.25],
        [-1.25, 0],
      ]);
    default:
      return shape(SQUARE.map(([dx, dy]) => [dx * 0.6, dy * 0.6]));
  }
}

const SQUARE = [
  [-0.95, -0.95],
  [0.95, -0.95],
  [0.95, 0.95],
  [-0.95, 0.95],
] as const;
const BAR = [
  [-1.1, -0.35],
  [1.1, -0.35],
  [1.1, 0.35],
  [-1.1, 0.35],
] as const;
const SLASH = [
  [0.5, -1.3],
  [1, -1.3],
  [-0.5, 1.3],
  [-1, 1.3],
] as const;
const CROSS = [
  [0, -0.5],
  [0.7, -1.2],
  [1.2, -0.7],
  [0.5, 0],
  [1.2, 0.7],
  [0.7, 1.2],
  [0, 0.5],
  [-0.7, 1.2],
  [-1.2, 0.7],
  [-0.5, 0],
  [-1.2, -0.7],
  [-0.7, -1.2],
] as const;

function circle(x: number, y: number, r: number): string {
  const [left, right, radius] = [short(x - r), short(x + r), short(r)];
  const arc = (to: string) => `A${radius} ${radius} 0 1 1 ${to} ${short(y)}`;
  return `M${left} ${short(y)}${arc(right)}${arc(left)}Z`;
}

/**
 * The notch that tells the sides apart without their colours: upright, level, aslant … by the order
 * of the sides in the settings; several sides together have two, third parties are hollow.
 */
export function notch(side: string, order: readonly string[], x: number, y: number): string {
  const line = (dx: number, dy: number) =>
    `M${short(x - dx)} ${short(y - dy)}L${short(x + dx)} ${short(y + dy)}`;
  const r = RADIUS * 0.7;
  const lines = [line(0, r), line(r, 0), line(r * 0.8, r * 0.8), line(r * 0.8, -r * 0.8)];
  if (side === "mixed") return `${lines[0]}${lines[1]}`;
  const at = order.filter((one) => one !== "third-party").indexOf(side);
  return at < 0 ? "" : (lines[at] ?? "");
}

/** Draws a sign. */
export function drawGlyph(
  surface: Surface,
  { kind, side, x, y }: { kind: string; side: string; x: number; y: number },
  order: readonly string[],
  palette: Palette,
): void {
  const cut = notch(side, order, x, y);
  const colour = cut ? sideColour(palette, side) : palette.muted;
  const d = outline(kind, x, y);
  surface.path(d, { stroke: palette.paper, width: 3 });
  surface.path(d, { fill: cut ? colour : palette.paper, stroke: colour, width: cut ? 1 : 1.8 });
  if (cut) surface.path(cut, { stroke: palette.paper, width: 1.6 });
}
