import { describe, expect, it } from "vitest";
import { outcomeOf } from "../src/draftwords";
import { candidatesInWords } from "../src/panels/intake";
import { rewording } from "../src/panels/wording";
import { incident, location } from "./fixtures";

const now = { summary: "Shelling of Tartar was claimed.", kind: "shelling" };

describe("the words of a draft", () => {
  it("are sent only where they have changed", () => {
    expect(rewording(now, now)).toBeNull();
    expect(rewording(now, { ...now, summary: ` ${now.summary}\n` })).toBeNull();
    expect(rewording(now, { ...now, kind: "clash" })).toEqual({ kind: "clash" });
    expect(rewording(now, { summary: "Other.", kind: "clash" })).toEqual({
      summary: "Other.",
      kind: "clash",
    });
  });

  it("are pointed to where they still name the old place", () => {
    const before = incident("a", { summary: now.summary });
    const shushi = location({ place: "shusha", label: "Shusha" });
    const same = incident("a", { summary: now.summary, location: shushi, revision: 2 });
    expect(outcomeOf("place", before, same)).toMatch(/still names Tartar/);
    const anew = incident("a", { summary: "Shelling of Shusha was claimed.", location: shushi });
    expect(outcomeOf("place", before, anew)).toMatch(
      /^Place corrected: in Shusha.+\(revision 1\)\.$/,
    );
    const near = location({ kind: "near", label: "near Tartar" });
    const moved = incident("a", { summary: now.summary, location: near });
    expect(outcomeOf("place", before, moved)).not.toMatch(/still/);
  });
});

describe("a name in a report", () => {
  const mention = { start: 0, end: 6, text: "Tartar", place: null };

  it("says which places it may mean, where the server tells", () => {
    expect(candidatesInWords(mention)).toBe("");
    const candidates = [
      { id: "tartar", names: { en: ["Tartar", "Terter"] }, score: 0.81, why: "the town" },
      { id: "tartar-river", score: 0.2 },
    ];
    expect(candidatesInWords({ ...mention, candidates })).toBe(
      "Tartar (81 %, the town); tartar-river (20 %)",
    );
  });
});
