/** The ground of the map: land, relief, water, borders and, if set up, tiles. No names. */

import { GeoJSON, ImageOverlay, LayerGroup, TileLayer } from "leaflet";
import { type MapStage, type Pane, toLeaflet } from "../map";
import type { Config, Layer } from "../model";
import { waterFromZoom } from "../style";

/** Land of the states, as a surface; their outlines are a layer of their own. */
export function landLayer(stage: MapStage, borders: Layer): GeoJSON {
  return surface(stage, "land", borders, (feature) => `land land-${slug(feature.id)}`);
}

/** Outlines of the states. */
export function bordersLayer(stage: MapStage, borders: Layer): LayerGroup {
  return new LayerGroup([
    surface(stage, "borders", borders, () => "border-casing"),
    surface(stage, "borders", borders, () => "border"),
  ]);
}

/** Districts of Azerbaijan and provinces of Armenia, thin. */
export function districtsLayer(stage: MapStage, districts: Layer): GeoJSON {
  return surface(stage, "districts", districts, () => "district");
}

/** Lakes and rivers; the small ones wait for a larger scale. */
export class WaterLayer {
  readonly group: GeoJSON;
  private shownFrom = Number.NaN;

  constructor(
    private stage: MapStage,
    private water: Layer,
  ) {
    this.group = new GeoJSON(undefined, {
      style: (feature) => ({
        className: `water water-${slug(feature?.properties.kind)}`,
        renderer: stage.renderer("water"),
        interactive: false,
      }),
    });
    this.redraw();
    stage.leaflet.on("zoomend", () => this.redraw());
  }

  private redraw(): void {
    const grade = Math.floor((this.stage.leaflet.getZoom() || 8) * 2) / 2;
    if (grade === this.shownFrom) return;
    this.shownFrom = grade;
    this.group.clearLayers();
    for (const feature of this.water.features) {
      if (grade >= waterFromZoom(feature)) this.group.addData(feature);
    }
  }
}

/** The shaded relief, one picture in Web Mercator. */
export function reliefLayer(relief: NonNullable<Config["relief"]>): ImageOverlay {
  return new ImageOverlay(relief.url, toLeaflet(relief.bounds), {
    pane: "relief",
    className: "relief",
    alt: "",
    interactive: false,
  });
}

/** Tiles of another host, only when the operator has set them up. */
export function tileLayer(url: string): TileLayer {
  return new TileLayer(url, { maxZoom: 19, className: "tiles" });
}

function surface(
  stage: MapStage,
  pane: Pane,
  layer: Layer,
  className: (feature: { id?: string | number | undefined }) => string,
): GeoJSON {
  return new GeoJSON(layer, {
    style: (feature) => ({
      className: className(feature ?? {}),
      renderer: stage.renderer(pane),
      interactive: false,
      smoothFactor: 0.8,
    }),
    pointToLayer: () => new LayerGroup() as never,
  });
}

function slug(value: unknown): string {
  return String(value ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}
