/** The editor's desk: sign in, take a report in, decide on drafts. */

import { ApiError, getQueue, getSession, type NewReport, postReport } from "../api";
import { button, h } from "../dom";
import { count } from "../format";
import type { Incident, Intake, LonLat } from "../model";
import { announce, complain, sentence, settle } from "../notice";
import { keepToken, readToken } from "../session";
import { ComposeForm } from "./compose";
import { DraftCard, type DraftDesk } from "./draft";
import { intakeText } from "./intake";
import { PairList } from "./pairs";
import { keyHelp, type Stroke, strokeOf } from "./shortcuts";
import type { SideView } from "./side";

/** What the desk needs from the page. */
export interface EditorPage extends Omit<DraftDesk, "token" | "refused" | "appeared"> {
  goTo(point: LonLat): void;
  clearPreview(): void;
  redraw(): void;
}

type Tab = "report" | "queue" | "pairs";

export class EditorDesk {
  private body = h("div", { class: "editor" });
  private work = h("div", { class: "editor-work" });
  private token: string | null = null;
  private label = "";
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
      refused: () => this.signOut("The token is no longer valid. Enter another one."),
      appeared: (incident, below) => below.after(this.card(incident)),
    };
    this.pairs = new PairList(this.desk);
    this.form = new ComposeForm(sides, (report) => this.send(report));
    this.body.addEventListener("keydown", (event) => {
      const stroke = strokeOf(event);
      if (!stroke || !this.token || this.tab === "pairs") return;
      event.preventDefault();
      this.stroke(stroke);
    });
    this.signIn();
    const kept = readToken();
    if (kept) void this.enter(kept, false);
  }

  view(back: NonNullable<SideView["back"]>): SideView {
    return {
      title: "Editor",
      kicker: this.label ? `Signed in as ${this.label}` : "",
      back,
      body: [this.body],
    };
  }

  private signIn(said = ""): void {
    const field = h("input", {
      id: "token",
      class: "field",
      type: "password",
      autocomplete: "off",
      required: true,
      "aria-describedby": "token-hint",
    });
    const message = h("p", { class: "draft-message wrong", role: "status" }, said);
    const form = h(
      "form",
      {
        class: "form",
        id: "token-form",
        submit: (event) => {
          event.preventDefault();
          void this.enter(field.value.trim(), true, message);
        },
      },
      h("label", { for: "token" }, "Access token"),
      field,
      h(
        "p",
        { class: "muted small", id: "token-hint" },
        "The operator makes one with “contactline token new”. It is kept until this tab is closed.",
      ),
      message,
      h("button", { type: "submit", class: "button button-main" }, "Sign in"),
    );
    this.body.replaceChildren(form);
  }

  private async enter(token: string, typed: boolean, message?: HTMLElement): Promise<void> {
    try {
      const session = await getSession(token);
      this.token = token;
      this.label = session.label;
      keepToken(token);
      settle();
      this.open("report");
      this.page.redraw();
      if (typed) announce(`Signed in as ${session.label}.`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        keepToken(null);
        if (message) message.textContent = sentence(error);
        else this.signIn("The token is no longer valid. Enter another one.");
      } else complain(error, () => void this.enter(token, typed, message));
    }
  }

  private signOut(said = ""): void {
    this.token = null;
    this.label = "";
    keepToken(null);
    this.page.clearPreview();
    this.signIn(said);
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
        choose("queue", "Drafts to review"),
        choose("pairs", "Same event?"),
        button("Sign out", () => this.signOut(), { class: "button button-plain sign-out" }),
      ),
      this.work,
    );
    if (tab === "report") this.work.replaceChildren(this.form.element);
    else if (tab === "pairs") {
      this.work.replaceChildren(this.pairs.element);
      void this.pairs.load();
    } else void this.queue();
  }

  private async queue(): Promise<void> {
    if (!this.token) return this.signOut();
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
