/** The region, as the former autonomous oblast and as the territory held until 2020, and the city. */

import { CircleMarker, GeoJSON } from "leaflet";
import { holdsOn } from "../days";
import type { MapStage } from "../map";
import type { Day, Layer } from "../model";

/** The outline of the former oblast is a reference and always drawn; the rest only while it held. */
export class RegionLayer {
  readonly group: GeoJSON;

  constructor(
    stage: MapStage,
    private region: Layer,
  ) {
    this.group = new GeoJSON(undefined, {
      style: (feature) => ({
        className: `region region-${feature?.properties.kind ?? ""}`,
        renderer: stage.renderer("region"),
        interactive: false,
      }),
    });
  }

  update(day: Day): void {
    this.group.clearLayers();
    for (const feature of this.region.features) {
      const { kind, valid_from, valid_to } = feature.properties;
      if (kind === "former-nkao" || holdsOn(valid_from, valid_to, day)) this.group.addData(feature);
    }
  }
}

/** Stepanakert: its district as a light surface, the city as a marked dot. */
export function cityLayer(stage: MapStage, city: Layer): GeoJSON {
  return new GeoJSON(city, {
    style: () => ({
      className: "city-district",
      renderer: stage.renderer("region"),
      interactive: false,
    }),
    pointToLayer: (_feature, at) =>
      new CircleMarker(at, {
        radius: 5,
        className: "city-dot",
        renderer: stage.renderer("dots"),
        interactive: false,
      }),
  });
}
