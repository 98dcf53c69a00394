/** Which days the diagram shows: the weeks in which the line moved, or as many around the shown day. Pure. */

import { addDays, clampDay } from "./days";
import type { Day } from "./model";
import { PLAY } from "./play";
import type { State } from "./state";

/** How many days before and after the shown one are drawn outside those weeks. */
const AROUND = 33;

/** Both days belong to it. Days that are drawn already stay while the shown day is among them. */
export function diagramDays(
  { date, box }: Pick<State, "date" | "box">,
  first: Day,
  last: Day,
  drawn: { from: Day; to: Day } | null,
): { from: Day; to: Day } {
  const meant = box ?? { from: date, to: date };
  const within = (days: { from: Day; to: Day }) => days.from <= meant.from && meant.to <= days.to;
  const war = {
    from: clampDay(PLAY.first, first, last),
    to: clampDay(PLAY.last, first, last),
  };
  if (drawn && within(drawn)) return { from: drawn.from, to: drawn.to };
  if (within(war)) return war;
  return {
    from: clampDay(addDays(meant.from, -AROUND), first, last),
    to: clampDay(addDays(meant.to, AROUND), first, last),
  };
}
