/** Made-up records for the tests of the page. */

import type { Claim, Incident, Location } from "../src/model";

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
