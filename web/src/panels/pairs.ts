/** The editor's pairs: drafts that may speak of one event, to be joined or left apart, and what was done with others. */

import { ApiError, getPairs, joinPair, leaveApart, undoApart, undoPairing } from "../api";
import { button, h } from "../dom";
import { announce, sentence } from "../notice";
import { moment, type PairHint, type Pairing, type Parted } from "../review";
import { number, say } from "../tongue";

/** What the pairs need of the desk. */
export interface PairDesk {
  token(): string | null;
  refused(): void;
}

export class PairList {
  readonly element = h("div", { class: "pairs" });
  private message = h("p", { class: "draft-message", role: "status" });
  private list = h("div", {});

  constructor(private desk: PairDesk) {
    this.element.append(this.message, this.list);
  }

  async load(): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    this.element.setAttribute("aria-busy", "true");
    try {
      const { pairs, done, apart } = await getPairs(token);
      const heading = pairs.length > 0 ? say("May speak of one event") : say("No pairs suggested");
      this.list.replaceChildren(
        h("h3", { tabindex: -1 }, heading),
        ...pairs.map((pair) => this.pair(pair)),
        ...(done.length > 0 ? [h("h3", {}, say("Joined and split"))] : []),
        ...done.map((pairing) => this.joined(pairing)),
        ...(apart.length > 0 ? [h("h3", {}, say("Left apart"))] : []),
        ...apart.map((pair) => this.parted(pair)),
      );
    } catch (error) {
      this.failed(error);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  private pair(pair: PairHint): HTMLElement {
    const record = (id: string, summary: string, note: string) =>
      h(
        "li",
        {},
        h("span", { dir: "auto" }, summary),
        " ",
        h("span", { class: "muted small" }, `${id} · ${note}`),
      );
    const alike = say("{n} % alike.", { n: number(Math.round(pair.score * 100)) });
    return h(
      "article",
      { class: "draft pair-card", "data-kept": pair.kept, "data-other": pair.other },
      h(
        "ul",
        { class: "pair-records" },
        record(pair.kept, pair.kept_summary, say("stays")),
        record(pair.other, pair.other_summary, say("its claims go over")),
      ),
      h("p", { class: "small" }, [alike, ...pair.reasons].join(" ")),
      h(
        "div",
        { class: "draft-actions" },
        button(say("Join"), () => void this.join(pair), { class: "button button-main join" }),
        button(say("Leave apart"), () => void this.leave(pair), { class: "button apart" }),
      ),
    );
  }

  private joined(pairing: Pairing): HTMLElement {
    const { kind, kept, other } = pairing;
    const what =
      kind === "split"
        ? say("{other} split off {kept}", { other, kept })
        : say("{other} joined to {kept}", { other, kept });
    return this.done(pairing, what, "pair-done", () =>
      this.change(
        (token) => undoPairing(token, pairing.number),
        say("Undone: both are as they were."),
      ),
    );
  }

  private parted(pair: Parted): HTMLElement {
    const { kept, other } = pair;
    return this.done(pair, say("{other} and {kept}", { other, kept }), "pair-done pair-apart", () =>
      this.change(
        (token) => undoApart(token, pair.number),
        say("Undone: the pair may be suggested again."),
      ),
    );
  }

  /** What was done with two incidents, and the way back. */
  private done(
    { number, actor, at, undone_at, why }: Parted,
    what: string,
    name: string,
    undo: () => Promise<void>,
  ): HTMLElement {
    return h(
      "div",
      { class: name, "data-number": number },
      h("p", {}, what, h("span", { class: "muted small" }, ` · ${actor}, ${moment(at)}`)),
      why ? h("p", { class: "small", dir: "auto" }, why) : null,
      undone_at
        ? h("p", { class: "muted small" }, say("Undone {moment}.", { moment: moment(undone_at) }))
        : button(say("Undo"), () => void undo(), { class: "button undo-pair" }),
    );
  }

  private leave(pair: PairHint): Promise<void> {
    return this.change(
      (token) => leaveApart(token, pair),
      say("Left apart: the pair is not suggested again. It can be undone below."),
    );
  }

  private join(pair: PairHint): Promise<void> {
    return this.change(
      (token) => joinPair(token, pair),
      say("Joined. {other} can be had back below.", { other: pair.other }),
    );
  }

  private async change(send: (token: string) => Promise<unknown>, said: string): Promise<void> {
    const token = this.desk.token();
    if (!token) return this.desk.refused();
    try {
      await send(token);
      this.say(said);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) return this.failed(error);
      const said = say(
        "Somebody else changed one of the two meanwhile; nothing was joined. Look again.",
      );
      this.say(said, true);
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
