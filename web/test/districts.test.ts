import { describe, expect, it } from "vitest";
import { Districts } from "../src/districts";
import { NO_FILTER, NOT_KNOWN, passes, tally, weights } from "../src/facets";
import type { LayerFeature } from "../src/model";
import { around, samples, within } from "../src/samples";
import { incident, location } from "./fixtures";

const square = (west: number, east: number) => [
  [
    [west, 40],
    [east, 40],
    [east, 41],
    [west, 41],
    [west, 40],
  ],
];
const district = (id: string, west: number, east: number, az: string): LayerFeature => ({
  type: "Feature",
  id,
  geometry: { type: "Polygon", coordinates: square(west, east) },
  properties: {
    kind: "district",
    names: { az, en: id },
    place: `${id}-place`,
    valid_from: null,
    valid_to: null,
  },
});
const layer = [district("west", 46, 47, "Qərb rayonu"), district("east", 47, 48, "Şərq")];
const places = new Map<string, LayerFeature>([
  ["village", { ...district("village", 0, 1, ""), properties: { district_az: "Qərb" } as never }],
  [
    "east-place",
    { ...district("east-place", 0, 1, ""), properties: { label_en: "Orient / Levant" } as never },
  ],
]);
const districts = new Districts(layer, (id) => places.get(id));
const areas = { sectors: [], districts };
const at = (kind: string, change: object, geometry: object) =>
  incident("x", { location: location({ kind, place: null, ...change }) }, geometry as never);
const rounded = (shares: readonly (readonly [string, number])[]) =>
  shares.map(([id, share]) => [id, Number(share.toFixed(2))]);

describe("the districts of an incident", () => {
  it("are one for a settlement: the one that the gazetteer names, else the one around it", () => {
    const point = { type: "Point", coordinates: [47.5, 40.5] };
    const spot = { point: [47.5, 40.5] };
    expect(districts.of(at("settlement", { ...spot, place: "village" }, point))).toEqual([
      ["west", 1],
    ]);
    expect(districts.of(at("settlement", { ...spot, place: "unheard" }, point))).toEqual([
      ["east", 1],
    ]);
    expect(districts.of(at("settlement", spot, point))).toEqual([["east", 1]]);
  });

  it("is the one named, whatever its outline", () => {
    const other = { type: "Polygon", coordinates: square(46.2, 46.4) };
    expect(districts.of(at("district", { place: "east-place" }, other))).toEqual([["east", 1]]);
  });

  it("share an area, a line and a ring by what lies in each, and turned round alike", () => {
    const area = { type: "Polygon", coordinates: square(46.75, 47.25) };
    expect(rounded(districts.of(at("area", {}, area)))).toEqual([
      ["east", 0.5],
      ["west", 0.5],
    ]);
    const path = [
      [46.5, 40.5],
      [47.25, 40.5],
    ];
    const line = { type: "LineString", coordinates: path };
    const back = { type: "LineString", coordinates: path.toReversed() };
    for (const one of [line, back]) {
      expect(rounded(districts.of(at("line", {}, one)))).toEqual([
        ["west", 0.67],
        ["east", 0.33],
      ]);
    }
    const ring = at(
      "near",
      { point: [47, 40.5], uncertainty_m: 5000 },
      { type: "Point", coordinates: [47, 40.5] },
    );
    const [[, most = 0] = [], [, least = 0] = []] = districts.of(ring);
    expect(most + least).toBeCloseTo(1);
    expect(most).toBeLessThan(0.6);
  });

  it("are none off the map, and leave the rest unknown where an area reaches beyond them", () => {
    expect(districts.of(at("unlocated", { point: null }, null as never))).toEqual([]);
    const wide = at("area", {}, { type: "Polygon", coordinates: square(47, 49) });
    const parts = weights(wide, "district", areas);
    expect(rounded(parts)).toEqual([
      ["east", 0.5],
      [NOT_KNOWN, 0.5],
    ]);
    expect(weights(wide, "district", { sectors: [], districts: null })).toEqual([[NOT_KNOWN, 1]]);
  });

  it("are counted by their shares, and each lets the incident through", () => {
    const all = [
      at("area", {}, { type: "Polygon", coordinates: square(46.75, 47.25) }),
      at("settlement", { place: "village" }, { type: "Point", coordinates: [46.5, 40.5] }),
    ];
    expect(rounded(tally(all, "district", NO_FILTER, areas))).toEqual([
      ["west", 1.5],
      ["east", 0.5],
    ]);
    const east = { chosen: { district: ["east"] }, text: "" };
    expect(all.map((one) => passes(one, east, areas))).toEqual([true, false]);
  });

  it("have the names that the gazetteer gives them", () => {
    expect(districts.title("east")).toBe("Orient / Levant");
    expect(districts.title("west")).toBe("west");
    expect(districts.title("nowhere")).toBe("nowhere");
  });
});

describe("points of a place", () => {
  it("lie inside it, holes left out", () => {
    const hole = [
      [46.4, 40.4],
      [46.6, 40.4],
      [46.6, 40.6],
      [46.4, 40.6],
      [46.4, 40.4],
    ];
    const rings = [...square(46, 47), hole];
    const inside = samples({ type: "Polygon", coordinates: rings });
    expect(inside.length).toBeGreaterThan(400);
    expect(inside.every(({ point }) => within(point, rings))).toBe(true);
    expect(within([46.5, 40.5], rings)).toBe(false);
    expect(samples({ type: "Point", coordinates: [46, 40] })).toEqual([]);
    expect(samples({ type: "LineString", coordinates: [] })).toEqual([]);
  });

  it("fill a ring evenly", () => {
    const points = around([46.5, 40.5], 10_000);
    const mean = (n: 0 | 1) => points.reduce((sum, { point }) => sum + point[n], 0) / points.length;
    expect(mean(0)).toBeCloseTo(46.5, 2);
    expect(mean(1)).toBeCloseTo(40.5, 2);
  });
});
