/** A part of a panel whose content is still being fetched. */

import { h } from "../dom";
import { sentence } from "../notice";
import { say } from "../tongue";

/** A box that is filled when the answer has come. */
export function later<T>(answer: Promise<T>, build: (value: T) => Node): HTMLElement {
  const box = h("div", { "aria-busy": "true" }, h("p", { class: "muted" }, say("Fetching …")));
  const fill = (content: Node) => {
    box.removeAttribute("aria-busy");
    box.replaceChildren(content);
  };
  answer.then(
    (value) => fill(build(value)),
    (error: unknown) => fill(h("p", { class: "muted" }, sentence(error))),
  );
  return box;
}
