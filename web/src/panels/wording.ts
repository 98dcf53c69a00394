/** The words of a draft, to be edited: its summary and its kind. */

import { button, h } from "../dom";
import { capital } from "../format";
import { number, say } from "../tongue";
import { words } from "../vocabulary";
import { choice, labelled } from "./compose";

/** The kinds of incident, those most often reported first. */
export const KINDS = [
  "losses",
  "shelling",
  "air-drone-strike",
  "capture-claim",
  "ceasefire",
  "ceasefire-violation",
  "clash",
  "mine",
  "withdrawal",
  "statement",
];

/** The server takes a summary of 1 to 1,000 characters. */
const LONGEST = 1000;

/** What an incident says of itself in words. */
export interface Wording {
  summary: string;
  kind: string;
}

/** What differs from the incident as it is; nothing where nothing does. */
export function rewording(now: Wording, typed: Wording): Partial<Wording> | null {
  const summary = typed.summary.trim();
  const change: Partial<Wording> = {};
  if (summary !== now.summary) change.summary = summary;
  if (typed.kind !== now.kind) change.kind = typed.kind;
  return Object.keys(change).length > 0 ? change : null;
}

/** The form; `onType` hears of every change, so that nothing typed is lost when the card is drawn anew. */
export function wordingForm(
  id: string,
  typed: Wording,
  onType: (typed: Wording) => void,
  onSave: () => void,
  onUndo: () => void,
): HTMLFormElement {
  const left = h("p", { class: "muted small", id: `summary-${id}-left` });
  const summary = h("textarea", {
    id: `summary-${id}`,
    class: "field summary",
    rows: 3,
    maxlength: LONGEST,
    required: true,
    "aria-describedby": left.id,
  });
  summary.value = typed.summary;
  const known = KINDS.includes(typed.kind) ? KINDS : [typed.kind, ...KINDS];
  const kind = choice(
    `kind-${id}`,
    known.map((one) => [one, capital(words(one))]),
  );
  kind.value = typed.kind;
  kind.classList.add("kind");
  const changed = () => {
    left.textContent = say(
      "{n} of {most} characters. One neutral sentence that says who claims it.",
      { n: summary.value.length, most: number(LONGEST) },
    );
    summary.setCustomValidity(summary.value.trim() === "" ? say("Write a summary.") : "");
    onType({ summary: summary.value, kind: kind.value });
  };
  changed();
  return h(
    "form",
    {
      class: "wording",
      input: changed,
      submit: (event) => {
        event.preventDefault();
        onSave();
      },
    },
    labelled(say("Summary"), summary),
    left,
    labelled(say("Kind of incident"), kind),
    h(
      "div",
      { class: "draft-actions" },
      h("button", { type: "submit", class: "button save-words" }, say("Save the words")),
      button(say("Undo"), onUndo, { class: "button undo-words" }),
    ),
  );
}
