/** Incidents between two days by the side that speaks of them, out of the server's answer. Pure. */

export interface SideCount {
  side: string;
  incidents: number;
}

/** The counts by side in the order of their names; nothing when the answer has none. */
export function sideCounts(answer: unknown): SideCount[] | null {
  if (answer === null || typeof answer !== "object") return null;
  return Object.entries(answer)
    .flatMap(([side, value]) => (typeof value === "number" ? [{ side, incidents: value }] : []))
    .sort((a, b) => a.side.localeCompare(b.side));
}
