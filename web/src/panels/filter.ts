/** The filter above the list: words to find, and boxes with counts for what is known of the incidents. */

import { getSectors } from "../api";
import type { Atlas } from "../atlas";
import { sectorName } from "../diagram/model";
import { button, h } from "../dom";
import { FACETS, type Facet, filtering, NO_FILTER, NOT_KNOWN, tally, toggled } from "../facets";
import { capital, wherePrecision } from "../format";
import { gradeTitle } from "../grid";
import { complain } from "../notice";
import { sideTitle } from "../sides";
import type { State, Store } from "../state";
import { number, phrase, say } from "../tongue";
import { words } from "../vocabulary";

const TITLES: Record<Facet, string> = {
  kind: phrase("Kind"),
  side: phrase("Who speaks"),
  actor: phrase("Claimant"),
  sector: phrase("Sector of the line"),
  district: phrase("District"),
  precision: phrase("How exactly it is located"),
  grade: phrase("How well it is supported"),
  source: phrase("Source"),
};

/** How many values of one kind are offered, besides those chosen. */
const OFFERED = 12;

/** How long typing must rest before the list follows, in milliseconds. */
const REST = 250;

export class FilterPanel {
  readonly element: HTMLElement;
  private details: HTMLDetailsElement;
  private text: HTMLInputElement;
  private boxes = h("div", { class: "facets" });
  private active = h("span", { class: "filter-count" });
  private clear: HTMLButtonElement;
  private timer = 0;
  private asked = false;

  constructor(
    private store: Store,
    private atlas: Atlas,
    private arrived: () => void,
  ) {
    this.text = h("input", {
      type: "search",
      id: "filter-text",
      class: "field",
      autocomplete: "off",
      input: () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => this.type(), REST);
      },
    });
    this.clear = button(say("Show all again"), () => store.set({ filter: NO_FILTER }), {
      class: "button",
      id: "filter-clear",
    });
    this.details = h(
      "details",
      { class: "filter", id: "filter", toggle: () => this.opened() },
      h("summary", {}, say("Filter"), this.active),
      h("label", { class: "filter-find", for: "filter-text" }, say("Find words"), this.text),
      this.boxes,
      h(
        "p",
        { class: "muted small" },
        say(
          "An incident somewhere along a stretch or in an area counts in each sector and district by the share that lies there; one of several sides, claimants or sources counts for each of them.",
        ),
      ),
      h(
        "p",
        { class: "muted small" },
        say(
          "Districts are those of the layer, with rough outlines; a settlement counts in the district that the gazetteer names.",
        ),
      ),
      this.clear,
    );
    this.element = this.details;
    if (store.get().filter.chosen.sector) this.askSectors();
  }

  /** Whether anything is left out. */
  get on(): boolean {
    return filtering(this.store.get().filter);
  }

  /** Counts anew what the days shown have. */
  update(state: State): void {
    const { filter } = state;
    const on = filtering(filter);
    this.active.textContent = on ? ` · ${say("only some are shown")}` : "";
    this.clear.disabled = !on;
    if (document.activeElement !== this.text) this.text.value = filter.text;
    if (!this.details.open) return;
    const incidents = this.atlas.among(state);
    const { activeElement: active } = document;
    const focused = active && this.boxes.contains(active) ? active.id : "";
    const { areas } = this.atlas;
    const groups = FACETS.map((facet) => this.facet(facet, tally(incidents, facet, filter, areas)));
    this.boxes.replaceChildren(...groups);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  private facet(facet: Facet, values: [string, number][]): HTMLElement {
    const chosen = this.store.get().filter.chosen[facet] ?? [];
    const offered = values.filter(([value], at) => at < OFFERED || chosen.includes(value));
    const rows = offered.map(([value, count], at) => {
      const id = `filter-${facet}-${/^[a-z0-9-]+$/i.test(value) ? value : `n${at}`}`;
      const box = h("input", {
        type: "checkbox",
        id,
        "data-facet": facet,
        value,
        checked: chosen.includes(value),
        change: () => this.store.set({ filter: toggled(this.store.get().filter, facet, value) }),
      });
      const whole = Math.abs(count - Math.round(count)) < 0.005;
      return h(
        "label",
        { for: id },
        box,
        h("span", {}, this.title(facet, value)),
        h(
          "span",
          { class: "facet-count" },
          number(whole ? Math.round(count) : count, whole ? 0 : 1),
        ),
      );
    });
    return h("fieldset", { class: "facet" }, h("legend", {}, say(TITLES[facet])), ...rows);
  }

  private title(facet: Facet, value: string): string {
    if (value === NOT_KNOWN) return say("Not known");
    if (facet === "actor" || facet === "source") return value;
    if (facet === "side") return sideTitle(value);
    if (facet === "grade") return gradeTitle(value);
    if (facet === "precision") return capital(wherePrecision(Number(value)));
    if (facet === "kind") return capital(words(value));
    if (facet === "district") return this.atlas.areas.districts?.title(value) ?? value;
    const sector = this.atlas.areas.sectors.find(({ id }) => id === value);
    return sector ? sectorName(sector) : capital(words(value));
  }

  private type(): void {
    const { filter } = this.store.get();
    this.store.set({ filter: { ...filter, text: this.text.value } });
  }

  private opened(): void {
    this.update(this.store.get());
    if (this.details.open) this.askSectors();
  }

  /** The sectors come when the filter is first opened, or asked for by the address. */
  private askSectors(): void {
    if (this.asked) return;
    this.asked = true;
    getSectors(this.store.get().date).then(
      (sectors) => {
        this.atlas.putSectors(sectors);
        this.arrived();
      },
      (error: unknown) => {
        this.asked = false;
        complain(error, () => this.askSectors());
      },
    );
  }
}
