/** A surface that draws on a canvas. */

import { FONT, type Ink, type Lettering, type Surface } from "./surface";

export class CanvasSurface implements Surface {
  constructor(private pen: CanvasRenderingContext2D) {}

  rect(x: number, y: number, width: number, height: number, ink: Ink): void {
    const { pen } = this;
    this.dip(ink);
    if (ink.fill) pen.fillRect(x, y, width, height);
    if (ink.stroke) pen.strokeRect(x, y, width, height);
  }

  path(d: string, ink: Ink): void {
    const path = new Path2D(d);
    this.dip(ink);
    if (ink.fill) this.pen.fill(path);
    if (ink.stroke) this.pen.stroke(path);
  }

  text(x: number, y: number, text: string, { fill, size, anchor, bold }: Lettering): void {
    const { pen } = this;
    this.dip({ fill });
    pen.font = `${bold ? 600 : 400} ${size ?? 11}px ${FONT}`;
    pen.textAlign = anchor === "middle" ? "center" : anchor === "end" ? "right" : "left";
    pen.fillText(text, x, y);
  }

  private dip({ fill, stroke, width, dash, opacity }: Ink): void {
    const { pen } = this;
    pen.globalAlpha = opacity ?? 1;
    pen.fillStyle = fill ?? "transparent";
    pen.strokeStyle = stroke ?? "transparent";
    pen.lineWidth = width ?? 1;
    pen.setLineDash(dash ?? []);
  }
}
