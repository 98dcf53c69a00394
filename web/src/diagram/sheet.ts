/** The diagram as a sheet to keep: title, dates, stance, key and attribution around the same drawing. Pure. */

import { capital } from "../format";
import { sideTitle } from "../sides";
import { counted, say } from "../tongue";
import { words } from "../vocabulary";
import { drawBase, type Measure } from "./draw";
import { Frame } from "./frame";
import { drawGlyph, KINDS } from "./glyphs";
import { placeMarks } from "./marks";
import type { Diagram } from "./model";
import type { Palette } from "./palette";
import type { Surface } from "./surface";
import { bandWords, headings } from "./words";

export const SHEET = { width: 1400, height: 1080 } as const;

export interface SheetFacts {
  order: readonly string[];
  palette: Palette;
  measure: Measure;
  attribution: string;
}

/** Draws the whole sheet. */
export function drawSheet(surface: Surface, diagram: Diagram, facts: SheetFacts): void {
  const { palette, order, attribution } = facts;
  const { width, height } = SHEET;
  surface.rect(0, 0, width, height, { fill: palette.paper });
  const [title, subtitle] = headings(diagram);
  surface.text(24, 36, title, { fill: palette.ink, size: 20, bold: true });
  surface.text(24, 58, subtitle, { fill: palette.muted, size: 12.5 });
  const margins = { left: 80, top: 124, right: 24, bottom: 132 };
  const frame = new Frame(width, height, diagram.length_km, diagram.from, diagram.to, margins);
  drawBase(surface, diagram, frame, placeMarks(diagram.incidents, frame), facts);
  const kinds = KINDS.filter((kind) => diagram.incidents.some((one) => one.kind === kind));
  const bottom = height - 108;
  let x = 80;
  for (const kind of kinds) {
    drawGlyph(surface, { kind, side: "third-party", x, y: bottom }, order, palette);
    x = label(surface, x, bottom, capital(words(kind)), facts);
  }
  x = 80;
  for (const side of [...order, "mixed"]) {
    drawGlyph(surface, { kind: "shelling", side, x, y: bottom + 24 }, order, palette);
    x = label(surface, x, bottom + 24, sideTitle(side), facts);
  }
  const { shade, rule, hatch } = bandWords(diagram);
  const notes = [
    `${shade}. ${rule}. ${hatch}.`,
    [
      say("Bars: somewhere along that stretch or in those days."),
      counted(
        diagram.unplaced.length,
        "{n} incident without a place along the line not drawn.",
        "{n} incidents without a place along the line not drawn.",
      ),
      say("Every incident is somebody’s report."),
    ].join(" "),
    attribution,
  ];
  for (const [at, note] of notes.entries()) {
    surface.text(74, bottom + 52 + at * 18, note, { fill: palette.muted, size: 12 });
  }
}

/** Writes a word of the key beside its sign; returns where the next one goes. */
function label(
  surface: Surface,
  x: number,
  y: number,
  text: string,
  { palette, measure }: SheetFacts,
): number {
  surface.text(x + 12, y + 4, text, { fill: palette.ink, size: 12 });
  return x + 12 + measure(text, 12) + 26;
}
