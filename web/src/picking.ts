/** Asks an editor for one point: a click on the map, or its centre by key or button. */

import { button, byId, h } from "./dom";
import type { MapStage } from "./map";
import type { LonLat } from "./model";
import { announce } from "./notice";
import { say } from "./tongue";

/** Calls back once: with the point, or with `null` when the editor gave up. */
export function pickOnMap(stage: MapStage, done: (point: LonLat | null) => void): void {
  const banner = byId("banner");
  const end = (point: LonLat | null) => {
    stop();
    banner.hidden = true;
    document.removeEventListener("keydown", onKey, true);
    done(point);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(null);
  };
  const stop = stage.pick(end);
  document.addEventListener("keydown", onKey, true);
  banner.replaceChildren(
    h("p", {}, say("Click where it was, or move the map under the cross and press Enter.")),
    button(say("Use the cross"), () => end(stage.centre()), {
      class: "button button-main",
      id: "use-centre",
    }),
    button(say("Cancel"), () => end(null), { class: "button", id: "cancel-pick" }),
  );
  banner.hidden = false;
  byId("map").focus();
  announce(say("Click on the map where it was, or press Enter for its centre. Escape cancels."));
}
