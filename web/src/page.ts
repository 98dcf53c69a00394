/** The page at work: listens to the state, fetches what it needs, and hands views to the panels. */

import { getLayer, type PlaceHit } from "./api";
import { Atlas } from "./atlas";
import { chosenView } from "./chosen";
import { byId } from "./dom";
import { DeskDoor } from "./editing";
import { isEmbedded } from "./embed";
import { languageIn } from "./languages";
import { LineOfDay } from "./lineofday";
import { ListDesk } from "./listdesk";
import { Live } from "./live";
import { HOME, MapStage } from "./map";
import {
  type Config,
  type Incident,
  idOf,
  LAYER_IDS,
  type LayerFeature,
  type LayerId,
  type LonLat,
} from "./model";
import { announce, complain } from "./notice";
import { backLabel } from "./panels/backlabel";
import { installControls } from "./panels/controls";
import { DatePanel } from "./panels/dates";
import { FilterPanel } from "./panels/filter";
import { languageChoice } from "./panels/language";
import { LayerPanel } from "./panels/layers";
import { incidentList } from "./panels/list";
import { mapKey } from "./panels/mapkey";
import { SidePanel } from "./panels/side";
import { Tabs } from "./panels/tabs";
import { Scene } from "./scene";
import { installSides } from "./sides";
import { type Selection, type State, Store, stateIn, toHash, writePoint } from "./state";
import { counted, language } from "./tongue";
import { pageTurns } from "./turns";
import { Views } from "./views";

export class Page {
  private store: Store;
  private atlas: Atlas;
  private stage: MapStage;
  private scene: Scene;
  private side: SidePanel;
  private layers: LayerPanel;
  private dates: DatePanel;
  private tabs: Tabs;
  private desk: DeskDoor;
  /** Nobody has moved the map yet, nor asked for a certain view of it. */
  private untouched = true;
  /** The incidents of a spot with several of them, while one is being chosen. */
  private choice: Incident[] | null = null;
  private line: LineOfDay;
  private views: Views;
  private filter: FilterPanel;
  private list: ListDesk;
  private live: Live | null = null;
  /** The address fragment as it was last read or written here. */
  private address = location.hash;

  constructor(private config: Config) {
    this.store = new Store(stateIn(location.hash, config.dates));
    this.atlas = new Atlas(config.dates.first);
    installSides(config.sides, document.documentElement, byId("hatches"));
    byId("attribution").textContent = [config.attribution, config.tile_attribution]
      .filter(Boolean)
      .join(" · ");
    this.stage = new MapStage(byId("map"), config.bounds);
    const { view } = this.store.get();
    if (view) this.stage.setView(view);
    else this.stage.fit(HOME, 0, false);
    this.untouched = view === null;
    this.scene = new Scene(this.stage, this.atlas, this.store, this.openers(), config);
    this.desk = new DeskDoor(this.stage, this.scene, this.atlas, this.store, config, {
      redraw: () => this.render(),
      sheet: (sheet) => this.sheet(sheet),
      renew: () => this.fetch("incidents"),
      open: (incident) => this.select("incident", idOf(incident)),
      edit: (on) => void this.edit(on),
    });
    this.side = new SidePanel(() => this.sheet("none"));
    const sides = config.sides.map(({ id }) => id);
    this.layers = new LayerPanel(this.store, sides);
    byId("editor-toggle").before(languageChoice(this.store));
    byId("attribution").before(mapKey(sides));
    this.tabs = new Tabs((tab) => this.openTab(tab));
    this.line = new LineOfDay(this.store, this.atlas, this.scene, config.dates, {
      drawn: (lines) => {
        this.layers.setCount("contact-line", lines);
        const { type } = this.store.get().selection ?? {};
        if (type === "line" || type === "place") this.render();
      },
      stopped: () => {
        this.stage.resized();
        this.writeAddress();
      },
    });
    this.filter = new FilterPanel(this.store, this.atlas, () => this.placed());
    this.list = new ListDesk(this.store, this.atlas, this.filter, {
      incident: (incident) => this.select("incident", idOf(incident)),
      place: (id) => this.select("control", id),
      redraw: () => this.render(true),
    });
    const { incidents } = this.openers();
    this.dates = new DatePanel(this.store, this.atlas, config.dates, this.line.bar, incidents);
    this.views = new Views(this.store, this.atlas, this.scene, config, {
      incident: (id) => this.select("incident", id),
      place: (id) => this.select("control", id),
      redraw: () => this.placed(),
      show: () => this.render(true),
      aside: () => this.sheet("side"),
    });
    if (this.store.get().diagram || this.store.get().table) this.layers.open(false);
    if (this.store.get().selection) this.sheet("side");
    this.wire();
  }

  /** Fetches all layers; each is drawn when it comes. */
  async load(): Promise<void> {
    this.render();
    const layers = LAYER_IDS.filter((id) => id !== "contact-line");
    await Promise.all([this.line.load(), ...layers.map((id) => this.fetch(id))]);
    document.body.dataset.ready = "true";
    void this.views.openReport();
    if (!isEmbedded(location.search)) {
      this.live ??= new Live((layers, incidents) => this.renew(layers, incidents));
    }
  }

  private async fetch(id: LayerId, changed?: ReadonlySet<string>): Promise<void> {
    try {
      const layer = await getLayer(id);
      this.atlas.put(id, layer, changed);
      this.layers.setCount(id, this.atlas.layer(id)?.features.length ?? 0);
      this.scene.arrived(id);
      if (id === "incidents") this.dates.update(this.store.get());
      if (id === "districts" && this.store.get().filter.chosen.district) this.placed();
      else if (["incidents", "places", "control", "districts"].includes(id)) this.render();
    } catch (error) {
      complain(error, () => void this.fetch(id));
    }
  }

  /** Fetches layers anew; tells how many of these incidents are among those shown. */
  private async renew(layers: readonly LayerId[], incidents: readonly string[]): Promise<number> {
    const moved = layers.includes("control");
    const changed = incidents.length > 0 && !moved ? new Set(incidents) : undefined;
    await Promise.all(layers.map((id) => id !== "contact-line" && this.fetch(id, changed)));
    if (moved) this.line.renew();
    const shown = new Set(this.atlas.shown(this.store.get()).map(idOf));
    return incidents.filter((id) => shown.has(id)).length;
  }

  private wire(): void {
    const { store, stage } = this;
    installControls({
      found: (hit) => this.found(hit),
      zoom: (step) => stage.zoomBy(step),
      home: () => stage.fit(HOME, this.layers.cover()),
      edit: () => void this.edit(!this.desk.on),
    });
    stage.onMove((view) => store.set({ view }));
    stage.onTouched(() => {
      this.untouched = false;
    });
    new ResizeObserver(() => {
      if (this.line.player.playing) return;
      stage.resized();
      if (this.untouched) stage.fit(HOME, this.layers.cover(), false);
    }).observe(byId("map"));
    store.subscribe((state, before) => this.changed(state, before));
    window.addEventListener("hashchange", () => {
      const { hash } = location;
      if (hash === this.address) return;
      this.address = hash;
      const asked = languageIn(hash);
      if (asked && asked !== language()) return location.reload();
      const state = stateIn(hash, this.config.dates);
      if (toHash(state) === toHash(store.get())) return;
      store.set(state);
      if (state.view) stage.setView(state.view);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.line.player.playing) this.line.player.stop();
      else if (this.views.shared()) void this.views.openShare(false);
      else if (store.get().selection) this.back();
    });
  }

  private changed(state: State, before: State): void {
    const { playing } = this.line.player;
    if (!playing) this.writeAddress();
    const dated = (["date", "span", "since", "box", "against", "filter"] as const).some(
      (key) => state[key] !== before[key],
    );
    const compared = state.against !== null && state.stance !== before.stance;
    if (dated) {
      this.choice = null;
      if (!playing) announce(byId("headline").textContent ?? "");
    }
    if ((state.diagram && !before.diagram) || (state.table && !before.table))
      this.layers.open(false);
    const control = state.layers.has("control") !== before.layers.has("control");
    const beside = (["numbers", "scope", "table", "sort"] as const).some(
      (key) => state[key] !== before[key],
    );
    if (dated || compared || control || beside || state.selection !== before.selection) {
      pageTurns.take("list", playing, () => this.render());
    }
  }

  /** Keeps the state in the address; one that the reader has just entered is read first. */
  private writeAddress(): void {
    if (location.hash !== this.address) return;
    history.replaceState(null, "", `#${toHash(this.store.get())}`);
    this.address = location.hash;
  }

  /** It is known, or known better, where incidents lie along the line. */
  private placed(): void {
    this.dates.update(this.store.get());
    this.scene.refresh();
    this.render();
  }

  /** Puts the right view into the side panel. */
  private render(focus = false): void {
    const { atlas, side } = this;
    const state = this.store.get();
    const shown = atlas.shown(state);
    this.tabs.setCount(shown.length);
    this.filter.update(state);
    this.tabs.show(this.sheetNow(), this.desk.on);
    const back = {
      label: backLabel(state, Boolean(this.choice), this.desk.on),
      go: () => this.back(),
    };
    const beside = this.views.numbers() ?? this.views.compared();
    const open = (incident: Incident) => this.select("incident", idOf(incident));
    const chosen = chosenView(state, atlas, this.line, back, open);
    const shared = this.views.shared();
    const desk = shared || chosen || this.choice ? null : this.desk.view();
    if (shared) side.show(shared.key, shared.view, focus);
    else if (chosen) side.show(chosen.key, chosen.view, focus);
    else if (this.choice) {
      const title = counted(this.choice.length, "{n} incident here", "{n} incidents here");
      side.show(
        "choice",
        { title, back, body: [incidentList(this.choice, { incident: open })] },
        focus,
      );
    } else if (desk) side.show("editor", desk, focus);
    else if (beside) side.show(beside.key, beside.view, focus);
    else {
      const { key, view } = this.list.view(state);
      side.show(key, view, focus);
    }
  }

  private back(): void {
    const { selection } = this.store.get();
    this.scene.preview.clear();
    if (selection) this.store.set({ selection: null });
    else this.choice = null;
    this.render(true);
  }

  private select(type: Selection["type"], id: string): void {
    this.store.set({ selection: { type, id } });
    const incident = type === "incident" ? this.atlas.incident(id) : undefined;
    this.sheet("side");
    this.untouched = false;
    if (incident) this.scene.reveal(incident);
    this.render(true);
  }

  private openers() {
    return {
      incidents: (incidents: Incident[]) => {
        const [only] = incidents;
        if (incidents.length === 1 && only) return this.select("incident", idOf(only));
        this.choice = incidents;
        this.store.set({ selection: null });
        this.sheet("side");
        this.render(true);
      },
      place: (id: string) => this.select("place", id),
      control: (id: string) => this.select("control", id),
      line: (point: LonLat) => this.select("line", writePoint(point)),
    };
  }

  private found(hit: PlaceHit): void {
    const [lon = 0, lat = 0] = hit.geometry.coordinates;
    this.untouched = false;
    this.scene.preview.place([lon, lat]);
    this.stage.goTo([lon, lat], 11);
    this.atlas.adopt(hit as LayerFeature);
    this.select("place", idOf(hit));
    this.sheet("none");
  }

  private sheetNow(): "none" | "side" | "layers" {
    return (document.body.dataset.sheet ?? "none") as "none" | "side" | "layers";
  }

  private sheet(sheet: "none" | "side" | "layers"): void {
    this.tabs.show(sheet, this.desk.on);
    if (sheet === "layers") this.layers.open(true);
  }

  private openTab(tab: "map" | "list" | "layers" | "editor"): void {
    if (tab === "editor") return void this.edit(true);
    // Coming from the map, the list shows what was chosen there; pressed again, all of it.
    const chosen = this.sheetNow() !== "side" && this.store.get().selection !== null;
    if (tab === "list") this.desk.on = false;
    if (tab === "list" && !chosen) {
      this.choice = null;
      this.store.set({ selection: null });
    }
    this.sheet(tab === "map" ? "none" : tab === "list" ? "side" : "layers");
    this.render(tab === "list");
  }

  /** Opens or leaves the editor's desk. */
  private async edit(on: boolean): Promise<void> {
    if (!(await this.desk.open(on))) return;
    this.choice = null;
    this.store.set({ selection: null });
    if (!on) this.scene.preview.clear();
    this.sheet(on ? "side" : this.sheetNow());
    this.render(true);
  }
}
