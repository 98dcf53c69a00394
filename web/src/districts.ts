/** Which districts an incident may lie in, and by what shares. Pure. */

import type { Position } from "geojson";
import { pointOf } from "./group";
import { bothNames } from "./labels";
import { type Incident, idOf, type LayerFeature, type LonLat } from "./model";
import { around, boxOf, type Sample, samples, within } from "./samples";

/** Shares smaller than this are the roughness of outlines, not ground. */
const LEAST = 0.01;

/** A district and the share of an incident's place that lies there, from 0 to 1. */
export type Share = readonly [district: string, share: number];

interface Outline {
  id: string;
  box: [number, number, number, number];
  rings: Position[][];
}

/** Whatever a gazetteer tells of the district of a place. */
type Known = (place: string) => LayerFeature | undefined;

export class Districts {
  private outlines: Outline[];
  private byPlace = new Map<string, string>();
  private byName = new Map<string, string>();
  private shares = new WeakMap<Incident, readonly Share[]>();
  /** Shares of what many incidents have in common, such as the whole line. */
  private common = new Map<string, readonly Share[]>();
  private titles = new Map<string, string>();
  private names = new Map<string, string | undefined>();

  constructor(
    private features: readonly LayerFeature[],
    private known: Known,
  ) {
    this.outlines = features.flatMap((feature) => {
      const { geometry, properties } = feature;
      const { place, names } = properties;
      if (typeof place === "string") this.byPlace.set(place, idOf(feature));
      if (names?.az) this.byName.set(names.az.replace(/ rayonu$/, ""), idOf(feature));
      const polygons =
        geometry?.type === "Polygon"
          ? [geometry.coordinates]
          : geometry?.type === "MultiPolygon"
            ? geometry.coordinates
            : [];
      const rings = polygons.flat();
      return rings.length > 0 ? [{ id: idOf(feature), box: boxOf(rings), rings }] : [];
    });
  }

  /** What a district is called: as the gazetteer has it, with both sides' names where they differ. */
  title(id: string): string {
    const known = this.titles.get(id) ?? this.named(id);
    this.titles.set(id, known);
    return known;
  }

  private named(id: string): string {
    const own = this.features.find((feature) => idOf(feature) === id)?.properties;
    const told = typeof own?.place === "string" ? this.known(own.place)?.properties : undefined;
    const both = told?.label_en ? bothNames(told) : "";
    return both || (own ? bothNames(own) : "") || id;
  }

  /**
   * Where an incident lies, the largest share first. A place is in the district that the gazetteer
   * names, else in the one drawn around it; an area, a line or a ring is parted by how much of it
   * lies in each. The shares add up to one, or to less where a part lies in none.
   */
  of(incident: Incident): readonly Share[] {
    const found = this.shares.get(incident) ?? this.find(incident);
    this.shares.set(incident, found);
    return found;
  }

  private find(incident: Incident): readonly Share[] {
    const { kind, place, uncertainty_m, where_prec } = incident.properties.location;
    const point = pointOf(incident);
    if (kind === "unlocated" || !point) return [];
    const itself = place ? this.byPlace.get(place) : undefined;
    if (kind === "district" && itself) return [[itself, 1]];
    const { geometry } = incident;
    if (geometry && geometry.type !== "Point" && geometry.type !== "MultiPoint") {
      const key = JSON.stringify(geometry);
      const found = this.common.get(key) ?? this.parted(samples(geometry), point);
      this.common.set(key, found);
      return found;
    }
    if (kind === "near" && uncertainty_m) return this.parted(around(point, uncertainty_m), point);
    const told = (where_prec ?? 7) > 1 && place ? this.told(place) : undefined;
    const own = told ?? this.at(point);
    return own ? [[own, 1]] : [];
  }

  /** The district that the gazetteer names for a place. */
  private told(place: string): string | undefined {
    if (!this.names.has(place)) {
      const name = this.known(place)?.properties.district_az;
      this.names.set(place, typeof name === "string" ? this.byName.get(name) : undefined);
    }
    return this.names.get(place);
  }

  private at([x, y]: LonLat): string | undefined {
    return this.outlines.find(
      ({ box: [west, south, east, north], rings }) =>
        x >= west && x <= east && y >= south && y <= north && within([x, y], rings),
    )?.id;
  }

  private parted(all: readonly Sample[], point: LonLat): Share[] {
    const given = all.length > 0 ? all : [{ point, weight: 1 }];
    const whole = given.reduce((sum, { weight }) => sum + weight, 0);
    const sums = new Map<string, number>();
    for (const { point: spot, weight } of given) {
      const id = this.at(spot);
      if (id) sums.set(id, (sums.get(id) ?? 0) + weight);
    }
    return [...sums]
      .map(([id, sum]): [string, number] => [id, sum / whole])
      .filter(([, share]) => share >= LEAST)
      .sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  }
}
