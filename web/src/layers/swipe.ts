/** Two pictures of the line on one map: some panes are cut off right of a divider, others left of it. */

import type { MapStage, Pane } from "../map";

const LEFT: Pane[] = ["leftGround", "leftBands", "leftLine"];
const RIGHT: Pane[] = ["ground", "bands", "line", "accounts"];

export class Swipe {
  private share: number | null = null;

  constructor(private stage: MapStage) {
    stage.leaflet.on("move zoom zoomend viewreset resize", () => this.cut());
  }

  /** Puts the divider at a share of the map's width; `null` takes it away. */
  set(share: number | null): void {
    this.share = share;
    this.cut();
  }

  private cut(): void {
    const { leaflet } = this.stage;
    const { share } = this;
    const size = leaflet.getSize();
    const corner = leaflet.containerPointToLayerPoint([0, 0]);
    const at = corner.x + size.x * (share ?? 0);
    const frame = (left: number, right: number) => {
      const [top, bottom] = [corner.y, corner.y + size.y];
      return `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
    };
    const clip = (panes: Pane[], path: string) => {
      for (const name of panes) {
        const pane = leaflet.getPane(name);
        if (pane) pane.style.clipPath = share === null ? "" : path;
      }
    };
    clip(LEFT, frame(corner.x, at));
    clip(RIGHT, frame(at, corner.x + size.x));
  }
}
