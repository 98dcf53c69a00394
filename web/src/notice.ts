/** What the page says of itself: a polite line for screen readers, and errors with a way out. */

import { ApiError } from "./api";
import { button, byId, h } from "./dom";
import { say } from "./tongue";

/** Says a sentence to screen readers, without moving anything. */
export function announce(text: string): void {
  byId("status").textContent = text;
}

/** Shows an error in plain words, with a button that tries again where that can help. */
export function complain(error: unknown, retry?: () => void): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  if (!(error instanceof ApiError)) reportError(error);
  const box = byId("alert");
  const close = () => box.replaceChildren();
  const again = () => {
    close();
    retry?.();
  };
  box.replaceChildren(
    h("p", {}, sentence(error)),
    h(
      "div",
      { class: "alert-actions" },
      retry ? button(say("Try again"), again, { class: "button button-plain" }) : null,
      button(say("Close"), close, { class: "button button-plain" }),
    ),
  );
}

/** Takes the last error away. */
export function settle(): void {
  byId("alert").replaceChildren();
}

/** What went wrong, as a sentence. */
export function sentence(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return say(
    "Something in this page went wrong. Reload it; if that does not help, tell the operator.",
  );
}
