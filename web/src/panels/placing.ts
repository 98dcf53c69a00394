/** Corrects the place of a draft: by name, near a name, or by a point on the map. */

import { button, h } from "../dom";
import { length } from "../format";
import { idOf } from "../model";
import { choice, labelled } from "./compose";
import { placeSearch } from "./search";

const REACHES = [250, 500, 1000, 2000, 5000, 10_000];

/** Where the choice goes: a place by its id, or a point to be picked, with how exact it is in metres. */
export interface PlaceChoice {
  place(place: { place: string; relation?: "near" }): void;
  pick(uncertainty_m: number): void;
}

/** The form. */
export function placeForm(id: string, to: PlaceChoice): HTMLElement {
  const reach = choice(
    `reach-${id}`,
    REACHES.map((m) => [String(m), `± ${length(m)}`]),
  );
  reach.classList.add("reach");
  reach.value = "500";
  const relation = choice(`relation-${id}`, [
    ["at", "At or in the place"],
    ["near", "Near the place"],
  ]);
  relation.classList.add("relation");
  const search = placeSearch({
    id: `place-${id}`,
    label: "Place by name",
    placeholder: "Any of its names",
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
    labelled("What the report says", relation),
    search,
    h("p", { class: "muted small" }, "or"),
    labelled("How exact a point on the map is", reach),
    button("Point on the map", () => to.pick(Number(reach.value)), { class: "button pick" }),
  );
}
