import { describe, expect, it } from "vitest";
import { lines } from "../src/picture/lines";
import { shownCsv, shownGeoJson } from "../src/shown";
import { claim, incident } from "./fixtures";

const query = { address: "http://here/#date=2020-09-30", headline: "2 incidents" };

describe("what is shown, as a file", () => {
  it("is these incidents with licence, sources and the question", () => {
    const layer = {
      type: "FeatureCollection" as const,
      features: [],
      licence: "CC BY 4.0",
      attribution: "Somebody",
    };
    const read = JSON.parse(shownGeoJson([incident("a"), incident("b")], layer, query));
    expect(read.features.map(({ id }: { id: string }) => id)).toEqual(["a", "b"]);
    expect(read).toMatchObject({ type: "FeatureCollection", licence: "CC BY 4.0", query });
    expect(JSON.parse(shownGeoJson([], undefined, query)).features).toEqual([]);
  });

  it("is a table with a row for each, whatever stands in it", () => {
    const odd = incident("a", {
      summary: 'Fire, "heavy",\nwas reported.',
      claims: [claim({ claimant_side: "arm" }), claim({ claimant_side: "az" })],
    });
    const csv = shownCsv([odd, incident("b", { summary: "=1+1" })]);
    const [head, ...rows] = csv.split("\r\n").filter(Boolean);
    expect(head).toMatch(/^id,revision,date_start,.*,lon,lat,km,/);
    expect(rows).toHaveLength(2);
    expect(csv).toContain('"Fire, ""heavy"",\nwas reported."');
    expect(csv).toContain(",arm;az,");
    expect(csv).toContain(",'=1+1,");
    expect(shownCsv([]).split("\r\n").filter(Boolean)).toHaveLength(1);
  });
});

describe("lines under a picture", () => {
  const measure = (text: string) => text.length;

  it("break between words, and inside a word that is too long", () => {
    expect(lines("one two three", 7, measure)).toEqual(["one two", "three"]);
    expect(lines("http://here/abcdef", 8, measure)).toEqual(["http://h", "ere/abcd", "ef"]);
    expect(lines("", 8, measure)).toEqual([]);
    expect(lines("abc", 0, measure).join("")).toBe("abc");
  });
});
