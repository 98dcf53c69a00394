/** Draws many incidents on one canvas: a disc for each square of the screen, parted by who is heard. */

import {
  DomUtil,
  type LatLng,
  Layer,
  type Map as LeafletMap,
  type LeafletMouseEvent,
} from "leaflet";
import { type Cell, cells, type Frame, near, radius } from "../crowd";
import type { Incident } from "../model";

/** The side of a square, in pixels. */
const SIZE = 44;
/** How far the canvas reaches beyond the map, as a share of its size, for panning. */
const PADDING = 0.25;

export class CrowdLayer extends Layer {
  private canvas = document.createElement("canvas");
  private incidents: readonly Incident[] = [];
  private frame: Frame = { world: 1, left: 0, top: 0, width: 0, height: 0 };
  private colours = new Map<string, string>();
  private pending = 0;
  private chart: LeafletMap | null = null;
  /** The discs as last drawn. */
  private discs: Cell[] = [];

  constructor(private onOpen: (incidents: Incident[]) => void) {
    super({ pane: "dots" });
    this.canvas.className = "crowd leaflet-zoom-hide";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  show(incidents: readonly Incident[]): void {
    if (incidents.length === 0 && this.incidents.length === 0) return;
    this.incidents = incidents;
    this.later();
  }

  override onAdd(map: LeafletMap): this {
    this.chart = map;
    map.getPane("dots")?.append(this.canvas);
    map.on("moveend zoomend resize", this.later, this);
    map.on("click", this.click, this);
    this.later();
    return this;
  }

  override onRemove(map: LeafletMap): this {
    map.off("moveend zoomend resize", this.later, this);
    map.off("click", this.click, this);
    this.canvas.remove();
    this.chart = null;
    return this;
  }

  private later(): void {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { chart: map, canvas } = this;
    if (!map) return;
    canvas.hidden = this.incidents.length === 0;
    canvas.dataset.incidents = String(this.incidents.length);
    if (canvas.hidden) return;
    const size = map.getSize();
    const pad = size.multiplyBy(PADDING).round();
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1));
    const pixels = map.getPixelBounds().min ?? size;
    const [width, height] = [size.x + 2 * pad.x, size.y + 2 * pad.y];
    const world = 256 * 2 ** map.getZoom();
    this.frame = { world, left: pixels.x - pad.x, top: pixels.y - pad.y, width, height };
    const density = Math.min(2, devicePixelRatio);
    if (canvas.width !== width * density || canvas.height !== height * density) {
      canvas.width = width * density;
      canvas.height = height * density;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    DomUtil.setPosition(canvas, corner);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.discs = cells(this.incidents, this.frame, SIZE);
    this.readColours();
    for (const disc of this.discs) this.disc(pen, disc);
  }

  /** A pie by who is heard, in a fixed order, with the number in its middle. */
  private disc(pen: CanvasRenderingContext2D, { x, y, total, sides }: Cell): void {
    const reach = radius(total);
    let from = -Math.PI / 2;
    const parts = [...sides].sort(([a], [b]) => a.localeCompare(b));
    for (const [side, n] of parts) {
      const to = from + (n / total) * 2 * Math.PI;
      pen.beginPath();
      if (parts.length > 1) pen.moveTo(x, y);
      pen.arc(x, y, reach, from, to);
      pen.fillStyle = this.colour(`--side-${side}`);
      pen.fill();
      from = to;
    }
    pen.beginPath();
    pen.arc(x, y, reach, 0, 2 * Math.PI);
    pen.strokeStyle = this.colour("--card");
    pen.lineWidth = 1.5;
    pen.stroke();
    if (total === 1) return;
    pen.beginPath();
    pen.arc(x, y, reach * 0.62, 0, 2 * Math.PI);
    pen.fillStyle = this.colour("--card");
    pen.fill();
    pen.fillStyle = this.colour("--ink");
    pen.font = `600 ${total > 999 ? 9 : 10.5}px "Noto Sans", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(total > 9999 ? `${Math.round(total / 1000)}k` : String(total), x, y + 0.5);
  }

  /** The colours of the page, which change with its theme. */
  private readColours(): void {
    const style = getComputedStyle(document.documentElement);
    const sides = new Set(this.discs.flatMap((disc) => [...disc.sides.keys()]));
    for (const name of ["--card", "--ink", ...[...sides].map((side) => `--side-${side}`)]) {
      this.colours.set(name, style.getPropertyValue(name).trim());
    }
  }

  private colour(name: string): string {
    return this.colours.get(name) || this.colours.get("--side-third-party") || "#6b6b6b";
  }

  private click({ latlng }: LeafletMouseEvent & { latlng: LatLng }): void {
    const { chart: map, frame } = this;
    if (!map || this.incidents.length === 0) return;
    const { x, y } = map.project(latlng);
    const at = { x: x - frame.left, y: y - frame.top };
    const hit = this.discs.find(
      (disc) => Math.hypot(disc.x - at.x, disc.y - at.y) <= radius(disc.total),
    );
    if (hit) this.onOpen(near(this.incidents, frame, hit, SIZE / 2));
  }
}
