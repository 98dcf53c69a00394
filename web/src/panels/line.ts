/** A stretch of the line: what put it there, how far it may be off, and the areas of the day. */

import { placesInWords } from "../amounts";
import { lineUrl } from "../api";
import type { Atlas } from "../atlas";
import { h } from "../dom";
import { date, plusMinus } from "../format";
import { bothNames, nativeNames } from "../labels";
import type { LineFacts } from "../linefacts";
import { lookInWords, stretchInWords } from "../linewords";
import type { Day, LayerFeature, LineAreas, LineVersion, LonLat } from "../model";
import { metresFrom } from "../nearplace";
import { nearest, type Stretch, stretches } from "../segments";
import { sideTitle } from "../sides";
import { type Stance, stanceTitle } from "../stance";
import { placeOf } from "../statements";
import { counted, number as numeral, say } from "../tongue";
import { statementItem } from "./control";
import { later } from "./later";
import type { SideView } from "./side";

/** How many contested places beside a stretch are named. */
const BESIDE = 3;

/** The line as shown: the version, and what it was asked for. */
export interface ShownLine {
  version: LineVersion;
  day: Day;
  stance: Stance;
  /** By when statements must have been made to count. */
  asOf: Day | null;
}

/** The view of the stretch nearest to a point. */
export function lineView(
  { version, day, stance, asOf }: ShownLine,
  point: LonLat,
  atlas: Atlas,
  facts: LineFacts,
  back: NonNullable<SideView["back"]>,
): SideView {
  const pieces = stretches(version);
  const stretch = pieces[nearest(pieces, point)?.at ?? -1];
  const { length_km, in_force } = version.properties;
  const areas = in_force ? facts.areas(day, stance, asOf) : null;
  return {
    title: say("The line here on {day}", { day: date(day) }),
    kicker: `${say("Line of contact")} · ${
      asOf
        ? say("{whose}, as known on {day}", { whose: stanceTitle(stance), day: date(asOf) })
        : stanceTitle(stance)
    }`,
    back,
    body: [
      stretch
        ? h("p", { class: "stretch-words" }, stretchInWords(stretch))
        : h("p", {}, say("There is no line on this day.")),
      stretch ? stretchFacts(stretch, length_km) : null,
      ...(stretch ? whyHere(stretch, point, areas, atlas, facts) : []),
      h("h3", {}, say("Areas on {day}", { day: date(day) })),
      areas ? later(areas, areaTable) : h("p", {}, say("No areas are given for this day.")),
      h(
        "p",
        { class: "muted small record" },
        h(
          "a",
          { href: lineUrl(day, stance, asOf), download: `line-${day}-${stance}.geojson` },
          "GeoJSON",
        ),
        say(" of this line, with every segment and what it rests on."),
      ),
    ],
  };
}

function stretchFacts(stretch: Stretch, whole_km: number): HTMLElement {
  const row = (term: string, text: string) => [h("dt", {}, term), h("dd", {}, text)];
  const kind =
    stretch.contested && stretch.statements.length > 0
      ? `${lookInWords("contested")}; ${lookInWords("rebuilt").toLowerCase()}`
      : lookInWords(stretch.look);
  return h(
    "dl",
    { class: "facts" },
    ...row(say("Stretch"), kind),
    ...row(say("Uncertainty"), plusMinus(stretch.uncertainty_m) || say("not given")),
    ...row(say("Whole line"), say("{n} km", { n: numeral(Math.round(whole_km)) })),
  );
}

/** The statements that moved the line, and those that make it contested. */
function whyHere(
  { statements, contested }: Stretch,
  point: LonLat,
  areas: Promise<LineAreas> | null,
  atlas: Atlas,
  facts: LineFacts,
): (Node | null)[] {
  const listed = (features: LayerFeature[]) =>
    h(
      "ol",
      { class: "statements" },
      ...features.map((one) => statementItem(one, atlas, placeName(one, atlas))),
    );
  const beside = async (): Promise<LayerFeature[]> => {
    const disputed = (await areas)?.disputed ?? [];
    const near = disputed
      .filter(({ holder }) => holder === "contested")
      .map((one) => ({ ...one, metres: metresFrom(one.place, point, atlas) }))
      .sort((a, b) => a.metres - b.metres)
      .slice(0, BESIDE);
    return facts.statements(near.flatMap((one) => one.statements));
  };
  const nearTo = say("Contested places nearest to it");
  return [
    statements.length > 0
      ? h(
          "h3",
          {},
          counted(
            statements.length,
            "{n} statement that put it here",
            "{n} statements that put it here",
          ),
        )
      : null,
    statements.length > 0 ? later(facts.statements(statements), listed) : null,
    contested ? h("h3", {}, nearTo) : null,
    contested
      ? later(beside(), (features) =>
          features.length > 0 ? listed(features) : h("p", {}, say("None is listed.")),
        )
      : null,
  ];
}

function placeName(statement: LayerFeature, atlas: Atlas): string {
  const { names } = statement.properties;
  const place = atlas.feature("places", placeOf(statement));
  const name = bothNames(place?.properties ?? statement.properties);
  const native = nativeNames(place?.properties.names ?? names);
  return [name, native].filter(Boolean).join(" · ");
}

/** Square kilometres a holder; a share in words would claim more than is known. */
function areaTable({ km2, note, between_stances: between }: LineAreas): HTMLElement {
  const rows = ["az", "arm", "contested", "unknown"].flatMap((holder) => {
    const area = km2[holder];
    if (area === undefined || (holder === "unknown" && area === 0)) return [];
    const words: Record<string, string> = {
      contested: say("Contested"),
      unknown: say("Not known"),
    };
    const whole = numeral(Math.round(area));
    return [
      h(
        "tr",
        {},
        h("th", { scope: "row" }, words[holder] ?? sideTitle(holder)),
        h("td", {}, say("{n} km²", { n: whole })),
      ),
    ];
  });
  return h(
    "div",
    { class: "areas" },
    h("table", {}, h("tbody", {}, ...rows)),
    between?.km2.disputed
      ? h(
          "p",
          {},
          say("The two sides’ accounts dispute {km2} km² with {places}; hatched on the map.", {
            km2: numeral(Math.round(between.km2.disputed)),
            places: placesInWords(between.places.length),
          }),
        )
      : null,
    h("p", { class: "muted small" }, say("Derived from settlements, geodesic.")),
    note ? h("p", { class: "muted small" }, note) : null,
  );
}
