import { describe, expect, it } from "vitest";
import { flagLabel } from "../src/controlwords";
import type { LayerFeature } from "../src/model";
import { statementsByPlace } from "../src/statements";

type Said = [date: string, kind: string, side: string | null, holder: string | null];

/** One statement; its id tells neither who says it nor of whom. */
function statement([date, kind, side, holder]: Said, place = "hadrut"): LayerFeature {
  return {
    type: "Feature",
    id: `c-${date}-${place}-${kind}`,
    geometry: { type: "Point", coordinates: [47, 39.5] },
    properties: {
      kind,
      place,
      date,
      names: { en: "Hadrut" },
      claimant_side: side,
      holder_after: holder,
      valid_from: date,
      valid_to: null,
    },
  };
}

const all = (...said: Said[]) => statementsByPlace(said.map((one) => statement(one)));
const kinds = (...said: Said[]) => all(...said)[0]?.statements.map((one) => one.properties.kind);

const CLAIM: Said = ["2020-10-09", "claim", "az", "az"];
const DENIAL: Said = ["2020-10-09", "denial", "arm", "arm"];

describe("the statements about one place", () => {
  it("are all there when a claim is denied on the same day, and contested", () => {
    for (const said of [
      [CLAIM, DENIAL],
      [DENIAL, CLAIM],
    ]) {
      const [only, ...others] = all(...said);
      expect(others).toEqual([]);
      expect(only?.statements.map((one) => one.properties.kind)).toEqual(["claim", "denial"]);
      expect(only).toMatchObject({ contested: true, holders: ["az", "arm"] });
    }
  });

  it("come newest first when an older claim is followed by an opposite one", () => {
    const [only] = all(["2016-04-05", "claim", "arm", "arm"], ["2020-10-03", "claim", "az", "az"]);
    expect(only?.statements.map((one) => one.properties.date)).toEqual([
      "2020-10-03",
      "2016-04-05",
    ]);
    expect(only).toMatchObject({ holders: ["az"], earlier: ["arm"], contested: true });
  });

  it("mirror when the sides are swapped", () => {
    const cases: Said[][] = [
      [CLAIM, DENIAL],
      [CLAIM, ["2020-10-12", "concession", "arm", "az"]],
      [
        ["2016-04-05", "claim", "arm", "arm"],
        ["2020-10-03", "claim", "az", "az"],
      ],
      [CLAIM, ["2020-10-10", "denial", "third-party", "contested"]],
    ];
    const other = (side: string | null) =>
      side === "az" ? "arm" : side === "arm" ? "az" : (side ?? null);
    for (const said of cases) {
      const [before] = all(...said);
      const swapped = said.map(
        ([date, kind, side, holder]): Said => [date, kind, other(side), other(holder)],
      );
      const [after] = all(...swapped);
      expect(after?.contested).toBe(before?.contested);
      expect(after?.holders).toEqual(before?.holders.map(other));
      expect(after?.earlier).toEqual(before?.earlier.map(other));
      expect(after?.statements.map((one) => one.id)).toEqual(
        before?.statements.map((one) => one.id),
      );
      expect(kinds(...swapped)).toEqual(kinds(...said));
    }
  });

  it("are not contested when all name one holder, or one side names another later", () => {
    expect(all(CLAIM, ["2020-11-10", "concession", "arm", "az"])[0]?.contested).toBe(false);
    expect(all(CLAIM, ["2020-11-10", "handover", "az", "none"])[0]?.contested).toBe(false);
    expect(all(CLAIM, ["2020-10-09", "confirmation", "third-party", null])[0]?.contested).toBe(
      false,
    );
  });

  it("are contested by a denial alone, and by third parties that call it so", () => {
    expect(all(DENIAL)[0]?.contested).toBe(true);
    expect(all(["2020-10-10", "claim", "third-party", "contested"])[0]?.contested).toBe(true);
  });

  it("do not contradict the state before them, which nobody said", () => {
    expect(all(["2020-09-26", "baseline", null, "arm"], CLAIM)[0]?.contested).toBe(false);
  });

  it("are kept apart by place, and none is lost", () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      statement([`2020-10-${10 + (i % 9)}`, "claim", "az", "az"], `p-${i % 7}`),
    );
    const groups = statementsByPlace(many);
    expect(groups).toHaveLength(7);
    expect(groups.flatMap((group) => group.statements)).toHaveLength(60);
  });
});

describe("the name of a flag", () => {
  it("says how many statements there are, whom they name, and that they contradict", () => {
    const [both] = all(CLAIM, DENIAL);
    expect(both && flagLabel(both)).toMatch(
      /^Hadrut: 2 statements, which contradict each other, .+ 9 Oct 2020/,
    );
    const [one] = all(CLAIM);
    expect(one && flagLabel(one)).toMatch(/^Hadrut: 1 statement, 9 Oct 2020: said to be held by /);
  });
});
