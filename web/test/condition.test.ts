import { describe, expect, it } from "vitest";
import { type Choice, conditionOf, encoded } from "../src/condition";
import { type Filter, passes } from "../src/facets";
import { servedUrl } from "../src/shown";
import { claim, incident } from "./fixtures";

const sectors = [
  { id: "north", names: {}, from_km: 0, to_km: 100 },
  { id: "south", names: {}, from_km: 100, to_km: 200 },
];
const areas = { sectors, districts: null };
const along = (from_km: number, to_km: number) => ({
  line_position: { km: (from_km + to_km) / 2, from_km, to_km, offset_km: 0, side: "on", line: "l" },
});
const among = [
  incident("a", { kind: "clash", grade: "one-side", claimant_sides: ["az"], ...along(20, 20) }),
  incident("b", {
    kind: "shelling",
    grade: "both-sides",
    claimant_sides: ["az"],
    ...along(50, 150),
  }),
  incident("o'c", { kind: "shelling", claimant_sides: ["az"], ...along(180, 180) }),
];
const choice = (filter: Partial<Filter>, change: Partial<Choice> = {}): Choice => {
  const whole: Filter = { chosen: {}, text: "", ...filter };
  const shown = among.filter((one) => passes(one, whole, areas));
  return { filter: whole, sectors, among, shown, boxed: false, ...change };
};

describe("a choice as a condition", () => {
  it("is said by properties where they say exactly the same", () => {
    expect(conditionOf(choice({ chosen: { kind: ["clash", "o'clock"] } }))).toBe(
      "kind IN ('clash','o''clock')",
    );
    expect(conditionOf(choice({ chosen: { precision: ["2"], side: ["az"] } }))).toBe(
      "A_OVERLAPS(claimant_sides, ('az')) AND where_prec IN (2)",
    );
    expect(conditionOf(choice({ chosen: { sector: ["south"] } }))).toBe(
      "((line_position.from_km < 200 AND line_position.to_km > 100) OR (line_position.km >= 100 AND line_position.km < 200))",
    );
  });

  it("names the incidents where properties cannot say it, or say something else", () => {
    expect(conditionOf(choice({ text: "no such words" }))).toBe("id IS NULL");
    expect(conditionOf(choice({ chosen: { actor: ["Ministry of Example"] } }))).toBe(
      "id IN ('a','b','o''c')",
    );
    expect(conditionOf(choice({ chosen: { kind: ["clash"] } }, { boxed: true }))).toBe(
      "id IN ('a')",
    );
    const silent = incident("s", { claims: [claim({ claimant_side: "arm" })], claimant_sides: [] });
    const side = choice({ chosen: { side: ["arm"] } }, { among: [silent], shown: [silent] });
    expect(conditionOf(side)).toBe("id IN ('s')");
    expect(conditionOf(choice({ chosen: { grade: ["none"] } }))).toBe("id IN ('o''c')");
  });

  it("names those left out where they are fewer, and nothing where an address has no room", () => {
    const many = Array.from({ length: 900 }, (_, n) => incident(`i-20201010-${n}`));
    const text = { filter: { chosen: {}, text: "example" }, sectors, boxed: false };
    const most = conditionOf({ ...text, among: many, shown: many.slice(1) });
    expect(most).toBe("NOT id IN ('i-20201010-0')");
    const half = conditionOf({ ...text, among: many, shown: many.slice(450) });
    expect(half).toBeNull();
    expect(conditionOf({ ...text, among: many, shown: many.slice(1), boxed: true })).toBeNull();
  });

  it("stands in an address that says it back, short enough to be passed on", () => {
    const condition = "id IN ('a&b','ə%27')";
    const url = servedUrl("csv", { from: "2020-09-27", to: "2020-10-01" }, condition);
    expect(url).toMatch(/^\/layers\/incidents\.csv\?datetime=2020-09-27\/2020-09-30&filter=/);
    expect(new URL(url, "http://here").searchParams.get("filter")).toBe(condition);
    const ids = Array.from({ length: 300 }, (_, n) => incident(`i-20201010-${n}`));
    const given = conditionOf({
      filter: { chosen: {}, text: "x" },
      sectors,
      boxed: true,
      among: ids,
      shown: ids,
    });
    expect(encoded(given ?? "").length).toBeLessThan(7900);
  });
});
