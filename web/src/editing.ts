/** What the editor's desk may do on the page: show a draft on the map, point and draw at it, open what is published. */

import type { MapStage } from "./map";
import type { Config, Incident, LonLat } from "./model";
import { complain } from "./notice";
import type { EditorDesk, EditorPage } from "./panels/editor";
import { pickOnMap } from "./picking";
import type { Scene } from "./scene";
import { say } from "./tongue";

/** What only the page itself can do. */
interface Doings {
  redraw(): void;
  sheet(sheet: "none" | "side"): void;
  published(incident: Incident): Promise<void>;
  open(incident: Incident): void;
}

/** The desk, whose code comes only now; nothing where it did not come, which is said. */
export async function bringDesk(
  stage: MapStage,
  scene: Scene,
  config: Config,
  page: Doings,
): Promise<EditorDesk | null> {
  try {
    const { editorDesk } = await import("./panels/editor");
    const sides = config.sides.map((side) => side.id);
    return await editorDesk(editorPage(stage, scene, page), sides, config.suggestions ?? false);
  } catch {
    const again = () => document.getElementById("editor-toggle")?.click();
    complain(new Error(say("The editor could not be loaded.")), again);
    return null;
  }
}

/** The page as the desk sees it. */
function editorPage(stage: MapStage, scene: Scene, page: Doings): EditorPage {
  return {
    preview: (incident) => scene.preview.draft(incident),
    clearPreview: () => scene.preview.clear(),
    redraw: page.redraw,
    goTo: (point: LonLat) => {
      scene.preview.place(point);
      stage.goTo(point, 10);
    },
    /** Lets the editor point at the map; the sheet steps aside meanwhile. */
    pick: (chosen: (point: LonLat) => void) => {
      page.sheet("none");
      pickOnMap(stage, (point) => {
        page.sheet("side");
        if (point) chosen(point);
      });
    },
    /** Lets the editor draw on the map; the code for it comes only now. */
    draw: (order, drawn) => {
      const back = document.activeElement;
      page.sheet("none");
      scene.preview.clear();
      void import("./sketching").then(({ sketchOnMap }) =>
        sketchOnMap(
          stage,
          order,
          () => scene.snapTargets(),
          (geometry) => {
            page.sheet("side");
            if (back instanceof HTMLElement) back.focus();
            if (geometry) drawn(geometry);
          },
        ),
      );
    },
    published: page.published,
    open: (incident) => {
      if (incident.properties.state === "published") return page.open(incident);
      page.sheet("none");
      scene.reveal(incident);
    },
  };
}
