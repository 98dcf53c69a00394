/** A list of drafts under review: walked and decided by keys, one by one or many at once. */

import { h } from "../dom";
import { type Incident, idOf } from "../model";
import { counted, say } from "../tongue";
import { BulkBar } from "./bulk";
import { DraftCard } from "./draft";
import type { DraftDesk } from "./draftdesk";
import { keyHelp, numberOf, type Stroke, strokeOf } from "./shortcuts";

/** What the list needs of the desk. */
export interface QueueDesk extends Omit<DraftDesk, "appeared" | "chosen"> {
  /** Leads to the pairs that may be one event. */
  pairs(): void;
}

export class DraftQueue {
  readonly element = h("div", { class: "queue" });
  private cards = new Map<Element, DraftCard>();
  private keys = keyHelp();
  private bulk: BulkBar;
  private desk: DraftDesk;
  private last: Incident | null = null;

  constructor(private owner: QueueDesk) {
    this.desk = {
      ...owner,
      appeared: (incident, below) => below.after(this.card(incident)),
      chosen: (element, range) => {
        const card = this.cards.get(element);
        if (card) this.bulk.chose(card, range);
      },
    };
    this.bulk = new BulkBar({
      cards: () => this.shown(),
      settled: () => {
        if (this.last) void owner.published(this.last);
      },
    });
    this.element.addEventListener("keydown", (event) => this.press(event));
  }

  /** Shows these drafts. */
  show(incidents: readonly Incident[]): void {
    this.cards.clear();
    this.last = incidents[0] ?? null;
    const heading =
      incidents.length === 0
        ? say("No drafts")
        : counted(incidents.length, "{n} draft", "{n} drafts");
    this.element.replaceChildren(
      h("h3", { tabindex: -1 }, heading),
      ...(incidents.length > 0 ? [this.keys] : []),
      ...incidents.map((incident) => this.card(incident)),
      this.bulk.element,
    );
  }

  private card(incident: Incident): HTMLElement {
    const card = new DraftCard(incident, this.desk);
    card.element.tabIndex = -1;
    card.element.setAttribute("aria-label", say("Draft {id}", { id: idOf(incident) }));
    this.cards.set(card.element, card);
    return card.element;
  }

  /** The cards in the order in which they are shown. */
  private shown(): DraftCard[] {
    return [...this.element.querySelectorAll(".draft[data-id]")].flatMap(
      (element) => this.cards.get(element) ?? [],
    );
  }

  private press(event: KeyboardEvent): void {
    const stroke = strokeOf(event);
    const number = numberOf(event);
    if (!stroke && number === null) return;
    event.preventDefault();
    const all = this.shown();
    const at = all.findIndex(({ element }) => element.contains(document.activeElement));
    if (number !== null) all[at]?.pick(number);
    else if (stroke) this.stroke(stroke, all, at, event.shiftKey);
  }

  /** Does what a key stands for, to the draft that has the focus. */
  private stroke(stroke: Stroke, all: readonly DraftCard[], at: number, shift: boolean): void {
    const card = all[at];
    if (stroke === "help") this.keys.open = !this.keys.open;
    else if (stroke === "join") this.owner.pairs();
    else if (stroke === "next" || stroke === "before") {
      const to = all[stroke === "next" ? at + 1 : Math.max(0, at - 1)]?.element;
      to?.focus();
      to?.scrollIntoView({ block: "start" });
    } else if (!card) return;
    else if (stroke === "accept" || stroke === "reject") void card.decide(stroke);
    else if (stroke === "undo") void card.undo();
    else if (stroke === "line" || stroke === "area") card.drawOnMap(stroke);
    else if (stroke === "choose") {
      card.choose(shift || !card.chosen);
      this.bulk.chose(card, shift);
    } else card.toggle(stroke);
  }
}
