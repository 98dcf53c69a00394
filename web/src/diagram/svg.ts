/** A surface that writes an SVG file. Pure; whatever text it is given is escaped. */

import { FONT, type Ink, type Lettering, type Surface, short } from "./surface";

export class SvgSurface implements Surface {
  private parts: string[] = [];

  constructor(
    private width: number,
    private height: number,
    private title: string,
  ) {}

  rect(x: number, y: number, width: number, height: number, ink: Ink): void {
    const box = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
    this.parts.push(`<rect ${box}${look(ink)}/>`);
  }

  path(d: string, ink: Ink): void {
    this.parts.push(`<path d="${xmlText(d)}"${look(ink)}/>`);
  }

  text(x: number, y: number, text: string, { fill, size, anchor, bold }: Lettering): void {
    const at = `x="${short(x)}" y="${short(y)}" font-size="${size ?? 11}"`;
    const how = `${anchor ? ` text-anchor="${anchor}"` : ""}${bold ? ' font-weight="600"' : ""}`;
    this.parts.push(`<text ${at}${how} fill="${xmlText(fill)}">${xmlText(text)}</text>`);
  }

  /** The whole file. */
  file(): string {
    const size = `width="${this.width}" height="${this.height}"`;
    const view = `viewBox="0 0 ${this.width} ${this.height}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${view} font-family="${xmlText(FONT)}">`,
      `<title>${xmlText(this.title)}</title>`,
      ...this.parts,
      "</svg>\n",
    ].join("\n");
  }
}

function look({ fill, stroke, width, dash, opacity }: Ink): string {
  const parts = [` fill="${xmlText(fill ?? "none")}"`];
  if (stroke) parts.push(` stroke="${xmlText(stroke)}" stroke-width="${short(width ?? 1)}"`);
  if (stroke && dash) parts.push(` stroke-dasharray="${dash.map(short).join(" ")}"`);
  if (opacity !== undefined) parts.push(` opacity="${short(opacity)}"`);
  return parts.join("");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that an XML file may carry: markup escaped, control characters left out. */
export function xmlText(text: string): string {
  return [...text]
    .filter((letter) => letter >= " " || letter === "\n" || letter === "\t")
    .map((letter) => ENTITIES[letter] ?? letter)
    .join("");
}
