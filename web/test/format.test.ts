import { describe, expect, it } from "vitest";
import * as format from "../src/format";
import { incident, location } from "./fixtures";

describe("dates in words", () => {
  it("say what two dates share once", () => {
    expect(format.dateRange("2020-09-30", "2020-09-30")).toBe("30 Sep 2020");
    expect(format.dateRange("2020-09-27", "2020-09-30")).toBe("27–30 Sep 2020");
    expect(format.dateRange("2020-09-27", "2020-10-04")).toBe("27 Sep – 4 Oct 2020");
    expect(format.dateRange("2019-12-31", "2020-01-01")).toBe("31 Dec 2019 – 1 Jan 2020");
  });

  it("say a date that cannot be read as it stands", () => {
    expect(format.date("12020-01-01")).toBe("12020-01-01");
    expect(format.dateRange("2020-09-30", "-0044-03-15")).toBe("30 Sep 2020 – -0044-03-15");
  });

  it("name the last day of a half-open interval, not the day after", () => {
    expect(format.interval({ from: "2020-09-24", to: "2020-10-01" })).toBe("24–30 Sep 2020");
  });

  it("say when a date is only that of the report", () => {
    expect(format.when(incident("a", { time_basis: "report" }).properties)).toBe(
      "30 Sep 2020 (date of the report)",
    );
  });
});

describe("places in words", () => {
  it("do not pretend to know more than the record", () => {
    const line = location({ kind: "line", label: "the line of contact", uncertainty_m: 1500 });
    expect(format.whereabouts(line)).toBe("somewhere along the line of contact, ±1.5 km");
    expect(format.whereabouts(location({ kind: "near", label: "near Tartar" }))).toBe(
      "somewhere near Tartar, ±1 km",
    );
    expect(format.whereabouts(location({ kind: "unlocated" }))).toBe(
      "not located; shown in the list only",
    );
    expect(format.whereabouts(location({ kind: "point", label: null, uncertainty_m: 500 }))).toBe(
      "at the marked point, ±500 m",
    );
  });

  it("grade precision from the site to nothing", () => {
    expect(format.wherePrecision(1)).toBe("the exact site");
    expect(format.wherePrecision(7)).toBe("cannot be located");
    expect(format.wherePrecision(null)).toBe("not graded");
    expect(format.wherePrecision(9)).toBe("not graded");
  });

  it("say by which rule a place was found, also for rules not known here", () => {
    expect(format.ruleInWords("along-line")).toMatch(/corridor/);
    expect(format.ruleInWords("along-rebuilt-line")).toMatch(/rebuilt from statements/);
    expect(format.ruleInWords("by-lantern")).toBe("By lantern");
    expect(format.ruleInWords(null)).toBe("");
  });
});

describe("small words", () => {
  it("count in the singular and the plural", () => {
    expect(format.count(1, "incident")).toBe("1 incident");
    expect(format.count(2300, "incident")).toBe("2,300 incidents");
  });

  it("join lists", () => {
    expect(format.list([])).toBe("");
    expect(format.list(["a", "b", "c"])).toBe("a, b and c");
  });

  it("measure on the ground", () => {
    expect(format.length(999)).toBe("999 m");
    expect(format.length(1500)).toBe("1.5 km");
    expect(format.length(60000)).toBe("60 km");
    expect(format.plusMinus(0)).toBe("");
  });
});
