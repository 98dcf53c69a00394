/** The line of contact of one day: strokes by what they rest on, and bands as wide as each is unsure. */

import { LayerGroup, type LeafletMouseEvent, Polyline } from "leaflet";
import { stretchLabel } from "../linewords";
import type { MapStage, Pane } from "../map";
import type { LineVersion, LonLat } from "../model";
import { middle, nearest, runs, type Stretch, stretches } from "../segments";
import type { AccountSide } from "../stance";
import { bandWidth } from "../style";

/** Which stretch a key leads to, from the one at `at` of `size`. */
const STEPS: Record<string, (at: number, size: number) => number> = {
  ArrowRight: (at, size) => (at + 1) % size,
  ArrowDown: (at, size) => (at + 1) % size,
  ArrowLeft: (at, size) => (at - 1 + size) % size,
  ArrowUp: (at, size) => (at - 1 + size) % size,
  Home: () => 0,
  End: (_, size) => size - 1,
};

/** Draws one version; knows nothing of fetching or of the clock. */
export class LineLayer {
  readonly group = new LayerGroup();
  private own = new LayerGroup().addTo(this.group);
  private accounts = new LayerGroup().addTo(this.group);
  private pieces: Stretch[] = [];
  private bands: Polyline[] = [];
  private hits: Polyline[] = [];
  /** The stretch that the Tab key comes to: all of them are one stop. */
  private stop = 0;
  private chosen: LonLat | null = null;

  /** `onOpen` gets the point of a stretch that was chosen; without it the line is only looked at. */
  constructor(
    private stage: MapStage,
    private onOpen: ((point: LonLat) => void) | null,
    private panes: { bands: Pane; line: Pane } = { bands: "bands", line: "line" },
  ) {
    stage.leaflet.on("zoomend", () => this.rescale());
  }

  /** Draws a version; while it is only passing by, nothing of it can be chosen. */
  show(version: LineVersion | null, passing = false): void {
    const focused = this.hits.findIndex((hit) => hit.getElement() === document.activeElement);
    this.own.clearLayers();
    this.pieces = version ? stretches(version) : [];
    const state = version?.properties.in_force ? "in-force" : "ended";
    const look = (name: string) => `line-${state} line-${name}`;
    this.bands = this.pieces.map(({ path, look: own }) =>
      this.draw(path, `line-band ${look(own)}`, this.panes.bands),
    );
    const drawn = runs(this.pieces);
    for (const part of ["casing", "stroke", "core"]) {
      for (const run of drawn) {
        if (part === "core" && run.look !== "contested") continue;
        this.draw(run.path, `line-${part} ${look(run.look)}`, this.panes.line);
      }
    }
    this.stop = Math.min(this.stop, Math.max(0, this.pieces.length - 1));
    this.hits = this.onOpen && !passing ? this.pieces.map((piece, at) => this.hit(piece, at)) : [];
    if (focused >= 0) this.focus(Math.min(focused, this.hits.length - 1));
    this.mark();
    this.rescale();
  }

  /** The line that is drawn, stretch by stretch. */
  paths(): LonLat[][] {
    return this.pieces.map(({ path }) => path);
  }

  /** Draws the paths of each side's account over the line, or none. */
  showAccounts(paths: Record<AccountSide, LonLat[][]> | null): void {
    this.accounts.clearLayers();
    for (const part of ["casing", "stroke"]) {
      for (const [side, own] of Object.entries(paths ?? {})) {
        for (const path of own) {
          const name = `account-${part} account-${side}`;
          this.draw(path, name, "accounts", this.accounts);
        }
      }
    }
  }

  /** Marks the stretch nearest to a point, or none. */
  choose(point: LonLat | null): void {
    this.chosen = point;
    this.mark();
  }

  private mark(): void {
    const at = this.chosen ? (nearest(this.pieces, this.chosen)?.at ?? -1) : -1;
    for (const [index, hit] of this.hits.entries()) {
      hit.getElement()?.classList.toggle("chosen", index === at);
    }
  }

  private draw(path: readonly LonLat[], className: string, pane: Pane, to = this.own): Polyline {
    return new Polyline(
      path.map(([lon, lat]) => [lat, lon] as [number, number]),
      {
        className,
        renderer: this.stage.renderer(pane),
        interactive: false,
        smoothFactor: 0.5,
        lineJoin: "round",
        lineCap: pane === this.panes.bands ? "round" : "butt",
      },
    ).addTo(to);
  }

  /** A wide, unseen stroke that takes clicks and the keyboard. */
  private hit(piece: Stretch, at: number): Polyline {
    const line = new Polyline(
      piece.path.map(([lon, lat]) => [lat, lon] as [number, number]),
      { className: "line-hit", renderer: this.stage.renderer("line"), smoothFactor: 0.5 },
    );
    line.on("add", () => {
      const element = line.getElement();
      if (!(element instanceof SVGElement)) return;
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", stretchLabel(piece, at, this.pieces.length));
      element.setAttribute("tabindex", at === this.stop ? "0" : "-1");
      element.setAttribute("data-look", piece.look);
      element.addEventListener("keydown", (event) => this.key(event, at));
      element.addEventListener("focus", () => this.arrive(at));
    });
    line.on("click", ({ latlng }: LeafletMouseEvent) => this.onOpen?.([latlng.lng, latlng.lat]));
    return line.addTo(this.own);
  }

  private key(event: KeyboardEvent, at: number): void {
    const piece = this.pieces[at];
    const step = STEPS[event.key];
    if (piece && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.onOpen?.(middle(piece.path));
    } else if (step) {
      event.preventDefault();
      event.stopPropagation();
      this.focus(step(at, this.hits.length));
    }
  }

  private focus(at: number): void {
    const element = this.hits[at]?.getElement();
    if (element instanceof SVGElement) element.focus();
  }

  /** Makes the stretch that has the focus the one that the Tab key comes to, and brings it into view. */
  private arrive(at: number): void {
    this.stop = at;
    for (const [index, hit] of this.hits.entries()) {
      hit.getElement()?.setAttribute("tabindex", index === at ? "0" : "-1");
    }
    const piece = this.pieces[at];
    const seen = this.hits[at]?.getElement()?.matches(":focus-visible");
    if (piece && seen) this.stage.reveal(middle(piece.path));
  }

  private rescale(): void {
    const zoom = this.stage.leaflet.getZoom();
    for (const [at, band] of this.bands.entries()) {
      const piece = this.pieces[at];
      if (!piece) continue;
      const [, lat] = middle(piece.path);
      band.setStyle({ weight: bandWidth(piece.uncertainty_m, lat, zoom) });
    }
  }
}
