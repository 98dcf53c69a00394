/** What is done to a draft, and what it says, in words. Pure. */

import { whereabouts } from "./format";
import type { Incident } from "./model";
import type { Sketch } from "./panels/clash";
import type { Wording } from "./panels/wording";
import { words } from "./vocabulary";

/** What an editor does to a draft. */
export const CHANGES = {
  accept: "accept",
  reject: "reject",
  place: "correct the place",
  point: "correct the point",
  words: "correct the words",
  split: "split",
  undo: "undo",
} as const;
export type Change = keyof typeof CHANGES;

/** A version in short, with what was typed and not saved, and what was to be decided. */
export function sketch(
  { properties }: Incident,
  typed: Partial<Wording> | null = null,
  decision: string | null = null,
): Sketch {
  const { summary, kind, location, state } = properties;
  return {
    Summary: typed?.summary ?? summary,
    Kind: words(typed?.kind ?? kind),
    Place: whereabouts(location),
    State: decision ?? words(state ?? "draft"),
  };
}

/** What has been done, in words. */
export function outcomeOf(what: Change, before: Incident, now: Incident): string {
  if (what === "accept") return "Accepted.";
  if (what === "reject") return "Rejected.";
  const { revision, location, summary } = now.properties;
  if (what === "split") return "Split: the claims chosen are a draft of their own, below.";
  if (what === "undo") return `Taken back, as revision ${revision}.`;
  if (what === "words") return `Words corrected (revision ${revision}).`;
  const done = `Place corrected: ${whereabouts(location)} (revision ${revision}).`;
  const old = before.properties.location.label?.replace(/^near /i, "") ?? "";
  const stays =
    old !== "" && old !== location.label?.replace(/^near /i, "") && summary.includes(old);
  return stays
    ? `${done} The summary still names ${old}: correct the words if that is wrong.`
    : done;
}
