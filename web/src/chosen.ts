/** The view of what is chosen: an incident, a place, statements about one, or a stretch of the line. */

import type { Atlas } from "./atlas";
import type { LineOfDay } from "./lineofday";
import { type Incident, idOf, type LayerFeature, type LonLat } from "./model";
import { controlView } from "./panels/control";
import { incidentView } from "./panels/incident";
import { placeView } from "./panels/place";
import type { SideView } from "./panels/side";
import type { State } from "./state";

/** A view of the side panel under the key that tells it from others. */
export interface KeyedView {
  key: string;
  view: SideView;
}

/** The point of a place that is one. */
function pointIn({ geometry }: LayerFeature): LonLat | null {
  if (geometry.type !== "Point") return null;
  const [lon = 0, lat = 0] = geometry.coordinates;
  return [lon, lat];
}

/** Nothing when nothing is chosen, or when what is chosen has not come (yet). */
export function chosenView(
  state: State,
  atlas: Atlas,
  line: LineOfDay,
  back: NonNullable<SideView["back"]>,
  open: (incident: Incident) => void,
): KeyedView | null {
  const { type, id = "" } = state.selection ?? {};
  if (type === "incident") {
    const incident = atlas.incident(id);
    return incident ? { key: `i:${id}`, view: incidentView(incident, back) } : null;
  }
  if (type === "place") {
    const place = atlas.feature("places", id);
    const point = place && pointIn(place);
    const away = point ? line.distance(point) : null;
    return place
      ? { key: `p:${idOf(place)}`, view: placeView(place, atlas, back, open, away) }
      : null;
  }
  if (type === "control") {
    const place = atlas.controlPlace(id);
    return place ? { key: `c:${place}`, view: controlView(place, atlas, state, back) } : null;
  }
  return type === "line" ? line.view(id, back) : null;
}
