/** One draft under review: what the machine proposes, and what an editor decides about it. */

import {
  ApiError,
  type Correction,
  decideDraft,
  etagOf,
  getDraft,
  patchDraft,
  type Tagged,
} from "../api";
import { badge } from "../badge";
import { button, h } from "../dom";
import { capital, length, whereabouts, words } from "../format";
import { type Incident, idOf, type LonLat } from "../model";
import { announce, sentence } from "../notice";
import { shapeOf, sideClass } from "../style";
import { claimGroups } from "./claims";
import { choice, labelled } from "./compose";
import { facts } from "./incident";
import { placeSearch } from "./search";
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
}

const REACHES = [250, 500, 1000, 2000, 5000, 10_000];

export class DraftCard {
  readonly element = h("article", { class: "draft" });
  private etag: string;
  private message = h("p", { class: "draft-message", role: "status" });
  /** Which of its parts is being corrected. */
  private open: "place" | "words" | null = null;
  /** What was typed and not yet saved; a card that is drawn anew shows it again. */
  private typed: Partial<Wording> | null = null;
  private why = "";

  constructor(
    private incident: Incident,
    private desk: DraftDesk,
  ) {
    this.etag = etagOf(incident);
    this.element.dataset.id = idOf(incident);
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
    const decided = properties.state === "published" || properties.state === "rejected";
    this.element.classList.toggle("decided", decided);
    this.element.replaceChildren(
      heading,
      facts(this.incident),
      claimGroups(properties.claims),
      this.message,
      decided ? this.outcome() : this.decisions(),
    );
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
    const decide = (decision: "accept" | "reject") => {
      if (decision === "accept" && this.typed) return this.unsaved();
      void this.change(decision, (token) =>
        decideDraft(token, idOf(this.incident), this.etag, decision, this.why.trim()),
      );
    };
    return h(
      "div",
      { class: "decisions" },
      button("Show on the map", () => this.show(), { class: "button show" }),
      this.opener("place", "Correct the place", "Keep the place"),
      this.open === "place" ? this.placeEditor() : null,
      this.opener("words", "Correct the words", "Close the words"),
      this.open === "words" ? this.wordEditor() : null,
      labelled("Reason (optional, kept in the history)", why),
      h(
        "div",
        { class: "draft-actions" },
        button("Accept", () => decide("accept"), { class: "button button-main accept" }),
        button("Reject", () => decide("reject"), { class: "button reject" }),
      ),
    );
  }

  /** The button that opens and closes one of the parts to correct. */
  private opener(part: "place" | "words", open: string, close: string): HTMLElement {
    const name = part === "place" ? "correct" : "reword";
    return button(
      this.open === part ? close : open,
      () => {
        this.open = this.open === part ? null : part;
        this.draw();
        const inside = part === "place" ? ".placing input" : ".wording textarea";
        this.element.querySelector<HTMLElement>(this.open === part ? inside : `.${name}`)?.focus();
      },
      { class: `button ${name}`, "aria-expanded": String(this.open === part) },
    );
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
      },
      () => {
        if (this.typed) void this.correct(this.typed, "words");
        else this.say("Nothing has been changed.");
      },
      () => {
        this.typed = null;
        this.open = null;
        this.draw();
        this.element.querySelector<HTMLElement>(".reword")?.focus();
      },
    );
  }

  private placeEditor(): HTMLElement {
    const id = idOf(this.incident);
    const reach = choice(
      `reach-${id}`,
      REACHES.map((m) => [String(m), `± ${length(m)}`]),
    );
    reach.classList.add("reach");
    reach.value = "500";
    const relation = choice(`relation-${id}`, [
      ["at", "At or in the place"],
      ["near", "Near the place"],
    ]);
    relation.classList.add("relation");
    const search = placeSearch({
      id: `place-${id}`,
      label: "Place by name",
      placeholder: "Any of its names",
      labelShown: true,
      onChoose: (hit) => {
        const place = idOf(hit);
        const near = relation.value === "near";
        void this.correct(near ? { place, relation: "near" } : { place }, "place");
      },
    });
    const pick = () =>
      this.desk.pick(
        (point) => void this.correct({ point, uncertainty_m: Number(reach.value) }, "point"),
      );
    return h(
      "div",
      { class: "placing" },
      labelled("What the report says", relation),
      search,
      h("p", { class: "muted small" }, "or"),
      labelled("How exact a point on the map is", reach),
      button("Point on the map", pick, { class: "button pick" }),
    );
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
      if (what === "words") this.typed = null;
      this.take(incident, etag);
      this.say(outcomeOf(what, before, incident));
      if (incident.properties.state === "published") await this.desk.published(incident);
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) await this.overtaken(token, what);
      else {
        this.say(sentence(error), true);
        if (!(error instanceof ApiError)) reportError(error);
        if (error instanceof ApiError && error.status === 401) this.desk.refused();
      }
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  private async overtaken(token: string, what: Change): Promise<void> {
    const before = this.incident.properties;
    try {
      const { incident, etag } = await getDraft(token, idOf(this.incident));
      this.take(incident, etag);
      this.say(
        `Somebody else changed this draft meanwhile. Their revision ${incident.properties.revision} is shown now; ` +
          `your change (${CHANGES[what]}) was not saved. Before, it said: ${before.summary} – ${whereabouts(before.location)}.`,
        true,
      );
    } catch (error) {
      this.say(sentence(error), true);
    }
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

/** What an editor does to a draft. */
const CHANGES = {
  accept: "accept",
  reject: "reject",
  place: "correct the place",
  point: "correct the point",
  words: "correct the words",
} as const;
type Change = keyof typeof CHANGES;

/** What has been done, in words. */
export function outcomeOf(what: Change, before: Incident, now: Incident): string {
  if (what === "accept") return "Accepted.";
  if (what === "reject") return "Rejected.";
  const { revision, location, summary } = now.properties;
  if (what === "words") return `Words corrected (revision ${revision}).`;
  const done = `Place corrected: ${whereabouts(location)} (revision ${revision}).`;
  const old = before.properties.location.label?.replace(/^near /i, "") ?? "";
  const stays =
    old !== "" && old !== location.label?.replace(/^near /i, "") && summary.includes(old);
  return stays
    ? `${done} The summary still names ${old}: correct the words if that is wrong.`
    : done;
}
