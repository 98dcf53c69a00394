/** Draws the space–time diagram: kilometres across, days down. Pure; on a canvas or into a file alike. */

import type { Box } from "../box";
import type { Interval } from "../days";
import { date } from "../format";
import type { Day } from "../model";
import { drawBand } from "./band";
import type { Frame } from "./frame";
import { drawGlyph, RADIUS } from "./glyphs";
import { BAR, type Mark } from "./marks";
import { type Diagram, type Sector, sectorName } from "./model";
import { type Palette, sideColour } from "./palette";
import type { Surface } from "./surface";

/** What the reader has chosen, drawn over the diagram. */
export interface Choice {
  date: Day;
  shown: Interval;
  box: Box | null;
  /** The incident that is open, and the one that the keys are on. */
  selected: string | null;
  cursor: string | null;
}

/** How wide a text is at a size, in pixels. */
export type Measure = (text: string, size: number) => number;

/** The axes, the line's movement and the incidents. */
export function drawBase(
  surface: Surface,
  diagram: Diagram,
  frame: Frame,
  marks: readonly Mark[],
  { order, palette, measure }: { order: readonly string[]; palette: Palette; measure: Measure },
): void {
  const { left, top } = frame.margins;
  surface.rect(left, top, frame.plotWidth, frame.plotHeight, { fill: palette.paper });
  drawBand(surface, diagram, frame, palette);
  drawDays(surface, frame, palette);
  drawKilometres(surface, frame, palette);
  drawSectors(surface, diagram.sectors, frame, palette, measure);
  surface.rect(left, top, frame.plotWidth, frame.plotHeight, { stroke: palette.rule });
  for (const mark of marks) drawReach(surface, mark, palette);
  for (const { incident, side, x, y } of marks) {
    drawGlyph(surface, { kind: incident.kind, side, x, y }, order, palette);
  }
}

/** The day of the map, the days shown, the box, and the incidents that are open or under the keys. */
export function drawChoice(
  surface: Surface,
  choice: Choice,
  frame: Frame,
  marks: readonly Mark[],
  palette: Palette,
): void {
  const { left, top } = frame.margins;
  const { box, shown } = choice;
  if (!box && shown.to > frame.from && shown.from <= frame.to) {
    const y = Math.max(top, frame.y(shown.from));
    const height = Math.min(frame.bottom, frame.y(shown.to)) - y;
    surface.rect(left - 5, y, 3, height, { fill: palette.accent });
  }
  if (choice.date >= frame.from && choice.date <= frame.to) {
    const y = frame.noon(choice.date);
    surface.path(`M${left} ${y}H${frame.right}`, { stroke: palette.accent, width: 1.6 });
    surface.path(`M${left - 8} ${y - 4}L${left} ${y}L${left - 8} ${y + 4}Z`, {
      fill: palette.accent,
    });
  }
  if (box) {
    const y = Math.max(top, frame.y(box.from));
    const bottom = Math.min(frame.bottom, frame.y(box.to) + frame.dayHeight);
    const x = frame.x(box.fromKm);
    const width = frame.x(box.toKm) - x;
    if (bottom > y) {
      surface.rect(x, y, width, bottom - y, { fill: palette.focus, opacity: 0.1 });
      surface.rect(x, y, width, bottom - y, { stroke: palette.focus, width: 1.5, dash: [5, 3] });
    }
  }
  for (const { incident, x, y } of marks) {
    if (incident.id !== choice.selected && incident.id !== choice.cursor) continue;
    const r = RADIUS + (incident.id === choice.selected ? 6 : 4);
    const dash = incident.id === choice.selected ? [] : [3, 2];
    surface.path(ring(x, y, r), { stroke: palette.paper, width: 4.5 });
    surface.path(ring(x, y, r), { stroke: palette.focus, width: 2.5, dash });
  }
}

/** What `drawBase` writes above the plot where the sectors' names have no room. */
export function sectorsFit(sectors: readonly Sector[], frame: Frame, measure: Measure): boolean {
  return sectors.every((sector) => {
    const room = frame.x(sector.to_km) - frame.x(sector.from_km) - 6;
    return lines(sectorName(sector), room, measure) !== null;
  });
}

const SMALL = 11;

function drawSectors(
  surface: Surface,
  sectors: readonly Sector[],
  frame: Frame,
  palette: Palette,
  measure: Measure,
): void {
  const { top } = frame.margins;
  const fit = sectorsFit(sectors, frame, measure);
  for (const [at, sector] of sectors.entries()) {
    const [from, to] = [frame.x(sector.from_km), frame.x(sector.to_km)];
    surface.path(`M${from} ${top - 44}V${frame.bottom}`, { stroke: palette.muted, opacity: 0.45 });
    const words = fit ? lines(sectorName(sector), to - from - 6, measure) : [String(at + 1)];
    for (const [row, text] of (words ?? []).entries()) {
      const y = top - 34 + (row + (2 - (words?.length ?? 0)) / 2) * 13;
      surface.text((from + to) / 2, y, text, { fill: palette.ink, size: SMALL, anchor: "middle" });
    }
  }
}

/** A name on one line or two, broken at a space or after a dash; nothing when it does not fit. */
function lines(name: string, room: number, measure: Measure): string[] | null {
  if (measure(name, SMALL) <= room) return [name];
  const cuts = [...name.matchAll(/[ –-]/g)].map(({ index }) => index + 1);
  const broken = cuts.map((cut) => [name.slice(0, cut).trim(), name.slice(cut).trim()]);
  return broken.find((two) => two.every((text) => measure(text, SMALL) <= room)) ?? null;
}

function drawDays(surface: Surface, frame: Frame, palette: Palette): void {
  let year = "";
  for (const day of frame.labelled(17)) {
    const y = frame.y(day);
    surface.path(`M${frame.margins.left} ${y}H${frame.right}`, {
      stroke: palette.rule,
      width: 0.7,
    });
    const text = date(day).replace(/ \d{4}$/, "");
    const at = frame.margins.left - 10;
    surface.text(at, y + Math.min(frame.dayHeight / 2 + 4, 11), text, {
      fill: palette.muted,
      size: SMALL,
      anchor: "end",
    });
    if (day.slice(0, 4) === year) continue;
    year = day.slice(0, 4);
    surface.text(at, Math.max(y, frame.margins.top) - 6, year, {
      fill: palette.muted,
      size: SMALL,
      anchor: "end",
      bold: true,
    });
  }
}

function drawKilometres(surface: Surface, frame: Frame, palette: Palette): void {
  const { top } = frame.margins;
  for (const km of frame.kilometres(52)) {
    const x = frame.x(km);
    surface.path(`M${x} ${top - 4}V${top}`, { stroke: palette.muted });
    const anchor = km === 0 ? "start" : x > frame.right - 14 ? "end" : "middle";
    const text = km === 0 ? "km 0" : String(km);
    surface.text(x, top - 6, text, { fill: palette.muted, size: 10, anchor });
  }
}

/** The stretch of kilometres or of days that an incident may lie in: a bar with ends, or a frame. */
function drawReach(surface: Surface, mark: Mark, palette: Palette): void {
  const { x, y, fromX, toX, fromY, toY, side } = mark;
  const stroke = side === "third-party" ? palette.muted : sideColour(palette, side);
  const ink = { stroke, width: 1.8, opacity: 0.8 };
  const wide = toX - fromX >= BAR;
  const tall = toY - fromY >= BAR;
  if (wide && tall) {
    surface.rect(fromX, fromY, toX - fromX, toY - fromY, { fill: ink.stroke, opacity: 0.07 });
    surface.rect(fromX, fromY, toX - fromX, toY - fromY, { ...ink, width: 1.2, dash: [4, 3] });
  } else if (wide) {
    surface.path(`M${fromX} ${y - 3}V${y + 3}M${toX} ${y - 3}V${y + 3}M${fromX} ${y}H${toX}`, ink);
  } else if (tall) {
    surface.path(`M${x - 3} ${fromY}H${x + 3}M${x - 3} ${toY}H${x + 3}M${x} ${fromY}V${toY}`, ink);
  }
}

function ring(x: number, y: number, r: number): string {
  return `M${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}Z`;
}
