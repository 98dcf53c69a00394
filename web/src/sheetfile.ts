/** Keeps the diagram as a file: the same drawing as on the screen, on paper's colours. */

import { CanvasSurface } from "./diagram/canvas";
import type { Diagram } from "./diagram/model";
import { paperPalette } from "./diagram/palette";
import { drawSheet, SHEET } from "./diagram/sheet";
import { FONT } from "./diagram/surface";
import { SvgSurface } from "./diagram/svg";
import { headings } from "./diagram/words";
import { h } from "./dom";
import { handFile } from "./handover";
import type { Config } from "./model";
import { safeColour } from "./style";

/** Pixels of a PNG for one unit of the drawing. */
const DENSITY = 2;

/** Hands the file to the browser's downloads. */
export async function keepSheet(
  diagram: Diagram,
  config: Config,
  format: "svg" | "png",
): Promise<void> {
  const canvas = h("canvas", { width: SHEET.width * DENSITY, height: SHEET.height * DENSITY });
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser gives no canvas to draw on.");
  const measure = (text: string, size: number) => {
    pen.font = `400 ${size}px ${FONT}`;
    return pen.measureText(text).width;
  };
  const sides = config.sides.map(({ id, colour }) => [id, safeColour(colour)] as const);
  const palette = paperPalette(
    Object.fromEntries(sides.flatMap(([id, colour]) => (colour ? [[id, colour]] : []))),
  );
  const order = config.sides.map(({ id }) => id);
  const facts = { order, palette, measure, attribution: config.attribution };
  const name = `line-diagram-${diagram.from}-${diagram.to}-${diagram.stance}.${format}`;
  if (format === "svg") {
    const surface = new SvgSurface(SHEET.width, SHEET.height, headings(diagram)[0]);
    drawSheet(surface, diagram, facts);
    return handFile(new Blob([surface.file()], { type: "image/svg+xml" }), name);
  }
  await document.fonts?.ready;
  pen.scale(DENSITY, DENSITY);
  drawSheet(new CanvasSurface(pen), diagram, facts);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("This browser could not make the picture.");
  handFile(blob, name);
}
