/** The editor's pairs: drafts that may speak of one event, to be joined, and what was joined or split. */

import { ApiError, getPairs, joinPair, undoPairing } from "../api";
import { button, h } from "../dom";
import { announce, sentence } from "../notice";
import { moment, type PairHint, type Pairing } from "../review";

/** What the pairs need of the desk. */
export interface PairDesk {
  token(): string | null;
  refused(): void;
}

export class PairList {
  readonly element = h("div", { class: "pairs" });
  private message = h("p", { class: "draft-message", role: "status" });
  private list = h("div", {});
  /** Pairs that the editor has left apart, for as long as the page is open. */
  private apart = new Set<string>();

  constructor(private desk: PairDesk) {
    this.element.append(this.message, this.list);
  }

  async load(): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    this.element.setAttribute("aria-busy", "true");
    try {
      const { pairs, done } = await getPairs(token);
      const open = pairs.filter((pair) => !this.apart.has(keyOf(pair)));
      this.list.replaceChildren(
        h(
          "h3",
          { tabindex: -1 },
          open.length > 0 ? "May speak of one event" : "No pairs suggested",
        ),
        ...open.map((pair) => this.pair(pair)),
        ...(done.length > 0 ? [h("h3", {}, "Joined and split")] : []),
        ...done.map((pairing) => this.done(pairing)),
      );
    } catch (error) {
      this.failed(error);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  private pair(pair: PairHint): HTMLElement {
    const record = (id: string, summary: string, note: string) =>
      h("li", {}, summary, " ", h("span", { class: "muted small" }, `${id} · ${note}`));
    return h(
      "article",
      { class: "draft pair-card", "data-kept": pair.kept, "data-other": pair.other },
      h(
        "ul",
        { class: "pair-records" },
        record(pair.kept, pair.kept_summary, "stays"),
        record(pair.other, pair.other_summary, "its claims go over"),
      ),
      h(
        "p",
        { class: "small" },
        `${Math.round(pair.score * 100)} % alike. ${pair.reasons.join(" ")}`,
      ),
      h(
        "div",
        { class: "draft-actions" },
        button("Join", () => void this.join(pair), { class: "button button-main join" }),
        button("Leave apart", () => this.leave(pair), { class: "button apart" }),
      ),
    );
  }

  private done(pairing: Pairing): HTMLElement {
    const { kind, kept, other, actor, at, undone_at, why } = pairing;
    const what = kind === "split" ? `${other} split off ${kept}` : `${other} joined to ${kept}`;
    return h(
      "div",
      { class: "pair-done", "data-number": pairing.number },
      h("p", {}, what, h("span", { class: "muted small" }, ` · ${actor}, ${moment(at)}`)),
      why ? h("p", { class: "small" }, why) : null,
      undone_at
        ? h("p", { class: "muted small" }, `Undone ${moment(undone_at)}.`)
        : button("Undo", () => void this.undo(pairing), { class: "button undo-pair" }),
    );
  }

  private leave(pair: PairHint): void {
    this.apart.add(keyOf(pair));
    this.say("Left apart; it is not suggested again until this page is loaded anew.");
    void this.load();
  }

  private async join(pair: PairHint): Promise<void> {
    await this.change(
      (token) => joinPair(token, pair),
      `Joined. ${pair.other} can be had back below.`,
    );
  }

  private async undo({ number }: Pairing): Promise<void> {
    await this.change((token) => undoPairing(token, number), "Undone: both are as they were.");
  }

  private async change(send: (token: string) => Promise<unknown>, said: string): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    try {
      await send(token);
      this.say(said);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) return this.failed(error);
      this.say(
        "Somebody else changed one of the two meanwhile; nothing was joined. Look again.",
        true,
      );
    }
    await this.load();
    this.list.querySelector<HTMLElement>("h3")?.focus();
  }

  private failed(error: unknown): void {
    this.say(sentence(error), true);
    if (!(error instanceof ApiError)) reportError(error);
    else if (error.status === 401) this.desk.refused();
  }

  private say(text: string, wrong = false): void {
    this.message.textContent = text;
    this.message.classList.toggle("wrong", wrong);
    announce(text);
  }
}

const keyOf = ({ kept, other }: PairHint) => `${kept} ${other}`;
