/** The Leaflet map itself: its panes, its frame, and the few verbs that the panels need. */

import {
  Control,
  LatLng,
  LatLngBounds,
  Map as LeafletMap,
  type LeafletMouseEvent,
  type Renderer,
  SVG,
} from "leaflet";
import type { Box } from "./labels";
import type { Bounds, LonLat } from "./model";
import type { View } from "./state";

/** Drawing order, lowest first; each has its own SVG, so that styles and order never mix. */
export const PANES = {
  land: 210,
  relief: 220,
  water: 230,
  districts: 240,
  region: 250,
  borders: 260,
  extents: 300,
  leftGround: 304,
  ground: 305,
  leftBands: 309,
  bands: 310,
  leftLine: 319,
  line: 320,
  accounts: 325,
  fire: 330,
  dots: 340,
  labels: 350,
  preview: 380,
} as const;
export type Pane = keyof typeof PANES;

/** The line of contact with some of what lies around it. */
export const HOME: Bounds = [45.82, 39.2, 47.52, 40.5];

/** Stage of the page: a map without a single control that takes markup. */
export class MapStage {
  readonly leaflet: LeafletMap;
  private renderers = new Map<Pane, Renderer>();

  constructor(container: HTMLElement, frame: Bounds) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.leaflet = new LeafletMap(container, {
      attributionControl: false,
      zoomControl: false,
      minZoom: 6,
      maxZoom: 15,
      zoomSnap: 0.25,
      zoomDelta: 1,
      maxBounds: toLeaflet(frame).pad(0.15),
      maxBoundsViscosity: 0.7,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      inertia: !calm,
    });
    for (const [name, order] of Object.entries(PANES)) {
      const pane = this.leaflet.createPane(name);
      pane.style.zIndex = String(order);
      if (name !== "extents" && name !== "dots") pane.style.pointerEvents = "none";
    }
    new Control.Scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(
      this.leaflet,
    );
  }

  /** The SVG of a pane, made when first drawn into. */
  renderer(pane: Pane): Renderer {
    const made = this.renderers.get(pane) ?? new SVG({ pane, padding: 0.4 });
    this.renderers.set(pane, made);
    return made;
  }

  /** The box of an element that lies over the map, in pixels of the map. */
  covered(element: HTMLElement): Box[] {
    const map = this.leaflet.getContainer().getBoundingClientRect();
    const { left, top, width, height } = element.getBoundingClientRect();
    return width > 0 ? [{ x: left - map.left, y: top - map.top, width, height }] : [];
  }

  setView(view: View): void {
    this.leaflet.setView([view.lat, view.lon], view.zoom, { animate: false });
  }

  view(): View {
    const centre = this.leaflet.getCenter();
    return { zoom: this.leaflet.getZoom(), lat: centre.lat, lon: centre.lng };
  }

  /** Shows all of a frame, leaving `right` pixels for what covers the map there. */
  fit(bounds: Bounds, right = 0, animate = true): void {
    this.leaflet.fitBounds(toLeaflet(bounds), {
      paddingTopLeft: [24, this.leaflet.getSize().y > 360 ? 56 : 8],
      paddingBottomRight: [24 + right, this.leaflet.getSize().y > 360 ? 32 : 20],
      animate,
    });
  }

  /** Moves to a place, zooming in but never out. */
  goTo([lon, lat]: LonLat, zoom: number): void {
    this.leaflet.setView([lat, lon], Math.max(zoom, this.leaflet.getZoom()));
  }

  /** Pans only if the place is not well in view. */
  reveal([lon, lat]: LonLat): void {
    const place = new LatLng(lat, lon);
    if (!this.leaflet.getBounds().pad(-0.12).contains(place)) this.leaflet.panTo(place);
  }

  zoomBy(step: number): void {
    this.leaflet.setZoom(this.leaflet.getZoom() + step);
  }

  centre(): LonLat {
    const { lng, lat } = this.leaflet.getCenter();
    return [lng, lat];
  }

  onMove(listener: (view: View) => void): void {
    this.leaflet.on("moveend", () => listener(this.view()));
  }

  /** Tells the map that its box has changed size. */
  resized(): void {
    this.leaflet.invalidateSize({ pan: true, animate: false });
  }

  /** Calls once when a person first takes hold of the map. */
  onTouched(listener: () => void): void {
    this.leaflet.once("mousedown keydown dragstart", listener);
    this.leaflet.getContainer().addEventListener("wheel", listener, { once: true, passive: true });
  }

  /**
   * Waits for one click on the map (or Enter while the map has the focus: its centre).
   * Returns a function that stops waiting.
   */
  pick(chosen: (point: LonLat) => void): () => void {
    const container = this.leaflet.getContainer();
    const stop = () => {
      this.leaflet.off("click", click);
      container.removeEventListener("keydown", key);
      container.classList.remove("picking");
    };
    const choose = (point: LonLat) => {
      stop();
      chosen(point.map((degrees) => Number(degrees.toFixed(5))) as LonLat);
    };
    const click = (event: LeafletMouseEvent) => choose([event.latlng.lng, event.latlng.lat]);
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.target !== container) return;
      event.preventDefault();
      choose(this.centre());
    };
    container.classList.add("picking");
    this.leaflet.on("click", click);
    container.addEventListener("keydown", key);
    return stop;
  }
}

/** Our bounds as Leaflet's. */
export function toLeaflet([west, south, east, north]: Bounds): LatLngBounds {
  return new LatLngBounds([south, west], [north, east]);
}
