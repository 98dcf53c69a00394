import { describe, expect, it } from "vitest";
import { choiceOf, coarseOf, type Gate, SHOWINGS, standing } from "../src/gate";
import { rightsOf, whoIs } from "../src/rights";

const who = (role: string, scope: string | null = null) => ({
  label: "ana",
  role,
  scope,
  expires: null,
});

describe("what somebody may do", () => {
  it("follows the role", () => {
    const drafts = ["reader", "contributor", "editor", "moderator", "admin"].map(
      (role) => rightsOf(who(role)).drafts,
    );
    expect(drafts).toEqual([false, false, true, true, true]);
    expect(rightsOf(who("editor")).gate).toBe(false);
    expect(rightsOf(who("moderator")).gate).toBe(true);
    expect(rightsOf(who("some new role"))).toEqual({ drafts: false, gate: false });
  });

  it("is no more than the token was made for", () => {
    expect(rightsOf(who("admin", "suggest"))).toEqual({ drafts: false, gate: false });
    expect(rightsOf(who("admin", "read-drafts"))).toEqual({ drafts: true, gate: false });
    expect(rightsOf(who("admin", "editor"))).toEqual({ drafts: true, gate: false });
    expect(rightsOf(who("moderator", "moderate"))).toEqual({ drafts: true, gate: true });
  });

  it("is said beside the name", () => {
    expect(whoIs(who("moderator"))).toBe("Signed in as ana, moderator");
    expect(whoIs(who("editor", "editor"))).toBe("Signed in as ana, token for editor");
  });
});

describe("the gate before the public", () => {
  const gate: Gate = {
    stage: "published",
    hold: false,
    graphic: false,
    coarse: null,
    public_at: "2026-11-22T20:06:16Z",
  };

  it("says where a record stands", () => {
    const at = (moment: string) => moment.slice(0, 10);
    expect(standing(gate, at)).toBe("Readers see it.");
    expect(standing({ ...gate, hold: true }, at)).toMatch(/^Held back/);
    expect(standing({ ...gate, stage: "review" }, at)).toBe(
      "Accepted; readers see it from 2026-11-22 on.",
    );
    expect(standing({ ...gate, stage: "draft" }, at)).toBe("Nobody decided on it yet.");
    expect(standing({ ...gate, stage: "withdrawn" }, at)).toMatch(/^Withdrawn/);
  });

  it("asks for what was chosen, and shows what was asked for", () => {
    for (const [choice] of SHOWINGS) {
      const coarse = coarseOf(choice);
      expect(choiceOf(coarse === "rules" ? null : coarse)).toBe(choice);
    }
    expect(choiceOf({ ring: 12.5 })).toBe("12.5");
  });
});
