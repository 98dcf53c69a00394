/** Dots of the places, the larger ones first; the names are written by the label layer. */

import { CircleMarker, LayerGroup } from "leaflet";
import { fromZoom } from "../labels";
import type { MapStage } from "../map";
import { idOf, type Layer, type LayerFeature } from "../model";

const RADII: Record<string, number> = { city: 4, town: 3.2, village: 2.2 };

export class PlacesLayer {
  readonly group = new LayerGroup();
  private grade = Number.NaN;

  constructor(
    private stage: MapStage,
    private places: Layer,
    private onOpen: (id: string) => void,
  ) {
    stage.leaflet.on("zoomend", () => this.redraw());
  }

  /** The places that are drawn at the present zoom. */
  shown(): LayerFeature[] {
    const zoom = this.stage.leaflet.getZoom();
    return this.places.features.filter(
      (place) => place.geometry?.type === "Point" && fromZoom(place.properties) <= zoom,
    );
  }

  redraw(): void {
    const grade = Math.floor(this.stage.leaflet.getZoom() * 2);
    if (grade === this.grade) return;
    this.grade = grade;
    this.group.clearLayers();
    for (const place of this.shown()) {
      if (place.geometry.type !== "Point") continue;
      const [lon = 0, lat = 0] = place.geometry.coordinates;
      const { kind } = place.properties;
      new CircleMarker([lat, lon], {
        radius: RADII[kind] ?? 2.2,
        className: `place place-${kind}`,
        renderer: this.stage.renderer("dots"),
        bubblingMouseEvents: true,
      })
        .on("click", () => this.onOpen(idOf(place)))
        .addTo(this.group);
    }
  }
}
