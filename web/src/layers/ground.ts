/** Ground as hatched surfaces: what the two sides dispute on a day, or what changed between two days. */

import { GeoJSON, LayerGroup, type LeafletMouseEvent, Path } from "leaflet";
import type { MapStage } from "../map";
import type { Ground, LonLat } from "../model";
import { hatchFill } from "../sides";

/**
 * Draws pieces of ground; a click or Enter on one opens it at a point. In the pane left of a divider
 * they say nothing of their own to those who do not see them: the pieces right of it do.
 */
export class GroundLayer {
  readonly group = new LayerGroup();

  constructor(
    private stage: MapStage,
    private onOpen: (ground: Ground, point: LonLat) => void,
    private pane: "ground" | "leftGround" = "ground",
  ) {}

  show(pieces: readonly Ground[]): void {
    this.group.clearLayers();
    for (const piece of pieces) {
      const surface = new GeoJSON(piece.geometry, {
        style: () => ({
          className: `ground ground-${piece.hatch}`,
          renderer: this.stage.renderer(this.pane),
          smoothFactor: 0.8,
        }),
      });
      surface.eachLayer((part) => part instanceof Path && this.prepare(part, piece));
      this.group.addLayer(surface);
    }
  }

  private prepare(part: Path, piece: Ground): void {
    part.on("add", () => {
      const element = part.getElement();
      if (!(element instanceof SVGElement)) return;
      element.style.fill = hatchFill(piece.hatch);
      if (this.pane === "leftGround") return;
      element.setAttribute("role", "button");
      element.setAttribute("tabindex", "0");
      element.setAttribute("aria-label", piece.label);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.onOpen(piece, piece.middle);
      });
    });
    part.on("click", ({ latlng }: LeafletMouseEvent) =>
      this.onOpen(piece, [latlng.lng, latlng.lat]),
    );
  }
}
