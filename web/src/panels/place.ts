/** A place with all its names, and what is recorded there. */

import type { Atlas } from "../atlas";
import { h } from "../dom";
import { capital, plusMinus } from "../format";
import { bothNames } from "../labels";
import { type Incident, idOf, type LayerFeature } from "../model";
import { counted, phrase, say } from "../tongue";
import { words } from "../vocabulary";
import { statementList } from "./control";
import { type DistanceFrom, distanceFacts } from "./distance";
import { incidentList } from "./list";
import type { SideView } from "./side";

const LANGUAGES = {
  en: phrase("English"),
  az: phrase("Azerbaijani"),
  hy: phrase("Armenian"),
  ru: phrase("Russian"),
} as const;

/** The view of a place. */
export function placeView(
  place: LayerFeature,
  atlas: Atlas,
  back: NonNullable<SideView["back"]>,
  onIncident: (incident: Incident) => void,
  away: DistanceFrom | null,
): SideView {
  const { properties } = place;
  const incidents = atlas
    .allIncidents()
    .filter((incident) => incident.properties.location.place === idOf(place));
  const statements = atlas.statementsOf(idOf(place));
  return {
    title: bothNames(properties) || say("Unnamed place"),
    kicker: capital(words(properties.kind)),
    back,
    body: [
      names(place),
      facts(place),
      away ? distanceFacts(away) : null,
      incidents.length > 0
        ? h("h3", {}, counted(incidents.length, "{n} incident here", "{n} incidents here"))
        : null,
      incidents.length > 0 ? incidentList(incidents, { incident: onIncident }) : null,
      statements.length > 0 ? h("h3", {}, say("Who was said to hold it")) : null,
      statements.length > 0 ? statementList(statements, atlas) : null,
    ],
  };
}

function names(place: LayerFeature): HTMLElement {
  const known = place.properties.names ?? {};
  const rows = (Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])
    .filter((language) => known[language])
    .flatMap((language) => [
      h("dt", {}, say(LANGUAGES[language])),
      h("dd", { lang: language, class: "name" }, known[language] ?? ""),
    ]);
  const { variants } = place.properties;
  const others = Array.isArray(variants) ? variants.map(String) : [];
  if (others.length > 0) rows.push(h("dt", {}, say("Also")), h("dd", {}, others.join(", ")));
  return h("dl", { class: "facts names" }, ...rows);
}

function facts(place: LayerFeature): HTMLElement | null {
  const { district_az, province_nk, accuracy_m, note } = place.properties;
  const rows: [string, string][] = [];
  const within = [
    district_az ? say("{name} district (Azerbaijani division)", { name: String(district_az) }) : "",
    province_nk
      ? say("{name} province (Nagorno-Karabakh division, 1991–2020)", { name: String(province_nk) })
      : "",
  ].filter(Boolean);
  if (within.length > 0) rows.push([say("Within"), within.join("; ")]);
  if (accuracy_m) rows.push([say("Position"), plusMinus(accuracy_m)]);
  if (typeof note === "string" && note) rows.push([say("Note"), note]);
  if (rows.length === 0) return null;
  return h(
    "dl",
    { class: "facts" },
    ...rows.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]),
  );
}
