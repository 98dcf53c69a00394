/** The ground that an incident may have happened on, drawn to scale: a ring, an area or a corridor. */

import { Circle, GeoJSON, LayerGroup, Path, Polyline } from "leaflet";
import { paint } from "../badge";
import type { Group } from "../group";
import type { MapStage } from "../map";
import type { LonLat } from "../model";
import { hatchFill } from "../sides";
import { bandWidth, sideClass } from "../style";

/** From this radius in metres a ring is drawn without a fill, so that what lies inside stays clear. */
const WIDE = 10_000;

/** A drawn extent, and how it follows the scale. */
export interface Extent {
  layer: LayerGroup;
  rescale(zoom: number): void;
}

/** Draws the extent of a group; `null` where the symbol alone says it (an exact place not chosen). */
export function drawExtent(
  stage: MapStage,
  group: Group,
  chosen: boolean,
  onOpen: () => void,
): Extent | null {
  const side = sideClass(group.incidents);
  const layer = new LayerGroup();
  const bands: { path: Polyline; metres: number; lat: number }[] = [];
  const common = { renderer: stage.renderer("extents") };
  const metres = reach(group);
  const geometry = group.incidents[0]?.geometry ?? null;
  const classes = (part: string) => `extent extent-${part}${chosen ? " chosen" : ""}`;
  const add = (path: Path) => {
    path.on("add", () => paint(path.getElement(), side));
    path.on("click", onOpen);
    layer.addLayer(path);
  };

  if (geometry && geometry.type !== "Point" && geometry.type !== "MultiPoint") {
    const shape = new GeoJSON(geometry, {
      style: () => ({ ...common, className: classes("area"), fillColor: hatchFill(side) }),
    });
    for (const part of shape.getLayers()) {
      if (part instanceof Polyline && isOpen(geometry.type)) {
        const path = part.getLatLngs().flat(2) as { lat: number; lng: number }[];
        const band = new Polyline(path, { ...common, className: classes("band"), lineCap: "butt" });
        add(band);
        bands.push({ path: band, metres, lat: path[0]?.lat ?? 40 });
        add(new Polyline(path, { ...common, className: classes("stroke") }));
      } else if (part instanceof Path) add(part);
    }
  } else if (group.kind === "near" || (chosen && metres > 0)) {
    const part = metres > WIDE ? `${group.kind} extent-wide` : group.kind;
    add(circle(group.point, metres, { ...common, className: classes(part) }));
  } else return null;

  return {
    layer,
    rescale(zoom) {
      for (const { path, metres: reached, lat } of bands) {
        path.setStyle({ weight: bandWidth(reached, lat, zoom) });
      }
    },
  };
}

function circle([lon, lat]: LonLat, radius: number, options: object): Circle {
  return new Circle([lat, lon], { ...options, radius });
}

function isOpen(type: string): boolean {
  return type === "LineString" || type === "MultiLineString";
}

/** The largest uncertainty of the group, in metres. */
function reach(group: Group): number {
  return Math.max(
    0,
    ...group.incidents.map(({ properties }) => properties.location.uncertainty_m ?? 0),
  );
}
