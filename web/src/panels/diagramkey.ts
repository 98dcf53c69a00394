/** What the signs of the diagram mean, and what of these days is not in it. */

import { hatch, rules } from "../diagram/band";
import { KINDS, notch, outline } from "../diagram/glyphs";
import { type Diagram, sectorName } from "../diagram/model";
import { bandWords, beyondInWords, unplacedInWords } from "../diagram/words";
import { h, s } from "../dom";
import { capital, dateRange } from "../format";
import { sideTitle } from "../sides";
import { counted, say } from "../tongue";
import { words } from "../vocabulary";

/** How many of the incidents without a place are listed at once. */
const LISTED = 50;

/** The key: kinds, sides, bars, and the line's own movement. */
export function diagramKey(diagram: Diagram, order: readonly string[]): HTMLElement {
  const kinds = KINDS.filter((kind) => diagram.incidents.some((one) => one.kind === kind));
  const { shade, rule, hatch: contested } = bandWords(diagram);
  const item = (sign: Node, text: string) => h("li", {}, sign, text);
  const sectors = diagram.sectors.map((sector) => h("li", {}, sectorName(sector)));
  return h(
    "div",
    { class: "diagram-key" },
    h(
      "ul",
      { "aria-label": say("Kinds of incidents") },
      ...kinds.map((kind) => item(sign(kind, "third-party", order), capital(words(kind)))),
    ),
    h(
      "ul",
      { "aria-label": say("Who says so") },
      ...[...order, "mixed"].map((side) => item(sign("shelling", side, order), sideTitle(side))),
    ),
    h(
      "ul",
      { "aria-label": say("The line and the bars") },
      item(swatch("shade"), shade),
      item(swatch("rule"), rule),
      item(swatch("hatch"), contested),
      item(swatch("bar"), say("Bar: somewhere along that stretch, or in those days")),
    ),
    ...beyondInWords(diagram).map((text) => h("p", { class: "small beyond" }, text)),
    h("ol", { class: "sector-key", "aria-label": say("Sectors, from km 0") }, ...sectors),
  );
}

/** How many incidents are not drawn, which, and why. */
export function unplacedList(diagram: Diagram, onOpen: (id: string) => void): HTMLElement {
  const { unplaced } = diagram;
  if (unplaced.length === 0) return h("p", { class: "muted small" }, unplacedInWords(diagram));
  const items = unplaced
    .slice(0, LISTED)
    .map((one) =>
      h(
        "li",
        {},
        h("button", { type: "button", class: "link", click: () => onOpen(one.id) }, one.headline),
        h("span", { class: "muted" }, ` ${dateRange(one.date_start, one.date_end)}; ${one.reason}`),
      ),
    );
  const left = unplaced.length - LISTED;
  return h(
    "div",
    {},
    h("p", { class: "small" }, unplacedInWords(diagram)),
    h("ul", { class: "unplaced small" }, ...items),
    left > 0
      ? h("p", { class: "muted small" }, counted(left, "and {n} more.", "and {n} more."))
      : null,
  );
}

function box(...content: Node[]): SVGSVGElement {
  const size = { viewBox: "0 0 22 18", width: 22, height: 18, "aria-hidden": "true" };
  return s("svg", { class: "sign", ...size }, ...content);
}

function sign(kind: string, side: string, order: readonly string[]): SVGSVGElement {
  const cut = notch(side, order, 11, 9);
  const shape = s("path", { class: cut ? "sign-full" : "sign-hollow", d: outline(kind, 11, 9) });
  if (cut) shape.style.setProperty("--c", `var(--side-${side}, var(--side-third-party))`);
  return box(shape, s("path", { class: "sign-notch", d: cut || "M0 0" }));
}

function swatch(kind: "shade" | "rule" | "hatch" | "bar"): SVGSVGElement {
  const cell = { x: 1, y: 2, width: 20, height: 14 };
  if (kind === "bar") return box(s("path", { class: "sign-bar", d: "M2 5V13M20 5V13M2 9H20" }));
  const ground = s("rect", { class: kind === "hatch" ? "sign-blank" : "sign-shade", ...cell });
  if (kind === "shade") return box(ground);
  const lines = kind === "rule" ? rules(cell) : hatch(cell);
  return box(ground, s("path", { class: `sign-${kind}`, d: lines }));
}
