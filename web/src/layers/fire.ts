/** Arrows of the fire that an incident’s claims tell of, from where it is said to have come to what it hit. */

import { type LatLng, LayerGroup, Point, Polyline } from "leaflet";
import { paint } from "../badge";
import type { Arrow } from "../fire";
import type { MapStage } from "../map";
import { arrowEnd } from "../sides";

/** An arrow ends so many pixels before the middle of its place, where a symbol may stand. */
const GAP = 17;

export class FireLayer {
  readonly group = new LayerGroup();
  private drawn: { path: Polyline; arrow: Arrow }[] = [];

  constructor(private stage: MapStage) {
    stage.leaflet.on("zoomend", () => {
      for (const { path, arrow } of this.drawn) path.setLatLngs(this.ends(arrow));
    });
  }

  /** Draws these arrows and no others. */
  show(arrows: readonly Arrow[]): void {
    this.group.clearLayers();
    this.drawn = [];
    for (const part of ["fire-casing", "fire-arrow"]) {
      for (const arrow of arrows) this.draw(arrow, part);
    }
  }

  private draw(arrow: Arrow, part: string): void {
    const className = arrow.wide ? `${part} fire-wide` : part;
    const options = { className, interactive: false, renderer: this.stage.renderer("fire") };
    const path = new Polyline(this.ends(arrow), { ...options, smoothFactor: 0 });
    path.on("add", () => {
      const element = path.getElement();
      if (!(element instanceof SVGElement) || part !== "fire-arrow") return;
      paint(element, arrow.side);
      element.style.markerEnd = arrowEnd(arrow.side);
      element.setAttribute("role", "img");
      element.setAttribute("aria-label", arrow.label);
    });
    this.drawn.push({ path, arrow });
    this.group.addLayer(path);
  }

  /** The ends at the present scale; places closer than the gap are joined as they are. */
  private ends({ from, at }: Arrow): LatLng[] {
    const { leaflet } = this.stage;
    const [start, end] = [from, at].map(([lon, lat]) => leaflet.project([lat, lon]));
    if (!start || !end) return [];
    const long = start.distanceTo(end);
    const share = long > 2 * GAP ? (long - GAP) / long : 1;
    const tip = new Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
    return [start, tip].map((point) => leaflet.unproject(point));
  }
}
