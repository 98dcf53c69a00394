/** Names on the map, written as SVG text where they fit; hidden while the map zooms. */

import { DomUtil, Layer as LeafletLayer, type Map as LeafletMap } from "leaflet";
import { s } from "../dom";
import { type Box, type Candidate, type Placed, placeLabels } from "../labels";

const SIZES: Record<string, number> = {
  country: 15,
  region: 14,
  city: 14,
  town: 12.5,
  line: 12.5,
  water: 11.5,
};
const SECOND = 11;

/** A name at a geographic position; the layer turns it into pixels. */
export interface Name extends Omit<Candidate, "x" | "y"> {
  lon: number;
  lat: number;
  /** The smallest zoom at which it is written, where that depends on the thing named. */
  from?: number;
}

/** A layer of text; `names` is asked again after each move. */
export class LabelLayer extends LeafletLayer {
  private svg: SVGSVGElement | null = null;
  private pen = document.createElement("canvas").getContext("2d");
  private waiting = 0;

  constructor(
    private names: () => Name[],
    private obstacles: () => Box[],
  ) {
    super();
  }

  override onAdd(map: LeafletMap): this {
    this.svg = s("svg", { class: "labels leaflet-zoom-hide", "aria-hidden": "true" });
    map.getPane("labels")?.append(this.svg);
    map.on("moveend zoomend resize", this.later, this);
    this.later();
    return this;
  }

  override onRemove(map: LeafletMap): this {
    map.off("moveend zoomend resize", this.later, this);
    this.svg?.remove();
    return this;
  }

  /** Writes again with the next frame; many calls make one writing. */
  later(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.write());
  }

  /** Writes at once, in place of a writing that waits. */
  write(): void {
    cancelAnimationFrame(this.waiting);
    if (!this.svg || !this._map) return;
    const map = this._map;
    const size = map.getSize();
    const origin = map.containerPointToLayerPoint([0, 0]);
    DomUtil.setPosition(this.svg as unknown as HTMLElement, origin);
    this.svg.setAttribute("width", String(size.x));
    this.svg.setAttribute("height", String(size.y));
    const candidates: Candidate[] = [];
    for (const name of this.names()) {
      const { x, y } = map.latLngToContainerPoint([name.lat, name.lon]);
      if (x < -40 || y < -20 || x > size.x + 40 || y > size.y + 20) continue;
      candidates.push({ ...name, x, y });
    }
    const placed = placeLabels(candidates, (c) => this.measure(c), this.obstacles());
    this.svg.replaceChildren(...placed.map(draw));
  }

  private measure(candidate: Candidate): { width: number; height: number } {
    const size = SIZES[candidate.kind] ?? 11.5;
    const wide = candidate.kind === "country" || candidate.kind === "region";
    const first = this.width(candidate.text, size) * (wide ? 1.35 : 1.04);
    const second = candidate.second ? this.width(candidate.second, SECOND) : 0;
    return {
      width: Math.max(first, second),
      height: size * 1.2 + (candidate.second ? SECOND * 1.25 : 0),
    };
  }

  private width(text: string, size: number): number {
    if (!this.pen) return text.length * size * 0.6;
    this.pen.font = `600 ${size}px "Noto Sans", sans-serif`;
    return this.pen.measureText(text).width;
  }
}

function draw(label: Placed): SVGElement {
  const { box, anchor } = label;
  const size = SIZES[label.kind] ?? 11.5;
  const x =
    anchor === "start" ? box.x : anchor === "end" ? box.x + box.width : box.x + box.width / 2;
  const group = s("g", { class: `label label-${label.kind}`, "text-anchor": anchor });
  group.append(s("text", { x, y: box.y + size, "font-size": size }, label.text));
  if (label.second) {
    const y = box.y + size + SECOND * 1.25;
    group.append(s("text", { x, y, "font-size": SECOND, class: "second" }, label.second));
  }
  return group;
}
