/** The form that takes a report in: text, publisher, side, date, address. Nothing typed is lost. */

import type { NewReport } from "../api";
import { h } from "../dom";
import { keepTyped, readTyped, type Typed } from "../session";
import { sideTitle } from "../sides";
import { safeUrl } from "../style";
import { phrase, say } from "../tongue";

const LANGUAGES: [string, string][] = [
  ["", phrase("Find out from the text")],
  ["en", phrase("English")],
  ["az", phrase("Azerbaijani")],
  ["hy", phrase("Armenian")],
  ["ru", phrase("Russian")],
];

export class ComposeForm {
  readonly element: HTMLFormElement;
  private text: HTMLTextAreaElement;
  private publisher: HTMLInputElement;
  private side: HTMLSelectElement;
  private published: HTMLInputElement;
  private url: HTMLInputElement;
  private language: HTMLSelectElement;
  private submit: HTMLButtonElement;
  private hint = h("p", { class: "muted small", role: "status" });

  constructor(
    sides: readonly string[],
    onSend: (report: NewReport) => Promise<boolean>,
    { id, send } = { id: "report-form", send: say("Read the report") },
  ) {
    this.text = h("textarea", { id: "report-text", class: "field", rows: 9, required: true });
    this.publisher = h("input", { id: "report-publisher", class: "field", required: true });
    this.side = choice("report-side", [
      ["", say("Choose …")],
      ...sides.map((id): [string, string] => [id, sideTitle(id)]),
    ]);
    this.side.required = true;
    this.published = h("input", {
      id: "report-date",
      class: "field",
      type: "date",
      required: true,
    });
    this.url = h("input", {
      id: "report-url",
      class: "field",
      type: "url",
      placeholder: "https://",
    });
    this.language = choice(
      "report-language",
      LANGUAGES.map(([value, name]) => [value, say(name)]),
    );
    this.submit = h("button", { type: "submit", class: "button button-main" }, send);
    this.element = h(
      "form",
      { class: "form", id },
      labelled(
        say("Report text"),
        this.text,
        say("Paste it as it was published. It is stored unaltered."),
      ),
      labelled(say("Publisher or speaker"), this.publisher),
      h(
        "div",
        { class: "pair" },
        labelled(say("Side of the publisher"), this.side),
        labelled(say("Published on"), this.published),
      ),
      h(
        "div",
        { class: "pair" },
        labelled(say("Address (if any)"), this.url),
        labelled(say("Language"), this.language),
      ),
      this.hint,
      this.submit,
    );
    this.fill(readTyped());
    this.element.addEventListener("input", () => this.keep());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(onSend);
    });
  }

  private async send(onSend: (report: NewReport) => Promise<boolean>): Promise<void> {
    const typed = this.typed();
    this.submit.disabled = true;
    this.hint.textContent = say("Reading …");
    const taken = await onSend({
      text: typed.text,
      published: typed.published,
      source: { title: typed.publisher.trim(), side: typed.side, url: safeUrl(typed.url) },
      language: typed.language || null,
    });
    this.submit.disabled = false;
    this.hint.textContent = taken ? "" : say("Not sent. The text is still here.");
    if (!taken) return;
    keepTyped(null);
    this.fill(readTyped());
  }

  private keep(): void {
    const kept = keepTyped(this.typed());
    this.hint.textContent = kept
      ? say("Kept in this browser until it is sent.")
      : say("This browser cannot keep the text: do not close the page before sending.");
  }

  private typed(): Typed {
    return {
      text: this.text.value,
      publisher: this.publisher.value,
      side: this.side.value,
      published: this.published.value,
      url: this.url.value,
      language: this.language.value,
    };
  }

  private fill(typed: Typed): void {
    this.text.value = typed.text;
    this.publisher.value = typed.publisher;
    this.side.value = typed.side;
    this.published.value = typed.published;
    this.url.value = typed.url;
    this.language.value = typed.language;
  }
}

/** A select with value and text of each option. */
export function choice(id: string, options: [string, string][]): HTMLSelectElement {
  const items = options.map(([value, text]) => h("option", { value }, text));
  return h("select", { id, class: "field" }, ...items);
}

/** A field under its label, with a hint where one helps. */
export function labelled(label: string, field: HTMLElement, hint = ""): HTMLElement {
  const note = hint ? h("p", { class: "muted small", id: `${field.id}-hint` }, hint) : null;
  if (note) field.setAttribute("aria-describedby", note.id);
  return h("div", { class: "labelled" }, h("label", { for: field.id }, label), field, note);
}
