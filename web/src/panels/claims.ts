/** Claims side by side: each with its claimant and that claimant's own numbers. */

import { paint } from "../badge";
import { quantity, speaker, speech } from "../claimwords";
import { h } from "../dom";
import { capital, dateRange } from "../format";
import type { Claim } from "../model";
import { sideTitle } from "../sides";
import { sideLetters } from "../style";
import { say } from "../tongue";
import { fireFacts } from "./fire";

/** Claims by side, in the order in which the sides first speak. */
export function bySide(claims: readonly Claim[]): Map<string, Claim[]> {
  const sides = new Map<string, Claim[]>();
  for (const claim of claims) {
    const side = claim.claimant_side ?? "";
    sides.set(side, [...(sides.get(side) ?? []), claim]);
  }
  return sides;
}

/** All claims of an incident. */
export function claimGroups(claims: readonly Claim[]): HTMLElement {
  const box = h("div", { class: "claims" });
  for (const [side, own] of bySide(claims)) {
    const letters = h(
      "span",
      { class: "side-chip", "aria-hidden": "true" },
      sideLetters(side || "?"),
    );
    paint(letters, side || "third-party");
    const group = h(
      "section",
      { class: "claim-side" },
      h("h4", {}, letters, sideTitle(side || null)),
      h("ul", {}, ...breaths(own).map(claimItem)),
    );
    paint(group, side || "third-party");
    box.append(group);
  }
  if (claims.length === 0) box.append(h("p", { class: "muted" }, say("No claim is attached.")));
  return box;
}

/** Claims as one list, those of one breath together. */
export function claimList(claims: readonly Claim[]): HTMLElement {
  return h("ul", { class: "claims" }, ...breaths(claims).map(claimItem));
}

/** Claims that one claimant makes in the same breath: same words, same manner. */
export function breaths(claims: readonly Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { text, quote } = claim;
    const key = text ? JSON.stringify([speaker(claim), speech(claim), text, quote]) : claim.id;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()];
}

/** One breath: who, how, each number by itself, and the words they rest on. */
function claimItem(breath: Claim[]): HTMLElement {
  const [first] = breath;
  if (!first) return h("li");
  const numbers = breath.map(quantity).filter(Boolean);
  const { date_start: from, date_end: to } = first;
  return h(
    "li",
    { class: "claim" },
    h(
      "p",
      { class: "claim-head" },
      h("strong", {}, speaker(first)),
      ` ${speech(first)}`,
      from ? h("span", { class: "muted" }, `, ${dateRange(from, to ?? from)}`) : null,
    ),
    ...numbers.map((number) => h("p", { class: "claim-number" }, number)),
    ...breath.map(({ fire }) => fire && fireFacts(fire)),
    claimText(first),
  );
}

/** The words of the report in quotation marks, or ours without. */
function claimText({ text, quote }: Claim): HTMLElement | null {
  if (!text) return null;
  if (quote) return h("blockquote", { class: "claim-quote" }, h("p", {}, `“${text}”`));
  return h("p", { class: "claim-summary" }, capital(text));
}
