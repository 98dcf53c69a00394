/** Corrects the place of a draft: by name, near a name, by a point, a line or an area on the map, or by typed coordinates. */

import type { Geometry } from "geojson";
import { readCoordinates } from "../coordinates";
import { button, h } from "../dom";
import type { DrawnKind } from "../drawing";
import { length } from "../format";
import { idOf } from "../model";
import { say } from "../tongue";
import { choice, labelled } from "./compose";
import { placeSearch } from "./search";

const REACHES = [250, 500, 1000, 2000, 5000, 10_000];

/** Where the choice goes: a place by its id, or a geometry with how exact it is in metres. */
export interface PlaceChoice {
  place(place: { place: string; relation?: "near" }): void;
  pick(uncertainty_m: number): void;
  draw(kind: DrawnKind, uncertainty_m: number): void;
  typed(geometry: Geometry, uncertainty_m: number): void;
  /** What is in the field of coordinates; it is shown again when the card is drawn anew. */
  keep(text: string): void;
}

/** The form; `coordinates` is what was typed or drawn before and not taken. */
export function placeForm(id: string, to: PlaceChoice, coordinates = ""): HTMLElement {
  const reach = choice(
    `reach-${id}`,
    REACHES.map((m) => [String(m), `± ${length(m)}`]),
  );
  reach.classList.add("reach");
  reach.value = "500";
  const metres = () => Number(reach.value);
  const relation = choice(`relation-${id}`, [
    ["at", say("At or in the place")],
    ["near", say("Near the place")],
  ]);
  relation.classList.add("relation");
  const search = placeSearch({
    id: `place-${id}`,
    label: say("Place by name"),
    placeholder: say("Any of its names"),
    labelShown: true,
    onChoose: (hit) => {
      const place = idOf(hit);
      const near = relation.value === "near";
      to.place(near ? { place, relation: "near" } : { place });
    },
  });
  return h(
    "div",
    { class: "placing" },
    labelled(say("What the report says"), relation),
    search,
    h("p", { class: "muted small" }, say("or on the map")),
    labelled(say("How exact it is"), reach),
    h(
      "div",
      { class: "ways" },
      button(say("Point on the map"), () => to.pick(metres()), { class: "button pick" }),
      button(say("Draw a line"), () => to.draw("line", metres()), { class: "button draw-line" }),
      button(say("Draw an area"), () => to.draw("area", metres()), { class: "button draw-area" }),
    ),
    typedForm(id, coordinates, to, metres),
  );
}

/** Coordinates that a person types win over whatever else is known. */
function typedForm(
  id: string,
  coordinates: string,
  to: PlaceChoice,
  metres: () => number,
): HTMLElement {
  const field = h("textarea", {
    id: `coordinates-${id}`,
    class: "field coordinates",
    rows: 2,
    spellcheck: "false",
    autocomplete: "off",
    input: () => to.keep(field.value),
  });
  field.value = coordinates;
  const wrong = h("p", { class: "draft-message wrong", role: "status" });
  return h(
    "form",
    {
      class: "typed-place",
      submit: (event) => {
        event.preventDefault();
        const read = readCoordinates(field.value);
        wrong.textContent = "wrong" in read ? read.wrong : "";
        if ("geometry" in read) to.typed(read.geometry, metres());
      },
    },
    labelled(
      say("Coordinates"),
      field,
      say("Longitude before latitude, such as 46.75, 39.82; or POINT, LINESTRING or POLYGON."),
    ),
    wrong,
    h("button", { type: "submit", class: "button use-coordinates" }, say("Use the coordinates")),
  );
}
