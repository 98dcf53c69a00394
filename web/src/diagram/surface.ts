/** What a drawing is made on: a screen's canvas or an SVG file. Knows nothing of diagrams. */

/** How a shape is filled and stroked; colours as CSS writes them. */
export interface Ink {
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: number[];
  opacity?: number;
}

export interface Lettering {
  fill: string;
  size?: number;
  anchor?: "start" | "middle" | "end";
  bold?: boolean;
}

/** Three things to draw; a path is written as SVG writes it. */
export interface Surface {
  rect(x: number, y: number, width: number, height: number, ink: Ink): void;
  path(d: string, ink: Ink): void;
  text(x: number, y: number, text: string, lettering: Lettering): void;
}

export const FONT = '"Noto Sans", sans-serif';

/** A number as short as a drawing needs it. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
