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

/** A flag in the colour of the holder that the statement names. */
export function flagSymbol(holder: string): SVGSVGElement {
  const svg = s(
    "svg",
    { class: "flag", viewBox: "0 0 18 20", width: 18, height: 20, "aria-hidden": "true" },
    s("path", { class: "cloth", d: "M3 2h12l-3 4 3 4H3Z" }),
    s("path", { class: "pole", d: "M3 1v18" }),
  );
  paint(svg, holder);
  return svg;
}
