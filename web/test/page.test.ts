import { describe, expect, it } from "vitest";
import { etagOf } from "../src/api";
import { Atlas } from "../src/atlas";
import { breaths, bySide } from "../src/panels/claims";
import { nameOf } from "../src/panels/intake";
import { firstState } from "../src/state";
import { claim, incident } from "./fixtures";

const files = Object.entries(
  import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true }),
).map(([path, text]) => ({ name: path.replace("../src/", ""), text }));

describe("the house rules of the page", () => {
  it("puts no markup from strings into the page", () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|bindPopup|bindTooltip|setPopupContent|\beval\(|new Function/;
    for (const { name, text } of files) expect(forbidden.test(text), name).toBe(false);
  });

  it("gives Leaflet elements, never strings, as icons", () => {
    for (const { name, text } of files) {
      expect(/\bhtml:\s*["'`]/.test(text), name).toBe(false);
    }
  });

  it("imports Leaflet in the map and its layers only", () => {
    const importers = files.filter(({ text }) => /from "leaflet"/.test(text));
    expect(importers.length).toBeGreaterThan(5);
    for (const { name } of importers) expect(name).toMatch(/^(map\.ts|layers\/)/);
  });

  it("keeps every file short enough to read at once", () => {
    for (const { name, text } of files) {
      expect(text.split("\n").length, name).toBeLessThanOrEqual(350);
      expect(text.startsWith("/**"), `${name} begins by saying what it is`).toBe(true);
    }
  });

  it("asks nothing of any other host", () => {
    const hosts = /https?:\/\/(?!www\.w3\.org\/2000\/svg)[a-z0-9-]+\.[a-z]/;
    for (const { name, text } of files) expect(hosts.test(text), name).toBe(false);
  });
});

describe("the atlas", () => {
  it("shows the incidents of the chosen days, by date", () => {
    const atlas = new Atlas("1994-05-12");
    const later = incident("b", {
      date_start: "2020-10-09",
      valid_from: "2020-10-09",
      valid_to: "2020-10-10",
    });
    const features = [later, incident("a")] as never[];
    atlas.put("incidents", { type: "FeatureCollection", features });
    const state = firstState("1994-05-12", "2023-10-01");
    expect(atlas.shown(state).map((one) => one.id)).toEqual(["a"]);
    expect(atlas.shown({ ...state, date: "2020-10-09", span: "all" }).map((one) => one.id)).toEqual(
      ["a", "b"],
    );
    expect(atlas.perDay().get("2020-09-30")?.total).toBe(1);
  });
});

describe("a box of the diagram", () => {
  const at = (km: number) => ({
    line_position: { km, offset_km: 0, side: null, line: "base" },
  });
  const atlas = new Atlas("1994-05-12");
  const features = [
    incident("north", at(20)),
    incident("south", at(200)),
    incident("nowhere"),
    incident("early", { ...at(20), valid_from: "2020-09-01", valid_to: "2020-09-02" }),
  ] as never[];
  atlas.put("incidents", { type: "FeatureCollection", features });
  const box = { from: "2020-09-29", to: "2020-10-01", fromKm: 10, toKm: 60 };
  const state = { ...firstState("1994-05-12", "2023-10-01"), date: "2020-10-20", box };
  const ids = () => atlas.shown(state).map(({ id }) => id);

  it("shows the incidents of its days and kilometres, whatever the date", () => {
    expect(ids()).toEqual(["north"]);
    expect(atlas.days(state)).toEqual({ from: "2020-09-29", to: "2020-10-02" });
  });

  it("takes in an incident whose stretch only touches it", () => {
    atlas.putStretches(new Map([["south", { fromKm: 55, toKm: 210 }]]));
    expect(ids()).toEqual(["north", "south"]);
  });
});

describe("parts of the panels", () => {
  it("keeps the claims of two sides apart", () => {
    const claims = [
      claim({ claimant_side: "az", quantity_low: 2300 }),
      claim({ claimant_side: "arm", quantity_low: 80 }),
      claim({ claimant_side: "az" }),
      claim({ claimant_side: null }),
    ];
    const groups = bySide(claims);
    expect([...groups.keys()]).toEqual(["az", "arm", ""]);
    expect(groups.get("az")).toHaveLength(2);
  });

  it("shows a quote once and each of its numbers by itself", () => {
    const words = { text: "130 tanks and 25 systems were destroyed.", quote: true };
    const claims = [
      claim({ id: "1", ...words, quantity_low: 130, quantity_high: 130, item: "tank" }),
      claim({ id: "2", ...words, quantity_low: 25, quantity_high: 25, item: "air-defence" }),
      claim({ id: "3", ...words, claimant: "Another ministry" }),
      claim({ id: "4" }),
      claim({ id: "5" }),
    ];
    expect(breaths(claims).map((one) => one.map(({ id }) => id))).toEqual([
      ["1", "2"],
      ["3"],
      ["4"],
      ["5"],
    ]);
  });

  it("names a mention from single names and from lists of names", () => {
    expect(nameOf({ id: "x", names: { en: "Tartar" } })).toBe("Tartar");
    expect(nameOf({ id: "x", names: { en: [], az: ["Tərtər", "Terter"] } })).toBe("Tərtər");
    expect(nameOf({ id: "x" })).toBe("x");
  });

  it("names the revision that a decision is about", () => {
    expect(etagOf(incident("i-20200930-1a2b3c4d-1", { revision: 3 }))).toBe(
      '"i-20200930-1a2b3c4d-1-3"',
    );
  });
});
