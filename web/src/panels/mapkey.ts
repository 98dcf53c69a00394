/** A short key on the map, where it has room: the line, and whose word each sign is. */

import { badge } from "../badge";
import { h, s } from "../dom";
import { sideName } from "../style";
import { say } from "../tongue";

/** The key for these sides, with the sign of several sides at its end. */
export function mapKey(sides: readonly string[]): HTMLElement {
  return h(
    "ul",
    { class: "map-key", id: "map-key", "aria-label": say("Key") },
    h("li", {}, stroke(), say("Line of contact")),
    ...[...sides, "mixed"].map((side) =>
      h("li", {}, badge("disc", side), say("Reported by: {side}", { side: sideName(side) })),
    ),
  );
}

function stroke(): SVGSVGElement {
  return s(
    "svg",
    { viewBox: "0 0 30 20", width: 24, height: 16, "aria-hidden": "true" },
    ...["band", "stroke"].map((part) =>
      s("path", {
        class: `line-${part} line-in-force line-base`,
        d: "M1 13C9 15 18 4 29 7",
        "stroke-width": 9,
      }),
    ),
  );
}
