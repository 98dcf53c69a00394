/** The parts of a draft's card that an editor opens to correct it, and the buttons that open them. */

import type { Correction } from "../api";
import { button, h } from "../dom";
import { cornersOf, type DrawnKind } from "../drawing";
import { type Incident, idOf, type LonLat } from "../model";
import { phrase, say } from "../tongue";
import { type PlaceChoice, placeForm } from "./placing";
import { ReadingView } from "./reading";

/** Each part with the class of its button, where the typing begins, and the words of its button. */
export const PARTS = {
  reading: {
    button: "open-report",
    inside: ".reading button, .report-text",
    open: phrase("Read the report"),
    close: phrase("Close the report"),
  },
  place: {
    button: "correct",
    inside: ".placing input",
    open: phrase("Correct the place"),
    close: phrase("Keep the place"),
  },
  words: {
    button: "reword",
    inside: ".wording textarea",
    open: phrase("Correct the words"),
    close: phrase("Close the words"),
  },
  split: {
    button: "split",
    inside: ".splitting input",
    open: phrase("Split"),
    close: phrase("Keep it whole"),
  },
} as const;
export type Part = keyof typeof PARTS;

/** The button that opens and closes a part. */
export function opener(part: Part, open: boolean, toggle: () => void): HTMLElement {
  const words = PARTS[part];
  return button(say(open ? words.close : words.open), toggle, {
    class: `button ${words.button}`,
    "aria-expanded": String(open),
  });
}

/** The box that chooses a draft for what is done to many; with Shift all from the last one to here. */
export function chooser(id: string, chosen: (on: boolean, range: boolean) => void): HTMLElement {
  let range = false;
  const box = h("input", {
    type: "checkbox",
    id: `choose-${id}`,
    class: "choose-box",
    "aria-label": say("Choose this draft"),
    click: (event) => {
      range = event instanceof MouseEvent && event.shiftKey;
    },
    change: () => {
      chosen(box.checked, range);
      range = false;
    },
  });
  return h("label", { class: "choose", for: box.id }, box);
}

/** The report of a draft; another candidate that is chosen becomes its place. */
export function readingOf(
  incident: Incident,
  token: string,
  goTo: (point: LonLat) => void,
  save: (place: Correction) => unknown,
): ReadingView {
  const { place, kind } = incident.properties.location;
  return new ReadingView(token, idOf(incident), {
    place,
    goTo,
    choose: (chosen, why) => {
      const near = kind === "near" ? { relation: "near" as const } : {};
      save({ place: chosen, ...near, why });
    },
  });
}

/** Where a place that is corrected goes. */
interface PlaceKeeper extends Pick<PlaceChoice, "draw" | "keep"> {
  save(place: Correction): unknown;
  pick(chosen: (point: LonLat) => void): void;
}

/** The form that corrects the place of a draft. */
export function placeOf(
  incident: Incident,
  coordinates: string,
  { save, pick, draw, keep }: PlaceKeeper,
): HTMLElement {
  return placeForm(
    idOf(incident),
    {
      place: save,
      pick: (uncertainty_m) => pick((point) => save({ point, uncertainty_m })),
      typed: (geometry, uncertainty_m) => save({ geometry, uncertainty_m }),
      draw,
      keep,
    },
    coordinates,
  );
}

/** The corners of what an editor drew before in the same form. */
export function drawnBefore({ geometry, properties }: Incident, kind: DrawnKind): LonLat[] {
  const kept = properties.location.rule === "typed-geometry" ? cornersOf(geometry) : null;
  return kept?.kind === kind ? kept.corners : [];
}
