import { describe, expect, it } from "vitest";
import { quantity, speaker, speech } from "../src/claimwords";
import { thing } from "../src/vocabulary";
import { claim } from "./fixtures";

describe("speech", () => {
  it("tells claims from denials and admissions", () => {
    expect(speech(claim())).toBe("claims losses");
    expect(speech(claim({ modality: "denies", predicate: "capture" }))).toBe("denies a capture");
    expect(speech(claim({ modality: "concedes" }))).toBe("acknowledges losses");
  });

  it("has a verb of its own for calls and statements", () => {
    expect(speech(claim({ predicate: "call" }))).toBe("calls on the sides");
    expect(speech(claim({ predicate: "statement" }))).toBe("says");
    expect(speech(claim({ predicate: null }))).toBe("says");
    expect(speech(claim({ predicate: "call", modality: "denies" }))).toBe(
      "denies a call on the sides",
    );
  });

  it("never makes a claim of an answer", () => {
    for (const predicate of ["statement", "answer", null]) {
      const of = (modality: string) => speech(claim({ modality, predicate }));
      expect(of("asserts")).toBe("says");
      expect(of("denies")).toBe("denies");
      expect(of("concedes")).toBe("acknowledges");
      expect(of("retracts")).toBe("withdraws what was said");
    }
  });

  it("says of what is only passed on that others say it", () => {
    const passedOn = claim({ modality: "attributes", predicate: "shelling" });
    expect(speech({ ...passedOn, text: "Shells fell." })).toBe("reports that others say");
    expect(speech(passedOn)).toBe("reports what others say about shelling");
    expect(speech({ ...passedOn, predicate: "answer" })).toBe("reports that others say");
  });

  it("uses the same words for every side", () => {
    for (const modality of ["asserts", "denies", "concedes", "attributes", "retracts"]) {
      const of = (side: string) => speech(claim({ modality, claimant_side: side }));
      expect(of("az")).toBe(of("arm"));
    }
  });
});

describe("speaker", () => {
  it("names the claimant, and before it whoever passed the claim on", () => {
    expect(speaker(claim({ claimant: "Ministry of Example" }))).toBe("Ministry of Example");
    expect(speaker(claim({ claimant: "the Ministry", via: ["ANI"] }))).toBe(
      "ANI, quoting the Ministry",
    );
    expect(speaker(claim({ claimant: "A", via: ["B", "C"] }))).toBe("C, quoting B, quoting A");
  });

  it("names nobody twice", () => {
    expect(speaker(claim({ claimant: "ANI", via: ["ANI"] }))).toBe("ANI");
    expect(speaker(claim({ claimant: "" }))).toBe("An unnamed claimant");
  });
});

describe("quantities", () => {
  it("said in a word are given in that word, and with what it means at least", () => {
    const vague = { hedge: "vague", unit: "people", quantity_low: 24, outcome: ["killed"] };
    const text = "It said that dozens were killed.";
    const values = { quantity: { start: 113, end: 119 } };
    expect(quantity(claim({ ...vague, text, start: 100, values }))).toBe(
      "“dozens” (at least 24) people killed",
    );
    expect(quantity(claim(vague))).toBe("at least 24 people killed");
  });

  it("of things have words of their own", () => {
    expect(thing("ammunition_depot")).toBe("ammunition depots");
    expect(thing("siege_tower")).toBe("siege towers");
  });

  it("are one number, a range or a bound, as claimed", () => {
    const people = { unit: "people", outcome: ["killed", "wounded"] };
    expect(quantity(claim({ ...people, quantity_low: 2300, quantity_high: 2300 }))).toBe(
      "2,300 people killed and wounded",
    );
    expect(quantity(claim({ ...people, quantity_low: 20, quantity_high: 30 }))).toBe(
      "20–30 people killed and wounded",
    );
    expect(quantity(claim({ unit: "people", quantity_low: 200 }))).toBe("at least 200 people");
    expect(quantity(claim({ unit: "people", quantity_high: 5 }))).toBe("up to 5 people");
    const of = (hedge: string, quantity_low: number | null, quantity_high: number | null) =>
      quantity(claim({ unit: "people", hedge, quantity_low, quantity_high }));
    expect(of("about", 2300, 2300)).toBe("about 2,300 people");
    expect(of("over", 200, null)).toBe("over 200 people");
    expect(of("under", null, 10)).toBe("fewer than 10 people");
    expect(of("vague", 2, null)).toBe("at least 2 people");
  });

  it("keep zero and leave out what was not said", () => {
    expect(quantity(claim({ unit: "people", quantity_low: 0, quantity_high: 0 }))).toBe("0 people");
    expect(quantity(claim())).toBe("");
  });

  it("name whom they count, on whose side", () => {
    const text = quantity(
      claim({
        quantity_low: 1,
        quantity_high: 1,
        unit: "people",
        outcome: ["killed"],
        victim_class: "civilians",
        victim_side: "arm",
      }),
    );
    expect(text).toBe("1 person killed (Armenian side, civilians)");
  });

  it("count equipment by its kind", () => {
    const text = quantity(
      claim({
        quantity_low: 130,
        quantity_high: 130,
        item: "tank",
        victim_class: "equipment",
        outcome: ["destroyed"],
      }),
    );
    expect(text).toBe("130 tanks destroyed");
    expect(quantity(claim({ quantity_low: 1, quantity_high: 1, item: "tank" }))).toBe("1 tank");
    expect(quantity(claim({ quantity_low: 18, quantity_high: 18, item: "uav" }))).toBe("18 drones");
  });

  it("read alike when the sides are swapped", () => {
    const of = (side: string) =>
      quantity(claim({ quantity_low: 3, quantity_high: 3, unit: "people", victim_side: side }));
    expect(of("az").replace("Azerbaijani", "X")).toBe(of("arm").replace("Armenian", "X"));
  });
});
