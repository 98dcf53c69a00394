import { describe, expect, it } from "vitest";
import { LineBook } from "../src/linebook";
import { playDays } from "../src/play";
import { lineVersion } from "./fixtures";

const ALL = { first: "1994-05-12", last: "2026-11-22" };

describe("playing", () => {
  it("begins on the day before the war when the page shows an earlier one", () => {
    const days = playDays("2016-04-02", ALL);
    expect(days[0]).toBe("2020-09-26");
    expect(days.at(-1)).toBe("2020-12-01");
    expect(days).toHaveLength(67);
    expect(new Set(days).size).toBe(67);
  });

  it("goes on from the day shown, and begins anew at the end", () => {
    expect(playDays("2020-11-28", ALL)).toEqual(["2020-11-29", "2020-11-30", "2020-12-01"]);
    expect(playDays("2020-12-01", ALL)[0]).toBe("2020-09-26");
    expect(playDays("2023-01-01", ALL)[0]).toBe("2020-09-26");
  });

  it("stays within the record", () => {
    const days = playDays("2020-10-01", { first: "1994-05-12", last: "2020-10-03" });
    expect(days).toEqual(["2020-10-02", "2020-10-03"]);
  });
});

describe("the lines that have come", () => {
  const path: [number, number][] = [
    [46, 40],
    [46.1, 40],
  ];
  const base = lineVersion(path, {
    derived: false,
    valid_from: "1994-05-12",
    valid_to: "2020-09-27",
  });
  const rebuilt = lineVersion(path, {
    derived: true,
    valid_from: "2020-11-20",
    valid_to: "2020-11-25",
  });

  it("serve the base line for all its days and every stance", () => {
    const book = new LineBook();
    book.put("2016-04-02", "agreed", base);
    expect(book.get("2020-09-26", "az-claimed")).toBe(base);
    expect(book.get("2020-09-27", "agreed")).toBeUndefined();
    expect(book.get("1994-05-11", "agreed")).toBeUndefined();
  });

  it("keep what was known on a day apart from what is known now", () => {
    const book = new LineBook();
    book.put("2020-11-20", "agreed", rebuilt, "2020-10-05");
    expect(book.get("2020-11-20", "agreed")).toBeUndefined();
    expect(book.get("2020-11-20", "agreed", "2020-10-05")).toBe(rebuilt);
  });

  it("serve a rebuilt line for its own day and stance only", () => {
    const book = new LineBook();
    book.put("2020-11-20", "agreed", rebuilt);
    expect(book.get("2020-11-20", "agreed")).toBe(rebuilt);
    expect(book.get("2020-11-21", "agreed")).toBeUndefined();
    expect(book.get("2020-11-20", "arm-claimed")).toBeUndefined();
  });
});
