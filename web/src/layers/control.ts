/** Statements that a place changed hands: one flag a place, for all its statements; off at first. */

import { DivIcon, LayerGroup, Marker } from "leaflet";
import { flagLabel } from "../controlwords";
import { flagOf } from "../flags";
import type { PlaceStatements } from "../statements";

/** Which flag a key leads to, from the one at `at` of `size`. */
const STEPS: Record<string, (at: number, size: number) => number> = {
  ArrowRight: (at, size) => (at + 1) % size,
  ArrowDown: (at, size) => (at + 1) % size,
  ArrowLeft: (at, size) => (at - 1 + size) % size,
  ArrowUp: (at, size) => (at - 1 + size) % size,
  Home: () => 0,
  End: (_, size) => size - 1,
};

export class ControlLayer {
  readonly group = new LayerGroup();
  private markers: Marker[] = [];
  /** The place whose flag the Tab key comes to: hundreds of flags are one stop. */
  private stop = "";

  constructor(private onOpen: (place: string) => void) {}

  /** Draws these places, one of them perhaps marked as chosen. */
  show(places: readonly PlaceStatements[], selected: string | null): void {
    const focused = document.activeElement?.getAttribute("data-place");
    this.group.clearLayers();
    const ordered = places
      .flatMap((one) => {
        const geometry = one.statements.find((s) => s.geometry?.type === "Point")?.geometry;
        if (geometry?.type !== "Point") return [];
        const [lon = 0, lat = 0] = geometry.coordinates;
        return [{ one, lon, lat }];
      })
      .toSorted((a, b) => a.lon - b.lon || a.one.place.localeCompare(b.one.place));
    if (!ordered.some(({ one }) => one.place === this.stop)) {
      this.stop = ordered[0]?.one.place ?? "";
    }
    this.markers = ordered.map(({ one, lon, lat }) => this.flag(one, lon, lat, selected));
    for (const marker of this.markers) this.group.addLayer(marker);
    if (focused) {
      document.querySelector<HTMLElement>(`[data-place="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private flag(one: PlaceStatements, lon: number, lat: number, selected: string | null): Marker {
    const chosen = one.place === selected;
    const marker = new Marker([lat, lon], {
      icon: new DivIcon({
        className: chosen ? "flag-icon chosen" : "flag-icon",
        html: flagOf(one) as unknown as HTMLElement,
        iconSize: [34, 22],
        iconAnchor: [17, 21],
      }),
      riseOnHover: true,
      zIndexOffset: chosen ? 900 : one.contested ? -250 : -500,
    });
    marker.on("add", () => {
      const element = marker.getElement();
      if (!element) return;
      const label = flagLabel(one);
      element.setAttribute("aria-label", label);
      element.setAttribute("title", label);
      element.setAttribute("data-place", one.place);
      element.classList.toggle("contested", one.contested);
      element.tabIndex = one.place === this.stop ? 0 : -1;
      element.addEventListener("focus", () => this.arrive(one.place));
    });
    marker.on("click", () => this.onOpen(one.place));
    marker.on("keydown", (event) => {
      this.key((event as unknown as { originalEvent: KeyboardEvent }).originalEvent, one.place);
    });
    return marker;
  }

  private key(event: KeyboardEvent, place: string): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.onOpen(place);
      return;
    }
    const elements = this.markers.map((marker) => marker.getElement());
    const at = elements.findIndex((element) => element?.dataset.place === place);
    const step = STEPS[event.key];
    if (!step || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    elements[step(at, elements.length)]?.focus();
  }

  /** Makes the flag that has the focus the one that the Tab key comes to. */
  private arrive(place: string): void {
    this.stop = place;
    for (const marker of this.markers) {
      const element = marker.getElement();
      if (element) element.tabIndex = element.dataset.place === place ? 0 : -1;
    }
  }
}
