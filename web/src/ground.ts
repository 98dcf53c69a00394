/** Disputed and changed ground in words and pieces to draw. Pure. */

import type { Compared } from "./compared";
import { count } from "./format";
import { inside } from "./interior";
import type { BetweenStances, Ground } from "./model";
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

/** The ground that has another holder on the other day, by who is said to hold it on each of the two. */
export interface ChangedGround {
  earlier: Ground[];
  later: Ground[];
}

/** A piece for each way in which ground changed, once with the hatch of each day’s holder. */
export function changedGround({ ground }: Compared): ChangedGround {
  const pieces = (ground?.features ?? []).flatMap(({ geometry, properties }) => {
    const middle = geometry ? inside({ geometry }) : null;
    if (!geometry || !middle) return [];
    const { before, after, km2, places } = properties;
    const size = Math.round(km2).toLocaleString("en-GB");
    const label = `${passingInWords(before, after)}: ${size} km², ${count(places.length, "place")}`;
    const piece = { geometry, label, name: "", places, middle };
    return [
      { earlier: { ...piece, hatch: hatchOf(before) }, later: { ...piece, hatch: hatchOf(after) } },
    ];
  });
  return {
    earlier: pieces.map(({ earlier }) => earlier),
    later: pieces.map(({ later }) => later),
  };
}

function hatchOf(holder: string): string {
  if (holder === "contested") return "disputed";
  return holder === "az" || holder === "arm" ? holder : "third-party";
}
