/** The sides as the server names and colours them; parties are data and not code. */

import { s } from "./dom";
import type { Side } from "./model";
import { inkOn, safeColour, sideName } from "./style";
import { language } from "./tongue";

const names = new Map<string, string>();

/** A side in the words of the settings, or the built-in ones. */
export function sideTitle(side: string | null): string {
  return (side && names.get(side)) || sideName(side);
}

/** Makes `--side-…` and `--on-side-…` of the settings, and one hatch a side in the page's drawing. */
export function installSides(sides: readonly Side[], root: HTMLElement, defs: Element): void {
  const ids = new Set<string>();
  for (const side of sides) {
    if (!/^[a-z][a-z0-9-]*$/.test(side.id)) continue;
    ids.add(side.id);
    const name = side.names[language()] ?? side.names.en;
    if (name) names.set(side.id, name);
    const colour = safeColour(side.colour);
    if (!colour) continue;
    root.style.setProperty(`--side-${side.id}`, colour);
    root.style.setProperty(`--on-side-${side.id}`, inkOn(colour));
  }
  const angles: Record<string, number> = { az: 45, arm: 135, "third-party": 90, mixed: 0 };
  const all = [...new Set([...ids, "third-party", "mixed"])];
  defs.replaceChildren(
    ...all.map((id) => hatch(id, angles[id] ?? 20)),
    crossed(),
    ...all.map(arrowHead),
  );
}

/** The paint of a hatch, for a `fill`. */
export function hatchFill(side: string): string {
  return `url(#hatch-${side})`;
}

/** The net over ground that is disputed; no side's hatch has its look. */
function crossed(): SVGElement {
  const net = s("path", { d: "M0 0L9 9M9 0L0 9", "stroke-width": 0.9 });
  net.style.stroke = "var(--ink)";
  net.style.strokeOpacity = "0.55";
  const pattern = { id: "hatch-disputed", width: 9, height: 9, patternUnits: "userSpaceOnUse" };
  return s("pattern", pattern, net);
}

/** The end of an arrow in `marker-end`. */
export function arrowEnd(side: string): string {
  return `url(#arrow-${side})`;
}

function arrowHead(id: string): SVGElement {
  const head = s("path", { d: "M1 1L9 5L1 9L3 5Z" });
  head.style.fill = `var(--side-${id}, var(--side-third-party))`;
  const size = { viewBox: "0 0 10 10", refX: 8.6, refY: 5, markerWidth: 11, markerHeight: 11 };
  const marker = { id: `arrow-${id}`, ...size, orient: "auto", markerUnits: "userSpaceOnUse" };
  return s("marker", marker, head);
}

function hatch(id: string, angle: number): SVGElement {
  const line = s("path", { d: "M0 0V12", "stroke-width": 2 });
  line.style.stroke = `var(--side-${id}, var(--side-third-party))`;
  const pattern = { id: `hatch-${id}`, width: 12, height: 12, patternUnits: "userSpaceOnUse" };
  return s("pattern", { ...pattern, patternTransform: `rotate(${angle})` }, line);
}
