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
import type { SideView } from "./side";

/** What the desk needs from the page. */
export interface EditorPage extends Omit<DraftDesk, "token" | "refused"> {
  goTo(point: LonLat): void;
  clearPreview(): void;
  redraw(): void;
}

export class EditorDesk {
  private body = h("div", { class: "editor" });
  private work = h("div", { class: "editor-work" });
  private token: string | null = null;
  private label = "";
  private form: ComposeForm;
  private desk: DraftDesk;
  private tab: "report" | "queue" = "report";

  constructor(
    private page: EditorPage,
    sides: readonly string[],
  ) {
    this.desk = {
      ...page,
      token: () => this.token,
      refused: () => this.signOut("The token is no longer valid. Enter another one."),
    };
    this.form = new ComposeForm(sides, (report) => this.send(report));
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

  private open(tab: "report" | "queue"): void {
    this.tab = tab;
    const choose = (id: "report" | "queue", label: string) =>
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
        button("Sign out", () => this.signOut(), { class: "button button-plain sign-out" }),
      ),
      this.work,
    );
    if (tab === "report") this.work.replaceChildren(this.form.element);
    else void this.queue();
  }

  private async queue(): Promise<void> {
    if (!this.token) return this.signOut();
    this.work.replaceChildren(h("p", { class: "muted" }, "Loading the drafts …"));
    try {
      const { incidents } = await getQueue(this.token);
      this.work.replaceChildren(...this.drafts(incidents));
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
    return [heading, ...incidents.map((incident) => new DraftCard(incident, this.desk).element)];
  }

  private failed(error: unknown, retry?: () => void): void {
    if (error instanceof ApiError && error.status === 401) this.desk.refused();
    else complain(error, retry);
  }
}
