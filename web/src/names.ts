/** The names of areas and places as the label layer wants them. */

import type { Atlas } from "./atlas";
import { inside } from "./interior";
import { bothNames, nativeNames, priority } from "./labels";
import type { Name } from "./layers/labels";
import type { LayerFeature, LineVersion, LonLat } from "./model";
import { alongPath, partsOf } from "./segments";
import { waterFromZoom } from "./style";
import { say } from "./tongue";

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

/** Where along its longest part the line would like to be named, the best place first. */
const LINE_NAMED_AT = [0.55, 0.75, 0.35, 0.15];

/** The name of the line itself, at several places along it of which one is taken. */
export function lineName(version: LineVersion | null): Name[] {
  const parts = version ? partsOf(version) : [];
  const longest = parts.reduce<LonLat[]>(
    (best, next) => (next.length > best.length ? next : best),
    [],
  );
  const text = say("Line of contact");
  return LINE_NAMED_AT.flatMap((share, at) => {
    const point = alongPath(longest, share);
    if (!point) return [];
    const [lon, lat] = point;
    const look = { second: "", kind: "line", centred: false, once: true };
    return [{ text, lon, lat, priority: 97 - at / 10, ...look }];
  });
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
