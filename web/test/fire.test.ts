import { describe, expect, it } from "vitest";
import { arrowsOf, targets, weaponsInWords } from "../src/fire";
import type { LonLat } from "../src/model";
import { claim } from "./fixtures";

const pair = (from: string, at: string) => ({ from, from_name: from, at, at_name: at });
const where: Record<string, LonLat> = { a: [46, 40], b: [46.2, 40.1], district: [46.4, 39.9] };
const spotOf = (place: string) => {
  const point = where[place];
  return point ? { point, wide: place === "district" } : null;
};

describe("fire that claims tell of", () => {
  it("is put together by the place under fire, each origin once", () => {
    const pairs = [pair("a", "c"), pair("b", "c"), pair("a", "c"), pair("c", "a")];
    expect(targets({ pairs }).map(({ at, from }) => [at, from.map(({ id }) => id)])).toEqual([
      ["c", ["a", "b"]],
      ["a", ["c"]],
    ]);
    expect(targets({})).toEqual([]);
  });

  it("names weapons in words, also those not known here", () => {
    expect(weaponsInWords({ weapons: ["machine-gun", "steam-catapult"] })).toBe(
      "machine guns, steam catapult",
    );
    expect(weaponsInWords({})).toBe("");
  });

  it("is an arrow a pair and side, each with its claimant in words", () => {
    const fire = { pairs: [pair("a", "b"), pair("a", "b"), pair("a", "nowhere"), pair("a", "a")] };
    const claims = [
      claim({ claimant: "One ministry", claimant_side: "az", fire }),
      claim({ claimant: "Another ministry", claimant_side: "arm", fire }),
      claim({}),
    ];
    const arrows = arrowsOf(claims, spotOf);
    expect(arrows.map(({ side, label }) => [side, label])).toEqual([
      ["az", "Fire from a at b, as claimed by One ministry"],
      ["arm", "Fire from a at b, as claimed by Another ministry"],
    ]);
    expect(arrows[0]).toMatchObject({ from: [46, 40], at: [46.2, 40.1], wide: false });
  });

  it("does not pretend to know where in a district it came from", () => {
    const fire = { pairs: [pair("district", "b")] };
    const [arrow] = arrowsOf([claim({ fire })], spotOf);
    expect(arrow?.wide).toBe(true);
    expect(arrow?.label).toMatch(/not told exactly$/);
  });
});
