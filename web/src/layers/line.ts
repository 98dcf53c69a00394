/** The line of contact of one day: a stroke, and a band as wide as the line is unsure. */

import { LayerGroup, Polyline } from "leaflet";
import type { MapStage } from "../map";
import type { LineVersion } from "../model";
import { bandWidth } from "../style";

/** Draws one version; knows nothing of fetching or of the clock. */
export class LineLayer {
  readonly group = new LayerGroup();
  private band: Polyline | null = null;
  private metres = 0;

  constructor(private stage: MapStage) {
    stage.leaflet.on("zoomend", () => this.rescale());
  }

  show(version: LineVersion | null): void {
    this.group.clearLayers();
    this.band = null;
    if (!version) return;
    const path = version.geometry.coordinates.map(([lon, lat]) => [lat, lon] as [number, number]);
    const state = version.properties.in_force ? "in-force" : "ended";
    const draw = (part: string) =>
      new Polyline(path, {
        className: `line-${part} line-${state}`,
        renderer: this.stage.renderer("line"),
        interactive: false,
        smoothFactor: 0.5,
        lineJoin: "round",
        lineCap: part === "band" ? "butt" : "round",
      }).addTo(this.group);
    this.metres = version.properties.accuracy_m ?? 0;
    this.band = this.metres > 0 ? draw("band") : null;
    draw("casing");
    draw("stroke");
    this.rescale();
  }

  private rescale(): void {
    const at = this.band?.getLatLngs()[0] as { lat: number } | undefined;
    if (!at) return;
    this.band?.setStyle({ weight: bandWidth(this.metres, at.lat, this.stage.leaflet.getZoom()) });
  }
}
