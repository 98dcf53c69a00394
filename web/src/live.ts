/** Follows what is published while the page is open: the server tells, the layers are fetched anew. */

import { incidentsInWords } from "./amounts";
import { byId } from "./dom";
import { LAYER_IDS, type LayerId } from "./model";
import { number, say } from "./tongue";

const EVENTS_URL = "/events";

/** How long it is waited for more changes, in milliseconds: an import makes many at once. */
const REST = 400;
/** When it is asked again after the server has refused to tell, in milliseconds. */
const AGAIN = 30_000;
/** How long the news stand on the map, in milliseconds. */
const NEWS = 20_000;

/** The layers that change often; fetched where it is not known what has changed. */
const OFTEN: readonly LayerId[] = ["incidents", "control"];

/** What has changed since the layers were last fetched. */
export interface Changes {
  layers: Set<LayerId>;
  incidents: Set<string>;
}

/** Takes up one event; whatever is not understood, or of no layer of the page, says nothing. */
export function noted(changes: Changes, event: string, data: string): void {
  if (event === "reload") {
    for (const id of OFTEN) changes.layers.add(id);
    return;
  }
  try {
    const { collection, id } = JSON.parse(data) as { collection?: unknown; id?: unknown };
    const layer = LAYER_IDS.find((one) => one === collection);
    if (!layer) return;
    changes.layers.add(layer);
    if (layer === "incidents" && typeof id === "string") changes.incidents.add(id);
  } catch {
    // Not our words.
  }
}

/** Fetches layers anew; tells how many of these incidents are in the view. */
type Renew = (layers: LayerId[], incidents: string[]) => Promise<number>;

/** Listens as long as the page is seen, and again when it is seen again. */
export class Live {
  private source: EventSource | null = null;
  private changes: Changes = { layers: new Set(), incidents: new Set() };
  private resting = 0;
  private again = 0;
  private told = 0;
  private working = false;

  constructor(private renew: Renew) {
    document.addEventListener("visibilitychange", () => this.seen());
    if (!document.hidden) this.listen();
  }

  /** Nobody looks at a page that is hidden; what it missed is fetched when somebody does. */
  private seen(): void {
    if (document.hidden) {
      this.source?.close();
      this.source = null;
    } else if (!this.source) {
      this.take("reload", "");
      this.listen();
    }
  }

  private listen(): void {
    window.clearTimeout(this.again);
    const source = new EventSource(EVENTS_URL);
    this.source = source;
    for (const name of ["put", "withdraw", "reload"]) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => this.take(name, data));
    }
    source.addEventListener("open", () => {
      document.body.dataset.live = "true";
    });
    source.addEventListener("error", () => {
      delete document.body.dataset.live;
      // A line that broke is taken up again by the browser, from the last event on; a refusal is not.
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.source = null;
      this.again = window.setTimeout(() => !document.hidden && this.listen(), AGAIN);
    });
  }

  private take(name: string, data: string): void {
    noted(this.changes, name, data);
    if (this.changes.layers.size === 0) return;
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => void this.work(), REST);
  }

  /** One round at a time; what comes meanwhile has the next. */
  private async work(): Promise<void> {
    if (this.working) {
      this.resting = window.setTimeout(() => void this.work(), REST);
      return;
    }
    this.working = true;
    const { layers, incidents } = this.changes;
    this.changes = { layers: new Set(), incidents: new Set() };
    try {
      const shown = await this.renew([...layers], [...incidents]);
      if (incidents.size > 0) this.tell(incidents.size, shown);
    } finally {
      this.working = false;
    }
  }

  private tell(changed: number, shown: number): void {
    const news = byId("news");
    news.textContent = say("Just published or changed: {incidents}, {n} of them in this view.", {
      incidents: incidentsInWords(changed),
      n: number(shown),
    });
    window.clearTimeout(this.told);
    this.told = window.setTimeout(() => news.replaceChildren(), NEWS);
  }
}
