/** The editor's desk: sign in, take a report in, decide on drafts. */

import { getSession, signIn, signOut } from "../accounts";
import { ApiError, COOKIE, getQueue, type NewReport, postReport } from "../api";
import { button, h } from "../dom";
import { count } from "../format";
import type { Incident, Intake, LonLat } from "../model";
import { announce, complain, settle } from "../notice";
import { type Rights, rightsOf, type Session, whoIs } from "../rights";
import { keepToken, readToken } from "../session";
import { ComposeForm } from "./compose";
import { DraftCard, type DraftDesk } from "./draft";
import { gateList } from "./gatelist";
import { intakeText } from "./intake";
import { PairList } from "./pairs";
import { keyHelp, type Stroke, strokeOf } from "./shortcuts";
import type { SideView } from "./side";
import { signInView } from "./signin";

/** What the desk needs from the page. */
export interface EditorPage extends Omit<DraftDesk, "token" | "refused" | "appeared" | "atGate"> {
  goTo(point: LonLat): void;
  clearPreview(): void;
  redraw(): void;
}

type Tab = "report" | "queue" | "pairs" | "gate";

const ENDED = "You are not signed in any more. Sign in again; nothing that you typed is lost.";
const NOBODY: Rights = { drafts: false, gate: false };

export class EditorDesk {
  private body = h("div", { class: "editor" });
  private work = h("div", { class: "editor-work" });
  private token: string | null = null;
  private session: Session | null = null;
  private rights = NOBODY;
  private form: ComposeForm;
  private desk: DraftDesk;
  private tab: Tab = "report";
  private pairs: PairList;
  private cards = new WeakMap<Element, DraftCard>();
  private keys = keyHelp();

  constructor(
    private page: EditorPage,
    sides: readonly string[],
  ) {
    this.desk = {
      ...page,
      token: () => this.token,
      refused: () => this.leave(ENDED),
      atGate: () => this.rights.gate,
      appeared: (incident, below) => below.after(this.card(incident)),
    };
    this.pairs = new PairList(this.desk);
    this.form = new ComposeForm(sides, (report) => this.send(report));
    this.body.addEventListener("keydown", (event) => {
      const stroke = strokeOf(event);
      if (!stroke || !this.rights.drafts || this.tab === "pairs" || this.tab === "gate") return;
      event.preventDefault();
      this.stroke(stroke);
    });
    this.ask();
    const kept = readToken();
    if (kept) void this.comeBack(kept);
  }

  view(back: NonNullable<SideView["back"]>): SideView {
    return {
      title: "Editor",
      kicker: this.session ? whoIs(this.session) : "",
      back,
      body: [this.body],
    };
  }

  private ask(said = ""): void {
    const view = signInView(
      {
        byName: async (name, password) => {
          this.enter(COOKIE, await signIn(name, password), true);
        },
        byToken: async (token) => this.enter(token, await getSession(token), true),
      },
      said,
    );
    this.body.replaceChildren(view);
  }

  /** Goes on with what the browser has kept, if the server still knows it. */
  private async comeBack(token: string): Promise<void> {
    try {
      this.enter(token, await getSession(token), false);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.leave(ENDED);
      else complain(error, () => void this.comeBack(token));
    }
  }

  private enter(token: string, session: Session, typed: boolean): void {
    this.token = token;
    this.session = session;
    this.rights = rightsOf(session);
    keepToken(token);
    settle();
    this.open("report");
    this.page.redraw();
    if (typed) announce(`${whoIs(session)}.`);
  }

  /** Signs out: a session ends on the server first, so that its cookie is worth nothing. */
  private async signOut(): Promise<void> {
    try {
      if (this.token === COOKIE) await signOut();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401))
        return complain(error, () => void this.signOut());
    }
    this.leave();
  }

  private leave(said = ""): void {
    this.token = null;
    this.session = null;
    this.rights = NOBODY;
    keepToken(null);
    this.work.replaceChildren();
    this.page.clearPreview();
    this.ask(said);
    this.page.redraw();
  }

  private open(tab: Tab): void {
    this.tab = tab;
    const choose = (id: Tab, label: string) =>
      button(label, () => this.open(id), {
        class: "chip",
        id: `editor-${id}`,
        "aria-pressed": String(this.tab === id),
      });
    this.body.replaceChildren(
      h(
        "div",
        { class: "editor-tabs", role: "group", "aria-label": "Editor views" },
        choose("report", "New report"),
        this.rights.drafts ? choose("queue", "Drafts to review") : null,
        this.rights.drafts ? choose("pairs", "Same event?") : null,
        this.rights.gate ? choose("gate", "Accepted") : null,
        button("Sign out", () => void this.signOut(), { class: "button button-plain sign-out" }),
      ),
      this.work,
    );
    if (tab === "report") this.work.replaceChildren(this.form.element);
    else if (tab === "pairs") {
      this.work.replaceChildren(this.pairs.element);
      void this.pairs.load();
    } else if (tab === "gate") {
      if (this.token) this.work.replaceChildren(gateList(this.token, this.desk));
    } else void this.queue();
  }

  private async queue(): Promise<void> {
    if (!this.token) return this.leave(ENDED);
    this.work.replaceChildren(h("p", { class: "muted" }, "Loading the drafts …"));
    try {
      const { incidents } = await getQueue(this.token);
      this.work.replaceChildren(...this.drafts(incidents));
      this.work.querySelector("h3")?.focus();
    } catch (error) {
      this.work.replaceChildren(h("p", { class: "muted" }, "The drafts could not be loaded."));
      this.failed(error, () => void this.queue());
    }
  }

  private async send(report: NewReport): Promise<boolean> {
    if (!this.token) return false;
    try {
      this.showIntake(await postReport(this.token, report));
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private showIntake(intake: Intake): void {
    settle();
    const again = button("Another report", () => this.open("report"), { class: "button another" });
    if (!this.rights.drafts) {
      const said = "Thank you. An editor looks at the report before anybody else sees it.";
      this.work.replaceChildren(h("p", { class: "intake-said" }, said), again);
      announce(said);
      return;
    }
    const text = intakeText(intake, (point) => this.page.goTo(point));
    this.work.replaceChildren(text, ...this.drafts(intake.drafts), again);
    announce(text.querySelector(".intake-said")?.textContent ?? "");
    const [first] = intake.drafts;
    if (first) this.page.preview(first);
  }

  private drafts(incidents: readonly Incident[]): HTMLElement[] {
    const heading = h(
      "h3",
      { tabindex: -1 },
      incidents.length === 0 ? "No drafts" : count(incidents.length, "draft"),
    );
    const keys = incidents.length > 0 ? [this.keys] : [];
    return [heading, ...keys, ...incidents.map((incident) => this.card(incident))];
  }

  private card(incident: Incident): HTMLElement {
    const card = new DraftCard(incident, this.desk);
    card.element.tabIndex = -1;
    this.cards.set(card.element, card);
    return card.element;
  }

  /** Does what a key stands for, to the draft that has the focus. */
  private stroke(stroke: Stroke): void {
    const all = [...this.work.querySelectorAll<HTMLElement>(".draft[data-id]")];
    const at = all.findIndex((one) => one.contains(document.activeElement));
    const now = all[at];
    const card = now && this.cards.get(now);
    if (stroke === "help") this.keys.open = !this.keys.open;
    else if (stroke === "join") this.open("pairs");
    else if (stroke === "next" || stroke === "before") {
      const to = all[stroke === "next" ? at + 1 : Math.max(0, at - 1)];
      to?.focus();
      to?.scrollIntoView({ block: "start" });
    } else if (stroke === "accept" || stroke === "reject") card?.decide(stroke);
    else if (stroke === "undo") card?.undo();
    else card?.toggle(stroke);
  }

  private failed(error: unknown, retry?: () => void): void {
    if (error instanceof ApiError && error.status === 401) this.desk.refused();
    else complain(error, retry);
  }
}
