/** One draft under review: what the machine proposes, and what an editor decides about it. */

import type { Correction } from "../api";
import { wellKnownText } from "../coordinates";
import { button, h } from "../dom";
import { DraftKeeper, type Send } from "../draftkeeper";
import { CHANGES, type Change, outcomeOf, sketch } from "../draftwords";
import type { DrawnKind } from "../drawing";
import type { Incident, IncidentProperties } from "../model";
import { announce } from "../notice";
import { keepDraftWords, readDraftWords } from "../session";
import { say } from "../tongue";
import { claimGroups } from "./claims";
import { clashView } from "./clash";
import { labelled } from "./compose";
import type { DraftDesk } from "./draftdesk";
import { draftHead, draftOutcome } from "./drafthead";
import { draftHistory } from "./drafthistory";
import { chooser, drawnBefore, opener, PARTS, type Part, placeOf, readingOf } from "./draftparts";
import { gateBox } from "./gatebox";
import { facts } from "./incident";
import type { ReadingView } from "./reading";
import { splitForm } from "./split";
import { rewording, type Wording, wordingForm } from "./wording";

export class DraftCard {
  readonly element = h("article", { class: "draft" });
  private keeper: DraftKeeper;
  private message = h("p", { class: "draft-message", role: "status" });
  /** Both versions, where somebody else was faster. */
  private versions = h("div", {});
  /** Which of its parts is being corrected. */
  private open: Part | null = null;
  /** What was typed and not yet saved; a card that is drawn anew shows it again. */
  private typed: Partial<Wording> | null = null;
  private coordinates = "";
  private why = "";
  /** What readers may see of it; it stays open while the card is drawn anew. */
  private gate: HTMLElement | null;
  private reading: ReadingView | null = null;
  private chooser: HTMLElement;

  constructor(
    incident: Incident,
    private desk: DraftDesk,
  ) {
    this.keeper = new DraftKeeper(incident);
    this.gate = desk.atGate() ? this.gateBox() : null;
    this.element.dataset.id = this.id;
    this.chooser = chooser(this.id, (on, range) => {
      this.element.classList.toggle("chosen", on);
      desk.chosen(this.element, range);
    });
    this.typed = this.decided ? null : readDraftWords(this.id);
    if (this.typed) {
      this.open = "words";
      this.message.textContent = say(
        "Words typed here before are kept below; they are not saved yet.",
      );
    }
    this.element.addEventListener("focusin", () => this.desk.preview(this.incident));
    this.draw();
  }

  get properties(): IncidentProperties {
    return this.incident.properties;
  }

  get chosen(): boolean {
    return !this.decided && this.box.checked;
  }

  get decided(): boolean {
    const { state } = this.properties;
    return state === "published" || state === "rejected";
  }

  /** Chooses it for what is done to many, or leaves it out. */
  choose(on: boolean): void {
    this.box.checked = on && !this.decided;
    this.element.classList.toggle("chosen", this.box.checked);
  }

  /** Accepts or rejects; words that are typed and not saved come first. */
  async decide(decision: "accept" | "reject", quiet = false): Promise<string | null> {
    if (this.decided) return say("This draft is decided already.");
    if (decision === "accept" && this.typed) return this.unsaved(quiet);
    return this.change(decision, this.keeper.decide(decision, this.why.trim()), quiet);
  }

  /** Saves a correction; gives the sentence of what went wrong, or nothing. */
  async correct(
    correction: Correction,
    what: "place" | "words" | "tag",
    quiet = false,
  ): Promise<string | null> {
    return this.change(what, this.keeper.correct(correction, this.why.trim()), quiet);
  }

  /** Opens one of the parts to correct, or closes it. */
  toggle(part: Part): void {
    if (this.decided || (part === "split" && this.incident.properties.claims.length < 2)) return;
    this.open = this.open === part ? null : part;
    this.draw();
    const { button: name, inside } = PARTS[part];
    this.element.querySelector<HTMLElement>(this.open === part ? inside : `.${name}`)?.focus();
  }

  /** Takes the candidate of a number key, where the report lies open. */
  pick(n: number): void {
    if (this.open === "reading" && this.reading?.pick(n) === false)
      this.say(say("There is no candidate {n}.", { n }));
  }

  /** Lets the editor draw where it was; what was drawn before is drawn on. */
  drawOnMap(kind: DrawnKind, uncertainty_m = 1000): void {
    if (this.decided) return;
    const corners = drawnBefore(this.incident, kind);
    this.desk.draw({ kind, corners }, (drawn) => {
      // It is not lost where the server does not take it.
      this.coordinates = wellKnownText(drawn);
      void this.correct({ geometry: drawn, uncertainty_m }, "place");
    });
  }

  /** Goes back to an earlier revision, by default the one before the last change. */
  async undo(to = this.properties.revision - 1, quiet = false): Promise<string | null> {
    if (to < 1) return this.say(say("Nothing has been changed yet."));
    return this.change("undo", this.keeper.undo(to, this.why.trim()), quiet);
  }

  private get incident(): Incident {
    return this.keeper.incident;
  }

  private get id(): string {
    return this.keeper.id;
  }

  private get box(): HTMLInputElement {
    return this.chooser.querySelector("input") as HTMLInputElement;
  }

  private draw(): void {
    const { properties } = this.incident;
    const { decided } = this;
    const held = this.element.contains(document.activeElement);
    this.element.classList.toggle("decided", decided);
    if (decided) this.choose(false);
    this.element.replaceChildren(
      draftHead(this.incident, decided ? null : this.chooser),
      facts(this.incident),
      claimGroups(properties.claims),
      this.message,
      this.versions,
      decided ? draftOutcome(this.incident, () => this.desk.open(this.incident)) : this.decisions(),
      ...(this.gate ? [this.gate] : []),
      draftHistory(this.desk.token, this.id, (to) => void this.undo(to)),
    );
    if (held) this.element.focus({ preventScroll: true });
  }

  private gateBox(): HTMLElement {
    return gateBox(this.id, {
      token: () => this.desk.token(),
      refused: () => this.desk.refused(),
      etag: () => this.keeper.tag,
      changed: (tagged) => {
        this.keeper.take(tagged);
        this.renew();
        void this.desk.published(tagged.incident);
      },
    });
  }

  private decisions(): HTMLElement {
    const why = h("input", {
      id: `why-${this.id}`,
      class: "field why",
      autocomplete: "off",
      input: () => {
        this.why = why.value;
      },
    });
    why.value = this.why;
    const { claims } = this.incident.properties;
    const part = (name: Part, content: () => Node | null) => {
      const open = this.open === name;
      return [opener(name, open, () => this.toggle(name)), open ? content() : null];
    };
    return h(
      "div",
      { class: "decisions" },
      button(say("Show on the map"), () => this.show(), { class: "button show" }),
      ...part("reading", () => this.readingView()),
      ...part("place", () => this.placeEditor()),
      ...part("words", () => this.wordEditor()),
      ...(claims.length > 1
        ? part("split", () => splitForm(this.id, claims, (chosen) => void this.split(chosen)))
        : []),
      labelled(say("Reason (optional, kept in the history)"), why),
      h(
        "div",
        { class: "draft-actions" },
        button(say("Accept"), () => void this.decide("accept"), {
          class: "button button-main accept",
        }),
        button(say("Reject"), () => void this.decide("reject"), { class: "button reject" }),
      ),
    );
  }

  private async split(claims: string[]): Promise<void> {
    const other = (incident: Incident) => this.desk.appeared(incident, this.element);
    await this.change("split", this.keeper.split(claims, this.why.trim(), other));
  }

  /** Says that the words that were typed would not become public. */
  private unsaved(quiet: boolean): string {
    const said = say("The words you typed are not saved. Save them or undo them, then accept.");
    this.open = "words";
    this.draw();
    this.say(said, true);
    if (!quiet) this.element.querySelector<HTMLElement>(".wording textarea")?.focus();
    return said;
  }

  private readingView(): HTMLElement | null {
    const token = this.desk.token();
    if (!token) return null;
    this.reading ??= readingOf(this.incident, token, this.desk.goTo, (place) =>
      this.correct(place, "place"),
    );
    return this.reading.element;
  }

  private wordEditor(): HTMLElement {
    const { summary, kind } = this.incident.properties;
    const now = { summary, kind };
    return wordingForm(
      this.id,
      { ...now, ...this.typed },
      (typed) => {
        this.typed = rewording(now, typed);
        keepDraftWords(this.id, this.typed);
      },
      () => {
        if (this.typed) void this.correct(this.typed, "words");
        else this.say(say("Nothing has been changed."));
      },
      () => {
        this.forget();
        this.open = null;
        this.draw();
        this.element.querySelector<HTMLElement>(".reword")?.focus();
      },
    );
  }

  private placeEditor(): HTMLElement {
    return placeOf(this.incident, this.coordinates, {
      save: (place) => this.correct(place, "place"),
      pick: this.desk.pick,
      draw: (kind, uncertainty_m) => this.drawOnMap(kind, uncertainty_m),
      keep: (text) => {
        this.coordinates = text;
      },
    });
  }

  private show(): void {
    this.desk.preview(this.incident);
    this.desk.open(this.incident);
  }

  /**
   * Sends one change; where someone was faster, shows their version and says what was not saved.
   * Gives the sentence of what went wrong, or nothing; `quiet` where many are changed at once.
   */
  private async change(what: Change, send: Send, quiet = false): Promise<string | null> {
    const token = this.desk.token();
    if (!token) {
      this.desk.refused();
      return say("You are not signed in any more.");
    }
    this.element.setAttribute("aria-busy", "true");
    const before = this.incident;
    const sent = await this.keeper.send(token, send);
    this.element.removeAttribute("aria-busy");
    if ("wrong" in sent) {
      // What was drawn is in the form of the place, to be mended there.
      if (this.coordinates !== "" && this.open === "place") this.draw();
      this.say(sent.wrong, true);
      if (sent.signedOut) this.desk.refused();
      return sent.wrong;
    }
    if ("overtaken" in sent) return this.overtaken(before, what, send);
    this.open = null;
    this.why = "";
    if (what === "words") this.forget();
    if (what === "place") this.coordinates = "";
    this.versions.replaceChildren();
    this.renew();
    this.say(outcomeOf(what, before, sent.done));
    const states = [sent.done, before].map((one) => one.properties.state);
    if (states.includes("published") && !quiet) await this.desk.published(sent.done);
    return null;
  }

  /** Shows both versions where somebody was faster. */
  private overtaken(before: Incident, what: Change, send: Send): string {
    const deed = say(CHANGES[what]);
    const mine = sketch(before, this.typed, what === "accept" || what === "reject" ? deed : null);
    const { revision } = this.properties;
    this.renew();
    this.versions.replaceChildren(
      clashView(mine, sketch(this.incident), revision, {
        label: say("On top of theirs: {deed}", { deed }),
        send: () => void this.change(what, send),
      }),
    );
    const said = say(
      "Somebody else changed this draft meanwhile. Their revision {n} is shown now; your change ({deed}) was not saved. Both versions are below.",
      { n: revision, deed },
    );
    return this.say(said, true);
  }

  private forget(): void {
    this.typed = null;
    keepDraftWords(this.id, null);
  }

  /** Draws the card anew: the draft has another revision. */
  private renew(): void {
    this.reading = null;
    this.draw();
    this.desk.preview(this.incident);
  }

  private say(text: string, wrong = false): string {
    this.message.textContent = text;
    this.message.classList.toggle("wrong", wrong);
    announce(text);
    return text;
  }
}
