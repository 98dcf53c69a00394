/** How a place or ground went from one holder to another, in neutral words. Pure. */

import { HOLDERS } from "./compared";
import { sideTitle } from "./sides";
import { phrase, say } from "./tongue";

/** A holder in words. */
export function holderInWords(holder: string): string {
  const known: Record<string, string> = {
    contested: phrase("Contested"),
    unknown: phrase("Not known"),
    none: phrase("Nobody"),
  };
  const own = known[holder];
  return own ? say(own) : sideTitle(holder);
}

/** How a group of places changed, as a heading: `Statements say passed to …`. */
export function passingInWords(before: string, after: string): string {
  const was = HOLDERS.slice(0, 2).includes(before)
    ? say("held by {holder}", { holder: sideTitle(before) })
    : holderInWords(before).toLowerCase();
  if (after === "contested") return say("Contested, before {was}", { was });
  if (after === "unknown") return say("No longer known, before {was}", { was });
  if (after === "none") return say("Held by nobody, before {was}", { was });
  return say("Statements say passed to {holder}, before {was}", {
    holder: holderInWords(after),
    was,
  });
}
