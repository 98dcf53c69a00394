/** A report just read: its text with the places found in it. */

import { h } from "../dom";
import type { Intake, LonLat, Mention, MentionedPlace } from "../model";
import { reasonsInWords } from "../reasons";
import { pieces } from "../spans";
import { counted, say } from "../tongue";

/** What happened to the report, and its text; a found place is a button that shows it. */
export function intakeText(intake: Intake, onPlace: (point: LonLat) => void): HTMLElement {
  const { report, mentions, drafts, created } = intake;
  const found = mentions.filter((mention) => mention.place).length;
  const said = created
    ? [
        say("Report stored."),
        counted(found, "{n} place found.", "{n} places found."),
        counted(drafts.length, "{n} draft incident made.", "{n} draft incidents made."),
      ].join(" ")
    : say("This report was already stored; nothing has changed. Its drafts are below.");
  const hint = h("p", { class: "muted small mention-hint", role: "status" });
  const tell = (text: string) => {
    hint.textContent = text;
  };
  return h(
    "section",
    { class: "intake" },
    h("p", { class: "intake-said" }, said),
    h(
      "div",
      {
        class: "report-text",
        lang: report.language,
        "aria-label": say("Report"),
        dir: "auto",
        role: "group",
        tabindex: 0,
      },
      ...pieces(report.text, mentions).map(({ text, mark }) =>
        mark ? mentionMark(text, mark, onPlace, tell) : document.createTextNode(text),
      ),
    ),
    mentions.some((mention) => mention.candidates?.length) ? hint : null,
    h(
      "p",
      { class: "muted small" },
      say("Stored as {id}, SHA-256 {hash}…", {
        id: report.id,
        hash: report.sha256.slice(0, 12),
      }),
    ),
  );
}

function mentionMark(
  text: string,
  mention: Mention,
  onPlace: (point: LonLat) => void,
  tell: (text: string) => void,
): HTMLElement {
  const { place } = mention;
  const position = place?.position;
  const title = place ? nameOf(place) : say("Not identified");
  const may = candidatesInWords(mention);
  const show = may
    ? () => tell(say("“{name}” may mean: {places}.", { name: text, places: may }))
    : null;
  const hears = { mouseenter: show, focusin: show };
  if (!place || !position) {
    const kind = place ? "mention" : "mention unknown";
    return h("mark", { class: kind, title, tabindex: may ? 0 : null, ...hears }, text);
  }
  return h(
    "mark",
    { class: "mention", ...hears },
    h("button", { type: "button", title, click: () => onPlace(position) }, text),
  );
}

/** The places that a name may mean, each with its share of certainty; empty where nothing is told. */
export function candidatesInWords({ candidates }: Mention): string {
  return (candidates ?? [])
    .map(
      (one) =>
        `${nameOf(one)} (${Math.round(one.score * 100)} %${one.why ? `, ${reasonsInWords(one.why).join("; ")}` : ""})`,
    )
    .join("; ");
}

/** A name of a mentioned place, whether its names come singly or in lists. */
export function nameOf(place: Pick<MentionedPlace, "id" | "names">): string {
  for (const language of ["en", "az", "hy", "ru"]) {
    const name = place.names?.[language];
    const first = Array.isArray(name) ? name[0] : name;
    if (first) return first;
  }
  return place.id;
}
