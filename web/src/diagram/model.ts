/** `GET /line/diagram`: incidents along the line and through time, and how the line itself moved. */

import type { Reach } from "../box";
import type { Day } from "../model";
import { language } from "../tongue";

/** An incident with its place along the reference line: a point, or a stretch where only that is known. */
export interface PlacedIncident {
  id: string;
  headline: string;
  kind: string;
  claimant_sides: string[];
  date_start: Day;
  date_end: Day;
  date_prec: number | null;
  km: number;
  from_km: number;
  to_km: number;
  offset_km: number;
  side: string | null;
  where_prec: number | null;
  sector: string | null;
  line: string | null;
}

/** An incident that cannot be put beside the line, and why. */
export interface UnplacedIncident {
  id: string;
  headline: string;
  kind: string;
  claimant_sides: string[];
  date_start: Day;
  date_end: Day;
  reason: string;
}

export interface Sector {
  id: string;
  names: Partial<Record<"en" | "az" | "hy" | "ru", string[]>>;
  from_km: number;
  to_km: number;
}

/** How far the line of each day moved from the reference line, a bin of kilometres at a time. */
export interface Movement {
  bin_km: number;
  bins: { from_km: number; to_km: number }[];
  /**
   * The days on which it changed; each holds until the next. Shifts are positive where `az` holds
   * what `arm` held on the reference line, negative the other way round.
   */
  days: {
    on: Day;
    shift_km: (number | null)[];
    contested_km: (number | null)[];
    /** What lies beyond the two ends of the line and so has no kilometre to be drawn at. */
    beyond_km2?: { start: Beyond; end: Beyond };
  }[];
}

/** Ground beyond an end of the line in square kilometres; `shift` has the sign of `shift_km`. */
export interface Beyond {
  shift: number;
  contested: number;
}

export interface Diagram {
  from: Day;
  to: Day;
  stance: string;
  as_of: string | null;
  length_km: number;
  sectors: Sector[];
  incidents: PlacedIncident[];
  unplaced: UnplacedIncident[];
  movement: Movement;
}

/** How far along the line each incident reaches, by its id. */
export function stretchesOf({ incidents }: Diagram): Map<string, Reach> {
  return new Map(
    incidents.map(({ id, from_km, to_km }) => [
      id,
      { fromKm: Math.min(from_km, to_km), toKm: Math.max(from_km, to_km) },
    ]),
  );
}

/** The name of a sector to write. */
export function sectorName({ id, names }: Sector): string {
  const [name] = names[language()] ?? names.en ?? names.az ?? names.hy ?? names.ru ?? [];
  return name ?? id;
}

/** The side of an incident: its only claimant's, `mixed` for several, `third-party` when none is known. */
export function sideOf({ claimant_sides }: { claimant_sides: readonly string[] }): string {
  const sides = new Set(claimant_sides);
  if (sides.size > 1) return "mixed";
  return [...sides][0] ?? "third-party";
}
