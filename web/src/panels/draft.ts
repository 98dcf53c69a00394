/** One draft under review: what the machine proposes, and what an editor decides about it. */

import {
  ApiError,
  type Correction,
  decideDraft,
  etagOf,
  getDraft,
  patchDraft,
  splitDraft,
  type Tagged,
  undoDraft,
} from "../api";
import { badge } from "../badge";
import { button, h } from "../dom";
import { CHANGES, type Change, outcomeOf, sketch } from "../draftwords";
import { capital } from "../format";
import { type Incident, idOf, type LonLat } from "../model";
import { announce, sentence } from "../notice";
import { keepDraftWords, readDraftWords } from "../session";
import { shapeOf, sideClass } from "../style";
import { words } from "../vocabulary";
import { claimGroups } from "./claims";
import { clashView } from "./clash";
import { labelled } from "./compose";
import { draftHistory } from "./drafthistory";
import { facts } from "./incident";
import { placeForm } from "./placing";
import { splitForm } from "./split";
import { rewording, type Wording, wordingForm } from "./wording";

/** What a card needs from the page around it. */
export interface DraftDesk {
  token(): string | null;
  /** The token is no longer good. */
  refused(): void;
  preview(incident: Incident): void;
  /** Asks for one place on the map. */
  pick(chosen: (point: LonLat) => void): void;
  /** An incident has become public. */
  published(incident: Incident): Promise<void>;
  open(incident: Incident): void;
  /** A draft has come of another one: its card goes below. */
  appeared(incident: Incident, below: HTMLElement): void;
}

/** The parts of a draft that can be opened, with their buttons and where the typing begins. */
const PARTS = {
  place: { button: "correct", inside: ".placing input" },
  words: { button: "reword", inside: ".wording textarea" },
  split: { button: "split", inside: ".splitting input" },
} as const;
type Part = keyof typeof PARTS;

export class DraftCard {
  readonly element = h("article", { class: "draft" });
  private etag: string;
  private message = h("p", { class: "draft-message", role: "status" });
  /** Both versions, where somebody else was faster. */
  private versions = h("div", {});
  /** Which of its parts is being corrected. */
  private open: Part | null = null;
  /** What was typed and not yet saved; a card that is drawn anew shows it again. */
  private typed: Partial<Wording> | null = null;
  private why = "";

  constructor(
    private incident: Incident,
    private desk: DraftDesk,
  ) {
    this.etag = etagOf(incident);
    this.element.dataset.id = idOf(incident);
    this.typed = this.decided ? null : readDraftWords(idOf(incident));
    if (this.typed) {
      this.open = "words";
      this.message.textContent = "Words typed here before are kept below; they are not saved yet.";
    }
    this.element.addEventListener("focusin", () => this.desk.preview(this.incident));
    this.draw();
  }

  private draw(): void {
    const { properties } = this.incident;
    const heading = h(
      "div",
      { class: "draft-head" },
      badge(shapeOf(properties.location.kind), sideClass([this.incident])),
      h(
        "div",
        {},
        h("p", { class: "kicker" }, capital(words(properties.kind))),
        h("h4", {}, properties.summary),
      ),
    );
    const { decided } = this;
    const held = this.element.contains(document.activeElement);
    this.element.classList.toggle("decided", decided);
    this.element.replaceChildren(
      heading,
      facts(this.incident),
      claimGroups(properties.claims),
      this.message,
      this.versions,
      decided ? this.outcome() : this.decisions(),
      draftHistory(this.desk.token, idOf(this.incident), (to) => this.undo(to)),
    );
    if (held) this.element.focus({ preventScroll: true });
  }

  private outcome(): HTMLElement {
    const published = this.incident.properties.state === "published";
    return h(
      "div",
      { class: "draft-outcome" },
      h(
        "p",
        {},
        published ? "Accepted: it is public now." : "Rejected: it stays out of public view.",
      ),
      published ? button("Show it", () => this.desk.open(this.incident)) : null,
    );
  }

  private decisions(): HTMLElement {
    const id = `why-${idOf(this.incident)}`;
    const why = h("input", {
      id,
      class: "field why",
      autocomplete: "off",
      input: () => {
        this.why = why.value;
      },
    });
    why.value = this.why;
    const { claims } = this.incident.properties;
    return h(
      "div",
      { class: "decisions" },
      button("Show on the map", () => this.show(), { class: "button show" }),
      this.opener("place", "Correct the place", "Keep the place"),
      this.open === "place" ? this.placeEditor() : null,
      this.opener("words", "Correct the words", "Close the words"),
      this.open === "words" ? this.wordEditor() : null,
      claims.length > 1 ? this.opener("split", "Split", "Keep it whole") : null,
      this.open === "split"
        ? splitForm(idOf(this.incident), claims, (chosen) => void this.split(chosen))
        : null,
      labelled("Reason (optional, kept in the history)", why),
      h(
        "div",
        { class: "draft-actions" },
        button("Accept", () => this.decide("accept"), { class: "button button-main accept" }),
        button("Reject", () => this.decide("reject"), { class: "button reject" }),
      ),
    );
  }

  /** Accepts or rejects; words that are typed and not saved come first. */
  decide(decision: "accept" | "reject"): void {
    if (this.decided) return;
    if (decision === "accept" && this.typed) this.unsaved();
    else {
      void this.change(decision, (token) =>
        decideDraft(token, idOf(this.incident), this.etag, decision, this.why.trim()),
      );
    }
  }

  /** Opens one of the parts to correct, or closes it. */
  toggle(part: Part): void {
    if (this.decided || (part === "split" && this.incident.properties.claims.length < 2)) return;
    this.open = this.open === part ? null : part;
    this.draw();
    const { button: name, inside } = PARTS[part];
    this.element.querySelector<HTMLElement>(this.open === part ? inside : `.${name}`)?.focus();
  }

  /** Goes back to an earlier revision, by default the one before the last change. */
  undo(to = this.incident.properties.revision - 1): void {
    if (to < 1) this.say("Nothing has been changed yet.");
    else {
      void this.change("undo", (token) =>
        undoDraft(token, idOf(this.incident), this.etag, to, this.why.trim()),
      );
    }
  }

  private get decided(): boolean {
    const { state } = this.incident.properties;
    return state === "published" || state === "rejected";
  }

  /** The button that opens and closes one of the parts to correct. */
  private opener(part: Part, open: string, close: string): HTMLElement {
    return button(this.open === part ? close : open, () => this.toggle(part), {
      class: `button ${PARTS[part].button}`,
      "aria-expanded": String(this.open === part),
    });
  }

  private async split(claims: string[]): Promise<void> {
    await this.change("split", async (token) => {
      const id = idOf(this.incident);
      const { kept, other } = await splitDraft(token, id, this.etag, claims, this.why.trim());
      this.desk.appeared(other, this.element);
      return { incident: kept, etag: etagOf(kept) };
    });
  }

  /** Says that the words that were typed would not become public. */
  private unsaved(): void {
    this.open = "words";
    this.draw();
    this.say("The words you typed are not saved. Save them or undo them, then accept.", true);
    this.element.querySelector<HTMLElement>(".wording textarea")?.focus();
  }

  private wordEditor(): HTMLElement {
    const { summary, kind } = this.incident.properties;
    const now = { summary, kind };
    return wordingForm(
      idOf(this.incident),
      { ...now, ...this.typed },
      (typed) => {
        this.typed = rewording(now, typed);
        keepDraftWords(idOf(this.incident), this.typed);
      },
      () => {
        if (this.typed) void this.correct(this.typed, "words");
        else this.say("Nothing has been changed.");
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
    return placeForm(idOf(this.incident), {
      place: (place) => void this.correct(place, "place"),
      pick: (uncertainty_m) =>
        this.desk.pick((point) => void this.correct({ point, uncertainty_m }, "point")),
    });
  }

  private show(): void {
    this.desk.preview(this.incident);
    this.desk.open(this.incident);
  }

  private async correct(correction: Correction, what: "place" | "point" | "words"): Promise<void> {
    const body = this.why.trim() ? { ...correction, why: this.why.trim() } : correction;
    await this.change(what, (token) => patchDraft(token, idOf(this.incident), this.etag, body));
  }

  /** Sends one change; where someone was faster, shows their version and says what was not saved. */
  private async change(what: Change, send: (token: string) => Promise<Tagged>): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    this.element.setAttribute("aria-busy", "true");
    const before = this.incident;
    try {
      const { incident, etag } = await send(token);
      this.open = null;
      this.why = "";
      if (what === "words") this.forget();
      this.versions.replaceChildren();
      this.take(incident, etag);
      this.say(outcomeOf(what, before, incident));
      const states = [incident, before].map((one) => one.properties.state);
      if (states.includes("published")) await this.desk.published(incident);
    } catch (error) {
      if (error instanceof ApiError && error.status === 412)
        await this.overtaken(token, what, send);
      else {
        this.say(sentence(error), true);
        if (!(error instanceof ApiError)) reportError(error);
        if (error instanceof ApiError && error.status === 401) this.desk.refused();
      }
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  private async overtaken(
    token: string,
    what: Change,
    send: (token: string) => Promise<Tagged>,
  ): Promise<void> {
    const before = this.incident;
    const decided = what === "accept" || what === "reject" ? CHANGES[what] : null;
    const mine = sketch(before, this.typed, decided);
    try {
      const { incident, etag } = await getDraft(token, idOf(before));
      const { revision } = incident.properties;
      this.take(incident, etag);
      this.versions.replaceChildren(
        clashView(mine, sketch(incident), revision, {
          label: `On top of theirs: ${CHANGES[what]}`,
          send: () => void this.change(what, send),
        }),
      );
      this.say(
        `Somebody else changed this draft meanwhile. Their revision ${revision} is shown now; ` +
          `your change (${CHANGES[what]}) was not saved. Both versions are below.`,
        true,
      );
    } catch (error) {
      this.say(sentence(error), true);
    }
  }

  private forget(): void {
    this.typed = null;
    keepDraftWords(idOf(this.incident), null);
  }

  private take(incident: Incident, etag: string): void {
    this.incident = incident;
    this.etag = etag;
    this.draw();
    this.desk.preview(incident);
  }

  private say(text: string, wrong = false): void {
    this.message.textContent = text;
    this.message.classList.toggle("wrong", wrong);
    announce(text);
  }
}
