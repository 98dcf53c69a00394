/** The row of the date bar that is about the line: play, whose statements count, and what is drawn. */

import { button, h, s } from "../dom";
import { lineNote } from "../linewords";
import type { Config } from "../model";
import { SPEEDS } from "../play";
import { isStance, STANCES, type Stance, stanceTitle } from "../stance";
import type { State, Store } from "../state";
import { language, number as numeral, say } from "../tongue";
import { KnownBy } from "./known";
import type { ShownLine } from "./line";

export class LineBar {
  readonly element: HTMLElement;
  readonly note = h("div", { class: "line-note", id: "line-note", hidden: true });
  private play: HTMLButtonElement;
  private select: HTMLSelectElement;
  private both: HTMLInputElement;
  private bothLabel: HTMLLabelElement;
  private rule = h("p", { class: "stance-rule", id: "stance-rule", lang: "en" });
  private short = h("p", { id: "line-note-text" });
  private full = h("p", { lang: "en" });
  private alike = h("p", { id: "accounts-alike", hidden: true });
  private more: HTMLDetailsElement;
  private rules = new Map<Stance, string>();
  private known: KnownBy;

  constructor(
    private store: Store,
    dates: Config["dates"],
    on: { play: () => void; speed: (times: number) => void },
  ) {
    this.known = new KnownBy(store, dates);
    this.play = button("", on.play, { class: "button step-play", id: "play" });
    this.setPlaying(false);
    const speed = h(
      "select",
      { class: "field speed", id: "speed", "aria-label": say("Speed of play") },
      ...SPEEDS.map((times) =>
        h(
          "option",
          { value: times, selected: times === 1 },
          `${numeral(times, times < 1 ? 1 : 0)}×`,
        ),
      ),
    );
    speed.addEventListener("change", () => on.speed(Number(speed.value)));
    this.select = h(
      "select",
      {
        class: "field stance",
        id: "stance",
        "aria-label": say("Whose statements count for the line"),
      },
      ...STANCES.map((stance) =>
        h("option", { value: stance }, say("Line: {stance}", { stance: stanceTitle(stance) })),
      ),
    );
    this.select.addEventListener("change", () => {
      if (isStance(this.select.value)) this.store.set({ stance: this.select.value });
    });
    this.both = h("input", {
      type: "checkbox",
      id: "both-accounts",
      change: () => this.store.set({ both: this.both.checked }),
    });
    this.bothLabel = h(
      "label",
      { class: "both", for: "both-accounts" },
      this.both,
      h("span", {}, say("Both"), h("span", { class: "wide-only" }, say(" sides’ accounts"))),
    );
    this.more = h(
      "details",
      { class: "line-more", id: "line-more" },
      h(
        "summary",
        {},
        say("More"),
        h("span", { class: "visually-hidden" }, say(" about this line")),
      ),
      h(
        "div",
        {
          class: "line-full",
          tabindex: 0,
          role: "group",
          "aria-label": say("How the line is made"),
        },
        this.full,
        this.rule,
      ),
    );
    this.note.append(this.short, this.more, this.alike);
    this.element = h(
      "div",
      { class: "dates-line", role: "group", "aria-label": say("The line of contact") },
      this.play,
      speed,
      this.select,
      this.bothLabel,
      this.known.element,
      this.note,
    );
  }

  update(state: State): void {
    const { stance, both } = state;
    this.known.update(state);
    this.select.value = stance;
    this.both.checked = both;
    const rule = this.rules.get(stance) ?? "";
    this.rule.textContent = rule ? `${stanceTitle(stance)}: ${rule}` : "";
    this.select.title = language() === "en" ? rule : "";
  }

  setRules(rules: Map<Stance, string>): void {
    this.rules = rules;
    this.update(this.store.get());
  }

  /** What is to be said of the line just drawn; nothing of the base line in force. */
  setLine({ version, day, stance, asOf }: ShownLine): void {
    const { short, full } = lineNote(version, stance, asOf);
    this.short.textContent = short;
    this.full.textContent = full;
    this.more.hidden = full === "";
    this.note.hidden = short === "";
    const derived = Boolean(version.properties.derived);
    this.both.disabled = !derived;
    this.bothLabel.title = derived
      ? say("Draws the line by each side’s account where the two differ")
      : say("On this day both accounts are the same line");
    this.element.dataset.on = day;
    this.element.dataset.stance = stance;
    this.element.dataset.known = asOf ?? "";
  }

  /** Whether the two accounts differ; `null` while they are not drawn. */
  setDiffer(differ: boolean | null): void {
    this.alike.hidden = differ !== false;
    this.alike.textContent =
      differ === false ? say("The two accounts do not differ on this day.") : "";
  }

  setPlaying(playing: boolean): void {
    const label = playing ? say("Pause") : say("Play the line day by day, to 1 December 2020");
    this.play.setAttribute("aria-label", label);
    this.play.title = playing ? say("Pause (Escape)") : label;
    const shape = playing ? "M4 2.5h3v11H4zM9 2.5h3v11H9z" : "M4.5 2v12l9-6z";
    this.play.replaceChildren(
      s(
        "svg",
        { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
        s("path", { d: shape }),
      ),
    );
  }
}
