/** Fire as a claim tells of it: which places are said to have come under fire, from where, with what. */

import { h } from "../dom";
import { targets, weaponsInWords } from "../fire";
import type { Fire } from "../model";
import { say } from "../tongue";

/** The places under fire, one after another; the arrows on the map say the same. */
export function fireFacts(fire: Fire): HTMLElement | null {
  const under = targets(fire);
  const weapons = weaponsInWords(fire);
  if (under.length === 0 && !weapons) return null;
  const rows = under.map(({ at, at_name, from }) =>
    h(
      "li",
      { "data-at": at },
      h("strong", {}, at_name),
      h("span", { class: "fire-sign", "aria-hidden": "true" }, " ← "),
      h("span", { class: "visually-hidden" }, ` ${say("under fire from")} `),
      from.map(({ name }) => name).join(", "),
    ),
  );
  return h(
    "div",
    { class: "fire" },
    rows.length > 0
      ? h("p", { class: "fire-head muted" }, say("Under fire, and from where"))
      : null,
    rows.length > 0 ? h("ul", { class: "fire-pairs" }, ...rows) : null,
    weapons ? h("p", { class: "fire-weapons" }, say("With {weapons}", { weapons })) : null,
  );
}
