/** The nouns of the page: what the server's GeoJSON carries, and nothing of how it is drawn. */

import type {
  Feature,
  FeatureCollection,
  Geometry,
  LineString,
  MultiLineString,
  MultiPolygon,
  Polygon,
} from "geojson";

/** A civil date, `YYYY-MM-DD`. */
export type Day = string;

/** Longitude and latitude in WGS 84 degrees (RFC 7946 §3.1.1). */
export type LonLat = [number, number];

/** West, south, east, north in WGS 84 degrees. */
export type Bounds = [number, number, number, number];

/** The layers with a switch, in the order of the layer panel. */
export const LAYER_IDS = [
  "incidents",
  "contact-line",
  "control",
  "region",
  "stepanakert",
  "places",
  "districts",
  "borders",
  "water",
] as const;
export type LayerId = (typeof LAYER_IDS)[number];

/** The names of one place by language; only the known ones are there. */
export interface Names {
  en?: string;
  az?: string;
  hy?: string;
  ru?: string;
}

/** One side of the conflict, or third parties, as the server lists them. */
export interface Side {
  id: string;
  names: Names;
  colour: string;
}

/** `GET /config`. */
export interface Config {
  version: string;
  tile_url: string | null;
  tile_attribution: string | null;
  attribution: string;
  bounds: Bounds;
  relief: { url: string; bounds: Bounds } | null;
  /** First day of the line, today, and the last day on which an incident begins. */
  dates: { first: Day; last: Day; latest: Day | null };
  sides: Side[];
  /** Whether reports are taken from people without an account. */
  suggestions?: boolean;
}

/** What every feature of every layer says of itself. */
export interface LayerProperties {
  names?: Names;
  kind: string;
  valid_from: Day | null;
  valid_to: Day | null;
  accuracy_m?: number;
  source?: string;
  [extra: string]: unknown;
}
export type LayerFeature<G extends Geometry = Geometry> = Feature<G, LayerProperties>;

/** A layer as downloaded: a collection plus its licence and sources. */
export interface Layer extends FeatureCollection<Geometry, LayerProperties> {
  licence?: string;
  attribution?: string;
  sources?: { id: string; title: string; url: string | null }[];
}

/** A stretch of the line between two vertices of a part. */
export interface LineSegment {
  part: number;
  from: number;
  to: number;
  /** The base line, or the statements of control that put it there. */
  provenance: "base" | string[];
  uncertainty_m: number;
  contested: boolean;
}

/** `GET /line?on=&stance=`: the version of the line for one day. */
export interface LineProperties extends LayerProperties {
  on: Day;
  in_force: boolean;
  /** Rebuilt from dated statements of control; false for the base line. */
  derived?: boolean;
  stance?: string;
  hash?: string;
  segments?: LineSegment[];
  note: string | null;
  length_km: number;
}
/** No geometry: no two places of different holders adjoin that day. */
export type LineVersion = Feature<LineString | MultiLineString | null, LineProperties>;

/** `GET /line/areas?on=&stance=`: square kilometres a holder, and the places in dispute. */
export interface LineAreas {
  km2: Record<string, number>;
  region_km2: number;
  note?: string | null;
  between_stances?: BetweenStances;
  disputed: { place: string; holder: string; statements: string[] }[];
}

/** The ground of a day by both sides' accounts, and what they dispute. */
export interface BetweenStances {
  km2: Record<string, number>;
  places: { place: string }[];
  geometry: Polygon | MultiPolygon | null;
}

/** A piece of ground to draw. */
export interface Ground {
  geometry: Polygon | MultiPolygon;
  /** The side whose hatch it has. */
  hatch: string;
  /** What it is, for those who do not see it. */
  label: string;
  /** Written on the map, where anything is. */
  name: string;
  places: readonly string[];
  /** A point inside. */
  middle: LonLat;
}

/** Fire from one place at another, as one claim tells of it. */
export interface Exchange {
  from: string;
  from_name: string;
  at: string;
  at_name: string;
}

/** What a claim tells of fire: who is said to have fired at what, and with what. */
export interface Fire {
  pairs?: Exchange[];
  weapons?: string[];
}

/** One claimant says one thing. */
export interface Claim {
  id: string;
  claimant: string;
  claimant_side: string | null;
  /** Through whom it reached the reader, from the claimant's end. */
  via?: string[];
  modality: string;
  predicate: string | null;
  victim_class: string | null;
  victim_side: string | null;
  outcome: string[];
  quantity_low: number | null;
  quantity_high: number | null;
  /** How the claimant hedges the number: `about`, `over`, `at-least`, `up-to`, `under`, `vague`. */
  hedge?: string | null;
  unit: string | null;
  item: string | null;
  date_start?: Day | null;
  date_end?: Day | null;
  text: string | null;
  quote: boolean;
  start?: number | null;
  end?: number | null;
  /** The words of the report that parts of the claim rest on, in code points. */
  values?: Record<string, { start: number; end: number }>;
  grade?: string;
  /** For a violation of the ceasefire: who is said to have fired at what, and with what. */
  fire?: Fire | null;
}

/** Where an incident lies, how that was decided, and how sure it is. */
export interface Location {
  kind: "point" | "settlement" | "near" | "district" | "line" | "area" | "unlocated" | string;
  place: string | null;
  label: string | null;
  rule: string | null;
  where_prec: number | null;
  uncertainty_m: number | null;
  point: LonLat | null;
}

/** A position along and off the line of the day (ISO 19148). */
export interface LinePosition {
  km: number;
  /** The stretch of the line that an area or a line lies at; one point for a point. */
  from_km?: number | null;
  to_km?: number | null;
  offset_km: number;
  /** The sector of the line that the representative point lies at. */
  sector?: string | null;
  /** The nearest and the farthest part of an area, in kilometres off the line. */
  nearest_km?: number | null;
  farthest_km?: number | null;
  /** `left`, `right`, `on` or `both`, or the party on whose side it lies. */
  side: string | null;
  /** The share of an area to the left of the line, from 0 to 1. */
  left_share?: number | null;
  /** The shares of an area by the party on whose side they lie. */
  side_shares?: Record<string, number> | null;
  line: string;
  /** False when the line no longer held at the time. */
  in_force?: boolean;
}

export interface IncidentSource {
  id: string;
  title: string | null;
  publisher: string | null;
  side: string | null;
  url: string | null;
  published: Day | null;
  report: string | null;
}

export interface IncidentProperties extends LayerProperties {
  summary: string;
  date_start: Day;
  date_end: Day;
  date_prec: number | null;
  time_basis: string | null;
  valid_from: Day;
  valid_to: Day;
  location: Location;
  where_prec: number | null;
  line_position: LinePosition | null;
  claims: Claim[];
  sources: IncidentSource[];
  confidence: string | null;
  note: string | null;
  revision: number;
  /** How well the claims support it, by rule. */
  grade?: string;
  denied_by?: string[];
  report?: string | null;
  state?: "draft" | "published" | "rejected";
  /** Readers are warned of what it tells. */
  graphic?: boolean;
  /** Its place is known better than it is shown. */
  coarsened?: boolean;
  /** Who handed it in, unless an editor did. */
  suggested_by?: string;
  /** How far editors have checked it. */
  verification?: string;
}
export type Incident = Feature<Geometry | null, IncidentProperties>;

/** A place mention found in a report; offsets count Unicode code points. */
export interface Mention {
  start: number;
  end: number;
  text: string;
  place: MentionedPlace | null;
  /** The places that the name may mean, most likely first, where the server tells. */
  candidates?: Candidate[];
}
/** A place that a name may mean, how likely from 0 to 1, and why. */
export interface Candidate {
  id: string;
  score: number;
  why?: string;
  kind?: string;
  /** The district that it lies in, by its Azerbaijani name. */
  district?: string | null;
  names?: Record<string, string | string[]>;
  position?: LonLat;
}
export interface MentionedPlace {
  id: string;
  kind?: string;
  names?: Record<string, string | string[]>;
  position?: LonLat;
}

export interface Report {
  id: string;
  sha256: string;
  published: Day;
  language: string | null;
  source: { title: string | null; side: string | null; url: string | null };
  text: string;
}

/** `POST /reports`. */
export interface Intake {
  created: boolean;
  report: Report;
  drafts: Incident[];
  mentions: Mention[];
}

/** The id of a feature as a string. */
export function idOf(feature: { id?: string | number | undefined }): string {
  return String(feature.id ?? "");
}
