import { describe, expect, it } from "vitest";
import {
  bySufferer,
  countedWords,
  daysOf,
  type Figure,
  figureWords,
  lanes,
  radius,
  shareOf,
  statedWithin,
  type Track,
  written,
} from "../src/numbers";

function figure(change: Partial<Figure> = {}): Figure {
  return {
    claim: "c-1",
    incident: "i-1",
    claimant: "Ministry of Example",
    claimant_side: "az",
    modality: "asserts",
    stated: "2020-10-01",
    stated_basis: "report",
    victim_side: "arm",
    victim_class: "military",
    item: null,
    outcome: ["killed"],
    low: 5,
    high: 5,
    unit: "people",
    ...change,
  };
}
const track = (...figures: Figure[]): Track => ({
  claimant: "Ministry of Example",
  claimant_side: "az",
  figures,
});

describe("figures", () => {
  it("are said as stated: one, a range or a bound", () => {
    expect(figureWords({ low: 2300, high: 2300 })).toBe("2,300");
    expect(figureWords({ low: 2300, high: 2300, hedge: "about" })).toBe("about 2,300");
    expect(figureWords({ low: 200, high: null, hedge: "over" })).toBe("over 200");
    expect(figureWords({ low: 7, high: 10 })).toBe("7–10");
    expect(figureWords({ low: null, high: 40 })).toBe("up to 40");
  });

  it("say what they count", () => {
    expect(countedWords(figure({ outcome: ["killed", "wounded"] }))).toBe(
      "Military killed and wounded",
    );
    expect(countedWords(figure({ item: "uav", outcome: ["destroyed"] }))).toBe("Drones destroyed");
    expect(countedWords(figure({ victim_class: "mixed" }))).toBe("People of any kind killed");
  });

  it("of different things stand in lanes of their own, and keep their order", () => {
    const all = [
      figure(),
      figure({ outcome: ["wounded"] }),
      figure({ stated: "2020-10-03", low: 9, high: 9 }),
      figure({ victim_side: "az" }),
    ];
    expect(lanes(track(...all)).map((lane) => lane.figures.map(({ low }) => low))).toEqual([
      [5, 9],
      [5],
      [5],
    ]);
  });

  it("are those stated on the days asked for; who states none is left out", () => {
    const tracks = [track(figure({ stated: "2016-04-02" })), track(figure(), figure())];
    expect(statedWithin(tracks, "2020-01-01", "2020-12-31")).toHaveLength(1);
    expect(daysOf(statedWithin(tracks, "2020-01-01", "2020-12-31"))).toEqual({
      from: "2020-10-01",
      to: "2020-10-01",
    });
    expect(daysOf([])).toBeNull();
  });
});

describe("the chart", () => {
  it("puts the days between the first and the last, and a single day in the middle", () => {
    const days = { from: "2020-10-01", to: "2020-10-11" };
    expect(shareOf("2020-10-06", days)).toBe(0.5);
    expect(shareOf("2020-10-01", { from: "2020-10-01", to: "2020-10-01" })).toBe(0.5);
  });

  it("draws a disc whose area grows with the number, and none too small to see", () => {
    expect(radius(100, 400)).toBeCloseTo(4.5);
    expect(radius(0, 400)).toBe(2.5);
    expect(radius(1, 100_000)).toBe(2.5);
  });

  it("writes the last number, and none over another", () => {
    expect(
      written([
        { at: 0, width: 20 },
        { at: 10, width: 20 },
        { at: 40, width: 20 },
      ]),
    ).toEqual([false, true, true]);
  });
});

describe("losses", () => {
  it("are grouped by whose they are said to be, untold ones last", () => {
    const row = (victim_side: string | null) => ({
      victim_side,
      victim_class: "military",
      item: null,
      outcome: ["killed"],
      stated_by: {},
    });
    expect([...bySufferer([row(null), row("az"), row("arm"), row("az")]).keys()]).toEqual([
      "az",
      "arm",
      "",
    ]);
  });
});
