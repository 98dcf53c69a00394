import { describe, expect, it } from "vitest";
import {
  bandWidth,
  inkOn,
  metresPerPixel,
  safeColour,
  safeUrl,
  shapeOf,
  sideClass,
  sideLetters,
  sidesOf,
  waterFromZoom,
} from "../src/style";
import { claim, incident } from "./fixtures";

describe("widths on the ground", () => {
  it("knows the scale of a Web Mercator map", () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(156_543.03, 1);
    expect(metresPerPixel(40, 10)).toBeCloseTo(117.1, 1);
  });

  it("makes the band twice the accuracy, doubling with each zoom", () => {
    expect(bandWidth(1500, 40, 10)).toBeCloseTo(3000 / 117.1, 1);
    expect(bandWidth(1500, 40, 11) / bandWidth(1500, 40, 10)).toBeCloseTo(2, 6);
    expect(bandWidth(1500, 40, 3)).toBe(2);
  });
});

describe("sides", () => {
  it("come from the claimants, or else from the sources", () => {
    const heard = incident("a", {
      claims: [claim({ claimant_side: "az" }), claim({ claimant_side: "arm" })],
    });
    expect(sidesOf(heard)).toEqual(["arm", "az"]);
    const silent = incident("b", {
      claims: [],
      sources: [
        {
          id: "s",
          title: null,
          publisher: null,
          side: "arm",
          url: null,
          published: null,
          report: null,
        },
      ],
    });
    expect(sidesOf(silent)).toEqual(["arm"]);
  });

  it("are mixed as soon as two are heard, and third-party when none is known", () => {
    const az = incident("a", { claims: [claim({ claimant_side: "az" })] });
    const arm = incident("b", { claims: [claim({ claimant_side: "arm" })] });
    expect(sideClass([az])).toBe("az");
    expect(sideClass([az, arm])).toBe("mixed");
    expect(sideClass([incident("c", { claims: [] })])).toBe("third-party");
  });

  it("have letters of their own besides their colour", () => {
    const letters = ["az", "arm", "third-party", "mixed"].map(sideLetters);
    expect(new Set(letters).size).toBe(4);
  });

  it("can be read on their colours", () => {
    expect(inkOn("#0072B2")).toBe("#ffffff");
    expect(inkOn("#D55E00")).toBe("#000000");
    expect(inkOn("#ffffff")).toBe("#000000");
    expect(inkOn("#000000")).toBe("#ffffff");
  });
});

describe("symbols", () => {
  it("differ by how exactly the place is known", () => {
    expect(shapeOf("settlement")).toBe("disc");
    expect(shapeOf("near")).toBe("ring");
    expect(shapeOf("district")).toBe("square");
    expect(shapeOf("line")).toBe("diamond");
    expect(shapeOf("something new")).toBe("disc");
  });

  it("draws large lakes first", () => {
    const lake = (area_km2: number) => ({
      type: "Feature" as const,
      geometry: { type: "Point" as const, coordinates: [0, 0] },
      properties: { kind: "lake", valid_from: null, valid_to: null, area_km2 },
    });
    expect(waterFromZoom(lake(1263))).toBeLessThan(waterFromZoom(lake(0.6)));
  });
});

describe("what comes from outside", () => {
  it("becomes a link only when it is a web address", () => {
    expect(safeUrl("https://example.org/a")).toBe("https://example.org/a");
    expect(safeUrl("http://example.org")).toBe("http://example.org/");
    for (const bad of [
      "javascript:alert(1)",
      " javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "//example.org",
      "example.org",
      "",
      null,
    ]) {
      expect(safeUrl(bad), String(bad)).toBeNull();
    }
  });

  it("becomes a colour only when it is one", () => {
    expect(safeColour("#0072B2")).toBe("#0072B2");
    expect(safeColour("red;background:url(//x)")).toBeNull();
  });
});
