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
  private placing = false;

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
    const why = h("input", { id, class: "field why", autocomplete: "off" });
    const decide = (decision: "accept" | "reject") =>
      void this.change(decision, (token) =>
        decideDraft(token, idOf(this.incident), this.etag, decision, why.value.trim()),
      );
    const place = button(
      this.placing ? "Keep the place" : "Correct the place",
      () => {
        this.placing = !this.placing;
        this.draw();
        this.element
          .querySelector<HTMLElement>(this.placing ? ".placing input" : ".correct")
          ?.focus();
      },
      { class: "button correct", "aria-expanded": String(this.placing) },
    );
    return h(
      "div",
      { class: "decisions" },
      button("Show on the map", () => this.show(), { class: "button show" }),
      place,
      this.placing ? this.placeEditor() : null,
      labelled("Reason (optional, kept in the history)", why),
      h(
        "div",
        { class: "draft-actions" },
        button("Accept", () => decide("accept"), { class: "button button-main accept" }),
        button("Reject", () => decide("reject"), { class: "button reject" }),
      ),
    );
  }

  private placeEditor(): HTMLElement {
    const id = idOf(this.incident);
    const reach = choice(
      `reach-${id}`,
      REACHES.map((m) => [String(m), `± ${length(m)}`]),
    );
    reach.value = "500";
    const search = placeSearch({
      id: `place-${id}`,
      label: "Place by name",
      placeholder: "Any of its names",
      labelShown: true,
      onChoose: (hit) => void this.correct({ place: idOf(hit) }, "the place"),
    });
    const pick = () =>
      this.desk.pick(
        (point) => void this.correct({ point, uncertainty_m: Number(reach.value) }, "the point"),
      );
    return h(
      "div",
      { class: "placing" },
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

  private async correct(correction: Correction, what: string): Promise<void> {
    await this.change(`correct ${what}`, (token) =>
      patchDraft(token, idOf(this.incident), this.etag, correction),
    );
  }

  /** Sends one change; where someone was faster, shows their version and says what was not saved. */
  private async change(what: string, send: (token: string) => Promise<Tagged>): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    this.element.setAttribute("aria-busy", "true");
    try {
      const { incident, etag } = await send(token);
      this.take(incident, etag);
      this.say(after(what, incident));
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

  private async overtaken(token: string, what: string): Promise<void> {
    const before = this.incident.properties;
    try {
      const { incident, etag } = await getDraft(token, idOf(this.incident));
      this.take(incident, etag);
      this.say(
        `Somebody else changed this draft meanwhile. Their revision ${incident.properties.revision} is shown now; ` +
          `your change (${what}) was not saved. Before, it said: ${before.summary} – ${whereabouts(before.location)}.`,
        true,
      );
    } catch (error) {
      this.say(sentence(error), true);
    }
  }

  private take(incident: Incident, etag: string): void {
    this.incident = incident;
    this.etag = etag;
    this.placing = false;
    this.draw();
    this.desk.preview(incident);
  }

  private say(text: string, wrong = false): void {
    this.message.textContent = text;
    this.message.classList.toggle("wrong", wrong);
    announce(text);
  }
}

function after(what: string, incident: Incident): string {
  if (what === "accept") return "Accepted.";
  if (what === "reject") return "Rejected.";
  return `Place corrected: ${whereabouts(incident.properties.location)} (revision ${incident.properties.revision}).`;
}
