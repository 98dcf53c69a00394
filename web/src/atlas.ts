/** The layers that have been loaded, and the questions the page asks of them. */

import { type Interval, meets, spanOf } from "./days";
import {
  type Day,
  type Incident,
  idOf,
  type Layer,
  type LayerFeature,
  type LayerId,
} from "./model";
import type { State } from "./state";

export class Atlas {
  private layers = new Map<LayerId, Layer>();
  private incidents: Incident[] = [];

  constructor(private first: Day) {}

  put(id: LayerId, layer: Layer): void {
    this.layers.set(id, layer);
    if (id !== "incidents") return;
    this.incidents = (layer.features as unknown as Incident[]).toSorted(
      (a, b) =>
        a.properties.date_start.localeCompare(b.properties.date_start) ||
        idOf(a).localeCompare(idOf(b)),
    );
  }

  layer(id: LayerId): Layer | undefined {
    return this.layers.get(id);
  }

  feature(id: LayerId, feature: string): LayerFeature | undefined {
    return this.layers.get(id)?.features.find((one) => idOf(one) === feature);
  }

  incident(id: string): Incident | undefined {
    return this.incidents.find((incident) => idOf(incident) === id);
  }

  allIncidents(): readonly Incident[] {
    return this.incidents;
  }

  /** The days that the state shows. */
  days(state: State): Interval {
    return spanOf(state.date, state.span, this.first);
  }

  /** The incidents of those days, by date. */
  shown(state: State): Incident[] {
    const days = this.days(state);
    return this.incidents.filter(({ properties }) =>
      meets(properties.valid_from, properties.valid_to, days),
    );
  }

  /** How many published incidents touch each day. */
  perDay(from: Day, to: Day): Map<Day, number> {
    const counts = new Map<Day, number>();
    for (const { properties } of this.incidents) {
      const day = properties.date_start;
      if (day >= from && day <= to) counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    return counts;
  }
}
