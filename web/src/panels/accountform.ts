/** What somebody who is signed in by name does about it: another password, and signing out everywhere. */

import { changePassword, signOut } from "../accounts";
import { button, h } from "../dom";
import { sentence } from "../notice";
import { say } from "../tongue";
import { labelled } from "./compose";

/** The server takes passwords of so many characters. */
const SHORTEST = 12;

/** The form; `left` is called with what to say at the sign-in that follows. */
export function accountForm(left: (said: string) => void): HTMLElement {
  const message = h("p", { class: "draft-message wrong", role: "status" });
  const field = (id: string, autocomplete: string) =>
    h("input", { id, class: "field", type: "password", autocomplete, required: true });
  const now = field("password-now", "current-password");
  const next = field("password-new", "new-password");
  const again = field("password-again", "new-password");
  next.minLength = SHORTEST;
  const attempt = (way: Promise<unknown>, said: string) => {
    message.textContent = "";
    way.then(
      () => left(said),
      (error: unknown) => {
        message.textContent = sentence(error);
      },
    );
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (next.value !== again.value) {
      message.textContent = say("The new password was typed in two ways; type it again.");
      again.value = "";
      return again.focus();
    }
    const typed = now.value;
    now.value = "";
    attempt(
      changePassword(typed, next.value),
      say("The password is changed, and every session has ended. Sign in with the new one."),
    );
  };
  return h(
    "div",
    { class: "account" },
    message,
    h(
      "form",
      { class: "form", id: "password-form", submit },
      h("h3", { tabindex: -1 }, say("Another password")),
      labelled(say("Password of now"), now),
      labelled(
        say("New password"),
        next,
        say("At least {n} characters; several words are good.", { n: SHORTEST }),
      ),
      labelled(say("New password once more"), again),
      h("p", { class: "muted small" }, say("All your sessions and tokens end with it.")),
      h("button", { type: "submit", class: "button button-main" }, say("Change the password")),
    ),
    h(
      "section",
      { class: "form" },
      h("h3", {}, say("Sessions")),
      h(
        "p",
        { class: "small" },
        say("Were you signed in on a machine that is not yours? End every session; tokens stay."),
      ),
      button(
        say("Sign out everywhere"),
        () => attempt(signOut(true), say("You are signed out everywhere.")),
        { class: "button sign-out-everywhere" },
      ),
    ),
  );
}
