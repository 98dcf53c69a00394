import { describe, expect, it } from "vitest";
import { linePosition, sharesInWords, sideShares } from "../src/lineposition";

const at = { km: 120.34, offset_km: -6.4, side: "right", line: "l" };
const area = { ...at, from_km: 98.2, to_km: 131.96, side: "both", offset_km: 2.5 };

describe("a position along the line in words", () => {
  it("gives a point its kilometre, its distance and its side", () => {
    expect(linePosition(at)).toBe(
      "km 120.3 of the line, 6.4 km off it, on its right seen from km 0",
    );
    expect(linePosition({ ...at, from_km: 120.1, to_km: 120.9 })).toMatch(/^km 120\.3 of the line/);
    expect(linePosition({ ...at, in_force: false, offset_km: 0.01 })).toBe(
      "km 120.3 of the last line known, on it",
    );
  });

  it("gives an area the stretch that it lies at", () => {
    expect(linePosition(area)).toBe(
      "km 98.2–132.0 of the line, on both sides of it, its middle 2.5 km off it",
    );
    expect(linePosition({ ...area, in_force: false, side: "left" })).toBe(
      "km 98.2–132.0 of the last line known, 2.5 km off it, on its left seen from km 0",
    );
  });

  it("gives the nearest and the farthest part where the server tells", () => {
    expect(linePosition({ ...area, side: "left", nearest_km: 1.24, farthest_km: 30 })).toBe(
      "km 98.2–132.0 of the line, 1.2 to 30.0 km off it, on its left seen from km 0",
    );
    expect(linePosition({ ...area, nearest_km: 0, farthest_km: 12.3 })).toBe(
      "km 98.2–132.0 of the line, 0.0 to 12.3 km off it, on both sides of it",
    );
  });

  it("says a side that is a party by the party’s name", () => {
    expect(linePosition({ ...at, side: "az" })).toMatch(/on the side of Azerbaijani side$/);
  });
});

describe("the shares of an area by side", () => {
  it("are told as left and right, or by party, and add up", () => {
    expect(sharesInWords({ ...area, left_share: 0.584 })).toBe(
      "58 % left of the line, 42 % right of the line (seen from km 0)",
    );
    expect(sharesInWords({ ...area, side_shares: { az: 0.25, arm: 0.75 } })).toBe(
      "25 % on the side of Azerbaijani side, 75 % on the side of Armenian side",
    );
    const sum = sideShares({ ...area, left_share: 0.3 }).reduce((all, one) => all + one.share, 0);
    expect(sum).toBeCloseTo(1);
  });

  it("do not tell a sliver as nothing, nor a point at all", () => {
    expect(sharesInWords({ ...area, left_share: 0.001 })).toBe(
      "under 1 % left of the line, over 99 % right of the line (seen from km 0)",
    );
    expect(sharesInWords(at)).toBe("");
    expect(sharesInWords({ ...at, left_share: null })).toBe("");
  });
});
