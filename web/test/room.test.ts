import { describe, expect, it, vi } from "vitest";
import { overlaps } from "../src/labels";
import { standing } from "../src/room";
import { Turns } from "../src/turns";

describe("room on the map", () => {
  const box = (x: number, rank: number) => ({ x, y: 0, width: 10, height: 10, rank });

  it("goes to the higher rank, and none of those that stand touch each other", () => {
    const boxes = [box(0, 1), box(5, 3), box(10, 2), box(40, 0)];
    const kept = standing(boxes);
    expect(kept).toEqual(new Set([1, 3]));
    const many = Array.from({ length: 60 }, (_, at) => box((at * 37) % 300, at % 7));
    const all = [...standing(many)].map((at) => many[at] ?? box(0, 0));
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) expect(overlaps(one, other, 1)).toBe(false);
    }
  });
});

describe("work by turns", () => {
  it("is one piece a frame, of one name the newest only, and at once when nothing waits", () => {
    const frames: (() => void)[] = [];
    const turns = new Turns((run) => frames.push(run));
    const done: string[] = [];
    turns.take("a", true, () => done.push("old a"));
    turns.take("a", true, () => done.push("a"));
    turns.take("b", true, () => done.push("b"));
    expect(done).toEqual([]);
    frames.shift()?.();
    expect(done).toEqual(["a"]);
    frames.shift()?.();
    expect(done).toEqual(["a", "b"]);
    expect(frames).toHaveLength(0);
    const late = vi.fn();
    turns.take("c", true, late);
    turns.take("c", false, () => done.push("c"));
    frames.shift()?.();
    expect(done).toEqual(["a", "b", "c"]);
    expect(late).not.toHaveBeenCalled();
  });
});
