/** What the map shows, in words: as a list or as a table, kept as long as it does not change. */

import type { Atlas } from "./atlas";
import { button, byId, h } from "./dom";
import type { Day, Incident } from "./model";
import { complain } from "./notice";
import { controlList } from "./panels/control";
import type { FilterPanel } from "./panels/filter";
import { emptyList, incidentList } from "./panels/list";
import type { SideView } from "./panels/side";
import { type Ground, writeSort } from "./rows";
import type { State, Store } from "./state";
import { say } from "./tongue";

/** What a click in the list opens. */
export interface ListOpeners {
  incident(incident: Incident): void;
  place(id: string): void;
  redraw(): void;
}

/** A list or table that was drawn, and of what. */
interface Drawn {
  key: string;
  incidents: readonly Incident[];
  areas: unknown;
  element: HTMLElement;
  /** How far it was scrolled, where it scrolls by itself. */
  top: number;
}

type Tables = typeof import("./panels/table");

export class ListDesk {
  private drawn: Drawn | null = null;
  private tables: Tables | null = null;
  private coming = false;
  private asList: HTMLButtonElement;
  private asTable: HTMLButtonElement;
  private swap: HTMLElement;

  constructor(
    private store: Store,
    private atlas: Atlas,
    private filter: FilterPanel,
    private openers: ListOpeners,
  ) {
    const way = (id: string, label: string, table: boolean) =>
      button(label, () => store.set({ table }), { class: "chip", id });
    this.asList = way("as-list", say("List"), false);
    this.asTable = way("as-table", say("Table"), true);
    const group = { class: "chips as", role: "group", "aria-label": say("Shown as") };
    this.swap = h("div", group, this.asList, this.asTable);
  }

  /** The first view of the side panel, under the headline of the map. */
  view(state: State): { key: string; view: SideView } {
    const shown = this.atlas.shown(state);
    const table = state.table && this.tables !== null;
    if (state.table && !this.tables) void this.bring();
    this.asList.setAttribute("aria-pressed", String(!state.table));
    this.asTable.setAttribute("aria-pressed", String(state.table));
    const list = shown.length > 0 ? this.list(state, shown, table) : this.nothing();
    const places = state.layers.has("control") && !table ? this.atlas.control(state) : [];
    const statements = places.length > 0 ? controlList(places, this.openers.place) : null;
    return {
      key: table ? "table" : "list",
      view: {
        title: byId("headline").textContent ?? "",
        body: [this.swap, this.filter.element, list, statements],
      },
    };
  }

  private nothing(): HTMLElement {
    return this.filter.on
      ? h("p", { class: "empty" }, say("No incident of these days passes the filter."))
      : emptyList(() => this.store.set({ span: "all" }));
  }

  /** The same list again where it shows the same: its height and what has the focus stay. */
  private list(state: State, incidents: readonly Incident[], table: boolean): HTMLElement {
    const key = table ? `table ${writeSort(state.sort)}` : "list";
    const areas = table ? this.atlas.areas : null;
    const { drawn } = this;
    if (drawn?.key === key && drawn.incidents === incidents && drawn.areas === areas) {
      const { element, top } = drawn;
      if (table && top > 0) requestAnimationFrame(() => element.scrollTo({ top }));
      return element;
    }
    const element = table ? this.table(state, incidents) : this.plain(incidents);
    const fresh: Drawn = { key, incidents, areas, element, top: 0 };
    element.addEventListener("scroll", () => {
      if (element.isConnected) fresh.top = element.scrollTop;
    });
    this.drawn = fresh;
    return element;
  }

  private plain(incidents: readonly Incident[]): HTMLElement {
    return incidentList(incidents, {
      incident: this.openers.incident,
      report: (day: Day) => this.store.set({ report: day }),
    });
  }

  private table({ sort }: State, incidents: readonly Incident[]): HTMLElement {
    const { atlas, store } = this;
    const { districts } = atlas.areas;
    const ground: Ground = {
      shares: (incident) => districts?.of(incident) ?? [],
      title: (district) => districts?.title(district) ?? district,
    };
    const actions = {
      open: this.openers.incident,
      sort: (wanted: State["sort"]) => store.set({ sort: wanted }),
    };
    return (this.tables as Tables).incidentTable(incidents, sort, ground, actions);
  }

  /** The code of the table comes when somebody asks for one. */
  private async bring(): Promise<void> {
    if (this.coming) return;
    this.coming = true;
    try {
      this.tables = await import("./panels/table");
      this.openers.redraw();
    } catch {
      this.store.set({ table: false });
      complain(new Error(say("The table could not be loaded.")), () =>
        this.store.set({ table: true }),
      );
    } finally {
      this.coming = false;
    }
  }
}
