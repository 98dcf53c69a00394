/** The server's HTTP interface, one function per request. */

import type { FeatureCollection, Geometry, Point } from "geojson";
import type { Compared } from "./compared";
import type { Diagram, Sector } from "./diagram/model";
import type { GradeTable, Grid } from "./grid";
import type {
  Config,
  Day,
  Incident,
  Intake,
  Layer,
  LayerFeature,
  LayerId,
  LineAreas,
  LinePosition,
  LineVersion,
  LonLat,
  Mention,
  Report,
} from "./model";
import type { LossRow, Track } from "./numbers";
import type { HistoryEntry, PairHint, Pairs, Parted } from "./review";
import type { Stance, StanceRule } from "./stance";
import { say } from "./tongue";

/** A request that failed, with the sentence to show (RFC 9457 `detail`); status 0: no answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
    this.name = "ApiError";
  }
}

/** Shown in place of a token by whoever signed in: the browser adds the session's cookie itself. */
export const COOKIE = "cookie";

interface Ask {
  method?: string;
  body?: unknown;
  token?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

async function ask(path: string, { method, body, token, ifMatch, signal }: Ask): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const signedIn = token === COOKIE;
  // A page of another site cannot send this header: the server knows by it that we ask.
  if (signedIn) headers["X-Contactline"] = "1";
  else if (token) headers.Authorization = `Bearer ${token}`;
  if (ifMatch) headers["If-Match"] = ifMatch;
  const credentials = signedIn ? "same-origin" : "omit";
  const init: RequestInit = { method: method ?? "GET", headers, credentials };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, say("The server cannot be reached. Check the connection and try again."));
  }
  const kept = response.headers.get("X-Kept");
  if (kept !== null) dispatchEvent(new CustomEvent("kept-answer", { detail: kept }));
  if (response.ok) return response;
  throw new ApiError(response.status, await detailOf(response));
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: unknown; title?: unknown };
    if (typeof problem.detail === "string" && problem.detail) return problem.detail;
    if (typeof problem.title === "string" && problem.title) return problem.title;
  } catch {
    // Not a problem document: fall through to the plain sentence.
  }
  return say("The server answered with status {status}.", { status: response.status });
}

export async function json<T>(path: string, options: Ask = {}): Promise<T> {
  const response = await ask(path, options);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(
      response.status,
      say("The server's answer was cut off or is not JSON. Try again."),
    );
  }
}

export const getConfig = () => json<Config>("/config");

export const getLayer = (id: LayerId) => json<Layer>(`/layers/${id}.geojson`);

export const layerUrl = (id: LayerId) => `/layers/${id}.geojson`;

export const incidentUrl = (id: string) =>
  `/ogc/collections/incidents/items/${encodeURIComponent(id)}`;

/** A record as it is cited; with a revision it never changes. */
export const recordUrl = (id: string, revision?: number) =>
  `/i/${encodeURIComponent(id)}${revision === undefined ? "" : `@${revision}`}`;

export const getGrid = (id: string, revision: number) =>
  json<Grid>(`${recordUrl(id, revision)}?f=grid`);

export const getGrades = () => json<GradeTable>("/claims/grades");

export type CitationForm = "text" | "bibtex" | "csl";

export const citationUrl = (id: string, revision: number, form: CitationForm) =>
  `${recordUrl(id, revision)}?f=${form}`;

export const getCitation = async (id: string, revision: number, form: CitationForm) =>
  (await ask(citationUrl(id, revision, form), {})).text();

export const TIMELINE_URL = "/claims/timeline";
export const LOSSES_URL = "/claims/losses";

export const getTimeline = () => json<{ claimants: Track[] }>(TIMELINE_URL);

export const getLosses = () => json<{ losses: LossRow[] }>(LOSSES_URL);

/** The second clock: by when statements must have been made to count; all of them where nothing is said. */
const asKnown = (asOf: Day | null) => (asOf ? `&as_of=${asOf}` : "");

export const lineUrl = (on: Day, stance: Stance, asOf: Day | null = null) =>
  `/line?on=${encodeURIComponent(on)}&stance=${stance}${asKnown(asOf)}`;

export const getLine = (on: Day, stance: Stance, asOf: Day | null = null) =>
  json<LineVersion>(lineUrl(on, stance, asOf));

export const getAreas = (on: Day, stance: Stance, asOf: Day | null = null) =>
  json<LineAreas>(`/line/areas?on=${encodeURIComponent(on)}&stance=${stance}${asKnown(asOf)}`);

/** Where a point lies relative to the line of a day. */
export interface Located extends LinePosition {
  party?: string | null;
  accuracy_m?: number | null;
  derived?: boolean;
}

export const getLocated = ([lon, lat]: LonLat, on: Day, stance: Stance, asOf: Day | null) =>
  json<Located>(`/line/locate?lon=${lon}&lat=${lat}&on=${on}&stance=${stance}${asKnown(asOf)}`);

export const diagramUrl = (from: Day, to: Day, stance: string, asOf: Day | null = null) =>
  `/line/diagram?from=${from}&to=${to}&stance=${stance}${asKnown(asOf)}`;

export const getDiagram = (from: Day, to: Day, stance: Stance, asOf: Day | null = null) =>
  json<Diagram>(diagramUrl(from, to, stance, asOf));

export const compareUrl = (from: Day, to: Day, stance: Stance) =>
  `/line/compare?from=${from}&to=${to}&stance=${stance}`;

export const getCompared = (from: Day, to: Day, stance: Stance) =>
  json<Compared>(compareUrl(from, to, stance));

export const getStances = () => json<{ stances: StanceRule[] }>("/line/stances");

/** The sectors of the line; they are the same on every day. */
export const getSectors = async (on: Day): Promise<Sector[]> =>
  (await getDiagram(on, on, "agreed")).sectors;

/** One statement of control. */
export const getStatement = (id: string) =>
  json<LayerFeature>(`/ogc/collections/control/items/${encodeURIComponent(id)}`);

export type PlaceHit = LayerFeature<Point>;

export const searchPlaces = (query: string, signal: AbortSignal) =>
  json<FeatureCollection<Point, PlaceHit["properties"]>>(
    `/search?q=${encodeURIComponent(query)}&limit=8`,
    { signal },
  );

export interface NewReport {
  text: string;
  published: Day;
  source: { title: string; side: string; url: string | null };
  language: string | null;
}

export const postReport = (token: string, report: NewReport) =>
  json<Intake>("/reports", { method: "POST", body: report, token });

export const getReport = (token: string, id: string) =>
  json<{ report: Report }>(`/reports/${encodeURIComponent(id)}`, { token });

export const getQueue = (token: string) =>
  json<{ incidents: Incident[] }>("/review?state=draft", { token });

/** A draft together with the tag that a change of it must name. */
export interface Tagged {
  incident: Incident;
  etag: string;
}

/** The tag of an incident as the server makes it: its id and revision. */
export function etagOf(incident: Incident): string {
  return `"${incident.id}-${incident.properties.revision}"`;
}

/** A request whose answer is a draft with its tag. */
export async function tagged(path: string, options: Ask): Promise<Tagged> {
  const response = await ask(path, options);
  const incident = (await response.json()) as Incident;
  return { incident, etag: response.headers.get("ETag") ?? etagOf(incident) };
}

const reviewPath = (id: string) => `/review/${encodeURIComponent(id)}`;

export const getDraft = (token: string, id: string) => tagged(reviewPath(id), { token });

export const getPairs = (token: string) => json<Pairs>("/review/pairs", { token });

/** Joins two incidents; the tag is that of the one that stays. */
export const joinPair = (token: string, { kept, kept_revision, other }: PairHint) =>
  json<{ number: number }>("/review/pairs/join", {
    method: "POST",
    body: { kept, other },
    token,
    ifMatch: `"${kept}-${kept_revision}"`,
  });

/** Says that two incidents are not one event: they are not suggested again. */
export const leaveApart = (token: string, { kept, other }: PairHint) =>
  json<Parted>("/review/pairs/apart", { method: "POST", body: { kept, other }, token });

export const undoApart = (token: string, number: number) =>
  json<Parted>(`/review/pairs/apart/${number}/undo`, { method: "POST", body: {}, token });

/** The report behind a draft, and what its names may mean. */
export const getMentions = (token: string, id: string) =>
  json<{ report: Report | null; mentions: Mention[] }>(`${reviewPath(id)}/mentions`, { token });

export const undoPairing = (token: string, number: number) =>
  json<Incident>(`/review/pairs/${number}/undo`, { method: "POST", body: {}, token });

/** Makes some claims of a draft a draft of their own. */
export const splitDraft = (
  token: string,
  incident: string,
  ifMatch: string,
  claims: string[],
  why: string,
) =>
  json<{ number: number; kept: Incident; other: Incident }>("/review/pairs/split", {
    method: "POST",
    body: why ? { incident, claims, why } : { incident, claims },
    token,
    ifMatch,
  });

export const getHistory = (token: string, id: string) =>
  json<{ history: HistoryEntry[] }>(`${reviewPath(id)}/history`, { token });

/** Takes a draft back to an earlier revision, as a new one. */
export const undoDraft = (token: string, id: string, ifMatch: string, to: number, why: string) =>
  tagged(`${reviewPath(id)}/undo`, {
    method: "POST",
    body: why ? { to, why } : { to },
    token,
    ifMatch,
  });

/** What an editor may change of a draft. */
export interface Correction {
  place?: string;
  /** How it lies to `place`; `at` where nothing is said. */
  relation?: "at" | "near";
  point?: LonLat;
  /** A line or an area that was drawn or typed. */
  geometry?: Geometry;
  uncertainty_m?: number;
  verification?: string;
  summary?: string;
  kind?: string;
  why?: string;
}

export const patchDraft = (token: string, id: string, ifMatch: string, body: Correction) =>
  tagged(reviewPath(id), { method: "PATCH", body, token, ifMatch });

export const decideDraft = (
  token: string,
  id: string,
  ifMatch: string,
  decision: "accept" | "reject",
  why: string,
) =>
  tagged(`${reviewPath(id)}/${decision}`, {
    method: "POST",
    body: why ? { why } : {},
    token,
    ifMatch,
  });
