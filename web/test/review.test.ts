import { describe, expect, it } from "vitest";
import { differing } from "../src/panels/clash";
import { KEYS, strokeOf } from "../src/panels/shortcuts";
import { deed, earlier, type HistoryEntry, moment } from "../src/review";

function entry(did: HistoryEntry["did"], kind = "incident"): HistoryEntry {
  return { seq: 1, kind, actor: "an editor", at: "2026-11-22T20:06:16.245Z", did };
}

describe("the history of a draft", () => {
  it("says what a field was and became, and only names what is long", () => {
    const changes = [
      { field: "summary", before: "Old.", after: "New." },
      { field: "claims.c-1", before: null, after: { id: "c-1" } },
      { field: "claims.c-2", before: null, after: { id: "c-2" } },
    ];
    expect(deed(entry({ revision: 2, state: "draft", changes }))).toBe(
      "Revision 2, draft. summary: “Old.” → “New.”; claims changed.",
    );
    expect(deed(entry({ revision: 1, state: "draft", changes: [] }))).toBe("Revision 1, draft.");
  });

  it("tells joins and splits", () => {
    expect(deed(entry({ kind: "join", other: "i-2" }, "pairing"))).toBe("Joined with i-2.");
    expect(deed(entry({ kind: "split", other: "i-3" }, "pairing"))).toBe("Split off i-3.");
  });

  it("offers every revision but the last, the newest first", () => {
    const history = [1, 2, 3].map((revision) => entry({ revision }));
    expect(earlier(history)).toEqual([2, 1]);
    expect(earlier([entry({ revision: 1 }), entry({ kind: "join" }, "pairing")])).toEqual([]);
  });

  it("gives moments as dates with their time, and what is none as it stands", () => {
    expect(moment("2026-11-22T20:06:16.245Z")).toBe("22 Nov 2026, 20:06 UTC");
    expect(moment("then")).toBe("then");
  });
});

describe("the keys of the desk", () => {
  const press = (key: string, change: object = {}) =>
    strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, target: null, ...change });

  it("stand for one thing each", () => {
    expect(new Set(KEYS.map(([key]) => key)).size).toBe(KEYS.length);
    expect(press("a")).toBe("accept");
    expect(press("?")).toBe("help");
    expect(press("q")).toBeNull();
  });

  it("are letters while something is typed or another key is held", () => {
    for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) {
      expect(press("a", { target: { tagName } }), tagName).toBeNull();
    }
    expect(press("a", { ctrlKey: true })).toBeNull();
  });
});

describe("two versions", () => {
  it("differ where their words do", () => {
    expect(differing({ Kind: "clash", Place: "A" }, { Kind: "clash", Place: "B" })).toEqual([
      "Place",
    ]);
  });
});
