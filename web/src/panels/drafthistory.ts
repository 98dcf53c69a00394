/** The history of a draft, fetched when it is opened, with a way back to each earlier revision. */

import { getHistory } from "../api";
import { button, h } from "../dom";
import { deed, earlier, type HistoryEntry, moment } from "../review";
import { say } from "../tongue";
import { later } from "./later";

/** The closed history; `back` takes the draft back to a revision. */
export function draftHistory(
  token: () => string | null,
  id: string,
  back: (revision: number) => void,
): HTMLElement {
  const box = h("div", {});
  const details = h("details", { class: "draft-history" }, h("summary", {}, say("History")), box);
  details.addEventListener("toggle", () => {
    const known = token();
    if (!details.open || !known || box.childElementCount > 0) return;
    box.append(later(getHistory(known, id), ({ history }) => entries(history, back)));
  });
  return details;
}

function entries(history: HistoryEntry[], back: (revision: number) => void): HTMLElement {
  const reachable = earlier(history);
  return h(
    "ol",
    { class: "history" },
    ...history.map((entry) => {
      const { revision, why } = entry.did;
      const offered = revision !== undefined && reachable.includes(revision);
      return h(
        "li",
        {},
        h("p", {}, deed(entry)),
        why ? h("p", { class: "small" }, `“${why}”`) : null,
        h("p", { class: "muted small" }, `${entry.actor}, ${moment(entry.at)}`),
        offered
          ? button(say("Back to revision {n}", { n: revision }), () => back(revision), {
              class: "button back-to",
            })
          : null,
      );
    }),
  );
}
