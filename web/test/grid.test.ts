import { describe, expect, it } from "vitest";
import {
  cellLines,
  type GridRow,
  gradeTitle,
  rowTitle,
  type Said,
  spoken,
  standTitle,
} from "../src/grid";
import { claim } from "./fixtures";

function said(change: Partial<Said> = {}): Said {
  return {
    claim: "c-1",
    claimant: "Ministry of Example",
    stand: "asserted",
    value: null,
    range: null,
    outcome: [],
    text: "Words.",
    quote: false,
    span: { report: null, href: "/i/c-1" },
    grade: "one-side",
    ...change,
  };
}

describe("a cell of the grid", () => {
  const none = new Map();

  it("gives each claimant's number as claimed, and never one of several", () => {
    const people = { unit: "people", outcome: ["killed"] };
    const claims = new Map([
      ["c-1", claim({ ...people, quantity_low: 2300, quantity_high: 2300, hedge: "about" })],
      ["c-2", claim({ ...people, quantity_low: 200, hedge: "over" })],
    ]);
    const says = [said({ range: [2300, 2300] }), said({ claim: "c-2", range: [200, null] })];
    expect(cellLines("killed", says, claims)).toEqual([
      "about 2,300 people killed",
      "over 200 people killed",
    ]);
  });

  it("says the same place or days once, in words", () => {
    const days = said({ value: "2020-09-27/2020-09-30" });
    expect(cellLines("when", [days, days], none)).toEqual(["27–30 Sep 2020"]);
    expect(cellLines("when", [said({ value: "2020-09-27" })], none)).toEqual(["27 Sep 2020"]);
    expect(cellLines("where", [said({ value: "Line of contact" })], none)).toEqual([
      "Line of contact",
    ]);
  });

  it("does without the claim where it is not known", () => {
    expect(cellLines("killed", [said({ range: [5, 8] })], none)).toEqual(["5–8"]);
    expect(cellLines("killed", [said({ outcome: ["killed"] })], none)).toEqual(["no figure"]);
    expect(cellLines("killed", [], none)).toEqual([]);
  });
});

describe("the grid", () => {
  it("tells the rows of which somebody speaks from those of which nobody does", () => {
    const row = (name: string, says: Said[]): GridRow => ({
      row: name,
      cells: [
        { side: "az", stand: says.length > 0 ? "asserted" : "silent", says },
        { side: "arm", stand: "silent", says: [] },
      ],
    });
    const { told, silent } = spoken([row("what", [said()]), row("control", [])]);
    expect(told.map((one) => one.row)).toEqual(["what"]);
    expect(silent.map((one) => one.row)).toEqual(["control"]);
  });

  it("has words for rows, stands and grades, and shows those it does not know", () => {
    expect(rowTitle("killed")).toBe("Killed");
    expect(standTitle("conceded")).toBe("Conceded");
    expect(gradeTitle("both-sides")).toBe("Both sides say so");
    expect(rowTitle("weather-then")).toBe("Weather then");
  });
});
