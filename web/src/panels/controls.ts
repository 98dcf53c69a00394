/** The controls that are always there: the search for places, the zoom buttons, the way to the editor. */

import type { PlaceHit } from "../api";
import { byId } from "../dom";
import { say } from "../tongue";
import { placeSearch } from "./search";

/** What they do. */
export interface ControlActions {
  found(hit: PlaceHit): void;
  zoom(step: number): void;
  home(): void;
  edit(): void;
}

export function installControls({ found, zoom, home, edit }: ControlActions): void {
  byId("search").append(
    placeSearch({
      id: "place-search",
      label: say("Find a place"),
      placeholder: say("Find a place, in any script"),
      onChoose: found,
    }),
  );
  byId("zoom-in").addEventListener("click", () => zoom(1));
  byId("zoom-out").addEventListener("click", () => zoom(-1));
  byId("zoom-all").addEventListener("click", home);
  byId("editor-toggle").addEventListener("click", edit);
}
