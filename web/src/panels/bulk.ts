/** What is done to many drafts at once: each stays a change of its own, and each can fail by itself. */

import { button, h } from "../dom";
import { capital } from "../format";
import { checkWords } from "../grid";
import { announce } from "../notice";
import { counted, say } from "../tongue";
import { words } from "../vocabulary";
import { choice } from "./compose";
import type { DraftCard } from "./draft";
import { KINDS } from "./wording";

/** How far an editor has checked a record. */
const CHECKS = ["unreviewed", "corroborated", "disputed", "verified", "debunked"];

/** Does one thing to one draft; gives the sentence of what went wrong, or nothing. */
type Deed = (card: DraftCard) => Promise<string | null>;

/** What the bar needs of the queue. */
export interface BulkOwner {
  /** The drafts of the queue, in the order in which they are shown. */
  cards(): DraftCard[];
  /** What readers see may have changed. */
  settled(): void;
}

export class BulkBar {
  readonly element = h("section", {
    class: "bulk",
    "aria-label": say("Many at once"),
    hidden: true,
  });
  private result = h("div", { class: "bulk-result", role: "status" });
  private actions = h("div", { class: "bulk-actions" });
  /** Where a range begins. */
  private anchor: DraftCard | null = null;
  private busy = false;

  constructor(private owner: BulkOwner) {
    this.element.append(this.actions, this.result);
  }

  /** A card was chosen or left out; with `range` so are all between it and the one before. */
  chose(card: DraftCard, range: boolean): void {
    if (range && this.anchor) {
      const all = this.owner.cards();
      const [from = 0, to = 0] = [all.indexOf(this.anchor), all.indexOf(card)].sort(
        (one, other) => one - other,
      );
      for (const between of all.slice(Math.max(0, from), to + 1)) between.choose(card.chosen);
    }
    this.anchor = card;
    this.show();
  }

  private chosen(): DraftCard[] {
    return this.owner.cards().filter((card) => card.chosen);
  }

  private show(): void {
    const chosen = this.chosen();
    const n = chosen.length;
    this.element.hidden = n === 0 && this.result.childElementCount === 0;
    if (this.busy) return;
    if (n === 0) {
      this.actions.replaceChildren();
      return;
    }
    const tag = this.tags();
    const reports = new Set(chosen.map(({ properties }) => properties.report).filter(Boolean));
    this.actions.replaceChildren(
      h("p", { class: "bulk-count" }, counted(n, "{n} draft chosen", "{n} drafts chosen")),
      button(say("All of this report"), () => this.wholeReport(reports), {
        class: "button whole-report",
        disabled: reports.size !== 1,
      }),
      button(say("Choose none"), () => this.clear(), { class: "button choose-none" }),
      button(
        counted(n, "Accept {n} draft", "Accept {n} drafts"),
        () => void this.run((card) => card.decide("accept", true)),
        { class: "button button-main bulk-accept" },
      ),
      button(
        counted(n, "Reject {n} draft", "Reject {n} drafts"),
        () => void this.run((card) => card.decide("reject", true)),
        { class: "button bulk-reject" },
      ),
      tag,
      button(
        counted(n, "Tag {n} draft", "Tag {n} drafts"),
        () => {
          const [field, value = ""] = tag.value.split(":");
          const correction = field === "kind" ? { kind: value } : { verification: value };
          void this.run((card) => card.correct(correction, "tag", true));
        },
        { class: "button bulk-tag" },
      ),
    );
  }

  private tags(): HTMLSelectElement {
    const select = choice("bulk-tag", []);
    select.setAttribute("aria-label", say("Tag as"));
    const group = (
      label: string,
      field: string,
      values: readonly string[],
      named: (value: string) => string,
    ) =>
      h(
        "optgroup",
        { label },
        ...values.map((one) => h("option", { value: `${field}:${one}` }, capital(named(one)))),
      );
    select.append(
      group(say("Checked"), "check", CHECKS, checkWords),
      group(say("Kind of incident"), "kind", KINDS, words),
    );
    return select;
  }

  private wholeReport(reports: ReadonlySet<string | null | undefined>): void {
    for (const card of this.owner.cards())
      if (reports.has(card.properties.report)) card.choose(true);
    this.show();
    this.actions.querySelector<HTMLElement>(".bulk-accept")?.focus();
  }

  private clear(): void {
    for (const card of this.owner.cards()) card.choose(false);
    this.anchor = null;
    this.result.replaceChildren();
    this.show();
  }

  private async run(deed: Deed): Promise<void> {
    const before = new Map(this.chosen().map((card) => [card, card.properties.revision]));
    const failed = await this.each([...before.keys()], deed);
    const done = [...before].filter(([card]) => !failed.has(card));
    this.tell(failed, done.length, () => {
      const revisions = new Map(done);
      void this.undo([...revisions.keys()].reverse(), (card) =>
        card.undo(revisions.get(card), true),
      );
    });
  }

  private async undo(cards: readonly DraftCard[], deed: Deed): Promise<void> {
    const failed = await this.each(cards, deed);
    this.tell(failed, cards.length - failed.size, null);
  }

  /** One after the other, so that each is a change of its own. */
  private async each(cards: readonly DraftCard[], deed: Deed): Promise<Map<DraftCard, string>> {
    const failed = new Map<DraftCard, string>();
    this.busy = true;
    this.actions.inert = true;
    for (const [at, card] of cards.entries()) {
      const said = say("{at} of {n} …", { at: at + 1, n: cards.length });
      this.result.replaceChildren(h("p", {}, said));
      const wrong = await deed(card);
      if (wrong === null) card.choose(false);
      else failed.set(card, wrong);
    }
    this.busy = false;
    this.actions.inert = false;
    this.owner.settled();
    return failed;
  }

  /** How many were changed, what failed and why, and the way back. */
  private tell(failed: ReadonlyMap<DraftCard, string>, done: number, undo: (() => void) | null) {
    const said = [
      counted(done, "{n} draft changed.", "{n} drafts changed."),
      failed.size > 0
        ? counted(failed.size, "{n} draft was not changed:", "{n} drafts were not changed:")
        : "",
    ].join(" ");
    this.result.replaceChildren(
      h("p", {}, said),
      h(
        "ul",
        { class: "bulk-failed" },
        ...[...failed].map(([card, wrong]) =>
          h(
            "li",
            {},
            button(card.properties.summary, () => card.element.focus(), { class: "link to-draft" }),
            h("p", { class: "small" }, wrong),
          ),
        ),
      ),
      ...(undo && done > 0
        ? [
            button(counted(done, "Undo {n} change", "Undo {n} changes"), undo, {
              class: "button bulk-undo",
            }),
          ]
        : []),
    );
    announce(said);
    this.show();
    this.result.querySelector<HTMLElement>(".bulk-undo")?.focus();
  }
}
