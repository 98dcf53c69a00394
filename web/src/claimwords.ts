/** A claim in words: what the claimant does, about what, and the claimant's own number. */

import { capital, list, words } from "./format";
import type { Claim } from "./model";

const VERBS: Record<string, string> = {
  asserts: "claims",
  confirms: "confirms",
  denies: "denies",
  concedes: "acknowledges",
  accuses: "accuses others of",
  retracts: "withdraws the claim of",
};

/** What a claim is about, as the object of its verb. */
const SUBJECTS: Record<string, string> = {
  losses: "losses",
  clash: "fighting",
  capture: "a capture",
  "capture-claim": "a capture",
  violation: "a violation of the ceasefire",
  "ceasefire-violation": "a violation of the ceasefire",
  ceasefire: "a ceasefire",
  "air-drone-strike": "an air or drone strike",
  withdrawal: "a withdrawal",
  call: "a call on the sides",
  mine: "a mine explosion",
};

/** What a claimant does who says something of which it is not told what it is about. */
const BARE: Record<string, string> = {
  asserts: "says",
  confirms: "confirms",
  denies: "denies",
  concedes: "acknowledges",
  accuses: "accuses others",
  attributes: "reports that others say",
  retracts: "withdraws what was said",
};

/** What the claimant does: `claims losses`, `denies a capture`, `says`, `calls on the sides`. */
export function speech({ modality, predicate, text }: Claim): string {
  if (modality === "asserts" && predicate === "call") return "calls on the sides";
  const bare = !predicate || predicate === "statement" || predicate === "answer";
  if (bare) return BARE[modality] ?? modality;
  const subject = SUBJECTS[predicate] ?? words(predicate);
  if (modality === "attributes") {
    return text ? "reports that others say" : `reports what others say about ${subject}`;
  }
  return `${VERBS[modality] ?? modality} ${subject}`;
}

/** Materiel, in the singular and the plural. */
const ITEMS: Record<string, [string, string]> = {
  "air-defence": ["air-defence system", "air-defence systems"],
  aircraft: ["aircraft", "aircraft"],
  "ammunition-depot": ["ammunition depot", "ammunition depots"],
  "artillery-missile-mortar": [
    "artillery, missile or mortar system",
    "artillery, missile and mortar systems",
  ],
  "command-observation-post": ["command or observation post", "command and observation posts"],
  artillery: ["artillery system", "artillery systems"],
  "artillery-mlrs": ["artillery or rocket system", "artillery and rocket systems"],
  "tank-or-armoured": ["tank or armoured vehicle", "tanks and armoured vehicles"],
  "vehicle-all-types": ["vehicle of any kind", "vehicles of all kinds"],
  uav: ["drone", "drones"],
};

const VICTIM_SIDES: Record<string, string> = {
  az: "Azerbaijani side",
  arm: "Armenian side",
  "third-party": "third parties",
  both: "both sides",
};

/** A claimant's own number, never added to anybody else's; empty when none was given. */
export function quantity(claim: Claim): string {
  const told = figures(claim.quantity_low, claim.quantity_high, claim.hedge);
  if (told === "") return "";
  const word = wordOf(claim);
  const number = word ? `“${word}” (${told})` : told;
  const single = claim.quantity_low === 1 && claim.quantity_high === 1;
  const tail = claim.outcome.length > 0 ? ` ${list(claim.outcome.map(words))}` : "";
  const whose = [
    claim.victim_side ? (VICTIM_SIDES[claim.victim_side] ?? claim.victim_side) : "",
    claim.victim_class && claim.victim_class !== "equipment" ? words(claim.victim_class) : "",
  ].filter(Boolean);
  const note = whose.length > 0 ? ` (${whose.join(", ")})` : "";
  return `${number} ${counted(claim, single)}${tail}${note}`;
}

/** Who passed the claim on: `ANI, quoting the Ministry`; only the claimant where nobody did. */
export function speaker({ claimant, via }: Pick<Claim, "claimant" | "via">): string {
  const name = claimant || "an unnamed claimant";
  const through = [...new Set(via ?? [])].filter((one) => one && one !== claimant).reverse();
  return through.length > 0 ? `${through.join(", quoting ")}, quoting ${name}` : capital(name);
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
  const figure = (number: number) => number.toLocaleString("en-GB");
  if (low !== null && high !== null) {
    const about = hedge === "about" ? "about " : "";
    return about + (low === high ? figure(low) : `${figure(low)}–${figure(high)}`);
  }
  if (low !== null) return `${hedge === "over" ? "over" : "at least"} ${figure(low)}`;
  if (high !== null) return `${hedge === "under" ? "fewer than" : "up to"} ${figure(high)}`;
  return "";
}

/** A class of materiel or of people, in the plural. */
export function thing(item: string): string {
  const noun = words(item);
  return ITEMS[item.replaceAll("_", "-")]?.[1] ?? (noun.endsWith("s") ? noun : `${noun}s`);
}

function counted({ item, unit }: Claim, single: boolean): string {
  if (item) {
    return single ? (ITEMS[item.replaceAll("_", "-")]?.[0] ?? words(item)) : thing(item);
  }
  if (unit === null || unit === "people") return single ? "person" : "people";
  return single ? unit.replace(/s$/, "") : unit;
}
