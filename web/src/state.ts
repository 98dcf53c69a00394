/** What the reader has chosen, kept in the address so that a link shows the same page. */

import { type Box, readBox, writeBox } from "./box";
import { clampDay, isDay, SPANS, type Span } from "./days";
import { type Filter, NO_FILTER, readFilter, writeFilter } from "./facets";
import { languageIn } from "./languages";
import { type Day, LAYER_IDS, type LayerId, type LonLat } from "./model";
import { BY_DATE, readSort, type Sort, writeSort } from "./rows";
import { isStance, type Stance } from "./stance";
import type { Language } from "./tongue";

/** Zoom and centre of the map. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

/** What the side panel is about. */
export interface Selection {
  type: "incident" | "place" | "control" | "line";
  /** For a stretch of the line: a point on it, as `lon,lat`. */
  id: string;
}

export interface State {
  date: Day;
  span: Span;
  /** The first day shown where `span` is the reader's own. */
  since: Day | null;
  scope: "year" | "all";
  /** Whose statements count for the line. */
  stance: Stance;
  /** Only what had been stated by this day counts for the line; everything where it is not set. */
  asOf: Day | null;
  /** Both sides' accounts are drawn beside it where they differ. */
  both: boolean;
  layers: ReadonlySet<LayerId>;
  view: View | null;
  selection: Selection | null;
  /** The space–time diagram is open. */
  diagram: boolean;
  /** The numbers view is open. */
  numbers: boolean;
  /** What is listed stands in a table. */
  table: boolean;
  /** The order of its rows. */
  sort: Sort;
  /** The situation report that is open: of the days shown, or of one day. */
  report: "shown" | Day | null;
  /** Days and kilometres chosen in the diagram; they take the place of `span` while they are set. */
  box: Box | null;
  /** The other day that `date` is compared with. */
  against: Day | null;
  /** Which incidents are shown, by what is known of them. */
  filter: Filter;
  /** The language that the address asks for; the reader's own where it names none. */
  lang: Language | null;
  /** Where the divider between the two days stands, in hundredths of the map's width. */
  swipe: number;
}

/** The views beside the map, as the address names them. */
const VIEWS = ["diagram", "numbers", "table"] as const;

/** The first view: the days of the report that the map was first made for. */
export function firstState(first: Day, last: Day): State {
  return {
    date: clampDay("2020-09-30", first, last),
    span: "week",
    since: null,
    scope: "year",
    stance: "agreed",
    asOf: null,
    both: false,
    layers: new Set(LAYER_IDS.filter((id) => id !== "control")),
    view: null,
    selection: null,
    diagram: false,
    numbers: false,
    table: false,
    sort: BY_DATE,
    report: null,
    box: null,
    against: null,
    swipe: 50,
    filter: NO_FILTER,
    lang: null,
  };
}

/** The address fragment of a state, without the leading `#`. */
export function toHash(state: State): string {
  const parts = [`date=${state.date}`, `span=${state.span}`];
  if (state.span === "own" && state.since) parts.push(`since=${state.since}`);
  if (state.scope === "all") parts.push("scope=all");
  parts.push(`stance=${state.stance}`);
  if (state.asOf) parts.push(`known=${state.asOf}`);
  if (state.both) parts.push("accounts=both");
  if (state.against) {
    parts.push(`against=${state.against}`);
    if (state.swipe !== 50) parts.push(`swipe=${state.swipe}`);
  }
  const views = VIEWS.filter((view) => state[view]);
  if (views.length > 0) parts.push(`show=${views.join(",")}`);
  const sort = writeSort(state.sort);
  if (sort !== writeSort(BY_DATE)) parts.push(`sort=${sort}`);
  if (state.report) parts.push(`report=${state.report}`);
  if (state.box) parts.push(`box=${writeBox(state.box)}`);
  if (state.view) {
    const { zoom, lat, lon } = state.view;
    parts.push(`map=${Number(zoom.toFixed(2))}/${lat.toFixed(4)}/${lon.toFixed(4)}`);
  }
  const on = LAYER_IDS.filter((id) => state.layers.has(id));
  parts.push(`layers=${on.join(",")}`);
  const only = writeFilter(state.filter);
  if (only) parts.push(`only=${only}`);
  if (state.filter.text.trim()) parts.push(`find=${encodeURIComponent(state.filter.text.trim())}`);
  if (state.lang) parts.push(`lang=${state.lang}`);
  if (state.selection) {
    parts.push(`${state.selection.type}=${encodeURIComponent(state.selection.id)}`);
  }
  return parts.join("&");
}

/** Reads a fragment; whatever is missing or not understood stays as in `base`. */
export function fromHash(hash: string, base: State, first: Day, last: Day): State {
  const state: State = { ...base };
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const date = values.get("date");
  if (date && /^\d{4}-\d{2}-\d{2}$/.test(date)) state.date = clampDay(date, first, last);
  const against = values.get("against");
  if (isDay(against)) state.against = clampDay(against, first, last);
  state.filter = readFilter(values.get("only"), values.get("find"));
  state.lang = languageIn(hash);
  const swipe = values.get("swipe");
  if (swipe && /^\d{1,3}$/.test(swipe)) state.swipe = clampSwipe(Number(swipe));
  const views = values.get("show")?.split(",") ?? [];
  for (const view of VIEWS) if (views.includes(view)) state[view] = true;
  state.sort = readSort(values.get("sort"));
  const report = values.get("report");
  if (report === "shown" || isDay(report)) state.report = report;
  state.box = readBox(values.get("box"));
  const span = values.get("span");
  if (SPANS.some((known) => known === span)) state.span = span as Span;
  const since = values.get("since");
  if (isDay(since)) state.since = clampDay(since, first, last);
  if (state.span === "own" && !state.since) state.span = base.span;
  if (values.get("scope") === "all") state.scope = "all";
  const stance = values.get("stance");
  if (isStance(stance)) state.stance = stance;
  const known = values.get("known");
  if (isDay(known)) state.asOf = clampDay(known, first, last);
  if (values.get("accounts") === "both") state.both = true;
  state.view = readView(values.get("map")) ?? base.view;
  const layers = values.get("layers");
  if (layers !== null) {
    const named = new Set(layers.split(","));
    state.layers = new Set(LAYER_IDS.filter((id) => named.has(id)));
  }
  for (const type of ["incident", "place", "control"] as const) {
    const id = values.get(type);
    if (id) state.selection = { type, id };
  }
  const spot = readPoint(values.get("line"));
  if (spot) state.selection = { type: "line", id: writePoint(spot) };
  return state;
}

/** The state that an address asks for; the first view for whatever it leaves open. */
export function stateIn(hash: string, { first, last }: { first: Day; last: Day }): State {
  return fromHash(hash, firstState(first, last), first, last);
}

/** By when statements must have been made to count; a comparison counts them all. */
export function knownBy({ asOf, against }: Pick<State, "asOf" | "against">): Day | null {
  return against ? null : asOf;
}

/** The divider stays where a pointer can take hold of it. */
export function clampSwipe(percent: number): number {
  return Math.min(98, Math.max(2, Math.round(percent)));
}

/** A point as it stands in the address. */
export function writePoint([lon, lat]: LonLat): string {
  return `${lon.toFixed(5)},${lat.toFixed(5)}`;
}

/** A point `lon,lat`, or nothing when the text is no point. */
export function readPoint(text: string | null): LonLat | null {
  if (!text || !/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(text)) return null;
  const [lon = 0, lat = 0] = text.split(",").map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [lon, lat] : null;
}

function readView(text: string | null): View | null {
  const numbers = (text ?? "").split("/").map(Number);
  const [zoom, lat, lon] = numbers;
  if (numbers.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) {
    return null;
  }
  if (!numbers.every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { zoom: Math.min(16, Math.max(5, zoom)), lat, lon };
}

type Listener = (state: State, before: State) => void;

/** Holds the state and tells whoever asked about each change. */
export class Store {
  private listeners: Listener[] = [];

  constructor(private state: State) {}

  get(): State {
    return this.state;
  }

  set(change: Partial<State>): void {
    const before = this.state;
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every((key) => change[key] === before[key])) return;
    this.state = { ...before, ...change };
    for (const listener of this.listeners) listener(this.state, before);
  }

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Switches one layer on or off. */
  switchLayer(id: LayerId, on: boolean): void {
    const layers = new Set(this.state.layers);
    if (on) layers.add(id);
    else layers.delete(id);
    this.set({ layers });
  }
}
