import { describe, expect, it } from "vitest";
import { bars, ranked, tallyDays } from "../src/histogram";
import { marks } from "../src/lane";
import { claim, incident } from "./fixtures";

const on = (id: string, day: string, kind = "shelling", ...sides: string[]) =>
  incident(id, {
    date_start: day,
    kind,
    claims: sides.map((claimant_side) => claim({ claimant_side })),
  });

describe("the bars above the slider", () => {
  const days = tallyDays([
    on("a", "2020-09-27", "shelling", "az"),
    on("b", "2020-09-27", "clash", "arm"),
    on("c", "2020-09-27", "clash", "az", "arm"),
    on("d", "2020-09-27", "clash", "arm"),
    on("e", "2020-09-28", "clash", "arm"),
  ]);

  it("count every incident once, under the side heard or under several", () => {
    const first = days.get("2020-09-27");
    expect(first?.total).toBe(4);
    expect(ranked(first?.sides ?? new Map())).toEqual([
      ["arm", 2],
      ["az", 1],
      ["mixed", 1],
    ]);
    expect(ranked(first?.kinds ?? new Map())).toEqual([
      ["clash", 3],
      ["shelling", 1],
    ]);
  });

  it("stand at their days, and are joined where there are many days", () => {
    const year = bars(days, "2020-01-01", "2020-12-31");
    expect(year.map(({ at, width, share }) => [at, width, share])).toEqual([
      [270, 1, 1],
      [271, 1, 0.5],
    ]);
    const all = bars(days, "1994-05-12", "2023-10-01");
    expect(all).toHaveLength(1);
    expect(all[0]?.total).toBe(5);
    expect(bars(days, "2021-01-01", "2021-12-31")).toEqual([]);
  });
});

describe("the lane of statements", () => {
  const said = [
    on("a", "2020-10-01", "ceasefire"),
    on("b", "2020-10-02", "shelling"),
    on("c", "2020-10-03", "statement"),
    on("d", "2020-10-30", "statement"),
    on("e", "2021-01-01", "statement"),
  ];

  it("has what was said within its days, and joins what a finger cannot tell apart", () => {
    const ids = (gap: number) =>
      marks(said, "2020-10-01", "2020-10-31", gap).map(({ incidents }) =>
        incidents.map(({ id }) => id),
      );
    expect(ids(0.01)).toEqual([["a"], ["c"], ["d"]]);
    expect(ids(0.1)).toEqual([["a", "c"], ["d"]]);
  });
});
