import { describe, expect, it } from "vitest";
import { Atlas } from "../src/atlas";
import { bars } from "../src/histogram";
import type { Layer } from "../src/model";
import { firstState } from "../src/state";
import { incident } from "./fixtures";

const state = { ...firstState("1994-05-12", "2026-11-22"), span: "all" as const };

function layer(...features: unknown[]): Layer {
  return { type: "FeatureCollection", features: features as Layer["features"] };
}

function statement(id: string, kind: string, date: string) {
  const properties = { kind, place: "hadrut", date, valid_from: date, valid_to: "2020-10-20" };
  return { type: "Feature", id, geometry: null, properties };
}

describe("the layers", () => {
  it("leave out features whose dates cannot be placed in time", () => {
    const atlas = new Atlas("1994-05-12");
    const odd = ["20200-01-01", "-0044-03-15", "", null].map((day, i) =>
      incident(`odd-${i}`, { date_start: day as string, valid_from: day as string }),
    );
    atlas.put("incidents", layer(incident("good"), ...odd));
    expect(atlas.allIncidents().map((one) => one.id)).toEqual(["good"]);
    expect(atlas.shown(state)).toHaveLength(1);
    const drawn = bars(atlas.perDay(), "2020-01-01", "2020-12-31");
    expect(drawn.every(({ at, width, share }) => [at, width, share].every(Number.isFinite))).toBe(
      true,
    );
  });

  it("find all statements of a place by its id or by that of one of them", () => {
    const atlas = new Atlas("1994-05-12");
    const claim = statement("c-claim", "claim", "2020-10-09");
    const denial = statement("c-denial", "denial", "2020-10-09");
    const before = statement("baseline-hadrut", "baseline", "2020-09-26");
    atlas.put("control", layer(claim, denial, before));
    expect(atlas.controlPlace("c-denial")).toBe("hadrut");
    expect(atlas.controlPlace("hadrut")).toBe("hadrut");
    expect(atlas.controlPlace("elsewhere")).toBeNull();
    expect(atlas.statementsOf("hadrut").map((one) => one.id)).toEqual([
      "c-claim",
      "c-denial",
      "baseline-hadrut",
    ]);
    const [group] = atlas.control({ ...state, date: "2020-11-10" });
    expect(group?.statements.map((one) => one.id)).toEqual(["c-claim", "c-denial"]);
  });
});

describe("a layer fetched anew", () => {
  const layer = (...features: ReturnType<typeof incident>[]) =>
    ({ type: "FeatureCollection", features }) as never;

  it("leaves what has not changed as it was, and takes up what has", () => {
    const atlas = new Atlas("1994-05-12");
    atlas.put("incidents", layer(incident("a"), incident("b"), incident("c")));
    const [a, b] = [atlas.incident("a"), atlas.incident("b")];
    const fresh = [incident("a"), incident("b"), incident("c", { revision: 2 }), incident("d")];
    atlas.put("incidents", layer(...fresh), new Set(["b", "d"]));
    expect(atlas.incident("a")).toBe(a);
    expect(atlas.incident("b")).not.toBe(b);
    expect(atlas.incident("c")?.properties.revision).toBe(2);
    expect(atlas.allIncidents().map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    atlas.put("incidents", layer(incident("a")));
    expect(atlas.incident("a")).not.toBe(a);
    expect(atlas.allIncidents()).toHaveLength(1);
  });
});
