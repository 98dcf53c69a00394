/** The line's own movement, behind the incidents: darker the farther it moved from the reference line. Pure. */

import type { Frame } from "./frame";
import type { Diagram, Movement } from "./model";
import type { Palette } from "./palette";
import { type Surface, short } from "./surface";

/** The farthest that the line moved from the reference line, in kilometres. */
export function farthest({ days }: Movement): number {
  let most = 0;
  for (const { shift_km } of days)
    for (const km of shift_km) most = Math.max(most, Math.abs(km ?? 0));
  return most;
}

/** Below this the line counts as unmoved, in kilometres: its own uncertainty is larger. */
export const STILL_KM = 0.5;

/** From here on the shade is the darkest, in kilometres: handovers of whole districts go far beyond. */
export const DARKEST_KM = 25;

/** How strong the shade of a shift is, from 0 to 0.5; the root shows small movements as well. */
export function shade(shift_km: number, most_km: number): number {
  const full = Math.min(DARKEST_KM, most_km);
  if (Math.abs(shift_km) < STILL_KM || full <= 0) return 0;
  return 0.08 + 0.42 * Math.sqrt(Math.min(1, Math.abs(shift_km) / full));
}

/** A cell of the band, in pixels. */
interface Cell {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws the shades, the ruling that tells the two directions apart, and the hatch of what is contested. */
export function drawBand(
  surface: Surface,
  { movement }: Diagram,
  frame: Frame,
  palette: Palette,
): void {
  const most = farthest(movement);
  const ruled: Cell[] = [];
  const hatched: Cell[] = [];
  for (const [row, { on, shift_km, contested_km }] of movement.days.entries()) {
    const next = movement.days[row + 1]?.on;
    const y = Math.max(frame.margins.top, frame.y(on));
    const height = (next ? Math.min(frame.bottom, frame.y(next)) : frame.bottom) - y;
    if (height <= 0) continue;
    for (const [at, { from_km, to_km }] of movement.bins.entries()) {
      const x = frame.x(from_km);
      const cell = { x, y, width: frame.x(Math.min(to_km, frame.length_km)) - x, height };
      const shift = shift_km[at] ?? 0;
      const opacity = shade(shift, most);
      if (opacity > 0) {
        surface.rect(x, y, cell.width + 0.3, height + 0.3, { fill: palette.line, opacity });
        if (shift < 0) ruled.push(cell);
      }
      if ((contested_km[at] ?? 0) > 0) hatched.push(cell);
    }
  }
  surface.path(ruled.map(rules).join(""), { stroke: palette.paper, width: 1.2, opacity: 0.8 });
  surface.path(hatched.map(hatch).join(""), { stroke: palette.ink, width: 1, opacity: 0.45 });
}

const EVERY = 6;

/** Upright lines through a cell, in step with those of its neighbours. */
export function rules({ x, y, width, height }: Cell): string {
  let d = "";
  for (let at = Math.ceil(x / EVERY) * EVERY; at < x + width; at += EVERY) {
    d += `M${short(at)} ${short(y)}V${short(y + height)}`;
  }
  return d;
}

/** Lines aslant through a cell, x + y being the same along each, in step with those of its neighbours. */
export function hatch({ x, y, width, height }: Cell): string {
  let d = "";
  for (let sum = Math.ceil((x + y) / EVERY) * EVERY; sum < x + y + width + height; sum += EVERY) {
    const left = Math.max(x, sum - y - height);
    const right = Math.min(x + width, sum - y);
    if (right - left < 0.05) continue;
    d += `M${short(left)} ${short(sum - left)}L${short(right)} ${short(sum - right)}`;
  }
  return d;
}
