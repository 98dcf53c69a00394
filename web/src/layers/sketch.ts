/** A line or an area under the editor's hand: corners to drag, the outline so far, and what the pointer snaps to. */

import type { LineString } from "geojson";
import {
  CircleMarker,
  DivIcon,
  LatLng,
  LayerGroup,
  type LeafletMouseEvent,
  Marker,
  Polygon,
  Polyline,
} from "leaflet";
import { h } from "../dom";
import type { Drawing } from "../drawing";
import type { MapStage } from "../map";
import type { LonLat } from "../model";
import { type Snap, snap, type Targets } from "../snapping";
import { say } from "../tongue";

/** How far an arrow key moves a corner, in pixels. */
const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-2, 0],
  ArrowRight: [2, 0],
  ArrowUp: [0, -2],
  ArrowDown: [0, 2],
};

/** What the sketch tells. */
export interface SketchOwner {
  targets(): Targets;
  /** The drawing has changed. */
  changed(): void;
  /** What the pointer is drawn to, or nothing. */
  snapped(to: Snap | null): void;
  /** A double click. */
  finish(): void;
}

export class SketchLayer {
  private group = new LayerGroup();
  private outline: Polygon | Polyline<LineString>;
  private rubber: Polyline;
  private ring: CircleMarker;
  private corners: Marker[] = [];
  private others: Marker[] = [];
  private pointer: LonLat | null = null;
  /** What the pointer is drawn to now. */
  private snapped: Snap | null = null;

  constructor(
    private stage: MapStage,
    private drawing: Drawing,
    private owner: SketchOwner,
  ) {
    const look = { renderer: stage.renderer("preview"), interactive: false };
    const named = { ...look, className: `sketch sketch-${drawing.kind}` };
    if (drawing.kind === "area") this.outline = new Polygon([], named);
    else this.outline = new Polyline<LineString>([], named);
    this.rubber = new Polyline([], { ...look, className: "sketch sketch-rubber" });
    this.ring = new CircleMarker([0, 0], { ...look, radius: 11, className: "sketch-snap" });
    const { leaflet } = stage;
    this.group.addLayer(this.outline).addLayer(this.rubber).addTo(leaflet);
    leaflet.getContainer().classList.add("picking", "drawing");
    leaflet.doubleClickZoom.disable();
    leaflet.on("click", this.click, this).on("dblclick", this.owner.finish, this.owner);
    leaflet.on("mousemove", this.hover, this).on("mouseout", this.away, this);
    this.draw();
  }

  /** Ends it: nothing of it stays on the map. */
  remove(): void {
    const { leaflet } = this.stage;
    leaflet.off("click", this.click, this).off("dblclick", this.owner.finish, this.owner);
    leaflet.off("mousemove", this.hover, this).off("mouseout", this.away, this);
    leaflet.doubleClickZoom.enable();
    leaflet.getContainer().classList.remove("picking", "drawing");
    this.group.remove();
  }

  /** A corner under the cross, for those who work by key. */
  addAtCentre(free: boolean): void {
    const found = this.near(this.stage.centre(), free);
    this.add(found?.point ?? rounded(this.stage.centre()));
    this.owner.snapped(found);
  }

  /** The number of the corner that has the focus, or nothing. */
  focused(): number | null {
    const at = this.corners.findIndex((one) => one.getElement() === document.activeElement);
    return at < 0 ? null : at;
  }

  /** Draws everything anew; the corner that had the focus has it again. */
  draw(): void {
    const at = this.focused();
    const { corners, kind } = this.drawing;
    this.outline.setLatLngs(corners.map(latLng));
    for (const handle of [...this.corners, ...this.others]) handle.remove();
    this.corners = corners.map((corner, n) => this.corner(corner, n));
    this.others = [];
    const sides = kind === "area" && corners.length > 2 ? corners.length : corners.length - 1;
    for (let n = 0; n < sides; n += 1) this.between(n);
    this.trail();
    if (at !== null) this.corners[Math.min(at, corners.length - 1)]?.getElement()?.focus();
  }

  private corner(point: LonLat, n: number): Marker {
    const name = say("Corner {n}", { n: n + 1 });
    const marker = this.handle(point, "draw-corner", name).addTo(this.group);
    marker.on("drag", (event) => {
      const { lng, lat } = marker.getLatLng();
      const held = "originalEvent" in event && altHeld(event.originalEvent);
      const found = this.near([lng, lat], held);
      this.mark(found);
      const moved = this.drawing.corners.with(n, found?.point ?? [lng, lat]);
      this.outline.setLatLngs(moved.map(latLng));
    });
    marker.on("dragend", () => {
      const { lng, lat } = marker.getLatLng();
      this.drawing.move(n, this.snapped?.point ?? rounded([lng, lat]));
      this.mark(null);
      this.owner.changed();
    });
    marker.on("click", () => marker.getElement()?.focus());
    marker.getElement()?.addEventListener("keydown", (event) => this.nudge(event, n));
    return marker;
  }

  /** A handle in the middle of a side: a corner is put in where it is clicked or dragged from. */
  private between(n: number): void {
    const { corners } = this.drawing;
    const [from, to] = [corners[n], corners[(n + 1) % corners.length]];
    if (!from || !to) return;
    const middle: LonLat = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const handle = this.handle(middle, "draw-between", say("Put a corner in")).addTo(this.group);
    const insert = () => {
      const { lng, lat } = handle.getLatLng();
      const found = this.near([lng, lat], false);
      if (this.drawing.add(found?.point ?? rounded([lng, lat]), n + 1)) this.owner.changed();
    };
    handle.on("click", insert).on("dragend", insert);
    this.others.push(handle);
  }

  private handle([lon, lat]: LonLat, className: string, title: string): Marker {
    const icon = new DivIcon({ className, iconSize: [24, 24], html: h("span") });
    return new Marker([lat, lon], { icon, draggable: true, title, alt: title, autoPan: true });
  }

  private nudge(event: KeyboardEvent, n: number): void {
    const step = STEPS[event.key];
    const corner = this.drawing.corners[n];
    if (!step || !corner || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? 10 : 1;
    const { leaflet } = this.stage;
    const moved = leaflet
      .latLngToContainerPoint(latLng(corner))
      .add([step[0] * far, step[1] * far]);
    const { lng, lat } = leaflet.containerPointToLatLng(moved);
    this.drawing.move(n, rounded([lng, lat]));
    this.owner.changed();
  }

  private click({ latlng, originalEvent }: LeafletMouseEvent): void {
    const at: LonLat = [latlng.lng, latlng.lat];
    const found = this.near(at, altHeld(originalEvent));
    this.add(found?.point ?? rounded(at));
    this.owner.snapped(found);
  }

  private add(corner: LonLat): void {
    const last = this.drawing.corners.at(-1);
    // The second click of a double click is no corner of its own.
    if (last && this.pixels(last).distanceTo(this.pixels(corner)) < 3) return;
    if (this.drawing.add(corner)) this.owner.changed();
  }

  private hover({ latlng, originalEvent }: LeafletMouseEvent): void {
    const at: LonLat = [latlng.lng, latlng.lat];
    const found = this.near(at, altHeld(originalEvent));
    this.pointer = found?.point ?? at;
    this.mark(found);
    this.trail();
  }

  private away(): void {
    this.pointer = null;
    this.mark(null);
    this.trail();
  }

  /** The stroke from the last corner to the pointer, and back to the first one of an area. */
  private trail(): void {
    const { corners, kind } = this.drawing;
    const [first, last] = [corners[0], corners.at(-1)];
    const path = this.pointer && last ? [last, this.pointer] : [];
    if (path.length > 0 && kind === "area" && first) path.push(first);
    this.rubber.setLatLngs(path.map(latLng));
  }

  /** Rings what the corner would be drawn to. */
  private mark(found: Snap | null): void {
    const same = found?.name === this.snapped?.name && !found === !this.snapped;
    this.snapped = found;
    if (found) this.ring.setLatLng(latLng(found.point)).addTo(this.group);
    else this.ring.remove();
    if (!same) this.owner.snapped(found);
  }

  private near(at: LonLat, free: boolean): Snap | null {
    return free ? null : snap(at, this.owner.targets(), (point) => this.pixels(point));
  }

  private pixels(point: LonLat) {
    return this.stage.leaflet.latLngToContainerPoint(latLng(point));
  }
}

const latLng = ([lon, lat]: LonLat) => new LatLng(lat, lon);
const rounded = (point: LonLat) => point.map((degrees) => Number(degrees.toFixed(6))) as LonLat;
const altHeld = (event: unknown) => event instanceof MouseEvent && event.altKey;
