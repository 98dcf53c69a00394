/** The filter above the list: words to find, and boxes with counts for what is known of the incidents. */

import { getSectors } from "../api";
import type { Atlas } from "../atlas";
import { sectorName } from "../diagram/model";
import { button, h, standIn } from "../dom";
import {
  FACETS,
  type Facet,
  type Filter,
  filtering,
  NO_FILTER,
  NOT_KNOWN,
  tally,
  toggled,
} from "../facets";
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

/** A value of a facet that can be chosen, and what changes of it. */
interface Row {
  label: HTMLElement;
  box: HTMLInputElement;
  title: HTMLElement;
  counted: HTMLElement;
}

export class FilterPanel {
  readonly element: HTMLElement;
  private details: HTMLDetailsElement;
  private text: HTMLInputElement;
  private groups = FACETS.map((facet) =>
    h("fieldset", { class: "facet" }, h("legend", {}, say(TITLES[facet]))),
  );
  private rows = new Map<string, Row>();
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
      h("div", { class: "facets" }, ...this.groups),
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
    const { areas } = this.atlas;
    const { activeElement: active } = document;
    FACETS.forEach((facet, at) => {
      const rows = this.offered(facet, tally(incidents, facet, filter, areas), filter);
      const group = this.groups[at];
      if (group) standIn(group, [group.firstElementChild as Element, ...rows]);
    });
    // Rows change places with their counts, and one that is moved loses the focus.
    if (active instanceof HTMLElement && this.element.contains(active)) {
      active.focus({ preventScroll: true });
    }
  }

  /** The rows of one kind of value. A row stays the same element, whatever it counts: a click on it is not lost. */
  private offered(facet: Facet, values: [string, number][], filter: Filter): HTMLElement[] {
    const chosen = filter.chosen[facet] ?? [];
    return values
      .filter(([value], at) => at < OFFERED || chosen.includes(value))
      .map(([value, count]) => {
        const key = `${facet} ${value}`;
        const row = this.rows.get(key) ?? this.row(facet, value);
        this.rows.set(key, row);
        const { box, title, counted } = row;
        box.checked = chosen.includes(value);
        title.textContent = this.title(facet, value);
        const whole = Math.abs(count - Math.round(count)) < 0.005;
        counted.textContent = number(whole ? Math.round(count) : count, whole ? 0 : 1);
        return row.label;
      });
  }

  private row(facet: Facet, value: string): Row {
    const id = `filter-${facet}-${/^[a-z0-9-]+$/i.test(value) ? value : `n${this.rows.size}`}`;
    const box = h("input", {
      type: "checkbox",
      id,
      "data-facet": facet,
      value,
      change: () => this.store.set({ filter: toggled(this.store.get().filter, facet, value) }),
    });
    const title = h("span");
    const counted = h("span", { class: "facet-count" });
    return { box, title, counted, label: h("label", { for: id }, box, title, counted) };
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
