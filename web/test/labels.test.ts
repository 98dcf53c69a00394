import { describe, expect, it } from "vitest";
import { inside } from "../src/interior";
import {
  bothNames,
  type Candidate,
  fromZoom,
  nativeNames,
  placeLabels,
  priority,
} from "../src/labels";
import type { LayerFeature, LayerProperties } from "../src/model";

const place = (change: Partial<LayerProperties>): LayerProperties => ({
  kind: "town",
  valid_from: null,
  valid_to: null,
  ...change,
});
const measure = ({ text }: Candidate) => ({ width: text.length * 7, height: 14 });
const name = (text: string, x: number, y: number, rank = 1): Candidate => ({
  text,
  second: "",
  kind: "town",
  x,
  y,
  priority: rank,
  centred: false,
});

describe("which names are written", () => {
  it("shows both sides' names where they differ", () => {
    const shusha = place({ label_en: "Shusha / Shushi", names: { en: "Shusha" } });
    expect(bothNames(shusha)).toBe("Shusha / Shushi");
    expect(bothNames(place({ names: { en: "Tartar" }, label_en: null }))).toBe("Tartar");
    expect(bothNames(place({ names: { hy: "Թարթառ" } }))).toBe("Թարթառ");
  });

  it("gives each side's own script, in one fixed order", () => {
    expect(nativeNames({ hy: "Շուշի", az: "Şuşa", ru: "Шуша" })).toBe("Şuşa · Շուշի");
    expect(nativeNames({ hy: "Շուշի" })).toBe("Շուշի");
    expect(nativeNames(undefined)).toBe("");
  });

  it("lets villages wait and areas out", () => {
    expect(fromZoom(place({ kind: "city" }))).toBeLessThan(fromZoom(place({ kind: "village" })));
    expect(fromZoom(place({ kind: "town", label_en: "A / B" }))).toBe(8);
    expect(fromZoom(place({ kind: "district" }))).toBe(Number.POSITIVE_INFINITY);
    expect(priority(place({ kind: "city" }))).toBeGreaterThan(priority(place({ kind: "village" })));
  });
});

describe("where names are written", () => {
  it("keeps them off each other and off the symbols", () => {
    const names = [name("Aghdam", 100, 100, 2), name("Askeran", 104, 101, 1)];
    const obstacle = { x: 101, y: 90, width: 30, height: 20 };
    const placed = placeLabels(names, measure, [obstacle]);
    expect(placed.map((label) => label.text)).toEqual(["Aghdam", "Askeran"]);
    const boxes = [...placed.map((label) => label.box), obstacle];
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  it("drops the less important name where there is no room", () => {
    const crowd = Array.from({ length: 12 }, (_, i) => name(`Village number ${i}`, 50, 50, i));
    const placed = placeLabels(crowd, measure, []);
    expect(placed.length).toBeLessThan(12);
    expect(placed[0]?.text).toBe("Village number 11");
  });

  it("writes a name once of which one place is enough", () => {
    const along = [name("Line", 50, 50, 9), name("Line", 50, 250, 8)].map((one) => ({
      ...one,
      once: true,
    }));
    expect(placeLabels(along, measure, []).map(({ y }) => y)).toEqual([50]);
    const wall = { x: 0, y: 0, width: 200, height: 100 };
    expect(placeLabels(along, measure, [wall]).map(({ y }) => y)).toEqual([250]);
  });

  it("puts the name of an area inside it, even of a bent one", () => {
    const bent: LayerFeature = {
      type: "Feature",
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [10, 0],
            [10, 10],
            [8, 10],
            [8, 2],
            [0, 2],
            [0, 0],
          ],
        ],
      },
      properties: place({}),
    };
    expect(inside(bent)).toEqual([9, 5]);
  });
});
