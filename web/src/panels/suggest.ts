/** A report of somebody without an account: what it must hold, how much it may be, and what happens next. */

import { postSuggestion } from "../accounts";
import { button, h } from "../dom";
import { announce, sentence } from "../notice";
import { say } from "../tongue";
import { ComposeForm } from "./compose";

/** The closed form; it is shown only where the rules of publication let the public suggest. */
export function suggestForm(sides: readonly string[]): HTMLElement {
  const message = h("p", { class: "draft-message wrong", role: "status" });
  const body = h("div", { class: "suggest-body" });
  const form = new ComposeForm(
    sides,
    async (report) => {
      message.textContent = "";
      try {
        await postSuggestion(report);
      } catch (error) {
        message.textContent = sentence(error);
        return false;
      }
      thank();
      return true;
    },
    { id: "suggest-form", send: say("Hand it in") },
  );
  const again = button(say("Another report"), () => ask(), { class: "button another" });
  const thank = () => {
    const said = say("Thank you. An editor looks at the report before anybody else sees it.");
    body.replaceChildren(h("p", { class: "intake-said", tabindex: -1 }, said), again);
    announce(said);
  };
  const ask = () =>
    body.replaceChildren(
      h(
        "ul",
        { class: "small suggest-rules" },
        h("li", {}, say("Quote what was published, and give its address if it has one.")),
        h(
          "li",
          {},
          say(
            "Up to 20,000 bytes: the part that concerns the line. Five reports at once, then six an hour.",
          ),
        ),
        h(
          "li",
          {},
          say(
            "It waits for an editor, who accepts, corrects or rejects it. Nothing is public before. No name of yours is asked, and none is stored with it.",
          ),
        ),
      ),
      message,
      form.element,
    );
  ask();
  return h(
    "details",
    { class: "suggest" },
    h("summary", {}, say("Suggest a report without an account")),
    body,
  );
}
