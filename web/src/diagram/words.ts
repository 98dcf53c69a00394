/** The diagram in words: captions, the key, and what cannot be drawn. Pure. */

import { incidentsInWords } from "../amounts";
import { capital, date, dateRange } from "../format";
import { sideTitle } from "../sides";
import { isStance, stanceTitle } from "../stance";
import { counted, number as numeral, say } from "../tongue";
import { words } from "../vocabulary";
import { DARKEST_KM, farthest } from "./band";
import type { Diagram, PlacedIncident, UnplacedIncident } from "./model";

/** Where an incident lies along the line. */
export function alongLine({ km, from_km, to_km, offset_km, side }: PlacedIncident): string {
  if (to_km - from_km >= 2)
    return say("km {from}–{to}", { from: Math.round(from_km), to: Math.round(to_km) });
  const off = Math.abs(offset_km);
  if (off < 0.05) return say("km {km}, on the line", { km: numeral(km, 1) });
  const where =
    side && side !== "on" ? `, ${say("on the side of {side}", { side: sideTitle(side) })}` : "";
  return (
    say("km {km}, {off} km off the line", { km: numeral(km, 1), off: numeral(off, 1) }) + where
  );
}

/** Who speaks of it. */
export function speakers({ claimant_sides }: PlacedIncident | UnplacedIncident): string {
  return claimant_sides.length > 0
    ? claimant_sides.map(sideTitle).join(", ")
    : say("side not known");
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
  const left =
    unplaced.length > 0
      ? `; ${counted(unplaced.length, "{n} more not placed", "{n} more not placed")}`
      : "";
  return `${say("Space–time diagram, {days}: {incidents} along the line", {
    days: dateRange(from, to),
    incidents: incidentsInWords(incidents.length),
  })}${left}. ${say("Arrow keys move between incidents, Enter opens one. The table says the same in words.")}`;
}

/** Said beside the diagram about incidents without a place on it; empty when there are none. */
export function unplacedInWords({ unplaced }: Diagram): string {
  if (unplaced.length === 0) return say("Every incident of these days has a place along the line.");
  return counted(
    unplaced.length,
    "{n} incident of these days has no place along the line and cannot be drawn:",
    "{n} incidents of these days have no place along the line and cannot be drawn:",
  );
}

/** The heading of a download, and the line below it. */
export function headings({ from, to, stance, as_of, length_km }: Diagram): [string, string] {
  const whose = isStance(stance) ? stanceTitle(stance) : stance;
  return [
    say("The line of contact in space and time, {days}", { days: dateRange(from, to) }),
    `${say("Line: {stance}", {
      stance: as_of ? say("{whose}, as known on {day}", { whose, day: as_of }) : whose,
    })}. ${say(
      "Derived from reported control, not surveyed. Kilometres along the frozen line of 1994–2020 ({km} km) from its northern end.",
      { km: Math.round(length_km) },
    )}`,
  ];
}

/** What the shades mean. */
export function bandWords({ movement }: Diagram): { shade: string; rule: string; hatch: string } {
  const most = farthest(movement);
  const full = Math.round(Math.min(DARKEST_KM, most));
  const up = full >= 1 ? ` (${say("darkest from {km} km of depth on", { km: full })})` : "";
  return {
    shade: `${say("Shade: ground beside the line of 1994–2020 that by the statements passed to {side}", { side: sideTitle("az") })}${up}`,
    rule: say("Shade with upright lines: to {side}", { side: sideTitle("arm") }),
    hatch: say("Hatched: contested"),
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
            km2: numeral(Math.round(Math.abs(shift))),
            side: sideTitle(shift > 0 ? "az" : "arm"),
          })
        : "",
      contested >= 0.5
        ? say("{km2} km² are contested", { km2: numeral(Math.round(contested)) })
        : "",
    ].filter(Boolean);
    return parts.length > 0 ? [`${where}: ${parts.join("; ")}.`] : [];
  });
}
