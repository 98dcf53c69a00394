import { describe, expect, it } from "vitest";
import { lineNote, stretchInWords, stretchLabel } from "../src/linewords";
import type { LonLat } from "../src/model";
import { alongPath, differing, middle, nearest, runs, stretches } from "../src/segments";
import { lineVersion } from "./fixtures";

const A: LonLat[] = [0, 1, 2, 3, 4].map((step) => [46 + step / 10, 40]);
const B: LonLat[] = [
  [47, 39],
  [47, 39.1],
];
const segment = (part: number, from: number, to: number, extra = {}) => ({
  part,
  from,
  to,
  provenance: "base" as "base" | string[],
  uncertainty_m: 1500,
  contested: false,
  ...extra,
});

describe("the line in pieces", () => {
  const version = lineVersion([A, B], {
    segments: [
      segment(0, 0, 1),
      segment(0, 1, 2, { provenance: ["c-1"], uncertainty_m: 4000 }),
      segment(0, 2, 3, { provenance: ["c-2", "c-3"] }),
      segment(0, 3, 4, { provenance: ["c-2"], contested: true }),
      segment(1, 0, 1, { contested: true }),
    ],
  });
  const pieces = stretches(version);

  it("has the vertices of each segment, both ends included", () => {
    expect(pieces.map(({ path }) => path)).toEqual([
      A.slice(0, 2),
      A.slice(1, 3),
      A.slice(2, 4),
      A.slice(3),
      B,
    ]);
  });

  it("looks contested before all else, then rebuilt, then base", () => {
    const looks = ["base", "rebuilt", "rebuilt", "contested", "contested"];
    expect(pieces.map(({ look }) => look)).toEqual(looks);
    expect(pieces.map(({ statements }) => statements.length)).toEqual([0, 1, 2, 1, 0]);
  });

  it("joins neighbours of one look, but never two parts", () => {
    expect(runs(pieces)).toEqual([
      { look: "base", path: A.slice(0, 2) },
      { look: "rebuilt", path: A.slice(1, 4) },
      { look: "contested", path: A.slice(3) },
      { look: "contested", path: B },
    ]);
  });

  it("is one stretch a part where no segments are given", () => {
    const old = stretches(lineVersion(A, { accuracy_m: 1500 }));
    expect(old).toHaveLength(1);
    expect(old[0]).toMatchObject({ path: A, look: "base", uncertainty_m: 1500 });
  });

  it("is nothing where there is no line, and leaves out segments without vertices", () => {
    expect(stretches(lineVersion(null, { segments: [] }))).toEqual([]);
    const broken = [segment(0, 3, 9), segment(0, 4, 9), segment(7, 0, 1), segment(0, -2, 1)];
    expect(stretches(lineVersion(A, { segments: broken }))).toHaveLength(1);
  });

  it("is picked by the nearest edge", () => {
    expect(nearest(pieces, [46.25, 40.01])).toMatchObject({ at: 2 });
    expect(nearest(pieces, [46.25, 40.01])?.metres).toBeCloseTo(1113, 0);
    expect(nearest(pieces, [47.2, 39.05])?.at).toBe(4);
    expect(nearest([], [46, 40])).toBeNull();
    expect(middle(A)).toEqual(A[2]);
  });
});

describe("a point along a path", () => {
  it("lies at a share of its length, not of its vertices", () => {
    const path: LonLat[] = [
      [46, 40],
      [46, 40.1],
      [46, 40.2],
      [46, 40.3],
      [46, 41],
    ];
    const [lon, lat] = alongPath(path, 0.5) ?? [0, 0];
    expect(lon).toBe(46);
    expect(lat).toBeCloseTo(40.5, 6);
    expect(alongPath(path, 0)).toEqual([46, 40]);
    expect(alongPath([], 0.5)).toBeNull();
    expect(alongPath([[46, 40]], 0.5)).toBeNull();
  });
});

describe("two accounts", () => {
  it("differ in the edges that only one of them has, whichever way they are drawn", () => {
    const bend: LonLat = [46.2, 40.1];
    const other = lineVersion([[...A].reverse().map((at) => (at === A[2] ? bend : at))]);
    expect(differing(lineVersion(A), other)).toEqual([A.slice(1, 4)]);
    expect(differing(other, lineVersion(A))).toEqual([[A[3], bend, A[1]]]);
    expect(differing(lineVersion(A), lineVersion([A]))).toEqual([]);
    expect(differing(lineVersion(A), lineVersion(null))).toEqual([A]);
  });
});

describe("the line in words", () => {
  it("says that a rebuilt line is derived, and by whose account", () => {
    const rebuilt = lineVersion(A, { derived: true, note: "All of it." });
    expect(lineNote(rebuilt, "agreed")).toEqual({
      short: "Derived from reported control (agreed by both sides), not surveyed.",
      full: "All of it.",
    });
    expect(lineNote(rebuilt, "agreed", "2020-10-05").short).toContain("as known on 5 Oct 2020");
    expect(lineNote(rebuilt, "az-claimed").short).toContain("Azerbaijan’s account");
    expect(lineNote(rebuilt, "arm-claimed").short).toContain("the Armenian side’s account");
  });

  it("says nothing of the base line in force, and the server's words of one no longer in force", () => {
    expect(lineNote(lineVersion(A), "agreed").short).toBe("");
    const ended = lineVersion(A, { in_force: false, note: "Last known line." });
    expect(lineNote(ended, "agreed")).toEqual({ short: "Last known line.", full: "" });
  });

  it("says when there is no line", () => {
    const none = lineVersion(null, { derived: true, note: "Nothing adjoins." });
    expect(lineNote(none, "agreed").short).toMatch(/^No line on this day/);
  });

  it("tells what a stretch rests on", () => {
    const [base, moved] = stretches(
      lineVersion(A, {
        segments: [segment(0, 0, 2), segment(0, 2, 4, { provenance: ["c-1"], contested: true })],
      }),
    );
    if (!base || !moved) throw new Error("two stretches");
    expect(stretchInWords(base)).toMatch(/1994–2020/);
    expect(stretchInWords(moved)).toMatch(/1 statement .* contested/);
    expect(stretchLabel(moved, 1, 2)).toBe(
      "Line of contact, stretch 2 of 2: contested, ±1.5 km, 1 statement",
    );
  });
});
