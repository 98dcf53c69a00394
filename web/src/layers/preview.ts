/** Marks that come and go: the place just found, and the place of a draft. */

import { Circle, CircleMarker, GeoJSON, LayerGroup, Path } from "leaflet";
import { pointOf } from "../group";
import type { MapStage } from "../map";
import type { Incident, LonLat } from "../model";

export class PreviewLayer {
  private group: LayerGroup;

  constructor(private stage: MapStage) {
    this.group = new LayerGroup().addTo(stage.leaflet);
  }

  clear(): void {
    this.group.clearLayers();
  }

  /** A ring around a place that was looked up. */
  place([lon, lat]: LonLat): void {
    this.clear();
    this.dot([lon, lat], "found");
  }

  /** Where a draft would be drawn. */
  draft(incident: Incident): void {
    this.clear();
    const { geometry } = incident;
    const point = pointOf(incident);
    const common = { renderer: this.stage.renderer("preview"), interactive: false };
    if (geometry && geometry.type !== "Point") {
      for (const part of new GeoJSON(geometry).getLayers()) {
        if (!(part instanceof Path)) continue;
        part.setStyle({ ...common, className: `preview preview-${geometry.type.toLowerCase()}` });
        part.options.interactive = false;
        this.group.addLayer(part);
      }
    }
    if (!point) return;
    const metres = incident.properties.location.uncertainty_m ?? 0;
    if (metres > 0 && (!geometry || geometry.type === "Point")) {
      const ring = { ...common, radius: metres, className: "preview preview-ring" };
      this.group.addLayer(new Circle([point[1], point[0]], ring));
    }
    this.dot(point, "preview-dot");
  }

  private dot([lon, lat]: LonLat, className: string): void {
    const options = { radius: 9, className, renderer: this.stage.renderer("preview") };
    this.group.addLayer(new CircleMarker([lat, lon], { ...options, interactive: false }));
  }
}
