import { describe, expect, it } from "vitest";
import { cells, type Frame, near, radius, spotOf } from "../src/crowd";
import { claim, incident, location } from "./fixtures";

const at = (id: string, lon: number, lat: number, side: string) =>
  incident(id, {
    location: location({ point: [lon, lat] }),
    claims: [claim({ claimant_side: side })],
  });

/** The whole world in 256 pixels. */
const world: Frame = { world: 256, left: 0, top: 0, width: 256, height: 256 };

describe("many incidents", () => {
  it("lie where Web Mercator puts them", () => {
    const spot = spotOf(at("a", 0, 0, "az"));
    expect([spot?.x, spot?.y]).toEqual([0.5, 0.5]);
    expect(spotOf(at("b", 180, 85.0511287798, "az"))?.y).toBeCloseTo(0, 6);
    expect(spotOf(incident("d", { location: location({ kind: "unlocated" }) }))).toBeNull();
    expect(spotOf(incident("c", { location: location({ point: null }) }, null))).toBeNull();
  });

  it("are put together by squares, and counted by who is heard, none twice and none lost", () => {
    const all = [at("a", 46, 40, "az"), at("b", 46.1, 40, "arm"), at("c", -100, 40, "az")];
    const made = cells(all, world, 44);
    expect(made.map(({ total }) => total)).toEqual([2, 1]);
    expect([...(made[0]?.sides ?? [])]).toEqual([
      ["az", 1],
      ["arm", 1],
    ]);
    expect(made.reduce((sum, { total }) => sum + total, 0)).toBe(all.length);
  });

  it("stay in their squares when the window moves by less than a square", () => {
    const all = [at("a", 46, 40, "az"), at("b", 48, 41, "arm"), at("c", 52, 38, "az")];
    const totals = (left: number) =>
      cells(all, { ...world, left, width: 400, height: 400 }, 8)
        .map(({ total }) => total)
        .sort();
    expect(totals(3)).toEqual(totals(0));
  });

  it("are found under a pointer, and larger where there are more of them", () => {
    const all = [at("a", 46, 40, "az"), at("c", -100, 40, "az")];
    const [first] = cells(all, world, 44);
    expect(near(all, world, first ?? { x: 0, y: 0 }, 5).map(({ id }) => id)).toEqual(["a"]);
    expect(radius(100)).toBeGreaterThan(radius(2));
    expect(radius(1_000_000)).toBe(20);
  });
});
