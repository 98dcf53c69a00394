/** The keys of the editor's desk: they work while the focus is on the desk and nothing is being typed. */

import { h } from "../dom";
import { phrase, say } from "../tongue";

/** What a key does. */
export type Stroke =
  | "next"
  | "before"
  | "accept"
  | "reject"
  | "place"
  | "line"
  | "area"
  | "words"
  | "reading"
  | "split"
  | "choose"
  | "undo"
  | "join"
  | "help";

export const KEYS: readonly [string, Stroke, string][] = [
  ["n", "next", phrase("Next draft")],
  ["b", "before", phrase("Draft before")],
  ["a", "accept", phrase("Accept")],
  ["r", "reject", phrase("Reject")],
  ["m", "reading", phrase("The report, and what its names may mean; 1 to 9 choose")],
  ["p", "place", phrase("Correct the place")],
  ["l", "line", phrase("Draw a line")],
  ["o", "area", phrase("Draw an area")],
  ["w", "words", phrase("Correct the words")],
  ["s", "split", phrase("Split: some claims speak of another event")],
  ["j", "join", phrase("Same event? Join drafts")],
  ["x", "choose", phrase("Choose for many at once; with Shift all up to here")],
  ["u", "undo", phrase("Undo the last change")],
  ["?", "help", phrase("This help, open or closed")],
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}

/** What a press of a key means here; nothing while something is typed or another key is held. */
export function strokeOf(event: Press): Stroke | null {
  if (!free(event)) return null;
  return KEYS.find(([key]) => key === event.key.toLowerCase())?.[1] ?? null;
}

/** The number of the candidate that a key chooses. */
export function numberOf(event: Press): number | null {
  return free(event) && /^[1-9]$/.test(event.key) ? Number(event.key) : null;
}

/** Whether a key is no letter of something typed, nor part of a chord. */
function free({ ctrlKey, metaKey, altKey, target }: Press): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const { tagName = "", type = "" } = (target ?? {}) as Partial<HTMLInputElement>;
  if (tagName === "INPUT" && type === "checkbox") return true;
  return !["INPUT", "TEXTAREA", "SELECT"].includes(tagName);
}

/** The help sheet. */
export function keyHelp(): HTMLDetailsElement {
  return h(
    "details",
    { class: "keys" },
    h("summary", {}, say("Keys")),
    h("p", { class: "muted small" }, say("They work on the desk while nothing is being typed.")),
    h(
      "dl",
      { class: "facts" },
      ...KEYS.flatMap(([key, , does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, say(does))]),
    ),
  );
}
