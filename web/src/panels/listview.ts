/** What the map shows, as the first view of the side panel: the incidents, and the statements of control. */

import { byId } from "../dom";
import type { Incident } from "../model";
import type { PlaceStatements } from "../statements";
import { controlList } from "./control";
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
): SideView {
  const list = incidents.length > 0 ? incidentList(incidents, incident) : emptyList(all);
  const statements = places.length > 0 ? controlList(places, place) : null;
  return { title: byId("headline").textContent ?? "", body: [list, statements] };
}
