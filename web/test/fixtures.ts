/** Made-up records for the tests of the page. */

import type { Claim, Incident, LineVersion, Location, LonLat } from "../src/model";

export function claim(change: Partial<Claim> = {}): Claim {
  return {
    id: "c-1",
    claimant: "Ministry of Example",
    claimant_side: "az",
    modality: "asserts",
    predicate: "losses",
    victim_class: null,
    victim_side: null,
    outcome: [],
    quantity_low: null,
    quantity_high: null,
    unit: null,
    item: null,
    text: null,
    quote: false,
    ...change,
  };
}

export function location(change: Partial<Location> = {}): Location {
  return {
    kind: "settlement",
    place: "tartar",
    label: "Tartar",
    rule: "settlement",
    where_prec: 2,
    uncertainty_m: 1000,
    point: [46.93, 40.34],
    ...change,
  };
}

export function incident(
  id: string,
  change: Partial<Incident["properties"]> = {},
  geometry: Incident["geometry"] = { type: "Point", coordinates: [46.93, 40.34] },
): Incident {
  return {
    type: "Feature",
    id,
    geometry,
    properties: {
      kind: "shelling",
      summary: "An example.",
      date_start: "2020-09-30",
      date_end: "2020-09-30",
      date_prec: 1,
      time_basis: "event",
      valid_from: "2020-09-30",
      valid_to: "2020-10-01",
      location: location(),
      where_prec: 2,
      line_position: null,
      claims: [claim()],
      sources: [],
      confidence: null,
      note: null,
      revision: 1,
      ...change,
    },
  };
}

/** A version of the line: one path or several, or no line at all. */
export function lineVersion(
  path: LonLat[] | LonLat[][] | null,
  properties: Partial<LineVersion["properties"]> = {},
): LineVersion {
  const several = (given: LonLat[] | LonLat[][]): given is LonLat[][] =>
    Array.isArray(given[0]?.[0]);
  const geometry: LineVersion["geometry"] =
    path === null
      ? null
      : several(path)
        ? { type: "MultiLineString", coordinates: path }
        : { type: "LineString", coordinates: path };
  return {
    type: "Feature",
    id: "line",
    geometry,
    properties: {
      kind: "line-of-contact",
      valid_from: null,
      valid_to: null,
      on: "2020-10-20",
      in_force: true,
      note: null,
      length_km: 1,
      ...properties,
    },
  };
}
