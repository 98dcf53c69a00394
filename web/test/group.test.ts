import { describe, expect, it } from "vitest";
import { cluster, freeSpot, groupByGeometry, pointOf } from "../src/group";
import { incident, location } from "./fixtures";

const line = {
  type: "LineString" as const,
  coordinates: [
    [46, 40],
    [46.5, 39.8],
    [47, 39.5],
  ],
};
const alongLine = location({ kind: "line", label: "the line of contact", point: null });

describe("groups", () => {
  it("draw many incidents of one geometry once", () => {
    const many = ["a", "b", "c"].map((id) => incident(id, { location: alongLine }, line));
    const groups = groupByGeometry([...many, incident("d")]);
    expect(groups.map((group) => group.incidents.length)).toEqual([3, 1]);
    expect(groups[0]?.point).toEqual([46.5, 39.8]);
  });

  it("keep “near” apart from “in” the same place", () => {
    const near = incident("n", { location: location({ kind: "near" }) });
    expect(groupByGeometry([near, incident("i")])).toHaveLength(2);
  });

  it("leave out what has no place", () => {
    const nowhere = incident("u", { location: location({ kind: "unlocated", point: null }) }, null);
    expect(groupByGeometry([nowhere])).toEqual([]);
  });

  it("believe the stated point before the geometry", () => {
    expect(pointOf(incident("a", { location: location({ point: [46.1, 39.9] }) }, line))).toEqual([
      46.1, 39.9,
    ]);
    expect(pointOf(incident("a", { location: alongLine }, null))).toBeNull();
  });
});

describe("symbols on the screen", () => {
  it("join where they would touch, at the place of the first", () => {
    const items = [
      { id: 1, x: 0, y: 0 },
      { id: 2, x: 10, y: 0 },
      { id: 3, x: 50, y: 0 },
    ];
    const clusters = cluster(items, 23);
    expect(clusters.map((one) => one.members.map((member) => member.id))).toEqual([[1, 2], [3]]);
    expect(clusters[0]).toMatchObject({ x: 0, y: 0 });
  });

  it("lose no incident when they join", () => {
    const items = Array.from({ length: 200 }, (_, i) => ({ id: i, x: (i * 37) % 300, y: i }));
    const total = cluster(items, 25).reduce((sum, one) => sum + one.members.length, 0);
    expect(total).toBe(200);
  });

  it("step aside for what stands there already", () => {
    const taken = [{ x: 0, y: 0 }];
    expect(freeSpot({ x: 100, y: 0 }, taken, 27)).toEqual({ x: 100, y: 0 });
    const spot = freeSpot({ x: 5, y: 0 }, taken, 27);
    expect(Math.hypot(spot.x, spot.y)).toBeGreaterThanOrEqual(27);
  });
});
