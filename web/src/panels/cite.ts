/** How to cite a record: a revision that never changes, as text, BibTeX or CSL-JSON, ready to be copied. */

import { type CitationForm, citationUrl, getCitation, recordUrl } from "../api";
import { button, h } from "../dom";
import { announce, sentence } from "../notice";
import { phrase, say } from "../tongue";

const FORMS: [CitationForm, string][] = [
  ["text", phrase("Text")],
  ["bibtex", "BibTeX"],
  ["csl", "CSL-JSON"],
];

/** The button “Cite”, and what it opens. */
export function citeBox(id: string, revision: number): HTMLElement {
  const box = h("div", { class: "cite-box", hidden: true });
  const opener = button(say("Cite"), () => toggle(), {
    class: "button cite",
    "aria-expanded": "false",
  });
  const toggle = () => {
    box.hidden = !box.hidden;
    opener.setAttribute("aria-expanded", String(!box.hidden));
    if (box.childElementCount === 0) box.append(...content(id, revision));
  };
  return h(
    "div",
    { class: "cite-part" },
    h(
      "div",
      { class: "draft-actions" },
      opener,
      h("a", { class: "button", href: recordUrl(id) }, say("History")),
    ),
    box,
  );
}

function content(id: string, revision: number): Node[] {
  const said = h("textarea", {
    class: "field citation",
    rows: 5,
    readonly: true,
    "aria-label": say("Citation"),
  });
  const download = h("a", { class: "button" }, say("Download"));
  const chips = new Map<CitationForm, HTMLButtonElement>();
  const show = async (form: CitationForm) => {
    for (const [one, chip] of chips) chip.setAttribute("aria-pressed", String(one === form));
    download.href = citationUrl(id, revision, form);
    download.download = `${id}-${revision}.${{ text: "txt", bibtex: "bib", csl: "json" }[form]}`;
    said.dataset.form = "";
    try {
      said.value = (await getCitation(id, revision, form)).trim();
    } catch (error) {
      said.value = sentence(error);
    }
    said.dataset.form = form;
  };
  for (const [form, label] of FORMS) {
    chips.set(
      form,
      button(form === "text" ? say(label) : label, () => void show(form), {
        class: "chip",
        "data-form": form,
      }),
    );
  }
  const link = new URL(recordUrl(id, revision), document.baseURI).href;
  void show("text");
  return [
    h(
      "div",
      { class: "chips", role: "group", "aria-label": say("Form of the citation") },
      ...chips.values(),
    ),
    said,
    h(
      "div",
      { class: "draft-actions" },
      button(say("Copy"), () => void copy(said), { class: "button copy" }),
      download,
    ),
    h(
      "p",
      { class: "small permalink" },
      h(
        "span",
        { class: "muted" },
        `${say("Revision {n}, which never changes", { n: revision })}: `,
      ),
      h("a", { href: recordUrl(id, revision) }, link),
    ),
  ];
}

/** Copies the citation; where the browser does not let it, the words are chosen for the reader to copy. */
async function copy(said: HTMLTextAreaElement): Promise<void> {
  said.select();
  try {
    await navigator.clipboard.writeText(said.value);
    announce(say("The citation is copied."));
  } catch {
    announce(say("The citation is chosen: copy it with the keys of your system."));
  }
}
