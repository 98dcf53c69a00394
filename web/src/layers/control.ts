/** Statements that a place changed hands, as small flags; off at first. */

import { DivIcon, LayerGroup, Marker } from "leaflet";
import { flagSymbol } from "../badge";
import { type Interval, meets } from "../days";
import { date } from "../format";
import type { MapStage } from "../map";
import { idOf, type Layer, type LayerFeature } from "../model";

export class ControlLayer {
  readonly group = new LayerGroup();

  constructor(
    _stage: MapStage,
    private control: Layer,
    private onOpen: (id: string) => void,
  ) {}

  /** The statements made in these days; the state before them is not an event. */
  within(days: Interval): LayerFeature[] {
    return this.control.features.filter(
      ({ properties: { kind, valid_from, valid_to } }) =>
        kind !== "baseline" && meets(valid_from, valid_to, days),
    );
  }

  update(days: Interval): void {
    this.group.clearLayers();
    const seen = new Set<string>();
    for (const feature of this.within(days)) {
      if (feature.geometry?.type !== "Point") continue;
      const place = String(feature.properties.place ?? idOf(feature));
      if (seen.has(place)) continue;
      seen.add(place);
      const [lon = 0, lat = 0] = feature.geometry.coordinates;
      this.group.addLayer(this.flag(feature, lon, lat));
    }
  }

  private flag(feature: LayerFeature, lon: number, lat: number): Marker {
    const { names, holder_after, date: day } = feature.properties;
    const icon = flagSymbol(String(holder_after ?? "third-party"));
    const marker = new Marker([lat, lon], {
      icon: new DivIcon({
        className: "flag-icon",
        html: icon as unknown as HTMLElement,
        iconSize: [18, 20],
        iconAnchor: [3, 19],
      }),
      keyboard: false,
      zIndexOffset: -500,
    });
    const label = `${names?.en ?? names?.az ?? "Place"}: statement of control, ${date(String(day))}`;
    marker.on("add", () => marker.getElement()?.setAttribute("title", label));
    marker.on("click", () => this.onOpen(idOf(feature)));
    return marker;
  }
}
