import { describe, expect, it } from "vitest";
import {
  balances,
  type Change,
  type Compared,
  firstAgainst,
  inOrder,
  passings,
} from "../src/compared";
import { passingInWords } from "../src/passing";

const change = (place: string, before: string, after: string): Change => ({
  place,
  before,
  after,
  statements: [`c-${place}`],
});

function compared(places: Change[], km2_change: Record<string, number>): Compared {
  return {
    from: "2020-09-26",
    to: "2020-10-20",
    stance: "agreed",
    km2_change,
    length_km: { from: 231, to: 261 },
    places,
  };
}

const swap = (holder: string) => ({ az: "arm", arm: "az" })[holder] ?? holder;

describe("a comparison", () => {
  const places = [
    change("a", "arm", "az"),
    change("b", "arm", "contested"),
    change("c", "arm", "contested"),
    change("d", "az", "arm"),
  ];

  it("counts for each holder what came and what went", () => {
    expect(balances(compared(places, { az: 20.4, arm: -50, contested: 29.6 }))).toEqual([
      { holder: "az", km2: 20.4, gained: 1, lost: 1 },
      { holder: "arm", km2: -50, gained: 1, lost: 3 },
      { holder: "contested", km2: 29.6, gained: 2, lost: 0 },
    ]);
  });

  it("keeps both sides in the table when nothing happened", () => {
    expect(balances(compared([], {})).map(({ holder }) => holder)).toEqual(["az", "arm"]);
  });

  it("mirrors when the sides change places", () => {
    const mirrored = places.map((one) => ({
      ...one,
      before: swap(one.before),
      after: swap(one.after),
    }));
    const one = balances(compared(places, { az: 1, arm: 2 }));
    const other = balances(compared(mirrored, { arm: 1, az: 2 }));
    for (const row of one) {
      expect(other).toContainEqual({ ...row, holder: swap(row.holder) });
    }
  });

  it("puts places of one passing together, the larger groups first", () => {
    expect(
      passings(places).map(({ before, after, places: all }) => [before, after, all.length]),
    ).toEqual([
      ["arm", "contested", 2],
      ["az", "arm", 1],
      ["arm", "az", 1],
    ]);
  });

  it("says who says so, and takes no side", () => {
    expect(passingInWords("arm", "az")).toBe(
      "Statements say passed to Azerbaijani side, before held by Armenian side",
    );
    expect(passingInWords("az", "arm")).toBe(
      "Statements say passed to Armenian side, before held by Azerbaijani side",
    );
    expect(passingInWords("contested", "arm")).toMatch(/before contested$/);
    expect(passingInWords("arm", "contested")).toMatch(/^Contested, before held by/);
  });

  it("asks in the order of time, and starts before the war", () => {
    expect(inOrder("2020-10-20", "2020-09-26")).toEqual({ from: "2020-09-26", to: "2020-10-20" });
    expect(firstAgainst("2020-10-20", "1994-05-12")).toBe("2020-09-26");
    expect(firstAgainst("2016-04-04", "1994-05-12")).toBe("2016-03-28");
    expect(firstAgainst("1994-05-13", "1994-05-12")).toBe("1994-05-12");
  });
});
