/** The head of a draft's card, and what became of the draft. */

import { badge } from "../badge";
import { button, h } from "../dom";
import { capital } from "../format";
import type { Incident } from "../model";
import { shapeOf, sideClass } from "../style";
import { words } from "../vocabulary";

/** Kind, who suggested it, and the summary. */
export function draftHead(incident: Incident): HTMLElement {
  const { properties } = incident;
  const { suggested_by } = properties;
  return h(
    "div",
    { class: "draft-head" },
    badge(shapeOf(properties.location.kind), sideClass([incident])),
    h(
      "div",
      {},
      h("p", { class: "kicker" }, capital(words(properties.kind))),
      suggested_by ? h("p", { class: "small suggested" }, `Suggested by ${suggested_by}`) : null,
      h("h4", {}, properties.summary),
    ),
  );
}

/** What was decided; `show` leads to what is public. */
export function draftOutcome(incident: Incident, show: () => void): HTMLElement {
  const published = incident.properties.state === "published";
  const said = published
    ? "Accepted: it is public now, or as soon as the rules of publication let it."
    : "Rejected: it stays out of public view.";
  return h(
    "div",
    { class: "draft-outcome" },
    h("p", {}, said),
    published ? button("Show it", show) : null,
  );
}
