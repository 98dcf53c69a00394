/** The situation report: the claims of the days shown in two columns, to read and to print. */

import { recordUrl } from "../api";
import type { Atlas } from "../atlas";
import { paint } from "../badge";
import { button, byId, h } from "../dom";
import { capital, date, interval as inDays, whereabouts } from "../format";
import { gradeTitle } from "../grid";
import { type Config, idOf } from "../model";
import { sideTitle } from "../sides";
import { situation, type Told } from "../situation";
import { type State, toHash } from "../state";
import { sideLetters } from "../style";
import { say } from "../tongue";
import { words } from "../vocabulary";
import { claimList } from "./claims";
import { veiled } from "./veil";

/** The state whose incidents a report tells: of the days shown, or of one day of its own. */
export function reported(state: State): State {
  const { report } = state;
  if (!report || report === "shown") return state;
  return { ...state, date: report, span: "day", box: null, against: null };
}

/** Opens the report that the state asks for. */
export function openSituation(wanted: State, atlas: Atlas, config: Config, left: () => void): void {
  const state = reported(wanted);
  const columns = config.sides.map(({ id }) => id).filter((id) => id !== "third-party");
  const days = situation(atlas.shown(state), columns);
  const sheet = h(
    "dialog",
    { class: "situation", id: "situation", "aria-labelledby": "situation-title" },
    h(
      "div",
      { class: "situation-tools" },
      button(say("Print"), () => window.print(), { class: "button", id: "situation-print" }),
      button(say("Close"), () => sheet.close(), { class: "button", autofocus: true }),
    ),
    h(
      "h2",
      { id: "situation-title" },
      say("Situation report, {days}", { days: inDays(atlas.days(state)) }),
    ),
    h(
      "p",
      { class: "situation-rule" },
      say(
        "What each side is reported to have stated, side by side. To be listed is no confirmation; every number is its claimant’s own, and none are added up.",
      ),
    ),
    h("p", { class: "muted small" }, state === wanted ? (byId("headline").textContent ?? "") : ""),
    state === wanted ? lineSentence() : null,
    ...(days.length === 0
      ? [
          h(
            "p",
            {},
            say("Nothing is recorded for these days. That does not mean that nothing happened."),
          ),
        ]
      : []),
    ...days.map(({ day, columns: told, others }) =>
      h(
        "section",
        { class: "situation-day" },
        h("h3", {}, date(day)),
        h(
          "div",
          { class: "situation-columns" },
          ...columns.map((side, at) => column(side, told[at] ?? [])),
        ),
        others.length > 0 ? column("third-party", others) : null,
      ),
    ),
    h("p", { class: "muted small" }, config.attribution),
    h("p", { class: "muted small situation-address" }, address(wanted)),
  );
  sheet.addEventListener("keydown", (event) => event.stopPropagation());
  sheet.addEventListener("close", () => {
    document.body.classList.remove("reporting");
    sheet.remove();
    left();
  });
  document.body.append(sheet);
  document.body.classList.add("reporting");
  sheet.showModal();
}

function column(side: string, told: readonly Told[]): HTMLElement {
  const letters = h("span", { class: "side-chip", "aria-hidden": "true" }, sideLetters(side));
  paint(letters, side);
  return h(
    "div",
    { class: "situation-column", "data-side": side },
    h("h4", {}, letters, say("Stated by {side}", { side: sideTitle(side) })),
    ...told.map(entry),
    told.length === 0 ? h("p", { class: "muted" }, say("No statement is recorded.")) : null,
  );
}

function entry({ incident, claims }: Told): HTMLElement {
  const { kind, location, grade, graphic } = incident.properties;
  const about = [
    capital(words(kind)),
    whereabouts(location),
    grade ? `${say("Grade by rule")}: ${gradeTitle(grade)}` : "",
  ];
  return h(
    "article",
    { class: "situation-entry" },
    h(
      "p",
      { class: "situation-about" },
      h(
        "a",
        { href: recordUrl(idOf(incident), incident.properties.revision) },
        about.filter(Boolean).join(" · "),
      ),
    ),
    ...veiled(idOf(incident), graphic, [claimList(claims)]),
  );
}

function lineSentence(): HTMLElement | null {
  const said = byId("line-note-text").textContent;
  return said ? h("p", { class: "muted small" }, `${say("Line of contact")}: ${said}`) : null;
}

/** The address that shows the same. */
function address(state: State): string {
  return new URL(`#${toHash(state)}`, document.baseURI).href;
}
