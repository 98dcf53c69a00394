/** A place with all its names, and what is recorded there; and one statement of control. */

import type { Atlas } from "../atlas";
import { h } from "../dom";
import { capital, count, date, list, plusMinus, words } from "../format";
import { bothNames } from "../labels";
import { type Incident, idOf, type LayerFeature } from "../model";
import { sideTitle } from "../sides";
import { incidentList } from "./list";
import type { SideView } from "./side";

const LANGUAGES = { en: "English", az: "Azerbaijani", hy: "Armenian", ru: "Russian" } as const;

/** The view of a place. */
export function placeView(
  place: LayerFeature,
  atlas: Atlas,
  back: NonNullable<SideView["back"]>,
  onIncident: (incident: Incident) => void,
): SideView {
  const { properties } = place;
  const incidents = atlas
    .allIncidents()
    .filter((incident) => incident.properties.location.place === idOf(place));
  const statements = (atlas.layer("control")?.features ?? [])
    .filter((event) => event.properties.place === idOf(place))
    .toSorted((a, b) => String(a.properties.date).localeCompare(String(b.properties.date)));
  return {
    title: bothNames(properties) || "Unnamed place",
    kicker: capital(words(properties.kind)),
    back,
    body: [
      names(place),
      facts(place),
      incidents.length > 0 ? h("h3", {}, `${count(incidents.length, "incident")} here`) : null,
      incidents.length > 0 ? incidentList(incidents, onIncident) : null,
      statements.length > 0 ? h("h3", {}, "Who was said to hold it") : null,
      statements.length > 0 ? h("ol", { class: "statements" }, ...statements.map(statement)) : null,
    ],
  };
}

/** The view of a statement of control. */
export function controlView(event: LayerFeature, back: NonNullable<SideView["back"]>): SideView {
  const { names, kind, date: day } = event.properties;
  return {
    title: `${names?.en ?? names?.az ?? "Place"}: ${words(kind)} of ${date(String(day))}`,
    kicker: "Statement of control",
    back,
    body: [
      h("ol", { class: "statements" }, statement(event)),
      h(
        "p",
        { class: "muted small" },
        "A statement is what somebody said on that day. It does not establish who held the place.",
      ),
    ],
  };
}

function names(place: LayerFeature): HTMLElement {
  const known = place.properties.names ?? {};
  const rows = (Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])
    .filter((language) => known[language])
    .flatMap((language) => [
      h("dt", {}, LANGUAGES[language]),
      h("dd", { lang: language, class: "name" }, known[language] ?? ""),
    ]);
  const { variants } = place.properties;
  const others = Array.isArray(variants) ? variants.map(String) : [];
  if (others.length > 0) rows.push(h("dt", {}, "Also"), h("dd", {}, others.join(", ")));
  return h("dl", { class: "facts names" }, ...rows);
}

function facts(place: LayerFeature): HTMLElement | null {
  const { district_az, province_nk, accuracy_m, note } = place.properties;
  const rows: [string, string][] = [];
  const within = [
    district_az ? `${String(district_az)} district (Azerbaijani division)` : "",
    province_nk ? `${String(province_nk)} province (Nagorno-Karabakh division, 1991–2020)` : "",
  ].filter(Boolean);
  if (within.length > 0) rows.push(["Within", within.join("; ")]);
  if (accuracy_m) rows.push(["Position", plusMinus(accuracy_m)]);
  if (typeof note === "string" && note) rows.push(["Note", note]);
  if (rows.length === 0) return null;
  return h(
    "dl",
    { class: "facts" },
    ...rows.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]),
  );
}

function statement(event: LayerFeature): HTMLElement {
  const p = event.properties;
  const said = p.claimed_by ? String(p.claimed_by) : "";
  const holder = sideTitle(p.holder_after ? String(p.holder_after) : null);
  const admitted = p.acknowledged_by
    ? `Acknowledged by ${String(p.acknowledged_by)}${
        p.acknowledged_date ? ` on ${date(String(p.acknowledged_date))}` : ""
      }.`
    : "";
  const tail = list([p.confidence ? `confidence: ${String(p.confidence)}` : ""].filter(Boolean));
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, date(String(p.date ?? p.valid_from ?? ""))), ` – ${words(p.kind)}`),
    h(
      "p",
      {},
      p.kind === "baseline"
        ? `Held by: ${holder} (derived from the side of the line, not reported).`
        : `${said || "A speaker"} ${speechVerb(p.kind)}: held by ${holder}.`,
    ),
    admitted ? h("p", {}, admitted) : null,
    tail || p.note
      ? h(
          "p",
          { class: "muted small" },
          [tail, p.note ? String(p.note) : ""].filter(Boolean).join("; "),
        )
      : null,
  );
}

function speechVerb(kind: string): string {
  const verbs: Record<string, string> = {
    claim: "claims",
    denial: "denies a claim",
    confirmation: "confirms",
    concession: "concedes",
    handover: "hands over",
  };
  return verbs[kind] ?? "states";
}
