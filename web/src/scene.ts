/** All layers together: draws what the state asks for, in the right order, and nothing twice. */

import type { Atlas } from "./atlas";
import { byId } from "./dom";
import { arrowsOf } from "./fire";
import { mainName } from "./format";
import { pointOf } from "./group";
import { type Box, priority } from "./labels";
import {
  bordersLayer,
  districtsLayer,
  landLayer,
  reliefLayer,
  tileLayer,
  WaterLayer,
} from "./layers/backdrop";
import { ControlLayer } from "./layers/control";
import { FireLayer } from "./layers/fire";
import { GroundLayer } from "./layers/ground";
import { IncidentsLayer } from "./layers/incidents";
import type { Name } from "./layers/labels";
import { LabelLayer } from "./layers/labels";
import { LineLayer } from "./layers/line";
import { PlacesLayer } from "./layers/places";
import { PreviewLayer } from "./layers/preview";
import { cityLayer, RegionLayer } from "./layers/region";
import { Swipe } from "./layers/swipe";
import type { MapStage } from "./map";
import type { Config, Ground, Incident, LayerFeature, LayerId, LineVersion, LonLat } from "./model";
import { areaNames, lineName, placeNames } from "./names";
import { nearestPlace } from "./nearplace";
import { differing } from "./segments";
import type { Targets } from "./snapping";
import { readPoint, type State, type Store } from "./state";
import { pageTurns } from "./turns";

type Drawable = { addTo(map: MapStage["leaflet"]): unknown; remove(): unknown };

/** What lies over the map, where names would not be read. */
const COVERS = ["attribution", "headline", "views", "map-key"];

/** What a click on the map opens. */
export interface Openers {
  incidents(incidents: Incident[]): void;
  place(id: string): void;
  control(id: string): void;
  line(point: LonLat): void;
}

export class Scene {
  readonly preview: PreviewLayer;
  private layers = new Map<LayerId, Drawable>();
  private line: LineLayer;
  /** The line of the other day of a comparison, left of the divider. */
  private other: LineLayer;
  private swipe: Swipe;
  private ground: GroundLayer;
  /** The same ground as the other day of a comparison had it. */
  private otherGround: GroundLayer;
  private named: Name[] = [];
  private lineNamed: Name[] = [];
  private covers: Box[] = [];
  private incidents: IncidentsLayer;
  private fire: FireLayer;
  private labels: LabelLayer;
  private region: RegionLayer | null = null;
  private control: ControlLayer | null = null;
  private places: PlacesLayer | null = null;
  private areas: Name[] = [];

  constructor(
    private stage: MapStage,
    private atlas: Atlas,
    private store: Store,
    private openers: Openers,
    config: Config,
  ) {
    if (config.tile_url) {
      tileLayer(config.tile_url).addTo(stage.leaflet);
      stage.leaflet.getContainer().classList.add("with-tiles");
    } else if (config.relief) reliefLayer(config.relief).addTo(stage.leaflet);
    this.preview = new PreviewLayer(stage);
    this.line = new LineLayer(stage, (point) => openers.line(point));
    this.other = new LineLayer(stage, null, { bands: "leftBands", line: "leftLine" });
    this.line.group.addLayer(this.other.group);
    this.swipe = new Swipe(stage);
    const openGround = ({ places }: Ground, point: LonLat) => {
      const place = nearestPlace(places, point, this.atlas);
      if (place) openers.control(place);
    };
    this.ground = new GroundLayer(stage, openGround);
    this.otherGround = new GroundLayer(stage, openGround, "leftGround");
    this.line.group.addLayer(this.ground.group).addLayer(this.otherGround.group);
    this.incidents = new IncidentsLayer(stage, openers.incidents, () => this.relabel());
    this.fire = new FireLayer(stage);
    this.incidents.group.addLayer(this.fire.group);
    this.layers.set("contact-line", this.line.group);
    this.layers.set("incidents", this.incidents.group);
    this.labels = new LabelLayer(
      () => this.names(),
      () => [...this.incidents.boxes(), ...(this.control?.boxes() ?? []), ...this.covered()],
    );
    this.labels.addTo(stage.leaflet);
    store.subscribe((state, before) => this.update(state, before));
  }

  /** Takes up a layer that has just arrived. */
  arrived(id: LayerId): void {
    const layer = this.atlas.layer(id);
    if (!layer) return;
    const { stage } = this;
    if (id === "borders") {
      landLayer(stage, layer).addTo(stage.leaflet);
      this.put(id, bordersLayer(stage, layer));
    } else if (id === "water") this.put(id, new WaterLayer(stage, layer).group);
    else if (id === "districts") this.put(id, districtsLayer(stage, layer));
    else if (id === "stepanakert") this.put(id, cityLayer(stage, layer));
    else if (id === "region") {
      this.region = new RegionLayer(stage, layer);
      this.put(id, this.region.group);
    } else if (id === "places") {
      this.places = new PlacesLayer(stage, layer, (place) => this.openers.place(place));
      this.places.redraw();
      this.put(id, this.places.group);
    } else if (id === "control") {
      this.control = new ControlLayer(
        stage,
        {
          open: (place) => this.openers.control(place),
          drawn: () => this.relabel(),
        },
        (place) => rank(this.atlas.feature("places", place)),
      );
      this.put(id, this.control.group);
    }
    this.areas = areaNames(this.atlas);
    this.update(this.store.get());
  }

  /** Shows the line of the chosen day, or none. */
  showLine(version: LineVersion | null): void {
    this.line.show(version, this.playing());
    this.lineNamed = lineName(version);
  }

  /** What is drawn now that a corner of a drawing may be drawn to. */
  snapTargets(): Targets {
    const { layers } = this.store.get();
    const places = layers.has("places") ? (this.places?.shown() ?? []) : [];
    return {
      places: places.flatMap(({ geometry, properties }) => {
        if (geometry.type !== "Point") return [];
        const [lon = 0, lat = 0] = geometry.coordinates;
        return [{ name: mainName(properties.names), point: [lon, lat] as LonLat }];
      }),
      line: layers.has("contact-line") ? this.line.paths() : [],
    };
  }

  /** Shows the line of the other day of a comparison, or none. */
  showOther(version: LineVersion | null): void {
    this.other.show(version);
  }

  /**
   * Hatches ground: what is disputed on the day, or what changed between two days, as it is on the
   * later of them and, left of the divider, as it was on the other one.
   */
  showGround(pieces: readonly Ground[], other: readonly Ground[] = []): void {
    this.ground.show(pieces);
    this.otherGround.show(other);
    this.named = pieces.flatMap(({ name, middle: [lon, lat] }) =>
      name
        ? [{ text: name, second: "", kind: "disputed", lon, lat, priority: 95, centred: false }]
        : [],
    );
    this.labels.later();
  }

  /** Puts a divider at a share of the map's width, or takes it away. */
  split(share: number | null): void {
    this.swipe.set(share);
  }

  /** Draws the two accounts where they differ, or none; says whether they differ at all. */
  showAccounts(both: { az: LineVersion; arm: LineVersion } | null): boolean {
    const paths = both && {
      az: differing(both.az, both.arm),
      arm: differing(both.arm, both.az),
    };
    this.line.showAccounts(paths);
    return Boolean(paths && (paths.az.length > 0 || paths.arm.length > 0));
  }

  /** Draws the incidents anew: which of them are to be shown may have changed. */
  refresh(): void {
    this.update(this.store.get());
  }

  /** Moves the map so that the incident can be seen. */
  reveal(incident: Incident): void {
    const point = pointOf(incident);
    if (point) this.stage.reveal(point);
  }

  private put(id: LayerId, layer: Drawable): void {
    this.layers.get(id)?.remove();
    this.layers.set(id, layer);
  }

  private update(state: State, before?: State): void {
    for (const [id, layer] of this.layers) {
      if (state.layers.has(id)) layer.addTo(this.stage.leaflet);
      else layer.remove();
    }
    const dated =
      !before ||
      before.date !== state.date ||
      before.span !== state.span ||
      before.since !== state.since ||
      before.box !== state.box ||
      before.against !== state.against ||
      before.filter !== state.filter;
    if (dated) {
      this.region?.update(state.date);
    }
    const chosen = before?.selection !== state.selection;
    const switched = before?.layers !== state.layers;
    const wait = this.playing();
    if (dated || chosen || switched) pageTurns.take("incidents", wait, () => this.showIncidents());
    if (chosen)
      this.line.choose(state.selection?.type === "line" ? readPoint(state.selection.id) : null);
    if (dated || chosen || switched) pageTurns.take("control", wait, () => this.showControl());
    this.relabel();
  }

  private showIncidents(): void {
    const state = this.store.get();
    const chosen = state.selection?.type === "incident" ? state.selection.id : null;
    this.incidents.show(this.atlas.shown(state), chosen);
    const claims = (chosen && this.atlas.incident(chosen)?.properties.claims) || [];
    this.fire.show(arrowsOf(claims, (place) => this.atlas.spotOf(place)));
  }

  private showControl(): void {
    const state = this.store.get();
    if (!state.layers.has("control")) return;
    const { selection } = state;
    const place = selection?.type === "control" ? this.atlas.controlPlace(selection.id) : null;
    this.control?.show(this.atlas.control(state), place);
  }

  /** While the line is played, each frame gets one piece of the work. */
  private playing(): boolean {
    return document.body.classList.contains("playing");
  }

  /** Writes the names anew: with the next frame, and while the line is played in their turn. */
  private relabel(): void {
    if (this.playing()) pageTurns.take("labels", true, () => this.labels.write());
    else this.labels?.later();
  }

  /** The boxes of what lies over the map; they stay as they are while the line is played. */
  private covered(): Box[] {
    if (!this.playing()) this.covers = COVERS.flatMap((id) => this.stage.covered(byId(id)));
    return this.covers;
  }

  private names(): Name[] {
    const { layers } = this.store.get();
    const zoom = this.stage.leaflet.getZoom();
    const named = layers.has("contact-line") ? [...this.named, ...this.lineNamed] : [];
    const names = [...named, ...this.areas].filter((name) => visible(name, zoom, layers));
    if (layers.has("places") && this.places) {
      names.push(...placeNames(this.places.shown(), zoom));
    }
    return names;
  }
}

/** Larger and better known places first; a place that is not known comes last. */
function rank(place: LayerFeature | undefined): number {
  return place ? priority(place.properties) : 0;
}

function visible(name: Name, zoom: number, layers: ReadonlySet<LayerId>): boolean {
  if (name.kind === "country") return layers.has("borders") && zoom < 9.5;
  if (name.kind === "disputed" || name.kind === "line") return true;
  if (name.kind === "water") return layers.has("water") && zoom >= (name.from ?? 7.5);
  if (name.kind === "district") return layers.has("districts") && zoom >= 9.75 && zoom < 12;
  return layers.has("region") && zoom >= 8 && zoom < 11;
}
