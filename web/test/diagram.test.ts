import { describe, expect, it } from "vitest";
import { farthest, hatch, rules, shade } from "../src/diagram/band";
import { drawBase, drawChoice } from "../src/diagram/draw";
import { Frame } from "../src/diagram/frame";
import { KINDS, notch, outline } from "../src/diagram/glyphs";
import { markAt, placeMarks, stepTo } from "../src/diagram/marks";
import { type Diagram, type PlacedIncident, sideOf, stretchesOf } from "../src/diagram/model";
import { paperPalette } from "../src/diagram/palette";
import { drawSheet } from "../src/diagram/sheet";
import type { Ink, Surface } from "../src/diagram/surface";
import { SvgSurface, xmlText } from "../src/diagram/svg";
import { alongLine, beyondInWords, summary, unplacedInWords } from "../src/diagram/words";
import { diagramDays } from "../src/diagramdays";

function placed(id: string, change: Partial<PlacedIncident> = {}): PlacedIncident {
  return {
    id,
    headline: `Headline of ${id}`,
    kind: "shelling",
    claimant_sides: ["az"],
    date_start: "2020-10-01",
    date_end: "2020-10-01",
    date_prec: 1,
    km: 50,
    from_km: 50,
    to_km: 50,
    offset_km: 3,
    side: "az",
    where_prec: 2,
    sector: "north",
    line: null,
    ...change,
  };
}

function diagram(incidents: PlacedIncident[], change: Partial<Diagram> = {}): Diagram {
  return {
    from: "2020-10-01",
    to: "2020-10-10",
    stance: "agreed",
    as_of: null,
    length_km: 200,
    sectors: [
      { id: "north", names: { en: ["North ridge"] }, from_km: 0, to_km: 120 },
      { id: "south", names: { az: ["Araz vadisi"] }, from_km: 120, to_km: 200 },
    ],
    incidents,
    unplaced: [],
    movement: {
      bin_km: 100,
      bins: [
        { from_km: 0, to_km: 100 },
        { from_km: 100, to_km: 200 },
      ],
      days: [
        { on: "2020-10-01", shift_km: [0, 0], contested_km: [0, 0] },
        { on: "2020-10-05", shift_km: [0, -8], contested_km: [2, 0] },
        { on: "2020-10-08", shift_km: [4, null], contested_km: [0, null] },
      ],
    },
    ...change,
  };
}

const MARGINS = { left: 50, top: 40, right: 10, bottom: 10 };
const frame = new Frame(260, 250, 200, "2020-10-01", "2020-10-10", MARGINS);
const measure = (text: string, size: number) => text.length * size * 0.5;
const palette = paperPalette({ az: "#0072b2", arm: "#d55e00" });
const order = ["az", "arm", "third-party"];

/** A surface that writes down what is drawn. */
class Notes implements Surface {
  rects: { x: number; y: number; width: number; height: number; ink: Ink }[] = [];
  paths: { d: string; ink: Ink }[] = [];
  texts: string[] = [];
  rect(x: number, y: number, width: number, height: number, ink: Ink) {
    this.rects.push({ x, y, width, height, ink });
  }
  path(d: string, ink: Ink) {
    this.paths.push({ d, ink });
  }
  text(_x: number, _y: number, text: string) {
    this.texts.push(text);
  }
}

describe("the frame", () => {
  it("puts the whole line and all days into the plot", () => {
    expect(frame.x(0)).toBe(50);
    expect(frame.x(200)).toBe(250);
    expect(frame.y("2020-10-01")).toBe(40);
    expect(frame.noon("2020-10-10")).toBe(230);
    expect(frame.km(frame.x(77))).toBeCloseTo(77);
    expect(frame.day(frame.noon("2020-10-04"))).toBe("2020-10-04");
  });

  it("makes a box of two corners in any order, within the plot", () => {
    const a = { x: frame.x(60), y: frame.noon("2020-10-03") };
    const b = { x: frame.x(20), y: frame.noon("2020-10-02") };
    const box = { from: "2020-10-02", to: "2020-10-03", fromKm: 20, toKm: 60 };
    expect(frame.box(a, b)).toEqual(box);
    expect(frame.box(b, a)).toEqual(box);
    expect(frame.box({ x: -99, y: -99 }, { x: 999, y: 999 })).toEqual({
      from: "2020-10-01",
      to: "2020-10-10",
      fromKm: 0,
      toKm: 200,
    });
  });

  it("labels as many days and kilometres as have room", () => {
    expect(frame.labelled(15)).toHaveLength(10);
    expect(frame.labelled(50)).toEqual(["2020-10-01", "2020-10-05", "2020-10-09"]);
    expect(frame.kilometres(45)).toEqual([0, 50, 100, 150, 200]);
  });
});

describe("the marks", () => {
  it("step aside for each other, but their stretches stay", () => {
    const marks = placeMarks([placed("a"), placed("b"), placed("c")], frame);
    for (const [i, one] of marks.entries()) {
      for (const other of marks.slice(i + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(8);
      }
    }
    expect(new Set(marks.map(({ fromX }) => fromX)).size).toBe(1);
  });

  it("are found under a pointer, a sign before a bar", () => {
    const wide = placed("wide", { from_km: 0, to_km: 200, km: 100 });
    const marks = placeMarks([wide, placed("spot", { km: 20, from_km: 20, to_km: 20 })], frame);
    const y = frame.noon("2020-10-01");
    expect(markAt(marks, frame.x(20), y)?.incident.id).toBe("spot");
    expect(markAt(marks, frame.x(60), y)?.incident.id).toBe("wide");
    expect(markAt(marks, frame.x(60), y + 40)).toBeNull();
  });

  it("are walked through by time up and down, by kilometre left and right", () => {
    const marks = placeMarks(
      [
        placed("late-north", { date_start: "2020-10-09", date_end: "2020-10-09", km: 5 }),
        placed("early-south", { km: 190 }),
        placed("middle", { date_start: "2020-10-04", date_end: "2020-10-04", km: 100 }),
      ],
      frame,
    );
    expect(stepTo(marks, null, "ArrowDown")).toBe("early-south");
    expect(stepTo(marks, "early-south", "ArrowDown")).toBe("middle");
    expect(stepTo(marks, "early-south", "ArrowUp")).toBe("late-north");
    expect(stepTo(marks, "late-north", "ArrowRight")).toBe("middle");
    expect(stepTo(marks, "late-north", "ArrowLeft")).toBe("early-south");
    expect(stepTo(marks, "middle", "Home")).toBe("early-south");
    expect(stepTo(marks, "middle", "x")).toBeNull();
    expect(stepTo([], null, "Home")).toBeNull();
  });

  it("leave out what lies on none of the days", () => {
    expect(placeMarks([placed("a", { date_end: "2020-09-01" })], frame)).toEqual([]);
  });
});

describe("the signs", () => {
  it("are another one for each kind and, without colour, for each side", () => {
    expect(new Set(KINDS.map((kind) => outline(kind, 0, 0))).size).toBe(KINDS.length);
    const notches = ["az", "arm", "mixed", "third-party"].map((side) => notch(side, order, 0, 0));
    expect(new Set(notches).size).toBe(4);
    expect(notch("third-party", order, 0, 0)).toBe("");
  });

  it("mirror when the sides change places", () => {
    const other = ["arm", "az", "third-party"];
    expect(notch("az", order, 3, 4)).toBe(notch("arm", other, 3, 4));
    expect(notch("mixed", order, 3, 4)).toBe(notch("mixed", other, 3, 4));
  });

  it("speak for several sides as for none of them", () => {
    expect(sideOf({ claimant_sides: ["az", "arm"] })).toBe("mixed");
    expect(sideOf({ claimant_sides: ["arm", "arm"] })).toBe("arm");
    expect(sideOf({ claimant_sides: [] })).toBe("third-party");
  });
});

describe("the line's own movement", () => {
  it("is shaded by its distance, alike to both sides", () => {
    expect(shade(-6, 8)).toBe(shade(6, 8));
    expect(shade(8, 8)).toBeGreaterThan(shade(2, 8));
    expect(shade(30, 225)).toBe(shade(-200, 225));
    expect(shade(0.2, 8)).toBe(0);
    expect(shade(3, 0)).toBe(0);
    expect(farthest(diagram([]).movement)).toBe(8);
  });

  it("holds from each day to the next one on which it changed", () => {
    const notes = new Notes();
    drawBase(notes, diagram([]), frame, [], { order, palette, measure });
    const shades = notes.rects.filter(({ ink }) => ink.fill === palette.line);
    const whole = shades.map(({ x, y, height }) => [x, y, Math.round(height)]);
    expect(whole).toEqual([
      [150, frame.y("2020-10-05"), 60],
      [50, frame.y("2020-10-08"), 60],
    ]);
  });

  it("is hatched within its cells and in step with its neighbours", () => {
    const cell = { x: 10, y: 7, width: 20, height: 9 };
    const ends = [...hatch(cell).matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map((m) => [
      Number(m[1]),
      Number(m[2]),
    ]);
    expect(ends.length).toBeGreaterThan(4);
    for (const [x = 0, y = 0] of ends) {
      expect(x).toBeGreaterThanOrEqual(10);
      expect(x).toBeLessThanOrEqual(30);
      expect(y).toBeGreaterThanOrEqual(7);
      expect(y).toBeLessThanOrEqual(16);
      expect(Math.abs((x + y) % 6) < 0.02 || Math.abs(((x + y) % 6) - 6) < 0.02).toBe(true);
    }
    expect(rules(cell)).toMatch(/^M12 7V16/);
  });
});

describe("what is chosen", () => {
  it("is drawn over the diagram: the day, the box and the open incident", () => {
    const marks = placeMarks([placed("a"), placed("b", { km: 150 })], frame);
    const choice = {
      date: "2020-10-04",
      shown: { from: "2020-09-28", to: "2020-10-05" },
      box: { from: "2020-10-02", to: "2020-10-03", fromKm: 20, toKm: 60 },
      selected: "b",
      cursor: null,
    };
    const notes = new Notes();
    drawChoice(notes, choice, frame, marks, palette);
    expect(notes.paths[0]?.d).toBe(`M50 ${frame.noon("2020-10-04")}H250`);
    expect(notes.rects[0]).toMatchObject({ x: 70, y: 60, width: 40, height: 40 });
    expect(notes.paths.filter(({ ink }) => ink.stroke === palette.focus)).toHaveLength(1);
  });

  it("is nothing on days that are not drawn", () => {
    const choice = {
      date: "2019-10-04",
      shown: { from: "2019-09-28", to: "2019-10-05" },
      box: null,
      selected: null,
      cursor: null,
    };
    const notes = new Notes();
    drawChoice(notes, choice, frame, [], palette);
    expect([...notes.rects, ...notes.paths]).toEqual([]);
  });
});

describe("the file", () => {
  const facts = { order, palette, measure, attribution: "© Somebody" };

  it("has title, dates, stance and attribution, and escapes every text", () => {
    const nasty = diagram([placed("a")], {
      sectors: [{ id: "x", names: { en: ['<script>&"'] }, from_km: 0, to_km: 200 }],
    });
    const surface = new SvgSurface(1400, 1080, "A title");
    drawSheet(surface, nasty, facts);
    const file = surface.file();
    for (const part of ["1–10 Oct 2020", "Line: Agreed", "© Somebody", "<title>A title</title>"])
      expect(file).toContain(part);
    expect(file).not.toContain("<script");
    expect(file).toContain("&lt;script&gt;&amp;&quot;");
    expect(xmlText("a\u0000b")).toBe("ab");
  });

  it("is the same for the same diagram", () => {
    const make = () => {
      const surface = new SvgSurface(1400, 1080, "A title");
      drawSheet(surface, diagram([placed("a"), placed("b", { to_km: 90 })]), facts);
      return surface.file();
    };
    expect(make()).toBe(make());
  });
});

describe("the diagram in words", () => {
  it("says a stretch as a stretch, and a distance with its side", () => {
    expect(alongLine(placed("a", { from_km: 20.2, to_km: 60.7 }))).toBe("km 20–61");
    expect(alongLine(placed("a", { offset_km: -3.04, side: "arm" }))).toBe(
      "km 50.0, 3.0 km off the line, on the side of Armenian side",
    );
    expect(alongLine(placed("a", { offset_km: 0, side: "on" }))).toBe("km 50.0, on the line");
  });

  it("counts what cannot be drawn", () => {
    const { incidents: _, ...unplaced } = { ...placed("u"), incidents: 0, reason: "No place." };
    const one = diagram([placed("a")], { unplaced: [unplaced] });
    expect(unplacedInWords(one)).toMatch(/^1 incident of these days has no place/);
    expect(summary(one)).toMatch(/1 incident along the line; 1 more not placed/);
    expect(unplacedInWords(diagram([]))).toMatch(/^Every incident/);
  });

  it("knows how far each incident reaches", () => {
    const reach = stretchesOf(diagram([placed("a", { from_km: 60, to_km: 20 })]));
    expect(reach.get("a")).toEqual({ fromKm: 20, toKm: 60 });
  });
});

describe("the days drawn", () => {
  const [first, last] = ["1994-05-12", "2026-11-22"];
  const war = { from: "2020-09-26", to: "2020-12-01" };

  it("are the weeks in which the line moved, or as many around another day", () => {
    expect(diagramDays({ date: "2020-10-20", box: null }, first, last, null)).toEqual(war);
    expect(diagramDays({ date: "2016-04-04", box: null }, first, last, null)).toEqual({
      from: "2016-03-02",
      to: "2016-05-07",
    });
    expect(diagramDays({ date: first, box: null }, first, last, null).from).toBe(first);
  });

  it("stay while the shown day is among them", () => {
    const drawn = { from: "2020-09-01", to: "2020-10-30" };
    expect(diagramDays({ date: "2020-10-20", box: null }, first, last, drawn)).toEqual(drawn);
    expect(diagramDays({ date: "2020-11-20", box: null }, first, last, drawn)).toEqual(war);
    const box = { from: "2016-04-01", to: "2016-04-05", fromKm: 0, toKm: 9 };
    expect(diagramDays({ date: "2020-10-20", box }, first, last, war).to).toBe("2016-05-08");
  });
});

describe("ground beyond the ends of the line", () => {
  const beyond = (start: [number, number], end: [number, number]) => {
    const given = diagram([]);
    const [shift, contested] = start;
    given.movement.days.push({
      on: "2020-10-09",
      shift_km: [0, 0],
      contested_km: [0, 0],
      beyond_km2: {
        start: { shift, contested },
        end: { shift: end[0], contested: end[1] },
      },
    });
    return beyondInWords(given);
  };

  it("is said with its side and size, alike for both sides", () => {
    expect(beyond([0, 0], [1234.4, 20])).toEqual([
      "Beyond the southern end of the line, not drawn: by 10 Oct 2020 1,234 km² passed by the statements to Azerbaijani side; 20 km² are contested.",
    ]);
    expect(beyond([-50, 0], [0, 0.2])).toEqual([
      "Beyond the northern end of the line, not drawn: by 10 Oct 2020 50 km² passed by the statements to Armenian side.",
    ]);
  });

  it("is nothing where nothing changed or the server does not tell", () => {
    expect(beyond([0, 0], [0, 0])).toEqual([]);
    expect(beyondInWords(diagram([]))).toEqual([]);
  });
});
