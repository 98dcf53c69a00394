/** Incidents on the map: their extents to scale, and one symbol for what lies on one spot. */

import { DivIcon, LayerGroup, Marker, Point } from "leaflet";
import { incidentsInWords } from "../amounts";
import { badge } from "../badge";
import { CROWD } from "../crowd";
import { type Cluster, cluster, freeSpot, type Group, groupByGeometry, type Pixel } from "../group";
import type { Box } from "../labels";
import type { MapStage } from "../map";
import { type Incident, idOf } from "../model";
import { hasExtent, type Shape, shapeOf, sideClass } from "../style";
import { say } from "../tongue";
import { CrowdLayer } from "./crowd";
import { drawExtent, type Extent } from "./extent";

const GAP = 27;

type Spot = Group & Pixel;

/** One symbol: where it stands, and the incidents behind it. */
interface Handle extends Pixel {
  incidents: Incident[];
  shape: Shape;
  label: string;
}

export class IncidentsLayer {
  readonly group = new LayerGroup();
  private extents = new LayerGroup();
  private badges = new LayerGroup();
  private drawn: Extent[] = [];
  private groups: Group[] = [];
  private selected: string | null = null;
  /** What is drawn already. */
  private shown: readonly Incident[] = [];
  private crowd: CrowdLayer;
  private handles: Handle[] = [];

  constructor(
    private stage: MapStage,
    private onOpen: (incidents: Incident[]) => void,
    private onDrawn: () => void,
  ) {
    this.crowd = new CrowdLayer(onOpen);
    this.group.addLayer(this.extents).addLayer(this.crowd).addLayer(this.badges);
    stage.leaflet.on("zoomend", () => this.rescale());
  }

  /** Draws these incidents, one of them perhaps marked as chosen. */
  show(incidents: readonly Incident[], selected: string | null): void {
    if (selected === this.selected && alike(incidents, this.shown)) return;
    this.shown = incidents;
    this.selected = selected;
    const crowded = incidents.length >= CROWD;
    // What lies somewhere in an area or along a stretch stays an area or a stretch, however many there are.
    const apart = (one: Incident) =>
      hasExtent(one.properties.location.kind) || idOf(one) === selected;
    const alone = (one: Incident) => !apart(one) && one.properties.location.kind !== "unlocated";
    this.crowd.show(crowded ? incidents.filter(alone) : []);
    this.groups = groupByGeometry(crowded ? incidents.filter(apart) : incidents);
    this.extents.clearLayers();
    this.drawn = [];
    for (const group of this.groups) {
      const chosen = group.incidents.some((incident) => idOf(incident) === selected);
      const extent = drawExtent(this.stage, group, chosen, () => this.onOpen(group.incidents));
      if (!extent) continue;
      this.extents.addLayer(extent.layer);
      this.drawn.push(extent);
    }
    this.rescale();
  }

  /** The screen boxes of the symbols, for the names to keep clear of. */
  boxes(): Box[] {
    if (!this.stage.leaflet.hasLayer(this.group)) return [];
    const corner = this.stage.leaflet.getPixelBounds().min ?? new Point(0, 0);
    return this.handles.map(({ x, y }) => ({
      x: x - corner.x - 13,
      y: y - corner.y - 13,
      width: 26,
      height: 26,
    }));
  }

  private rescale(): void {
    const zoom = this.stage.leaflet.getZoom();
    if (zoom === undefined) return;
    for (const extent of this.drawn) extent.rescale(zoom);
    this.handles = this.arrange(zoom);
    const focused = document.activeElement?.getAttribute("data-key");
    this.badges.clearLayers();
    for (const handle of this.handles) this.badges.addLayer(this.marker(handle, zoom));
    if (focused) {
      document.querySelector<HTMLElement>(`.handle[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
    this.onDrawn();
  }

  /** Spots first, joined where they touch; the handles of areas and stretches then step aside. */
  private arrange(zoom: number): Handle[] {
    const spots: Spot[] = this.groups.map((group) => {
      const { x, y } = this.stage.leaflet.project([group.point[1], group.point[0]], zoom);
      return { ...group, x, y };
    });
    const exact = spots.filter((spot) => !hasExtent(spot.kind));
    const handles = cluster<Spot>(exact, GAP - 4).map(handleOf);
    for (const spot of spots.filter((one) => hasExtent(one.kind))) {
      const { x, y } = freeSpot(spot, handles, GAP);
      handles.push(handleOf({ x, y, members: [spot] }));
    }
    return handles;
  }

  private marker(handle: Handle, zoom: number): Marker {
    const { incidents, shape, label } = handle;
    const chosen = incidents.some((incident) => idOf(incident) === this.selected);
    const marker = new Marker(this.stage.leaflet.unproject([handle.x, handle.y], zoom), {
      icon: new DivIcon({
        className: chosen ? "handle chosen" : "handle",
        html: badge(shape, sideClass(incidents), incidents.length) as unknown as HTMLElement,
        iconSize: [30, 30],
      }),
      riseOnHover: true,
      zIndexOffset: chosen ? 1000 : 0,
    });
    marker.on("add", () => {
      const element = marker.getElement();
      element?.setAttribute("aria-label", label);
      element?.setAttribute("title", label);
      element?.setAttribute("data-key", incidents.map(idOf).join(" "));
    });
    marker.on("click", () => this.onOpen(incidents));
    marker.on("keydown", (event) => {
      const { originalEvent } = event as unknown as { originalEvent: KeyboardEvent };
      if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      this.onOpen(incidents);
    });
    return marker;
  }
}

/** Whether two lists have the same incidents in the same order. */
function alike(a: readonly Incident[], b: readonly Incident[]): boolean {
  return a === b || (a.length === b.length && a.every((one, at) => one === b[at]));
}

function handleOf({ x, y, members }: Cluster<Spot>): Handle {
  const incidents = members.flatMap((member) => member.incidents);
  const shapes = new Set(members.map((member) => shapeOf(member.kind)));
  const shape = shapes.size === 1 ? ([...shapes][0] ?? "disc") : "disc";
  const first = incidents[0]?.properties;
  const label =
    incidents.length === 1
      ? (first?.summary ?? say("Incident"))
      : `${incidentsInWords(incidents.length)}: ${first?.location.label ?? say("one spot")}`;
  return { x, y, incidents, shape, label };
}
