/** A claim in words: what the claimant does, about what, and the claimant's own number. */

import { capital, list } from "./format";
import type { Claim } from "./model";
import { number, phrase, say } from "./tongue";
import { oneThing, thing, words } from "./vocabulary";

const VERBS: Record<string, string> = {
  asserts: phrase("claims"),
  confirms: phrase("confirms"),
  denies: phrase("denies"),
  concedes: phrase("acknowledges"),
  accuses: phrase("accuses others of"),
  retracts: phrase("withdraws the claim of"),
};

/** What a claim is about, as the object of its verb. */
const SUBJECTS: Record<string, string> = {
  losses: phrase("losses"),
  clash: phrase("fighting"),
  capture: phrase("a capture"),
  "capture-claim": phrase("a capture"),
  violation: phrase("a violation of the ceasefire"),
  "ceasefire-violation": phrase("a violation of the ceasefire"),
  ceasefire: phrase("a ceasefire"),
  "air-drone-strike": phrase("an air or drone strike"),
  withdrawal: phrase("a withdrawal"),
  call: phrase("a call on the sides"),
  mine: phrase("a mine explosion"),
};

/** What a claimant does who says something of which it is not told what it is about. */
const BARE: Record<string, string> = {
  asserts: phrase("says"),
  confirms: phrase("confirms"),
  denies: phrase("denies"),
  concedes: phrase("acknowledges"),
  accuses: phrase("accuses others"),
  attributes: phrase("reports that others say"),
  retracts: phrase("withdraws what was said"),
};

/** What the claimant does: `claims losses`, `denies a capture`, `says`, `calls on the sides`. */
export function speech({ modality, predicate, text }: Claim): string {
  if (modality === "asserts" && predicate === "call") return say("calls on the sides");
  const bare = !predicate || predicate === "statement" || predicate === "answer";
  if (bare) return inTable(BARE, modality);
  const subject = SUBJECTS[predicate] ? say(SUBJECTS[predicate]) : words(predicate);
  if (modality === "attributes") {
    return text
      ? say("reports that others say")
      : say("reports what others say about {subject}", { subject });
  }
  return say("{verb} {subject}", { verb: inTable(VERBS, modality), subject });
}

function inTable(table: Record<string, string>, key: string): string {
  const known = table[key];
  return known ? say(known) : key;
}

const VICTIM_SIDES: Record<string, string> = {
  az: phrase("Azerbaijani side"),
  arm: phrase("Armenian side"),
  "third-party": phrase("third parties"),
  both: phrase("both sides"),
};

/** A claimant's own number, never added to anybody else's; empty when none was given. */
export function quantity(claim: Claim): string {
  const told = figures(claim.quantity_low, claim.quantity_high, claim.hedge);
  if (told === "") return "";
  const word = wordOf(claim);
  const figure = word ? `“${word}” (${told})` : told;
  const single = claim.quantity_low === 1 && claim.quantity_high === 1;
  const outcome = list(claim.outcome.map(words));
  const whose = [
    claim.victim_side ? inTable(VICTIM_SIDES, claim.victim_side) : "",
    claim.victim_class && claim.victim_class !== "equipment" ? words(claim.victim_class) : "",
  ].filter(Boolean);
  const note = whose.length > 0 ? ` (${whose.join(", ")})` : "";
  const things = counted(claim, single);
  const said = outcome
    ? say("{number} {things} {outcome}", { number: figure, things, outcome })
    : say("{number} {things}", { number: figure, things });
  return said + note;
}

/** Who passed the claim on: `ANI, quoting the Ministry`; only the claimant where nobody did. */
export function speaker({ claimant, via }: Pick<Claim, "claimant" | "via">): string {
  const name = claimant || say("an unnamed claimant");
  const through = [...new Set(via ?? [])].filter((one) => one && one !== claimant).reverse();
  return through.length > 0
    ? [...through, name].reduce((by, whom) => say("{by}, quoting {whom}", { by, whom }))
    : capital(name);
}

/** The word that stands for a number (`dozens`), where the claim tells in which words it was said. */
function wordOf({ hedge, text, start, values }: Claim): string {
  const span = values?.quantity;
  if (hedge !== "vague" || !span || !text || typeof start !== "number") return "";
  return [...text]
    .slice(span.start - start, span.end - start)
    .join("")
    .trim();
}

/** A number as claimed: one, a range or a bound; empty when none was given. */
export function figures(low: number | null, high: number | null, hedge?: string | null): string {
  if (low !== null && high !== null) {
    const n = low === high ? number(low) : `${number(low)}–${number(high)}`;
    return hedge === "about" ? say("about {n}", { n }) : n;
  }
  if (low !== null) {
    const n = number(low);
    return hedge === "over" ? say("over {n}", { n }) : say("at least {n}", { n });
  }
  if (high === null) return "";
  const n = number(high);
  return hedge === "under" ? say("fewer than {n}", { n }) : say("up to {n}", { n });
}

function counted({ item, unit }: Claim, single: boolean): string {
  if (item) {
    return single ? oneThing(item) : thing(item);
  }
  if (unit === null || unit === "people") return single ? say("person") : say("people");
  return single ? words(unit).replace(/s$/, "") : words(unit);
}
