/** What a draft's card needs of the desk and of the page around it. */

import type { LineString, Polygon } from "geojson";
import type { Incident, LonLat } from "../model";
import type { Order } from "../sketching";

/** What a card needs from the page around it. */
export interface DraftDesk {
  token(): string | null;
  /** The token is no longer good. */
  refused(): void;
  /** Whether what readers may see is theirs to say. */
  atGate(): boolean;
  preview(incident: Incident): void;
  goTo(point: LonLat): void;
  /** Asks for one place on the map. */
  pick(chosen: (point: LonLat) => void): void;
  /** Asks for a line or an area on the map. */
  draw(order: Order, drawn: (geometry: LineString | Polygon) => void): void;
  /** An incident has become public. */
  published(incident: Incident): Promise<void>;
  open(incident: Incident): void;
  /** A draft has come of another one: its card goes below. */
  appeared(incident: Incident, below: HTMLElement): void;
  /** A draft was chosen for what is done to many, or is not any more. */
  chosen(card: HTMLElement, range: boolean): void;
}
