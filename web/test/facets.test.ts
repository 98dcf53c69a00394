import { describe, expect, it } from "vitest";
import type { Sector } from "../src/diagram/model";
import {
  type Filter,
  filtering,
  folded,
  NO_FILTER,
  NOT_KNOWN,
  passes,
  readFilter,
  tally,
  toggled,
  weights,
  writeFilter,
} from "../src/facets";
import { firstState, fromHash, toHash } from "../src/state";
import { claim, incident, location } from "./fixtures";

const sectors: Sector[] = [
  { id: "north", names: {}, from_km: 0, to_km: 100 },
  { id: "south", names: {}, from_km: 100, to_km: 200 },
];
const areas = { sectors, districts: null };
const along = (from_km: number, to_km: number) => ({
  line_position: {
    km: (from_km + to_km) / 2,
    from_km,
    to_km,
    offset_km: 0,
    side: "on",
    line: "l",
  },
});
const few = [
  incident("a", { kind: "shelling", ...along(20, 20) }),
  incident("b", { kind: "clash", ...along(50, 200) }),
  incident("c", {
    kind: "shelling",
    claims: [claim({ claimant_side: "az" }), claim({ claimant_side: "arm" })],
    summary: "Fire on Əhmədli was reported.",
  }),
];
const only = (change: Partial<Filter>): Filter => ({ ...NO_FILTER, ...change });
const ids = (filter: Filter) =>
  few.filter((one) => passes(one, filter, areas)).map((one) => one.id);

describe("choosing among incidents", () => {
  it("lets all through where nothing is asked for", () => {
    expect(filtering(NO_FILTER)).toBe(false);
    expect(ids(NO_FILTER)).toEqual(["a", "b", "c"]);
  });

  it("takes any value of one facet, and all facets together", () => {
    expect(ids(only({ chosen: { kind: ["shelling"] } }))).toEqual(["a", "c"]);
    expect(ids(only({ chosen: { kind: ["shelling", "clash"] } }))).toEqual(["a", "b", "c"]);
    expect(ids(only({ chosen: { kind: ["shelling"], side: ["arm"] } }))).toEqual(["c"]);
    expect(ids(only({ chosen: { sector: ["north"] } }))).toEqual(["a", "b"]);
    expect(ids(only({ chosen: { sector: ["none"] } }))).toEqual(["c"]);
  });

  it("finds words without regard to case and marks, all of them", () => {
    expect(folded("Şuşa ƏHMƏDLİ Ağdam")).toBe("susa ahmadli agdam");
    expect(ids(only({ text: "ahmadli FIRE" }))).toEqual(["c"]);
    expect(ids(only({ text: "ahmadli nowhere" }))).toEqual([]);
    expect(ids(only({ text: "  " }))).toEqual(["a", "b", "c"]);
  });
});

describe("counts", () => {
  it("part an incident along a stretch between the sectors it may lie in", () => {
    const [one, other] = weights(few[1] as never, "sector", areas);
    expect(one).toEqual(["north", 50 / 150]);
    expect(other).toEqual(["south", 100 / 150]);
    const all = tally(few, "sector", NO_FILTER, areas);
    expect(all.map(([value]) => value)).toEqual(["north", "south", "none"]);
    expect(all.reduce((sum, [, count]) => sum + count, 0)).toBeCloseTo(few.length);
  });

  it("leave their own facet out of account, and keep what is chosen at nought", () => {
    const filter = only({ chosen: { kind: ["shelling"], side: ["arm"] } });
    expect(tally(few, "kind", filter, areas)).toEqual([["shelling", 1]]);
    expect(tally(few, "side", filter, areas)).toEqual([
      ["az", 2],
      ["arm", 1],
    ]);
    const none = only({ chosen: { grade: ["conceded"] }, text: "ahmadli" });
    expect(tally(few, "grade", none, areas)).toContainEqual(["conceded", 0]);
  });

  it("know what an incident does not tell", () => {
    const silent = incident("d", {
      claims: [],
      location: location({ where_prec: null }),
      where_prec: null,
    });
    expect(weights(silent, "side", areas)).toEqual([["none", 1]]);
    expect(weights(silent, "precision", areas)).toEqual([["none", 1]]);
    expect(weights(silent, "grade", areas)).toEqual([["none", 1]]);
  });
});

describe("a filter in the address", () => {
  it("comes back as it was, without what is not understood", () => {
    const filter = toggled(toggled(NO_FILTER, "kind", "clash"), "side", "az");
    expect(writeFilter(filter)).toBe("kind:clash,side:az");
    expect(readFilter(writeFilter(filter), "Şuşa")).toEqual({ ...filter, text: "Şuşa" });
    expect(readFilter("colour:red,kind:<b>+clash", null)).toEqual(
      only({ chosen: { kind: ["clash"] } }),
    );
    expect(toggled(filter, "kind", "clash").chosen.kind).toEqual([]);
  });

  it("is part of the page’s state", () => {
    const base = firstState("1994-05-12", "2023-10-01");
    const state = { ...base, filter: only({ chosen: { kind: ["clash", "mine"] }, text: "a & b" }) };
    const back = fromHash(toHash(state), base, "1994-05-12", "2023-10-01");
    expect(back.filter).toEqual(state.filter);
    expect(toHash(base)).not.toMatch(/only=|find=/);
  });

  it("keep names of claimants and sources in the address, whatever letters they have", () => {
    const names = ["Human Rights Watch", "A, B: (c)+d %41 _e.f", "Ադրբեջան", "Müdafiə Nazirliyi"];
    const filter = { chosen: { actor: names }, text: "" };
    const address = new URLSearchParams(`only=${writeFilter(filter)}`).get("only");
    expect(readFilter(address, null).chosen.actor).toEqual(names);
    expect(readFilter("kind:shelling+clash", null).chosen.kind).toEqual(["shelling", "clash"]);
    expect(readFilter("actor:%E0%A4%A", null).chosen).toEqual({});
  });

  it("count an incident for each of its claimants, once", () => {
    const claims = [claim({ claimant: "A" }), claim({ claimant: "B" }), claim({ claimant: "A" })];
    expect(weights(incident("x", { claims }), "actor", areas)).toEqual([
      ["A", 1],
      ["B", 1],
    ]);
    expect(weights(incident("y", { sources: [] }), "source", areas)).toEqual([[NOT_KNOWN, 1]]);
  });
});
