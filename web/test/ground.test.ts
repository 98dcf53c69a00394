import { describe, expect, it } from "vitest";
import type { Compared } from "../src/compared";
import { changedGround, disputedGround } from "../src/ground";

const geometry = {
  type: "MultiPolygon" as const,
  coordinates: [
    [
      [
        [46, 39],
        [47, 39],
        [47, 40],
        [46, 40],
        [46, 39],
      ],
    ],
  ],
};

describe("disputed ground", () => {
  it("says how much it is and how many places, and takes no side", () => {
    const between = { km2: { disputed: 1082.4 }, places: [{ place: "hadrut" }], geometry };
    const [piece] = disputedGround(between);
    expect(piece?.label).toBe(
      "Disputed: 1,082 km² with 1 place, which the two sides’ accounts give to different holders",
    );
    expect(piece).toMatchObject({ hatch: "disputed", places: ["hadrut"], middle: [46.5, 39.5] });
  });

  it("is not drawn where there is none", () => {
    expect(disputedGround(undefined)).toEqual([]);
    expect(disputedGround({ km2: {}, places: [], geometry: null })).toEqual([]);
    const empty = { type: "MultiPolygon" as const, coordinates: [] };
    expect(disputedGround({ km2: {}, places: [], geometry: empty })).toEqual([]);
  });
});

describe("changed ground", () => {
  const compared = (before: string, after: string) =>
    ({
      places: [],
      ground: {
        type: "FeatureCollection",
        features: [
          {
            type: "Feature",
            geometry,
            properties: { before, after, km2: 20.2, places: ["a", "b"] },
          },
        ],
      },
    }) as unknown as Compared;

  const hatches = (before: string, after: string) => {
    const { earlier, later } = changedGround(compared(before, after));
    return [earlier[0]?.hatch, later[0]?.hatch];
  };

  it("has the hatch of each day’s holder, alike for both sides", () => {
    expect(hatches("arm", "az")).toEqual(["arm", "az"]);
    expect(hatches("az", "arm")).toEqual(["az", "arm"]);
    expect(hatches("arm", "contested")).toEqual(["arm", "disputed"]);
    expect(hatches("unknown", "az")).toEqual(["third-party", "az"]);
    expect(changedGround(compared("arm", "az")).later[0]?.label).toMatch(
      /^Statements say passed to .*: 20 km², 2 places$/,
    );
  });

  it("is nothing in an answer without it", () => {
    const nothing = changedGround({ places: [] } as unknown as Compared);
    expect(nothing).toEqual({ earlier: [], later: [] });
  });
});
