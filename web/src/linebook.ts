/** The versions of the line that have come, by stance and day. Pure. */

import type { Day, LineVersion } from "./model";
import type { Stance } from "./stance";

export class LineBook {
  private exact = new Map<string, LineVersion>();
  private base: LineVersion[] = [];

  put(day: Day, stance: Stance, version: LineVersion, asOf: Day | null = null): void {
    this.exact.set(keyOf(day, stance, asOf), version);
    const { derived, in_force } = version.properties;
    // A rebuilt line can change on a day without a statement: when an old denial lapses.
    if (version.geometry && in_force && !derived && !asOf) this.base.push(version);
  }

  /** The version of that day; the base line is the same for all its days and every stance. */
  get(day: Day, stance: Stance, asOf: Day | null = null): LineVersion | undefined {
    const known = this.exact.get(keyOf(day, stance, asOf));
    return known ?? this.base.find((version) => holds(version, day));
  }
}

/** The name of a version: its day, its stance, and by when it was known. */
export function keyOf(day: Day, stance: Stance, asOf: Day | null): string {
  return `${stance} ${day}${asOf ? ` ${asOf}` : ""}`;
}

function holds({ properties: { valid_from, valid_to } }: LineVersion, day: Day): boolean {
  return valid_from !== null && valid_to !== null && valid_from <= day && day < valid_to;
}
