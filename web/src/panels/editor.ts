/** The editor's desk: sign in, take a report in, decide on drafts. */

import { getSession, signIn, signOut } from "../accounts";
import { ApiError, COOKIE, getQueue, type NewReport, postReport } from "../api";
import { learnDesk } from "../deskwords";
import { button, h } from "../dom";
import type { Intake } from "../model";
import { announce, complain, settle } from "../notice";
import { type Rights, rightsOf, type Session, whoIs } from "../rights";
import { keepToken, readToken } from "../session";
import { say } from "../tongue";
import { accountForm } from "./accountform";
import { ComposeForm } from "./compose";
import { gateList } from "./gatelist";
import { intakeText } from "./intake";
import { PairList } from "./pairs";
import { DraftQueue, type QueueDesk } from "./queue";
import type { SideView } from "./side";
import { signInView } from "./signin";
import { suggestForm } from "./suggest";

/** What the desk needs from the page. */
export interface EditorPage extends Omit<QueueDesk, "token" | "refused" | "atGate" | "pairs"> {
  clearPreview(): void;
  redraw(): void;
}

type Tab = "report" | "queue" | "pairs" | "gate" | "account";

const NOBODY: Rights = { drafts: false, gate: false };

/** What is said when the server knows somebody no more. */
const ended = () =>
  say("You are not signed in any more. Sign in again; nothing that you typed is lost.");

/** The desk, once its words are there. */
export async function editorDesk(
  ...needs: ConstructorParameters<typeof EditorDesk>
): Promise<EditorDesk> {
  await learnDesk();
  return new EditorDesk(...needs);
}

export class EditorDesk {
  private body = h("div", { class: "editor" });
  private work = h("div", { class: "editor-work" });
  private token: string | null = null;
  private session: Session | null = null;
  private rights = NOBODY;
  private form: ComposeForm;
  private desk: QueueDesk;
  private pairs: PairList;
  private queue: DraftQueue;

  constructor(
    private page: EditorPage,
    private sides: readonly string[],
    /** Whether the public may hand in reports. */
    private suggestions: boolean,
  ) {
    this.desk = {
      ...page,
      token: () => this.token,
      refused: () => this.leave(ended()),
      atGate: () => this.rights.gate,
      pairs: () => this.open("pairs"),
    };
    this.pairs = new PairList(this.desk);
    this.queue = new DraftQueue(this.desk);
    this.form = new ComposeForm(sides, (report) => this.send(report));
    this.ask();
    const kept = readToken();
    if (kept) void this.comeBack(kept);
  }

  view(back: NonNullable<SideView["back"]>): SideView {
    return {
      title: say("Editor"),
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
    if (this.suggestions) view.append(suggestForm(this.sides));
  }

  /** Goes on with what the browser has kept, if the server still knows it. */
  private async comeBack(token: string): Promise<void> {
    try {
      this.enter(token, await getSession(token), false);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.leave(ended());
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
    const choose = (id: Tab, label: string) =>
      button(label, () => this.open(id), {
        class: "chip",
        id: `editor-${id}`,
        "aria-pressed": String(tab === id),
      });
    const { drafts, gate } = this.rights;
    this.body.replaceChildren(
      h(
        "div",
        { class: "editor-tabs", role: "group", "aria-label": say("Editor views") },
        choose("report", say("New report")),
        drafts ? choose("queue", say("Drafts to review")) : null,
        drafts ? choose("pairs", say("Same event?")) : null,
        gate ? choose("gate", say("Accepted")) : null,
        this.token === COOKIE ? choose("account", say("Account")) : null,
        button(say("Sign out"), () => void this.signOut(), {
          class: "button button-plain sign-out",
        }),
      ),
      this.work,
    );
    if (tab === "report") this.work.replaceChildren(this.form.element);
    else if (tab === "pairs") {
      this.work.replaceChildren(this.pairs.element);
      void this.pairs.load();
    } else if (tab === "gate") {
      if (this.token) this.work.replaceChildren(gateList(this.token, this.desk));
    } else if (tab === "account") {
      this.work.replaceChildren(accountForm((said) => this.leave(said)));
      this.work.querySelector("h3")?.focus();
    } else void this.load();
  }

  private async load(): Promise<void> {
    if (!this.token) return this.leave(ended());
    this.work.replaceChildren(h("p", { class: "muted" }, say("Loading the drafts …")));
    try {
      const { incidents } = await getQueue(this.token);
      this.queue.show(incidents);
      this.work.replaceChildren(this.queue.element);
      this.work.querySelector("h3")?.focus();
    } catch (error) {
      this.work.replaceChildren(h("p", { class: "muted" }, say("The drafts could not be loaded.")));
      this.failed(error, () => void this.load());
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
    const again = button(say("Another report"), () => this.open("report"), {
      class: "button another",
    });
    if (!this.rights.drafts) {
      const said = say("Thank you. An editor looks at the report before anybody else sees it.");
      this.work.replaceChildren(h("p", { class: "intake-said" }, said), again);
      announce(said);
      return;
    }
    const text = intakeText(intake, (point) => this.page.goTo(point));
    this.queue.show(intake.drafts);
    this.work.replaceChildren(text, this.queue.element, again);
    announce(text.querySelector(".intake-said")?.textContent ?? "");
    const [first] = intake.drafts;
    if (first) this.page.preview(first);
  }

  private failed(error: unknown, retry?: () => void): void {
    if (error instanceof ApiError && error.status === 401) this.desk.refused();
    else complain(error, retry);
  }
}
