/** A report just read: its text with the places found in it. */

import { h } from "../dom";
import { count } from "../format";
import type { Intake, LonLat, Mention, MentionedPlace } from "../model";
import { pieces } from "../spans";

/** What happened to the report, and its text; a found place is a button that shows it. */
export function intakeText(intake: Intake, onPlace: (point: LonLat) => void): HTMLElement {
  const { report, mentions, drafts, created } = intake;
  const found = mentions.filter((mention) => mention.place).length;
  const said = created
    ? `Report stored. ${count(found, "place")} and ${count(drafts.length, "draft incident")} found.`
    : "This report was already stored; nothing has changed. Its drafts are below.";
  return h(
    "section",
    { class: "intake" },
    h("p", { class: "intake-said" }, said),
    h(
      "div",
      {
        class: "report-text",
        lang: report.language,
        "aria-label": "Report",
        role: "group",
        tabindex: 0,
      },
      ...pieces(report.text, mentions).map(({ text, mark }) =>
        mark ? mentionMark(text, mark, onPlace) : document.createTextNode(text),
      ),
    ),
    h(
      "p",
      { class: "muted small" },
      `Stored as ${report.id}, SHA-256 ${report.sha256.slice(0, 12)}…`,
    ),
  );
}

function mentionMark(
  text: string,
  mention: Mention,
  onPlace: (point: LonLat) => void,
): HTMLElement {
  const { place } = mention;
  if (!place) return h("mark", { class: "mention unknown", title: "Not identified" }, text);
  const title = nameOf(place);
  const { position } = place;
  if (!position) return h("mark", { class: "mention", title }, text);
  return h(
    "mark",
    { class: "mention" },
    h("button", { type: "button", title, click: () => onPlace(position) }, text),
  );
}

/** A name of a mentioned place, whether its names come singly or in lists. */
export function nameOf(place: MentionedPlace): string {
  for (const language of ["en", "az", "hy", "ru"]) {
    const name = place.names?.[language];
    const first = Array.isArray(name) ? name[0] : name;
    if (first) return first;
  }
  return place.id;
}
