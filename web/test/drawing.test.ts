import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { readCoordinates, wellKnownText } from "../src/coordinates";
import { cornersOf, crossesItself, Drawing } from "../src/drawing";
import type { LonLat } from "../src/model";
import { snap } from "../src/snapping";

const SQUARE: LonLat[] = [
  [46, 39],
  [47, 39],
  [47, 40],
  [46, 40],
];

describe("a drawing", () => {
  it("gives back every corner that was undone, until another is drawn", () => {
    const drawing = new Drawing("line");
    for (const corner of SQUARE) drawing.add(corner);
    drawing.undo();
    drawing.undo();
    expect(drawing.corners).toEqual(SQUARE.slice(0, 2));
    drawing.redo();
    expect(drawing.corners).toEqual(SQUARE.slice(0, 3));
    drawing.add([45, 39]);
    drawing.redo();
    expect(drawing.corners.at(-1)).toEqual([45, 39]);
    while (drawing.canUndo) drawing.undo();
    expect(drawing.corners).toEqual([]);
  });

  it("undoes moved and removed corners too", () => {
    const drawing = new Drawing("area", [...SQUARE]);
    drawing.move(1, [48, 39]);
    drawing.remove(0);
    drawing.undo();
    drawing.undo();
    expect(drawing.corners).toEqual(SQUARE);
    expect(drawing.canUndo).toBe(false);
  });

  it("takes no corner twice, as a double click would have it", () => {
    const drawing = new Drawing("line");
    expect(drawing.add([46, 39])).toBe(true);
    expect(drawing.add([46, 39])).toBe(false);
    expect(drawing.corners).toHaveLength(1);
  });

  it("says what it lacks, and is closed when it is an area", () => {
    const area = new Drawing("area", SQUARE.slice(0, 2));
    expect(area.problem()).toMatch(/three corners/);
    area.add([47, 40]);
    expect(area.problem()).toBeNull();
    const [ring] = (area.geometry() as Polygon).coordinates;
    expect(ring?.at(0)).toEqual(ring?.at(-1));
    expect(cornersOf(area.geometry())).toEqual({ kind: "area", corners: SQUARE.slice(0, 3) });
    expect(new Drawing("line", SQUARE.slice(0, 1)).problem()).toMatch(/two corners/);
  });

  it("sees an outline that crosses or touches itself", () => {
    const [a, b, c, d] = SQUARE as [LonLat, LonLat, LonLat, LonLat];
    expect(crossesItself(SQUARE)).toBe(false);
    expect(crossesItself([a, c, b, d])).toBe(true);
    expect(crossesItself([a, b, c, [46.5, 39], d])).toBe(true);
    expect(new Drawing("area", [a, c, b, d]).problem()).toMatch(/crosses itself/);
    expect(new Drawing("line", [a, c, b, d, a]).problem()).toBeNull();
  });
});

describe("snapping", () => {
  const pixel = ([lon, lat]: LonLat) => ({ x: lon * 100, y: -lat * 100 });
  const targets = {
    places: [{ name: "Tartar", point: [46.1, 40] as LonLat }],
    line: [
      [
        [46, 39],
        [46, 41],
      ] as LonLat[],
    ],
  };

  it("prefers a place, then the nearest point of the line, and else leaves the corner", () => {
    expect(snap([46.05, 40.01], targets, pixel)?.name).toBe("Tartar");
    expect(snap([46.08, 39.5], targets, pixel)).toEqual({ point: [46, 39.5], name: null });
    expect(snap([46.08, 41.08], targets, pixel)).toEqual({ point: [46, 41], name: null });
    expect(snap([46.3, 39.5], targets, pixel)).toBeNull();
  });
});

describe("typed coordinates", () => {
  it("are kept as typed, whatever their form", () => {
    const texts = [
      "POINT (46.123456789 39.8)",
      "LINESTRING (46.1 39.8, 46.2 39.9)",
      "POLYGON ((46 39, 47 39, 47 40, 46 39), (46.4 39.1, 46.5 39.1, 46.5 39.2, 46.4 39.1))",
    ];
    for (const text of texts) {
      const read = readCoordinates(text);
      expect("geometry" in read && wellKnownText(read.geometry), text).toBe(text);
    }
    expect(readCoordinates("46.75, 39.82")).toEqual({
      geometry: { type: "Point", coordinates: [46.75, 39.82] },
    });
    expect(readCoordinates("46 39; 46.5 39.5")).toMatchObject({ geometry: { type: "LineString" } });
    expect(readCoordinates(" srid=4326;point(46 39)")).toMatchObject({
      geometry: { coordinates: [46, 39] },
    });
  });

  it("that cannot be read are answered with a sentence", () => {
    const texts = [
      "",
      "46",
      "46,8 39,9",
      "46,8 39",
      "POINT (46)",
      "POINT (46 39",
      "POLYGON (46 39, 47 39)",
      "LINESTRING (46 39, x 40)",
      "CIRCLE (46 39)",
      "NaN 39",
      "46 39; 1e999 40",
      "<b>46</b> 39",
    ];
    for (const text of texts) {
      const read = readCoordinates(text);
      expect("wrong" in read && read.wrong, text).toMatch(/^[A-Z].*\.$/);
    }
  });
});
