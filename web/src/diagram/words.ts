/** The diagram in words: captions, the key, and what cannot be drawn. Pure. */

import { capital, count, date, dateRange, words } from "../format";
import { sideTitle } from "../sides";
import { isStance, STANCE_TITLES } from "../stance";
import { number, say } from "../tongue";
import { DARKEST_KM, farthest } from "./band";
import type { Diagram, PlacedIncident, UnplacedIncident } from "./model";

/** Where an incident lies along the line. */
export function alongLine({ km, from_km, to_km, offset_km, side }: PlacedIncident): string {
  if (to_km - from_km >= 2) return `km ${Math.round(from_km)}–${Math.round(to_km)}`;
  const off = Math.abs(offset_km);
  if (off < 0.05) return `km ${km.toFixed(1)}, on the line`;
  const where = side && side !== "on" ? `, on the side of ${sideTitle(side)}` : "";
  return `km ${km.toFixed(1)}, ${off.toFixed(1)} km off the line${where}`;
}

/** Who speaks of it. */
export function speakers({ claimant_sides }: PlacedIncident | UnplacedIncident): string {
  return claimant_sides.length > 0 ? claimant_sides.map(sideTitle).join(", ") : "side not known";
}

/** One incident, for the line under the diagram. */
export function captionOf(incident: PlacedIncident): string {
  const { kind, headline, date_start, date_end } = incident;
  const when = dateRange(date_start, date_end);
  return `${when} · ${capital(words(kind))} · ${speakers(incident)} · ${alongLine(incident)}. ${headline}`;
}

/** What a screen reader hears of the diagram as a whole. */
export function summary(diagram: Diagram): string {
  const { incidents, unplaced, from, to } = diagram;
  const left = unplaced.length > 0 ? `; ${count(unplaced.length, "more")} not placed` : "";
  return `Space–time diagram, ${dateRange(from, to)}: ${count(incidents.length, "incident")} along the line${left}. Arrow keys move between incidents, Enter opens one. The table says the same in words.`;
}

/** Said beside the diagram about incidents without a place on it; empty when there are none. */
export function unplacedInWords({ unplaced }: Diagram): string {
  if (unplaced.length === 0) return "Every incident of these days has a place along the line.";
  const many = count(unplaced.length, "incident");
  return `${many} of these days ${unplaced.length === 1 ? "has" : "have"} no place along the line and cannot be drawn:`;
}

/** The heading of a download, and the line below it. */
export function headings({ from, to, stance, as_of, length_km }: Diagram): [string, string] {
  const whose = isStance(stance) ? STANCE_TITLES[stance] : stance;
  const known = as_of ? `, as known on ${as_of}` : "";
  return [
    `The line of contact in space and time, ${dateRange(from, to)}`,
    `Line: ${whose}${known}. Derived from reported control, not surveyed. Kilometres along the frozen line of 1994–2020 (${Math.round(length_km)} km) from its northern end.`,
  ];
}

/** What the shades mean. */
export function bandWords({ movement }: Diagram): { shade: string; rule: string; hatch: string } {
  const most = farthest(movement);
  const full = Math.round(Math.min(DARKEST_KM, most));
  const up = full >= 1 ? ` (darkest from ${full} km of depth on)` : "";
  return {
    shade: `Shade: ground beside the line of 1994–2020 that by the statements passed to ${sideTitle("az")}${up}`,
    rule: `Shade with upright lines: to ${sideTitle("arm")}`,
    hatch: "Hatched: contested",
  };
}

/** What changed beyond the ends of the line by the last day, in sentences: it has no kilometre to be drawn at. */
export function beyondInWords({ movement, to }: Diagram): string[] {
  const beyond = movement.days.at(-1)?.beyond_km2;
  if (!beyond) return [];
  const day = date(to);
  return (["start", "end"] as const).flatMap((end) => {
    const { shift, contested } = beyond[end];
    const where =
      end === "start"
        ? say("Beyond the northern end of the line, not drawn")
        : say("Beyond the southern end of the line, not drawn");
    const parts = [
      Math.abs(shift) >= 0.5
        ? say("by {day} {km2} km² passed by the statements to {side}", {
            day,
            km2: number(Math.round(Math.abs(shift))),
            side: sideTitle(shift > 0 ? "az" : "arm"),
          })
        : "",
      contested >= 0.5
        ? say("{km2} km² are contested", { km2: number(Math.round(contested)) })
        : "",
    ].filter(Boolean);
    return parts.length > 0 ? [`${where}: ${parts.join("; ")}.`] : [];
  });
}
