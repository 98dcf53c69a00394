/** The head of a draft's card, and what became of the draft. */

import { badge } from "../badge";
import { button, h } from "../dom";
import { capital } from "../format";
import { checkWords } from "../grid";
import type { Incident } from "../model";
import { shapeOf, sideClass } from "../style";
import { say } from "../tongue";
import { words } from "../vocabulary";

/** Kind, who suggested it, and the summary; with the box that chooses it, if there is one. */
export function draftHead(incident: Incident, chooser: HTMLElement | null): HTMLElement {
  const { properties } = incident;
  const { suggested_by: name, verification } = properties;
  const checked =
    verification && verification !== "unreviewed" ? ` · ${checkWords(verification)}` : "";
  return h(
    "div",
    { class: "draft-head" },
    badge(shapeOf(properties.location.kind), sideClass([incident])),
    h(
      "div",
      {},
      h("p", { class: "kicker" }, capital(words(properties.kind)) + checked),
      name ? h("p", { class: "small suggested" }, say("Suggested by {name}", { name })) : null,
      h("h4", { dir: "auto" }, properties.summary),
    ),
    chooser,
  );
}

/** What was decided; `show` leads to what is public. */
export function draftOutcome(incident: Incident, show: () => void): HTMLElement {
  const published = incident.properties.state === "published";
  const said = published
    ? say("Accepted: it is public now, or as soon as the rules of publication let it.")
    : say("Rejected: it stays out of public view.");
  return h(
    "div",
    { class: "draft-outcome" },
    h("p", {}, said),
    published ? button(say("Show it"), show) : null,
  );
}
