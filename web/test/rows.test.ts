import { describe, expect, it } from "vitest";
import { BY_DATE, COLUMNS, cellWords, inRows, readSort, voices, writeSort } from "../src/rows";
import { firstState, fromHash, toHash } from "../src/state";
import { claim, incident, location } from "./fixtures";

const ground = {
  shares: (one: { id?: string | number | undefined }) =>
    one.id === "a"
      ? ([["d-one", 1]] as const)
      : one.id === "b"
        ? ([
            ["d-two", 0.7],
            ["d-one", 0.3],
          ] as const)
        : [],
  title: (id: string) => id.toUpperCase(),
};
const beside = (offset_km: number, change = {}) => ({
  line_position: { km: 1, offset_km, side: "left", line: "l", ...change },
});
const a = incident("a", {
  kind: "shelling",
  grade: "one-side",
  date_start: "2020-10-01",
  date_end: "2020-10-01",
  ...beside(-12.34),
});
const b = incident("b", {
  kind: "clash",
  grade: "conceded",
  date_start: "2020-10-02",
  ...beside(3, { nearest_km: 1, farthest_km: 9 }),
});
const c = incident("c", {
  kind: "shelling",
  date_start: "2020-10-03",
  location: location({ where_prec: 6 }),
});
const all = [a, b, c];
const order = (sort: string) =>
  inRows(all, readSort(sort), ground)
    .map(({ id }) => id)
    .join("");

describe("incidents as rows", () => {
  it("stand in order by any column, either way; what is not told comes last", () => {
    expect(order("date")).toBe("abc");
    expect(order("-date")).toBe("cba");
    expect(order("kind")).toBe("bac");
    expect(order("-kind")).toBe("acb");
    expect(order("distance")).toBe("bac");
    expect(order("-distance")).toBe("abc");
    expect(order("grade")).toBe("bac");
    expect(order("-grade")).toBe("abc");
    expect(order("district")).toBe("abc");
    expect(order("-district")).toBe("bac");
    expect(order("where")).toBe("abc");
    expect(order("-where")).toBe("cab");
    expect(all.map(({ id }) => id).join("")).toBe("abc");
  });

  it("say what is known, and no more", () => {
    const said = (one: typeof a) =>
      COLUMNS.filter((one) => one !== "incident" && one !== "sides").map((column) =>
        cellWords(one, column as never, ground),
      );
    expect(said(a)).toEqual([
      "1 Oct 2020",
      "Shelling",
      "One side only",
      "2 · a settlement",
      "D-ONE",
      "12.3 km",
    ]);
    expect(said(b).slice(-2)).toEqual(["D-TWO 70 %", "1.0–9.0 km"]);
    expect(said(c).slice(-2)).toEqual(["", ""]);
    const both = incident("d", beside(4, { side: "both" }));
    expect(cellWords(both, "distance", ground)).toBe("on both sides of it");
    const late = incident("e", beside(4, { in_force: false }));
    expect(cellWords(late, "distance", ground)).toBe("4.0 km from the last line known");
    const spread = {
      ...ground,
      shares: () =>
        [
          ["x", 0.4],
          ["y", 0.4],
        ] as const,
    };
    expect(cellWords(a, "district", spread)).toBe("2 districts");
  });

  it("name the claimants of each side once, and only that side where it names none", () => {
    const claims = [
      claim({ claimant: "One", claimant_side: "az" }),
      claim({ claimant: "Two", claimant_side: "arm" }),
      claim({ claimant: "One", claimant_side: "az" }),
    ];
    expect(voices(incident("x", { claims }))).toEqual([
      { side: "arm", claimants: ["Two"] },
      { side: "az", claimants: ["One"] },
    ]);
    const sources = [{ side: "arm" }] as never;
    expect(voices(incident("y", { claims: [], sources }))).toEqual([
      { side: "arm", claimants: [] },
    ]);
  });
});

describe("a table in the address", () => {
  it("comes back with its order", () => {
    const base = firstState("1994-05-12", "2023-10-01");
    const read = (hash: string) => fromHash(hash, base, "1994-05-12", "2023-10-01");
    const state = { ...base, table: true, sort: { column: "distance", down: true } as const };
    expect(toHash(state)).toMatch(/show=table&sort=-distance/);
    expect(read(toHash(state))).toMatchObject({
      table: true,
      sort: { column: "distance", down: true },
    });
    expect(read("sort=nothing").sort).toEqual(BY_DATE);
    expect(writeSort(readSort("-kind"))).toBe("-kind");
    expect(toHash(base)).not.toMatch(/sort=|report=|table/);
  });

  it("and a report comes back with its day", () => {
    const base = firstState("1994-05-12", "2023-10-01");
    const read = (hash: string) => fromHash(hash, base, "1994-05-12", "2023-10-01").report;
    expect(read("report=2020-09-27")).toBe("2020-09-27");
    expect(read(toHash({ ...base, report: "shown" }))).toBe("shown");
    expect(read("report=never")).toBeNull();
  });
});
