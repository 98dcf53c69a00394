/** Place search as a combobox (WAI-ARIA: editable, list autocomplete). Any script, any of the names. */

import { type PlaceHit, searchPlaces } from "../api";
import { h } from "../dom";
import { capital } from "../format";
import { bothNames } from "../labels";
import { announce, complain } from "../notice";
import { counted, say } from "../tongue";
import { words } from "../vocabulary";

const PAUSE = 160;

export interface SearchOptions {
  id: string;
  label: string;
  placeholder: string;
  onChoose: (place: PlaceHit) => void;
  /** Whether the label is written above the field or only read out. */
  labelShown?: boolean;
  /** Whether the name that was chosen stays in the field. */
  keep?: boolean;
}

/** Builds the field and its list. */
export function placeSearch(options: SearchOptions): HTMLElement {
  return new PlaceSearch(options).element;
}

class PlaceSearch {
  readonly element: HTMLElement;
  private input: HTMLInputElement;
  private list: HTMLUListElement;
  private hits: PlaceHit[] = [];
  private active = -1;
  private timer = 0;
  private running: AbortController | null = null;

  constructor(private options: SearchOptions) {
    const { id, label, placeholder, labelShown } = options;
    this.input = h("input", {
      id,
      type: "search",
      class: "field",
      placeholder,
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      input: () => this.later(),
      keydown: (event) => this.key(event as KeyboardEvent),
      focus: () => this.hits.length > 0 && this.input.value !== "" && this.open(),
      blur: () => this.close(),
    });
    this.list = h("ul", { id: `${id}-list`, role: "listbox", class: "hits", "aria-label": label });
    this.list.hidden = true;
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element = h(
      "div",
      { class: "combobox" },
      h("label", { for: id, class: labelShown ? "" : "visually-hidden" }, label),
      this.input,
      this.list,
    );
  }

  private later(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    const query = this.input.value.trim();
    if (query === "") {
      this.hits = [];
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(query), PAUSE);
  }

  private async ask(query: string): Promise<void> {
    this.running = new AbortController();
    try {
      const found = await searchPlaces(query, this.running.signal);
      this.hits = found.features as PlaceHit[];
      this.active = -1;
      this.draw();
      announce(
        this.hits.length > 0
          ? counted(this.hits.length, "{n} place found.", "{n} places found.")
          : say("No place found."),
      );
    } catch (error) {
      complain(error, () => void this.ask(query));
    }
  }

  private draw(): void {
    const options = this.hits.map((hit, index) => this.option(hit, index));
    if (options.length === 0) {
      options.push(
        h(
          "li",
          { class: "hit none", role: "option", "aria-disabled": "true" },
          say("No place of that name."),
        ),
      );
    }
    this.list.replaceChildren(...options);
    if (document.activeElement === this.input) this.open();
    this.mark();
  }

  private option(hit: PlaceHit, index: number): HTMLLIElement {
    const name = bothNames(hit.properties);
    const { matched, kind, district_az } = hit.properties;
    const other = typeof matched === "string" && !name.includes(matched) ? matched : "";
    const about = [capital(words(kind)), district_az ? String(district_az) : ""].filter(Boolean);
    return h(
      "li",
      {
        id: `${this.options.id}-${index}`,
        role: "option",
        class: "hit",
        "aria-selected": "false",
        click: () => this.choose(index),
      },
      h(
        "span",
        { class: "hit-name" },
        name,
        other ? h("span", { class: "hit-match" }, ` ${other}`) : null,
      ),
      h("span", { class: "hit-about" }, about.join(", ")),
    );
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length > 0) {
      event.preventDefault();
      this.open();
      const size = this.hits.length;
      this.active = this.active < 0 && step < 0 ? size - 1 : (this.active + step + size) % size;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.hits.length > 0) this.choose(Math.max(0, this.active));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.list.hidden) this.input.value = "";
      this.close();
    }
  }

  private mark(): void {
    for (const [index, option] of [...this.list.children].entries()) {
      const chosen = index === this.active;
      option.setAttribute("aria-selected", String(chosen));
      if (chosen) option.scrollIntoView({ block: "nearest" });
    }
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.options.id}-${this.active}`);
  }

  private choose(index: number): void {
    const hit = this.hits[index];
    if (!hit) return;
    this.input.value = this.options.keep === false ? "" : bothNames(hit.properties);
    this.close();
    this.options.onChoose(hit);
  }

  private open(): void {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.mark();
    this.input.setAttribute("aria-expanded", "false");
  }
}
