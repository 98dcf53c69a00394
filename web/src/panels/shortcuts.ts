/** The keys of the editor's desk: they work while the focus is on the desk and nothing is being typed. */

import { h } from "../dom";

/** What a key does. */
export type Stroke =
  | "next"
  | "before"
  | "accept"
  | "reject"
  | "place"
  | "words"
  | "split"
  | "undo"
  | "join"
  | "help";

export const KEYS: readonly [string, Stroke, string][] = [
  ["n", "next", "Next draft"],
  ["b", "before", "Draft before"],
  ["a", "accept", "Accept"],
  ["r", "reject", "Reject"],
  ["p", "place", "Correct the place"],
  ["w", "words", "Correct the words"],
  ["s", "split", "Split: some claims speak of another event"],
  ["j", "join", "Same event? Join drafts"],
  ["u", "undo", "Undo the last change"],
  ["?", "help", "This help, open or closed"],
];

/** What a press of a key means here; nothing while something is typed or another key is held. */
export function strokeOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}): Stroke | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const tag = (event.target as Partial<Element> | null)?.tagName ?? "";
  if (["INPUT", "TEXTAREA", "SELECT"].includes(tag)) return null;
  return KEYS.find(([key]) => key === event.key.toLowerCase())?.[1] ?? null;
}

/** The help sheet. */
export function keyHelp(): HTMLDetailsElement {
  return h(
    "details",
    { class: "keys" },
    h("summary", {}, "Keys"),
    h("p", { class: "muted small" }, "They work on the desk while nothing is being typed."),
    h(
      "dl",
      { class: "facts" },
      ...KEYS.flatMap(([key, , does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)]),
    ),
  );
}
