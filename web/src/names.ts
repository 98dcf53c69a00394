/** The names of areas and places as the label layer wants them. */

import type { Geometry, Position } from "geojson";
import type { Atlas } from "./atlas";
import { bothNames, nativeNames, priority } from "./labels";
import type { Name } from "./layers/labels";
import type { LayerFeature, LonLat } from "./model";
import { waterFromZoom } from "./style";

/** Names of states, lakes, districts and the region, each at a point inside. */
export function areaNames(atlas: Atlas): Name[] {
  const names: Name[] = [];
  for (const feature of atlas.layer("borders")?.features ?? []) {
    names.push(...area(feature, "country", 40));
  }
  for (const feature of atlas.layer("water")?.features ?? []) {
    if (feature.properties.kind === "river") continue;
    const from = Math.max(7.5, waterFromZoom(feature) + 1);
    names.push(...area(feature, "water", 35).map((name) => ({ ...name, from })));
  }
  for (const feature of atlas.layer("districts")?.features ?? []) {
    names.push(...area(feature, "district", 5));
  }
  for (const feature of atlas.layer("region")?.features ?? []) {
    if (feature.properties.kind !== "former-nkao") continue;
    const named = atlas.feature("places", "nagorno-karabakh") ?? feature;
    const properties = { ...feature.properties, ...pick(named.properties) };
    names.push(...area({ ...feature, properties }, "region", 90));
  }
  return names;
}

/** Names of the dots: both sides' names, and from zoom 11.5 the names in their own scripts. */
export function placeNames(places: readonly LayerFeature[], zoom: number): Name[] {
  return places.flatMap((place) => {
    if (place.geometry.type !== "Point") return [];
    const [lon = 0, lat = 0] = place.geometry.coordinates;
    const text = bothNames(place.properties);
    const native = zoom >= 11.5 ? nativeNames(place.properties.names) : "";
    const { kind } = place.properties;
    const rank = priority(place.properties);
    return text
      ? [
          {
            text,
            second: native === text ? "" : native,
            kind,
            lon,
            lat,
            priority: rank,
            centred: false,
          },
        ]
      : [];
  });
}

/** The names of one feature, to be written on another. */
function pick({ names, label_en }: LayerFeature["properties"]) {
  return { names: names ?? {}, label_en };
}

function area(feature: LayerFeature, kind: string, rank: number): Name[] {
  const text = bothNames(feature.properties).replace(/ (District|Province)$/, "");
  const point = inside(feature);
  if (!text || !point) return [];
  const [lon, lat] = point;
  return [{ text, second: "", kind, lon, lat, priority: rank, centred: true }];
}

/**
 * A point inside the largest ring: the middle of the widest stretch on the parallel through the
 * middle of its height.
 */
export function inside(feature: { geometry: Geometry }): LonLat | null {
  const { geometry } = feature;
  const rings =
    geometry?.type === "Polygon"
      ? [geometry.coordinates[0] ?? []]
      : geometry?.type === "MultiPolygon"
        ? geometry.coordinates.map((polygon) => polygon[0] ?? [])
        : [];
  const ring = rings.reduce<Position[]>(
    (best, next) => (Math.abs(signedArea(next)) > Math.abs(signedArea(best)) ? next : best),
    [],
  );
  if (ring.length < 4) return null;
  const lats = ring.map((position) => position[1] ?? 0);
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const crossings: number[] = [];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    if (y1 > lat !== y2 > lat) crossings.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] = [0, -1];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from = 0, to = 0] = crossings.slice(i, i + 2);
    if (to - from > best[1]) best = [(from + to) / 2, to - from];
  }
  return best[1] < 0 ? null : [best[0], lat];
}

function signedArea(ring: Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum / 2;
}
