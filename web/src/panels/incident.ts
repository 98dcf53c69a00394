/** One incident in full: when, where and how surely, who says what, and from which sources. */

import { sourcesInWords } from "../amounts";
import { incidentUrl } from "../api";
import { h } from "../dom";
import { capital, date, ruleInWords, when, whereabouts, wherePrecision } from "../format";
import { linePosition, sharesInWords } from "../lineposition";
import { type Incident, type IncidentSource, idOf } from "../model";
import { safeUrl } from "../style";
import { say } from "../tongue";
import { words } from "../vocabulary";
import { claimGroups } from "./claims";
import { later } from "./later";
import type { SideView } from "./side";
import { veiled } from "./veil";

/** The view of an incident. */
export function incidentView(incident: Incident, back: SideView["back"]): SideView {
  const { properties } = incident;
  const view: SideView = {
    title: properties.summary,
    kicker: capital(words(properties.kind)),
    body: [
      facts(incident),
      h("h3", {}, say("Who says what")),
      ...veiled(idOf(incident), properties.graphic, [
        more(incident, "grid"),
        claimGroups(properties.claims),
        properties.claims.length > 0
          ? h(
              "p",
              { class: "muted small" },
              say("Every number is its claimant’s own; none are added up."),
            )
          : null,
      ]),
      h("h3", {}, sourcesInWords(properties.sources.length)),
      h("ul", { class: "sources" }, ...properties.sources.map(sourceItem)),
      more(incident, "cite"),
      footer(incident),
    ],
  };
  if (back) view.back = back;
  return view;
}

/** The parts of a record whose code comes when one is opened; they stay as they are while it is open. */
const opened = new WeakMap<Incident, Record<"grid" | "cite", HTMLElement>>();

function more(incident: Incident, part: "grid" | "cite"): HTMLElement {
  const known = opened.get(incident)?.[part];
  if (known) return known;
  const code = import("./record");
  const parts = {
    grid: later(code, ({ recordGrid }) => recordGrid(incident)),
    cite: later(code, ({ recordCite }) => recordCite(incident)),
  };
  opened.set(incident, parts);
  return parts[part];
}

/** When and where, as a list of terms; also used for drafts. */
export function facts(incident: Incident): HTMLElement {
  const { properties } = incident;
  const { location, line_position: line } = properties;
  const rows: [string, string][] = [
    [say("When"), when(properties)],
    [
      say("Where"),
      capital(whereabouts(location)) + (properties.coarsened ? ` (${say("coarsened")})` : ""),
    ],
    [say("Precision"), capital(wherePrecision(location.where_prec ?? properties.where_prec))],
  ];
  const rule = ruleInWords(location.rule);
  if (rule) rows.push([say("Located by"), rule]);
  if (line) rows.push([say("On the line"), capital(linePosition(line))]);
  const shares = line ? sharesInWords(line) : "";
  if (shares) rows.push([say("By side"), shares]);
  if (properties.confidence) rows.push([say("Confidence"), capital(words(properties.confidence))]);
  if (properties.note) rows.push([say("Note"), properties.note]);
  return h(
    "dl",
    { class: "facts" },
    ...rows.flatMap(([term, text]) => [h("dt", {}, term), h("dd", {}, text)]),
  );
}

function sourceItem(source: IncidentSource): HTMLElement {
  const title = source.title || source.publisher || source.id;
  const url = safeUrl(source.url);
  const about = [
    source.publisher && source.publisher !== title ? source.publisher : "",
    source.published ? say("published {day}", { day: date(source.published) }) : "",
    source.report ? say("report kept here") : "",
  ].filter(Boolean);
  return h(
    "li",
    {},
    url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, title) : title,
    about.length > 0 ? h("span", { class: "muted" }, ` – ${about.join(", ")}`) : null,
  );
}

function footer(incident: Incident): HTMLElement {
  return h(
    "p",
    { class: "muted small record" },
    `${say("Record {id}, revision {n}.", { id: idOf(incident), n: incident.properties.revision })} `,
    h("a", { href: incidentUrl(idOf(incident)) }, say("As GeoJSON")),
  );
}
