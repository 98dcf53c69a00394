import { describe, expect, it } from "vitest";
import { type Changes, noted } from "../src/live";

const fresh = (): Changes => ({ layers: new Set(), incidents: new Set() });
const told = (...events: [string, unknown][]) => {
  const changes = fresh();
  for (const [event, data] of events)
    noted(changes, event, typeof data === "string" ? data : JSON.stringify(data));
  return [[...changes.layers], [...changes.incidents]];
};

describe("what the server tells", () => {
  it("names the layers to fetch anew, each once, and the incidents", () => {
    expect(
      told(
        ["put", { collection: "incidents", id: "a" }],
        ["withdraw", { collection: "incidents", id: "b" }],
        ["put", { collection: "incidents", id: "a" }],
        ["put", { collection: "control", id: "c" }],
      ),
    ).toEqual([
      ["incidents", "control"],
      ["a", "b"],
    ]);
  });

  it("means all that changes often where too much happened to tell", () => {
    expect(told(["reload", "{}"])).toEqual([["incidents", "control"], []]);
  });

  it("says nothing of layers that the page does not draw, or in words that are not understood", () => {
    expect(
      told(["put", { collection: "claims", id: "a" }], ["put", "<b>"], ["put", "null"]),
    ).toEqual([[], []]);
  });
});
