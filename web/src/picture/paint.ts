/**
 * Paints what the map shows on a canvas, element by element: the page's policy lets no picture be made
 * of markup.
 */

import { patternOf } from "./pattern";

const PARTS = "img, path, circle, rect, text";

/** Paints the panes of the map, the lowest first; `pen` has its origin in the map's corner. */
export function paintMap(pen: CanvasRenderingContext2D, map: HTMLElement, density: number): void {
  const { left, top, width, height } = map.getBoundingClientRect();
  const ground = getComputedStyle(map).backgroundColor;
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  const panes = [
    ...map.querySelectorAll<HTMLElement>(".leaflet-pane.leaflet-map-pane > .leaflet-pane"),
  ];
  const order = (pane: HTMLElement) => Number(getComputedStyle(pane).zIndex) || 0;
  for (const pane of panes.sort((a, b) => order(a) - order(b))) {
    paintPane(pen, pane, { left, top }, density);
  }
  pen.restore();
}

/** A pane that is seen through is painted apart, so that what overlaps in it does not grow darker. */
function paintPane(
  pen: CanvasRenderingContext2D,
  pane: HTMLElement,
  corner: Corner,
  density: number,
): void {
  const { opacity: seen, mixBlendMode } = getComputedStyle(pane);
  const parts = partsOf(pane).filter(
    (part) => !part.closest("defs") && part.checkVisibility({ visibilityProperty: true }),
  );
  if (parts.length === 0) return;
  const apart = document.createElement("canvas");
  apart.width = pen.canvas.width;
  apart.height = pen.canvas.height;
  const own = Number(seen) < 1 ? apart.getContext("2d") : null;
  own?.setTransform(pen.getTransform());
  const ink = own ?? pen;
  const start = pen.getTransform();
  pen.save();
  pen.globalCompositeOperation =
    mixBlendMode === "normal" ? "source-over" : (mixBlendMode as GlobalCompositeOperation);
  if (own) own.save();
  clip(ink, pane, corner);
  for (const part of parts) {
    ink.save();
    ink.globalAlpha = opacity(part, pane);
    if (part instanceof HTMLImageElement) paintImage(ink, part, corner);
    else {
      const to = part.getScreenCTM();
      if (to) {
        const move = new DOMMatrix([to.a, to.b, to.c, to.d, to.e - corner.left, to.f - corner.top]);
        ink.setTransform(start.multiply(move));
        if (part instanceof SVGTextElement) paintText(ink, part);
        else paintShape(ink, part, density);
      }
    }
    ink.restore();
  }
  if (own) {
    own.restore();
    pen.setTransform(new DOMMatrix());
    pen.globalAlpha = Number(seen);
    pen.drawImage(apart, 0, 0);
  }
  pen.restore();
}

/** What is drawn in a pane, the lowest first: its children by their height, else in their order. */
function partsOf(pane: HTMLElement): (HTMLImageElement | SVGGraphicsElement)[] {
  const height = (child: Element) => Number(getComputedStyle(child).zIndex) || 0;
  return [...pane.children]
    .sort((a, b) => height(a) - height(b))
    .flatMap((child) => [
      ...(child.matches(PARTS) ? [child] : []),
      ...child.querySelectorAll<SVGGraphicsElement>(PARTS),
    ]) as (HTMLImageElement | SVGGraphicsElement)[];
}

interface Corner {
  left: number;
  top: number;
}

/** Cuts a pane as the divider of a comparison cuts it. */
function clip(pen: CanvasRenderingContext2D, pane: HTMLElement, corner: Corner): void {
  const points = [...pane.style.clipPath.matchAll(/(-?[\d.]+)px (-?[\d.]+)px/g)];
  if (points.length < 3) return;
  const own = pane.getBoundingClientRect();
  pen.beginPath();
  for (const [, x, y] of points) {
    pen.lineTo(Number(x) + own.left - corner.left, Number(y) + own.top - corner.top);
  }
  pen.closePath();
  pen.clip();
}

/** How much of an element is to be seen, with what lies around it. */
function opacity(part: Element, pane: Element): number {
  let seen = 1;
  for (let at: Element | null = part; at && at !== pane; at = at.parentElement) {
    seen *= Number(getComputedStyle(at).opacity);
  }
  return seen;
}

function paintImage(pen: CanvasRenderingContext2D, image: HTMLImageElement, corner: Corner): void {
  if (!image.complete || image.naturalWidth === 0) return;
  const { left, top, width, height } = image.getBoundingClientRect();
  pen.filter = getComputedStyle(image).filter;
  pen.drawImage(image, left - corner.left, top - corner.top, width, height);
}

function paintShape(
  pen: CanvasRenderingContext2D,
  part: SVGGraphicsElement,
  density: number,
): void {
  const style = getComputedStyle(part);
  const shape = outline(part);
  const seen = pen.globalAlpha;
  const fill = /url\("?#([^")]+)"?\)/.exec(style.fill)?.[1];
  if (style.fill !== "none") {
    pen.globalAlpha = seen * Number(style.fillOpacity);
    pen.fillStyle = (fill ? patternOf(pen, fill, density) : style.fill) ?? "transparent";
    pen.fill(shape, style.fillRule === "evenodd" ? "evenodd" : "nonzero");
  }
  if (style.stroke === "none") return;
  pen.globalAlpha = seen * Number(style.strokeOpacity);
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Number.parseFloat(style.strokeWidth);
  pen.lineCap = style.strokeLinecap as CanvasLineCap;
  pen.lineJoin = style.strokeLinejoin as CanvasLineJoin;
  pen.setLineDash(style.strokeDasharray === "none" ? [] : numbers(style.strokeDasharray));
  pen.stroke(shape);
  if (style.markerEnd !== "none") arrowHead(pen, part.getAttribute("d") ?? "");
}

function outline(part: SVGGraphicsElement): Path2D {
  const at = (name: string) => Number.parseFloat(part.getAttribute(name) ?? "0");
  const shape = new Path2D(part instanceof SVGPathElement ? (part.getAttribute("d") ?? "") : "");
  if (part instanceof SVGCircleElement) shape.arc(at("cx"), at("cy"), at("r"), 0, 2 * Math.PI);
  else if (part instanceof SVGRectElement) {
    shape.roundRect(at("x"), at("y"), at("width"), at("height"), at("rx"));
  }
  return shape;
}

/** The end of an arrow, in the colour of its line. */
function arrowHead(pen: CanvasRenderingContext2D, d: string): void {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers(d).slice(-4);
  pen.save();
  pen.translate(x2, y2);
  pen.rotate(Math.atan2(y2 - y1, x2 - x1));
  pen.fillStyle = pen.strokeStyle;
  pen.fill(new Path2D("M-8 -4.5L1 0L-8 4.5L-5.8 0Z"));
  pen.restore();
}

function paintText(pen: CanvasRenderingContext2D, text: SVGTextElement): void {
  const style = getComputedStyle(text);
  const words = text.textContent ?? "";
  const said = style.textTransform === "uppercase" ? words.toLocaleUpperCase() : words;
  const [x, y] = ["x", "y"].map((name) => Number(text.getAttribute(name) ?? 0));
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
  const anchors: Record<string, CanvasTextAlign> = {
    start: "left",
    middle: "center",
    end: "right",
  };
  pen.textAlign = anchors[style.textAnchor] ?? "left";
  if (style.stroke !== "none") {
    pen.strokeStyle = style.stroke;
    pen.lineWidth = Number.parseFloat(style.strokeWidth);
    pen.lineJoin = "round";
    pen.strokeText(said, x ?? 0, y ?? 0);
  }
  pen.fillStyle = style.fill;
  pen.fillText(said, x ?? 0, y ?? 0);
}

function numbers(text: string): number[] {
  return [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([one]) => Number(one));
}
