/** How a place or ground went from one holder to another, in neutral words. Pure. */

import { HOLDERS } from "./compared";
import { sideTitle } from "./sides";

/** A holder in words. */
export function holderInWords(holder: string): string {
  const known: Record<string, string> = {
    contested: "Contested",
    unknown: "Not known",
    none: "Nobody",
  };
  return known[holder] ?? sideTitle(holder);
}

/** How a group of places changed, as a heading: `Statements say passed to …`. */
export function passingInWords(before: string, after: string): string {
  const was = HOLDERS.slice(0, 2).includes(before)
    ? `held by ${sideTitle(before)}`
    : holderInWords(before).toLowerCase();
  if (after === "contested") return `Contested, before ${was}`;
  if (after === "unknown") return `No longer known, before ${was}`;
  if (after === "none") return `Held by nobody, before ${was}`;
  return `Statements say passed to ${holderInWords(after)}, before ${was}`;
}
