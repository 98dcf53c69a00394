/** The second clock of the line: only what had been stated by a day counts. */

import { clampDay } from "../days";
import { button, h, s } from "../dom";
import { date } from "../format";
import type { Config } from "../model";
import { knownBy, type State, type Store } from "../state";
import { say } from "../tongue";

export class KnownBy {
  readonly element: HTMLElement;
  private opener: HTMLButtonElement;
  private field: HTMLInputElement;
  private clear: HTMLButtonElement;
  private choice: HTMLElement;

  constructor(
    private store: Store,
    dates: Config["dates"],
  ) {
    this.opener = h(
      "button",
      {
        type: "button",
        class: "chip known-open",
        id: "known-open",
        title: say("Show the line as it was known on an earlier day"),
        click: () => this.open(),
      },
      clock(),
      h("span", { class: "wide-only" }, say("As known now")),
    );
    this.field = h("input", {
      type: "date",
      id: "known-by",
      class: "field",
      min: dates.first,
      max: dates.last,
      "aria-label": say("As known on"),
      title: say("Only what had been stated by this day counts"),
      change: () => {
        if (!this.field.value) return;
        store.set({ asOf: clampDay(this.field.value, dates.first, dates.last) });
      },
    });
    this.clear = button("✕", () => this.close(), {
      class: "button button-plain",
      id: "known-clear",
      "aria-label": say("Count everything known now"),
    });
    this.choice = h(
      "span",
      { class: "known-choice" },
      h("span", { "aria-hidden": "true" }, say("As known on")),
      this.field,
      this.clear,
    );
    this.element = h("div", { class: "known" }, this.opener, this.choice);
  }

  update(state: State): void {
    const asOf = knownBy(state);
    this.opener.hidden = asOf !== null;
    this.choice.hidden = asOf === null;
    this.element.hidden = state.against !== null;
    if (asOf && document.activeElement !== this.field) this.field.value = asOf;
    this.field.title = asOf
      ? say("Only what had been stated by {day} counts", { day: date(asOf) })
      : "";
  }

  /** Begins with the day shown: what was known of it on the day itself. */
  private open(): void {
    this.store.set({ asOf: this.store.get().date });
    this.field.focus();
  }

  private close(): void {
    this.store.set({ asOf: null });
    this.opener.focus();
  }
}

/** The sign that stands for the words where there is no room for them. */
function clock(): SVGElement {
  return s(
    "svg",
    { viewBox: "0 0 16 16", width: 18, height: 18, "aria-hidden": "true", class: "clock" },
    s("circle", { cx: 8, cy: 8, r: 6.2 }),
    s("path", { d: "M8 4.4V8l2.6 1.8" }),
  );
}
