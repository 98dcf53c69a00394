/** The symbol of incidents: its outline says how exactly they are located, its colour and letters who speaks. */

import { s } from "./dom";
import { type Shape, sideLetters } from "./style";

/** A symbol of 30 × 30 units; `count` above one is written in the corner. */
export function badge(shape: Shape, side: string, count = 1): SVGSVGElement {
  const svg = s("svg", {
    class: `badge badge-${shape}`,
    viewBox: "0 0 30 30",
    width: 30,
    height: 30,
    "aria-hidden": "true",
    focusable: "false",
  });
  paint(svg, side);
  svg.append(outline(shape, "halo"), outline(shape, "shape"));
  svg.append(side === "mixed" ? arrows() : letters(side));
  if (count > 1) {
    svg.append(
      s("circle", { class: "count-disc", cx: 23.5, cy: 6.5, r: 6.5 }),
      s("text", { class: "count", x: 23.5, y: 9.6 }, count > 99 ? "99" : String(count)),
    );
  }
  return svg;
}

/** Gives an element the colours of a side, for the style sheet to use. */
export function paint(element: Element | undefined | null, side: string): void {
  if (!(element instanceof SVGElement) && !(element instanceof HTMLElement)) return;
  const known = side === "mixed" ? "mixed" : side.replace(/[^a-z0-9-]/gi, "");
  element.style.setProperty("--c", `var(--side-${known}, var(--side-third-party))`);
  element.style.setProperty("--on-c", `var(--on-side-${known}, var(--on-side-third-party))`);
}

function outline(shape: Shape, part: string): SVGElement {
  if (shape === "square") {
    return s("rect", { class: part, x: 5, y: 5, width: 20, height: 20, rx: 3 });
  }
  if (shape === "diamond") {
    return s("path", { class: part, d: "M15 1.8 28.2 15 15 28.2 1.8 15Z" });
  }
  return s("circle", { class: part, cx: 15, cy: 15, r: shape === "ring" ? 10.5 : 11 });
}

function letters(side: string): SVGElement {
  return s("text", { class: "letters", x: 15, y: 18.6 }, sideLetters(side));
}

/** Two arrows against each other: several sides are heard. */
function arrows(): SVGElement {
  return s("path", {
    class: "arrows",
    d: "M9.5 12.4h10.2m-2.8-2.8 2.8 2.8-2.8 2.8M20.5 18.2H10.3m2.8-2.8-2.8 2.8 2.8 2.8",
  });
}

/**
 * A flag of 34 × 22 units, its pole in the middle; each cloth has the colour and the letters of a holder.
 *
 * One holder flies to the right. Where statements contradict each other a second cloth flies to the
 * left, for the others that are named, or empty where a denial names nobody.
 */
export function flagSymbol(
  right: FlagCloth | null,
  left: FlagCloth | null,
  contested: boolean,
): SVGSVGElement {
  const svg = s("svg", {
    class: contested ? "flag flag-contested" : "flag",
    viewBox: "0 0 34 22",
    width: 34,
    height: 22,
    "aria-hidden": "true",
    focusable: "false",
  });
  const x = contested ? 0 : 12;
  svg.append(s("rect", { class: "reach", x, y: 0, width: 34 - x, height: 22 }));
  svg.append(cloth(right, "M17 2h15l-2.5 5.5L32 13H17Z", 23.6));
  if (contested) svg.append(cloth(left, "M17 2H2l2.5 5.5L2 13h15Z", 10.4));
  svg.append(s("path", { class: "pole", d: "M17 1v20" }));
  return svg;
}

/**
 * The small mark of a place where there is no room for its flag, 14 × 14 units: a disc, a square or a
 * diamond by the holder named last, hollow where statements contradict each other.
 */
export function pinSymbol(look: FlagCloth | null, contested: boolean): SVGSVGElement {
  const side = look?.side ?? "third-party";
  const svg = s("svg", {
    class: contested ? "flag pin pin-contested" : "flag pin",
    viewBox: "0 0 14 14",
    width: 14,
    height: 14,
    "aria-hidden": "true",
    focusable: "false",
  });
  const shapes: Record<string, string> = {
    az: "M7 3A4 4 0 0 1 7 11A4 4 0 0 1 7 3Z",
    arm: "M3.4 3.4H10.6V10.6H3.4Z",
  };
  const d = shapes[side] ?? "M7 2L12 7L7 12L2 7Z";
  svg.append(s("rect", { class: "reach", x: 0, y: 0, width: 14, height: 14 }), s("path", { d }));
  paint(svg, side);
  return svg;
}

/** What one cloth of a flag shows. */
export interface FlagCloth {
  side: string;
  letters: string;
}

function cloth(look: FlagCloth | null, outline: string, x: number): SVGElement {
  const group = s(
    "g",
    { class: look ? "cloth" : "cloth cloth-empty" },
    s("path", { d: outline }),
    s("text", { x, y: 10.6 }, look?.letters ?? "?"),
  );
  paint(group, look?.side ?? "third-party");
  return group;
}
