/** Two editors met on one draft: both versions side by side, and the choice to save one's own all the same. */

import { button, h } from "../dom";
import { say } from "../tongue";

/** What a version says, by heading. */
export type Sketch = Readonly<Record<string, string>>;

/** The headings under which two versions differ. */
export function differing(mine: Sketch, theirs: Sketch): string[] {
  return Object.keys(theirs).filter((key) => mine[key] !== theirs[key]);
}

/** Both versions; `again` sends one's own change once more, on top of theirs. */
export function clashView(
  mine: Sketch,
  theirs: Sketch,
  revision: number,
  again: { label: string; send: () => void },
): HTMLElement {
  const differ = new Set(differing(mine, theirs));
  const row = (key: string) =>
    h(
      "tr",
      { class: differ.has(key) ? "differs" : "" },
      h("th", { scope: "row" }, key),
      h("td", {}, mine[key] ?? ""),
      h("td", {}, theirs[key] ?? ""),
    );
  return h(
    "div",
    { class: "clash" },
    h(
      "table",
      {},
      h("caption", { class: "visually-hidden" }, say("Both versions of this draft")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          h("th", { scope: "col" }, say("Yours, not saved")),
          h("th", { scope: "col" }, say("Theirs, revision {n}", { n: revision })),
        ),
      ),
      h("tbody", {}, ...Object.keys(theirs).map(row)),
    ),
    button(again.label, again.send, { class: "button again" }),
  );
}
