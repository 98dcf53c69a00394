/** Disputed and changed ground in words and pieces to draw. Pure. */

import { placesInWords } from "./amounts";
import type { Compared } from "./compared";
import { inside } from "./interior";
import type { BetweenStances, Ground } from "./model";
import { passingInWords } from "./passing";
import { number as numeral, say } from "./tongue";

/** The ground that the two sides' accounts give to different holders; none where they agree. */
export function disputedGround(between: BetweenStances | undefined): Ground[] {
  const geometry = between?.geometry;
  if (!between || !geometry || geometry.coordinates.length === 0) return [];
  const middle = inside({ geometry });
  if (!middle) return [];
  const km2 = numeral(Math.round(between.km2.disputed ?? 0));
  const places = between.places.map(({ place }) => place);
  const label = say(
    "Disputed: {km2} km² with {places}, which the two sides’ accounts give to different holders",
    { km2, places: placesInWords(places.length) },
  );
  return [{ geometry, hatch: "disputed", label, name: say("Disputed"), places, middle }];
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
    const size = numeral(Math.round(km2));
    const label = `${passingInWords(before, after)}: ${size} km², ${placesInWords(places.length)}`;
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
