/** What the editor's desk may do on the page: show a draft on the map, point and draw at it, open what is published. */

import type { Atlas } from "./atlas";
import { byId } from "./dom";
import type { MapStage } from "./map";
import type { Config, Incident, LonLat } from "./model";
import { complain } from "./notice";
import type { EditorDesk, EditorPage } from "./panels/editor";
import type { SideView } from "./panels/side";
import { pickOnMap } from "./picking";
import type { Scene } from "./scene";
import type { Store } from "./state";
import { say } from "./tongue";

/** What only the page itself can do. */
interface Doings {
  redraw(): void;
  sheet(sheet: "none" | "side"): void;
  /** Fetches the incidents anew. */
  renew(): Promise<void>;
  open(incident: Incident): void;
  /** Opens the desk, or leaves it. */
  edit(on: boolean): void;
}

/** The way to the editor's desk, whose code comes only when somebody goes there. */
export class DeskDoor {
  /** Somebody is at the desk. */
  on = false;
  private desk: EditorDesk | null = null;

  constructor(
    private stage: MapStage,
    private scene: Scene,
    private atlas: Atlas,
    private store: Store,
    private config: Config,
    private page: Doings,
  ) {}

  /** What the desk shows; nothing when nobody is there. */
  view(): SideView | null {
    if (!this.on || !this.desk) return null;
    return this.desk.view({ label: say("Incidents"), go: () => this.page.edit(false) });
  }

  /** Opens or leaves the desk; says whether that could be done. */
  async open(on: boolean): Promise<boolean> {
    this.on = on;
    if (on && !this.desk) {
      try {
        const { editorDesk } = await import("./panels/editor");
        const { sides, suggestions } = this.config;
        const doings = {
          ...this.page,
          published: (incident: Incident) => this.published(incident),
        };
        this.desk = await editorDesk(
          editorPage(this.stage, this.scene, doings),
          sides.map((side) => side.id),
          suggestions ?? false,
        );
      } catch {
        this.on = false;
        complain(new Error(say("The editor could not be loaded.")), () => this.page.edit(true));
        return false;
      }
    }
    byId("editor-toggle").setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("editing", on);
    return true;
  }

  /** A draft has become public: fetch the layer anew and make sure that its days are shown. */
  private async published(incident: Incident): Promise<void> {
    await this.page.renew();
    const day = this.atlas.dayFor(incident, this.store.get());
    if (day) this.store.set({ date: day });
    this.scene.preview.clear();
    this.scene.reveal(incident);
    this.page.redraw();
  }
}

/** What the desk may ask of the page, and the door. */
type Asked = Pick<Doings, "redraw" | "sheet" | "open"> & Pick<EditorPage, "published">;

/** The page as the desk sees it. */
function editorPage(stage: MapStage, scene: Scene, page: Asked): EditorPage {
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
