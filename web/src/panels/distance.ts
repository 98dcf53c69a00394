/** How far a place lies from the line of the day, by whose statements the line is drawn. */

import type { Located } from "../api";
import { h } from "../dom";
import { date, plusMinus } from "../format";
import { linePosition } from "../lineposition";
import type { Day } from "../model";
import { type Stance, stanceTitle } from "../stance";
import { say } from "../tongue";
import { later } from "./later";

/** What the distance is taken from. */
export interface DistanceFrom {
  day: Day;
  stance: Stance;
  located: Promise<Located>;
}

/** The distance with its line, its accuracy, and what it rests on. */
export function distanceFacts({ day, stance, located }: DistanceFrom): HTMLElement {
  return h(
    "section",
    { class: "distance" },
    h("h3", {}, say("From the line on {day}", { day: date(day) })),
    later(located, (found) => {
      const row = (term: string, text: string) => [h("dt", {}, term), h("dd", {}, text)];
      const position = { ...found, side: found.party ?? found.side };
      const accuracy = plusMinus(found.accuracy_m ?? undefined);
      return h(
        "div",
        {},
        h(
          "dl",
          { class: "facts" },
          ...row(say("Distance"), linePosition(position)),
          ...(accuracy ? row(say("Uncertainty"), accuracy) : []),
          ...row(say("Line"), stanceTitle(stance)),
        ),
        found.derived
          ? h(
              "p",
              { class: "muted small" },
              say(
                "Derived from reported control, not surveyed; geodesic, to the nearest point of it.",
              ),
            )
          : null,
      );
    }),
  );
}
