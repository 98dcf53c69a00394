/** What is done to a draft, and what it says, in words. Pure. */

import { whereabouts } from "./format";
import type { Incident } from "./model";
import type { Sketch } from "./panels/clash";
import type { Wording } from "./panels/wording";
import { phrase, say } from "./tongue";
import { words } from "./vocabulary";

/** What an editor does to a draft. */
export const CHANGES = {
  accept: phrase("accept"),
  reject: phrase("reject"),
  place: phrase("correct the place"),
  words: phrase("correct the words"),
  tag: phrase("tag"),
  split: phrase("split"),
  undo: phrase("undo"),
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
    [say("Summary")]: typed?.summary ?? summary,
    [say("Kind")]: words(typed?.kind ?? kind),
    [say("Place")]: whereabouts(location),
    [say("State")]: decision ?? words(state ?? "draft"),
  };
}

/** What has been done, in words. */
export function outcomeOf(what: Change, before: Incident, now: Incident): string {
  if (what === "accept") return say("Accepted.");
  if (what === "reject") return say("Rejected.");
  const { revision: n, location, summary } = now.properties;
  if (what === "split") return say("Split: the claims chosen are a draft of their own, below.");
  if (what === "undo") return say("Taken back, as revision {n}.", { n });
  if (what === "words") return say("Words corrected (revision {n}).", { n });
  if (what === "tag") return say("Tagged (revision {n}).", { n });
  const place = whereabouts(location);
  const done = say("Place corrected: {place} (revision {n}).", { place, n });
  const old = before.properties.location.label?.replace(/^near /i, "") ?? "";
  const stays =
    old !== "" && old !== location.label?.replace(/^near /i, "") && summary.includes(old);
  return stays
    ? `${done} ${say("The summary still names {old}: correct the words if that is wrong.", { old })}`
    : done;
}
