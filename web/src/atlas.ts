/** The layers that have been loaded, and the questions the page asks of them. */

import { type Box, daysOf, type Reach, reaches } from "./box";
import { inOrder } from "./compared";
import { addDays, type Interval, isDay, meets, spanOf } from "./days";
import type { Diagram, Sector } from "./diagram/model";
import { Districts } from "./districts";
import { type Areas, type Filter, filtering, NO_FILTER, passes } from "./facets";
import type { Spot } from "./fire";
import { type DayTally, tallyDays } from "./histogram";
import { inside } from "./interior";
import {
  type Day,
  type Incident,
  idOf,
  type Layer,
  type LayerFeature,
  type LayerId,
} from "./model";
import type { State } from "./state";
import { newestFirst, type PlaceStatements, placeOf, statementsByPlace } from "./statements";

/** The incidents that a filter let through, as long as neither has changed. */
interface Passed {
  incidents: readonly Incident[];
  filter: Filter;
  areas: Areas;
  all: readonly Incident[];
  perDay: ReadonlyMap<Day, DayTally> | null;
}

/** What was shown, as long as nothing of this has changed. */
interface Shown {
  days: Interval;
  box: Box | null;
  incidents: readonly Incident[];
  stretches: ReadonlyMap<string, Reach>;
  among: Incident[];
  filter?: Filter;
  areas?: Areas;
  shown?: Incident[];
}

export class Atlas {
  private layers = new Map<LayerId, Layer>();
  private incidents: Incident[] = [];
  /** Kilometres of the line that an incident lies at, where more than a point is known of them. */
  private stretches: ReadonlyMap<string, Reach> = new Map();
  /** What was last shown. */
  private last: Shown | null = null;
  /** What the filter last let through. */
  private passed: Passed | null = null;

  /** The sectors of the line once somebody has asked for them, and the districts once they have come. */
  areas: Areas = { sectors: [], districts: null };

  constructor(private first: Day) {}

  /**
   * Takes up a layer, without the features whose dates cannot be placed in time. Where it is known
   * which incidents have changed, the others stay what they were, with all that was found of them.
   */
  put(id: LayerId, layer: Layer, changed?: ReadonlySet<string>): void {
    const features = layer.features.filter(datable);
    this.layers.set(id, { ...layer, features });
    if (id === "districts" || (id === "places" && this.areas.districts)) this.putDistricts();
    if (id !== "incidents") return;
    const incidents = features as unknown as Incident[];
    const before = new Map(changed && this.incidents.map((one) => [idOf(one), one]));
    this.incidents = incidents
      .map((one) => {
        const known = changed?.has(idOf(one)) ? undefined : before.get(idOf(one));
        return known?.properties.revision === one.properties.revision ? known : one;
      })
      .filter(hasDays)
      .toSorted(
        (a, b) =>
          a.properties.date_start.localeCompare(b.properties.date_start) ||
          idOf(a).localeCompare(idOf(b)),
      );
  }

  /** Takes up the sectors of the line. */
  putSectors(sectors: readonly Sector[]): void {
    this.areas = { ...this.areas, sectors };
  }

  /** Takes up the districts, as the places say which of them they are in. */
  private putDistricts(): void {
    const features = this.layer("districts")?.features ?? [];
    const districts = new Districts(features, (place) => this.feature("places", place));
    this.areas = { ...this.areas, districts };
  }

  /** Takes up a place that the search knows and the layer does not (yet). */
  adopt(place: LayerFeature): void {
    if (this.feature("places", idOf(place))) return;
    const layer = this.layer("places");
    if (layer) layer.features.push(place);
    else this.put("places", { type: "FeatureCollection", features: [place] });
  }

  layer(id: LayerId): Layer | undefined {
    return this.layers.get(id);
  }

  feature(id: LayerId, feature: string): LayerFeature | undefined {
    return this.layers.get(id)?.features.find((one) => idOf(one) === feature);
  }

  /** The point of a place, or one inside a district; nothing for a place that no layer has. */
  spotOf(id: string): Spot | null {
    const place = this.feature("places", id)?.geometry;
    if (place?.type === "Point") {
      const [lon = 0, lat = 0] = place.coordinates;
      return { point: [lon, lat], wide: false };
    }
    const district = this.feature("districts", id);
    const point = district ? inside(district) : null;
    return point && { point, wide: true };
  }

  incident(id: string): Incident | undefined {
    return this.incidents.find((incident) => idOf(incident) === id);
  }

  allIncidents(): readonly Incident[] {
    return this.incidents;
  }

  /** Takes up how far along the line each incident reaches. */
  putStretches(stretches: ReadonlyMap<string, Reach>): void {
    this.stretches = new Map([...this.stretches, ...stretches]);
  }

  /** The days that the state shows: a box's, those between two dates compared, else the span. */
  days({ box, against, date, span, since }: State): Interval {
    if (box) return daysOf(box);
    if (!against) return spanOf(date, span, this.first, since);
    const { from, to } = inOrder(against, date);
    return { from, to: addDays(to, 1) };
  }

  /** The day to go to for an incident to be shown; nothing where it is. */
  dayFor({ properties: { valid_from, valid_to } }: Incident, state: State): Day | null {
    const dated = isDay(valid_from) && isDay(valid_to);
    return dated && !meets(valid_from, valid_to, this.days(state)) ? addDays(valid_to, -1) : null;
  }

  /** The incidents of those days and kilometres that the filter lets through, by date. */
  shown(state: State): Incident[] {
    const { filter } = state;
    const among = this.among(state);
    if (!filtering(filter)) return among;
    const known = this.last;
    if (known && known.filter === filter && known.areas === this.areas && known.shown) {
      return known.shown;
    }
    const shown = among.filter((one) => passes(one, filter, this.areas));
    if (known) this.last = { ...known, filter, areas: this.areas, shown };
    return shown;
  }

  /** A diagram with only the incidents that the filter lets through. */
  wanted(diagram: Diagram, filter: Filter): Diagram {
    if (!filtering(filter)) return diagram;
    const wanted = ({ id }: { id: string }) => {
      const incident = this.incident(id);
      return !incident || passes(incident, filter, this.areas);
    };
    const { incidents, unplaced } = diagram;
    return { ...diagram, incidents: incidents.filter(wanted), unplaced: unplaced.filter(wanted) };
  }

  /** The incidents of those days, and of the kilometres chosen, by date; the same list until they change. */
  among(state: State): Incident[] {
    const days = this.days(state);
    const { box } = state;
    const { incidents, stretches, last } = this;
    const same = last?.days.from === days.from && last.days.to === days.to && last.box === box;
    if (same && last.incidents === incidents && last.stretches === stretches) return last.among;
    const among = incidents.filter(
      (incident) =>
        meets(incident.properties.valid_from, incident.properties.valid_to, days) &&
        (!box || reaches(box, this.stretchOf(incident))),
    );
    this.last = { days, box, incidents, stretches, among };
    return among;
  }

  /** The kilometres that an incident lies at: a stretch where that is known, else one point. */
  private stretchOf(incident: Incident): Reach | null {
    const known = this.stretches.get(idOf(incident));
    if (known) return known;
    const km = incident.properties.line_position?.km;
    return typeof km === "number" ? { fromKm: km, toKm: km } : null;
  }

  /** All statements about a place, newest first, with the state derived for the first day. */
  statementsOf(place: string): LayerFeature[] {
    const features = this.layers.get("control")?.features ?? [];
    return newestFirst(features.filter((feature) => placeOf(feature) === place));
  }

  /** The statements made in the days shown, by place; the state before them is not a statement. */
  control(state: State): PlaceStatements[] {
    const days = this.days(state);
    const features = this.layers.get("control")?.features ?? [];
    return statementsByPlace(
      features.filter(
        ({ properties: { kind, valid_from, valid_to } }) =>
          kind !== "baseline" && meets(valid_from, valid_to, days),
      ),
    );
  }

  /** The place that an address speaks of, by its own id or by that of a statement about it. */
  controlPlace(id: string): string | null {
    const features = this.layers.get("control")?.features ?? [];
    const found = features.find((one) => placeOf(one) === id || idOf(one) === id);
    return found ? placeOf(found) : null;
  }

  /** The title of a source of a layer; its key where the layer does not tell. */
  sourceTitle(id: LayerId, source: string): string {
    const known = this.layers.get(id)?.sources?.find((one) => one.id === source);
    return known?.title || source;
  }

  /** All incidents that the filter lets through, whatever their days; the same list until it changes. */
  passing(filter: Filter = NO_FILTER): readonly Incident[] {
    const { incidents, areas } = this;
    const known = this.passed;
    if (known?.incidents === incidents && known.filter === filter && known.areas === areas) {
      return known.all;
    }
    const all = filtering(filter)
      ? incidents.filter((one) => passes(one, filter, areas))
      : incidents;
    this.passed = { incidents, filter, areas, all, perDay: null };
    return all;
  }

  /** How many of them begin on each day, by who is heard and by kind. */
  perDay(filter: Filter = NO_FILTER): ReadonlyMap<Day, DayTally> {
    const all = this.passing(filter);
    const known = this.passed;
    const perDay = known?.perDay ?? tallyDays(all);
    if (known) known.perDay = perDay;
    return perDay;
  }
}

/** Whether a feature is unbounded in time or bounded by real dates. */
function datable({ properties: { valid_from, valid_to } }: LayerFeature): boolean {
  return [valid_from ?? null, valid_to ?? null].every((day) => day === null || isDay(day));
}

/** Whether an incident has the days that it must have. */
function hasDays({ properties }: Incident): boolean {
  const { date_start, date_end, valid_from, valid_to } = properties;
  return [date_start, date_end, valid_from, valid_to].every(isDay);
}
