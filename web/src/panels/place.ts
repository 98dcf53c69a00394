/** A place with all its names, and what is recorded there. */

import type { Atlas } from "../atlas";
import { h } from "../dom";
import { capital, count, plusMinus, words } from "../format";
import { bothNames } from "../labels";
import { type Incident, idOf, type LayerFeature } from "../model";
import { statementList } from "./control";
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
  const statements = atlas.statementsOf(idOf(place));
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
      statements.length > 0 ? statementList(statements, atlas) : null,
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
