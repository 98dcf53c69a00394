/** The ways in: name and password, or an access token. */

import { h } from "../dom";
import { sentence } from "../notice";
import { say } from "../tongue";
import { labelled } from "./compose";

/** How somebody is let in; what goes wrong is said under the form. */
export interface WaysIn {
  byName(name: string, password: string): Promise<void>;
  byToken(token: string): Promise<void>;
}

/** The form, with what there is to say first. */
export function signInView({ byName, byToken }: WaysIn, said = ""): HTMLElement {
  const message = h("p", { class: "draft-message wrong", role: "status" }, said);
  const attempt = (way: () => Promise<void>) => (event: Event) => {
    event.preventDefault();
    message.textContent = "";
    way().catch((error: unknown) => {
      message.textContent = sentence(error);
    });
  };
  return h(
    "div",
    { class: "sign-in" },
    message,
    nameForm(attempt, byName),
    tokenForm(attempt, byToken),
  );
}

type Attempt = (way: () => Promise<void>) => (event: Event) => void;

function nameForm(attempt: Attempt, byName: WaysIn["byName"]): HTMLElement {
  const name = h("input", {
    id: "user-name",
    class: "field",
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: 100,
    required: true,
  });
  const password = h("input", {
    id: "user-password",
    class: "field",
    type: "password",
    autocomplete: "current-password",
    required: true,
  });
  const submit = attempt(async () => {
    const typed = password.value;
    // A wrong password is typed anew.
    password.value = "";
    await byName(name.value.trim(), typed);
  });
  return h(
    "form",
    { class: "form", id: "name-form", submit },
    labelled(say("Name"), name),
    labelled(say("Password"), password),
    h("button", { type: "submit", class: "button button-main" }, say("Sign in")),
  );
}

function tokenForm(attempt: Attempt, byToken: WaysIn["byToken"]): HTMLElement {
  const token = h("input", {
    id: "token",
    class: "field",
    type: "password",
    autocomplete: "off",
    required: true,
  });
  const hint = say(
    "The operator makes one with “contactline token new”. It is kept until this tab is closed.",
  );
  return h(
    "details",
    { class: "token-way" },
    h("summary", {}, say("With an access token")),
    h(
      "form",
      { class: "form", id: "token-form", submit: attempt(() => byToken(token.value.trim())) },
      labelled(say("Access token"), token, hint),
      h("button", { type: "submit", class: "button" }, say("Sign in with the token")),
    ),
  );
}
