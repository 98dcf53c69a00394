import { describe, expect, it } from "vitest";
import {
  addDays,
  clampDay,
  dayNumber,
  dayOf,
  holdsOn,
  isDay,
  meets,
  reach,
  spanOf,
  ticks,
} from "../src/days";
import { month } from "../src/format";

describe("days", () => {
  it("counts days from 1970 and back", () => {
    expect(dayNumber("1970-01-02")).toBe(1);
    expect(dayOf(dayNumber("2020-09-30"))).toBe("2020-09-30");
    expect(dayNumber("2020-03-01") - dayNumber("2020-02-28")).toBe(2);
  });

  it("takes no date that does not exist", () => {
    for (const wrong of ["2020-02-30", "2021-02-29", "2020-13-01", "30.09.2020", "", "2020-9-3"]) {
      expect(dayNumber(wrong), wrong).toBeNaN();
    }
  });

  it("adds days over the ends of months and years", () => {
    expect(addDays("2020-12-31", 1)).toBe("2021-01-01");
    expect(addDays("2020-03-01", -1)).toBe("2020-02-29");
  });

  it("does not count with years of other than four digits", () => {
    for (const odd of ["12020-01-01", "+012020-01-01", "-0044-03-15", "0099-01-01", "", null]) {
      expect(isDay(odd), String(odd)).toBe(false);
    }
    expect(isDay("2020-09-30")).toBe(true);
    expect(addDays("12020-01-01", 1)).toBe("12020-01-01");
  });

  it("keeps a day inside the record", () => {
    expect(clampDay("1990-01-01", "1994-05-12", "2023-01-01")).toBe("1994-05-12");
    expect(clampDay("2030-01-01", "1994-05-12", "2023-01-01")).toBe("2023-01-01");
    expect(clampDay("rubbish", "1994-05-12", "2023-01-01")).toBe("2023-01-01");
  });
});

describe("the days shown together", () => {
  it("end with the chosen day, which is included", () => {
    expect(spanOf("2020-09-30", "day", "1994-05-12")).toEqual({
      from: "2020-09-30",
      to: "2020-10-01",
    });
    expect(spanOf("2020-09-30", "week", "1994-05-12").from).toBe("2020-09-24");
    expect(spanOf("2020-09-30", "month", "1994-05-12").from).toBe("2020-09-01");
    expect(spanOf("2020-09-30", "all", "1994-05-12").from).toBe("1994-05-12");
  });

  it("are those from the reader's own first day, or a week where it is not known", () => {
    expect(spanOf("2020-09-30", "own", "1994-05-12", "2020-09-27")).toEqual({
      from: "2020-09-27",
      to: "2020-10-01",
    });
    expect(spanOf("2020-09-30", "own", "1994-05-12").from).toBe("2020-09-24");
    expect(spanOf("2020-09-30", "own", "1994-05-12", "2020-10-05").from).toBe("2020-09-30");
  });

  it("meet a validity that is half-open at both", () => {
    const week = spanOf("2020-09-30", "week", "1994-05-12");
    expect(meets("2020-09-30", "2020-10-01", week)).toBe(true);
    expect(meets("2020-10-01", "2020-10-02", week)).toBe(false);
    expect(meets("2020-09-20", "2020-09-24", week)).toBe(false);
    expect(meets("2020-09-20", "2020-09-25", week)).toBe(true);
    expect(meets(null, null, week)).toBe(true);
  });

  it("let the 1994 line end on the day given as its end", () => {
    expect(holdsOn("1994-05-12", "2020-09-27", "2020-09-26")).toBe(true);
    expect(holdsOn("1994-05-12", "2020-09-27", "2020-09-27")).toBe(false);
    expect(holdsOn("1994-05-12", "2020-09-27", "1994-05-12")).toBe(true);
  });
});

describe("the slider", () => {
  it("covers the year of the day, cut to the record", () => {
    expect(reach("2020-09-30", "year", "1994-05-12", "2023-10-01")).toEqual([
      "2020-01-01",
      "2020-12-31",
    ]);
    expect(reach("1994-06-01", "year", "1994-05-12", "2023-10-01")[0]).toBe("1994-05-12");
    expect(reach("2020-09-30", "all", "1994-05-12", "2023-10-01")).toEqual([
      "1994-05-12",
      "2023-10-01",
    ]);
  });

  it("marks months in a year and years in the whole record", () => {
    const months = ticks("2020-01-01", "2020-12-31", month);
    expect(months).toHaveLength(12);
    expect(months[8]).toEqual({ day: "2020-09-01", label: "Sep", major: false });
    const years = ticks("1994-05-12", "2023-10-01", month);
    expect(years[0]?.label).toBe("1995");
    expect(years.filter((tick) => tick.major).map((tick) => tick.label)).toContain("2020");
  });
});
