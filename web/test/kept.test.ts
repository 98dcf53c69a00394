import { describe, expect, it } from "vitest";
import { isEmbedded, snippet } from "../src/embed";
import { buildName, keepable, keeps } from "../src/worker/kept";

const HOST = "http://127.0.0.1:8080";
const asked = (path: string, change: object = {}) => ({
  method: "GET",
  url: `${HOST}${path}`,
  mode: "cors",
  credentials: "omit",
  headers: ["accept"],
  ...change,
});

describe("the worker", () => {
  it("keeps the page, its files, and public answers that are drawn", () => {
    expect(keeps(asked("/", { mode: "navigate" }), HOST)).toBe("page");
    expect(keeps(asked("/assets/index-1.js", { credentials: "same-origin" }), HOST)).toBe("asset");
    for (const path of [
      "/config",
      "/layers/places.geojson",
      "/line?on=2020-10-20",
      "/line/areas",
    ]) {
      expect(keeps(asked(path), HOST), path).toBe("data");
    }
  });

  it("keeps nothing of a session, of another host, or of what changes something", () => {
    for (const path of [
      "/session",
      "/review/",
      "/reports/1",
      "/tokens",
      "/users",
      "/setup",
      "/healthz",
    ]) {
      expect(keeps(asked(path), HOST), path).toBeNull();
      expect(keeps(asked(path, { mode: "navigate" }), HOST), path).toBeNull();
    }
    const layer = "/layers/incidents.geojson";
    expect(keeps(asked(layer, { headers: ["x-contactline"] }), HOST)).toBeNull();
    expect(keeps(asked(layer, { headers: ["authorization"] }), HOST)).toBeNull();
    expect(keeps(asked(layer, { credentials: "same-origin" }), HOST)).toBeNull();
    expect(keeps(asked(layer, { method: "POST" }), HOST)).toBeNull();
    expect(keeps(asked(layer), "http://elsewhere")).toBeNull();
  });

  it("keeps only good answers that may be kept", () => {
    expect(keepable(200, null)).toBe(true);
    expect(keepable(200, "public, max-age=60")).toBe(true);
    expect([keepable(404, null), keepable(200, "no-store"), keepable(200, "private")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("has a store of its own for each build", () => {
    expect(buildName(["/a"])).toBe(buildName(["/a"]));
    expect(buildName(["/a"])).not.toBe(buildName(["/b"]));
  });
});

describe("the markup of a frame", () => {
  it("leads to the address for framing with the same view, and lets no words out of their place", () => {
    const markup = snippet(`${HOST}/#date=2020-10-20&find="><script>`, 'a "title" <b>');
    expect(markup).toContain(`src="${HOST}/?embed=1#date=2020-10-20&amp;find=`);
    expect(markup).not.toContain("<script>");
    expect(markup).toContain('title="a &quot;title&quot; &lt;b>"');
    expect([isEmbedded("?embed=1"), isEmbedded("?embed=0"), isEmbedded("")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
