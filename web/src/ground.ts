/** Disputed and changed ground in words and pieces to draw. Pure. */

import type { Compared } from "./compared";
import { count } from "./format";
import type { BetweenStances, Ground } from "./model";
import { inside } from "./names";
import { passingInWords } from "./passing";

/** The ground that the two sides' accounts give to different holders; none where they agree. */
export function disputedGround(between: BetweenStances | undefined): Ground[] {
  const geometry = between?.geometry;
  if (!between || !geometry || geometry.coordinates.length === 0) return [];
  const middle = inside({ geometry });
  if (!middle) return [];
  const km2 = Math.round(between.km2.disputed ?? 0).toLocaleString("en-GB");
  const places = between.places.map(({ place }) => place);
  const label = `Disputed: ${km2} km² with ${count(places.length, "place")}, which the two sides’ accounts give to different holders`;
  return [{ geometry, hatch: "disputed", label, name: "Disputed", places, middle }];
}

/** The ground that has another holder on the later day, a piece for each way in which it changed. */
export function changedGround({ ground }: Compared): Ground[] {
  return (ground?.features ?? []).flatMap(({ geometry, properties }) => {
    const middle = geometry ? inside({ geometry }) : null;
    if (!geometry || !middle) return [];
    const { before, after, km2, places } = properties;
    const hatch =
      after === "contested"
        ? "disputed"
        : after === "az" || after === "arm"
          ? after
          : "third-party";
    const size = Math.round(km2).toLocaleString("en-GB");
    const label = `${passingInWords(before, after)}: ${size} km², ${count(places.length, "place")}`;
    return [{ geometry, hatch, label, name: "", places, middle }];
  });
}
