/** What the map shows, as the first view of the side panel: the incidents, and the statements of control. */

import { byId, h } from "../dom";
import type { Incident } from "../model";
import type { State } from "../state";
import type { PlaceStatements } from "../statements";
import { say } from "../tongue";
import { controlList } from "./control";
import type { FilterPanel } from "./filter";
import { emptyList, incidentList } from "./list";
import type { SideView } from "./side";

/** What a click in the list opens. */
export interface ListOpeners {
  incident(incident: Incident): void;
  place(id: string): void;
  all(): void;
}

/** The same as the map shows, under the same headline. */
export function listView(
  incidents: readonly Incident[],
  places: readonly PlaceStatements[],
  { incident, place, all }: ListOpeners,
  filter: FilterPanel,
): SideView {
  const list =
    incidents.length > 0
      ? incidentList(incidents, incident)
      : filter.on
        ? h("p", { class: "empty" }, say("No incident of these days passes the filter."))
        : emptyList(all);
  const statements = places.length > 0 ? controlList(places, place) : null;
  return { title: byId("headline").textContent ?? "", body: [filter.element, list, statements] };
}

/** Where the way back leads from what is chosen. */
export function backLabel(
  { selection, numbers, against }: State,
  several: boolean,
  editing: boolean,
): string {
  if (several && selection) return say("All here");
  if (numbers) return say("Numbers");
  if (against) return say("Comparison");
  return editing ? say("Editor") : say("All incidents");
}
