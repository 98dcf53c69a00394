/** Statements that a place changed hands: one flag a place, for all its statements; off at first. */

import { DivIcon, LayerGroup, Marker, Point } from "leaflet";
import { flagLabel } from "../controlwords";
import { flagBox, flagOf, pinOf } from "../flags";
import type { Box } from "../labels";
import type { MapStage } from "../map";
import { standing } from "../room";
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

/** A place at its position. */
interface Stand {
  one: PlaceStatements;
  lon: number;
  lat: number;
}

export class ControlLayer {
  readonly group = new LayerGroup();
  private markers: Marker[] = [];
  private stands: Stand[] = [];
  private selected: string | null = null;
  private flags: Box[] = [];
  /** The place whose flag the Tab key comes to: hundreds of flags are one stop. */
  private stop = "";

  constructor(
    private stage: MapStage,
    private on: { open: (place: string) => void; drawn: () => void },
    private rank: (place: string) => number,
  ) {
    stage.leaflet.on("zoomend", () => this.draw());
    this.group.on("add", () => this.draw());
  }

  /** Draws these places, one of them perhaps marked as chosen. */
  show(places: readonly PlaceStatements[], selected: string | null): void {
    this.selected = selected;
    this.stands = places
      .flatMap((one) => {
        const geometry = one.statements.find((s) => s.geometry?.type === "Point")?.geometry;
        if (geometry?.type !== "Point") return [];
        const [lon = 0, lat = 0] = geometry.coordinates;
        return [{ one, lon, lat }];
      })
      .toSorted((a, b) => a.lon - b.lon || a.one.place.localeCompare(b.one.place));
    if (!this.stands.some(({ one }) => one.place === this.stop)) {
      this.stop = this.stands[0]?.one.place ?? "";
    }
    this.draw();
  }

  /** Flags where they have room, the chosen and the contested ones first; a small mark for the others. */
  private draw(): void {
    const { leaflet } = this.stage;
    if (!leaflet.hasLayer(this.group)) return;
    const focused = document.activeElement?.getAttribute("data-place");
    this.group.clearLayers();
    const zoom = leaflet.getZoom();
    const boxes = this.stands.map(({ one, lon, lat }) => {
      const first = one.place === this.selected ? 1e6 : one.contested ? 1000 : 0;
      const box = flagBox(leaflet.project([lat, lon], zoom), one.contested);
      return { ...box, rank: first + this.rank(one.place) };
    });
    const room = standing(boxes);
    this.flags = boxes.filter((_, at) => room.has(at));
    this.markers = this.stands.map((stand, at) => this.flag(stand, room.has(at)));
    for (const marker of this.markers) this.group.addLayer(marker);
    this.on.drawn();
    if (focused) {
      document.querySelector<HTMLElement>(`[data-place="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  /** The screen boxes of the flags, for the names to keep clear of. */
  boxes(): Box[] {
    const { leaflet } = this.stage;
    if (!leaflet.hasLayer(this.group)) return [];
    const corner = leaflet.getPixelBounds().min ?? new Point(0, 0);
    return this.flags.map((box) => ({ ...box, x: box.x - corner.x, y: box.y - corner.y }));
  }

  private flag({ one, lon, lat }: Stand, room: boolean): Marker {
    const chosen = one.place === this.selected;
    const marker = new Marker([lat, lon], {
      icon: new DivIcon({
        className: `flag-icon${chosen ? " chosen" : ""}${room ? "" : " pin-icon"}`,
        html: (room ? flagOf(one) : pinOf(one)) as unknown as HTMLElement,
        iconSize: room ? [34, 22] : [14, 14],
        iconAnchor: room ? [17, 21] : [7, 7],
      }),
      riseOnHover: true,
      zIndexOffset: chosen ? 900 : room ? (one.contested ? -250 : -500) : -900,
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
    marker.on("click", () => this.on.open(one.place));
    marker.on("keydown", (event) => {
      this.key((event as unknown as { originalEvent: KeyboardEvent }).originalEvent, one.place);
    });
    return marker;
  }

  private key(event: KeyboardEvent, place: string): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.on.open(place);
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
