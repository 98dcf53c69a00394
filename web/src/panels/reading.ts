/** The report behind a draft with its place names underlined, and for each name the places that it may mean. */

import { getMentions } from "../api";
import { button, h } from "../dom";
import { capital } from "../format";
import type { Candidate, LonLat, Mention } from "../model";
import { reasonsInWords } from "../reasons";
import { pieces } from "../spans";
import { language, number, say } from "../tongue";
import { words } from "../vocabulary";
import { later } from "./later";

/** As many candidates as there are number keys. */
const MOST = 9;

/** What the reading needs of the draft. */
export interface ReadingOwner {
  /** The place that the draft is at. */
  place: string | null;
  goTo(point: LonLat): void;
  /** Another place for the draft, and why in a sentence. */
  choose(place: string, why: string): void;
}

export class ReadingView {
  readonly element: HTMLElement;
  private list = h("div", { class: "candidates" });
  private mention: Mention | null = null;

  constructor(
    token: string,
    id: string,
    private owner: ReadingOwner,
  ) {
    this.element = h(
      "div",
      { class: "reading" },
      later(getMentions(token, id), ({ report, mentions }) =>
        report
          ? this.view(report.text, report.language, mentions)
          : h("p", { class: "muted" }, say("This draft came from no report.")),
      ),
    );
  }

  /** Takes the candidate that a number key stands for; says whether there is one. */
  pick(n: number): boolean {
    const candidate = this.mention?.candidates?.slice(0, MOST)[n - 1];
    if (candidate) this.choose(candidate);
    return candidate !== undefined;
  }

  private view(text: string, tongue: string | null, mentions: readonly Mention[]): HTMLElement {
    const named = mentions.filter(({ candidates }) => candidates?.length);
    const marks = new Map<Mention, HTMLButtonElement>();
    const open = (mention: Mention) => {
      this.mention = mention;
      for (const [one, mark] of marks) mark.setAttribute("aria-pressed", String(one === mention));
      this.list.replaceChildren(...this.choices(mention));
    };
    const body = pieces(text, mentions).map(({ text: words, mark }) => {
      if (!mark) return document.createTextNode(words);
      if (!named.includes(mark)) return h("mark", { class: "mention unknown" }, words);
      const chip = button(words, () => open(mark), { class: "mention-open" });
      marks.set(mark, chip);
      return h("mark", { class: mark.place ? "mention" : "mention unknown" }, chip);
    });
    const first = this.likeliest(named);
    if (first) open(first);
    return h(
      "div",
      {},
      h(
        "div",
        {
          class: "report-text",
          lang: tongue,
          dir: "auto",
          role: "group",
          "aria-label": say("Report"),
          tabindex: 0,
        },
        ...body,
      ),
      this.list,
    );
  }

  /** The name that the draft's place came of, or else one that could not be told. */
  private likeliest(named: readonly Mention[]): Mention | undefined {
    const { place } = this.owner;
    return (
      named.find((one) => one.place?.id === place) ??
      named.find(({ candidates }) => candidates?.some(({ id }) => id === place)) ??
      named.find((one) => !one.place) ??
      named[0]
    );
  }

  private choices({ text, candidates }: Mention): HTMLElement[] {
    const shown = (candidates ?? []).slice(0, MOST);
    return [
      h("p", { class: "small" }, say("“{name}” may mean:", { name: text })),
      h("ol", {}, ...shown.map((candidate, at) => this.item(candidate, at + 1))),
    ];
  }

  private item(candidate: Candidate, n: number): HTMLElement {
    const { id, score, why, kind, district, position } = candidate;
    const now = id === this.owner.place;
    const about = [kind ? words(kind) : "", district ?? ""].filter(Boolean).join(", ");
    return h(
      "li",
      { class: now ? "candidate now" : "candidate", "data-place": id },
      h("kbd", { "aria-hidden": "true" }, String(n)),
      h(
        "div",
        {},
        h("p", {}, h("strong", {}, namesOf(candidate)), about ? ` – ${about}` : ""),
        h(
          "p",
          { class: "muted small" },
          [say("{n} % likely", { n: number(Math.round(score * 100)) }), ...reasonsInWords(why)]
            .map(capitalFirst)
            .join("; "),
        ),
        h(
          "div",
          { class: "ways" },
          now
            ? h("span", { class: "small" }, say("The draft is there now."))
            : button(say("Take this place"), () => this.choose(candidate), {
                class: "button take",
              }),
          position
            ? button(say("Show on the map"), () => this.owner.goTo(position), {
                class: "button button-plain",
              })
            : null,
        ),
      ),
    );
  }

  private choose(candidate: Candidate): void {
    if (candidate.id === this.owner.place) return;
    const name = plain(this.mention?.text ?? "");
    const place = plain(namesOf(candidate));
    this.owner.choose(candidate.id, say("“{name}” means {place}.", { name, place }));
  }
}

/** The names of a place: that of the page's language first, and what the sides call it. */
export function namesOf({ id, names }: Pick<Candidate, "id" | "names">): string {
  const all = [language(), "en", "az", "hy", "ru"].flatMap((one) => names?.[one] ?? []);
  return [...new Set(all)].slice(0, 3).join(" · ") || id;
}

/** Without the marks that a reason may not hold. */
const plain = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
const capitalFirst = (text: string, at: number) => (at === 0 ? capital(text) : text);
