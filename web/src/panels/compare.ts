/** What changed between two days by the statements that count: areas, places, incidents. */

import { incidentsInWords, placesInWords, statementsInWords } from "../amounts";
import { compareUrl } from "../api";
import type { Atlas } from "../atlas";
import { balances, type Change, type Compared, inOrder, passings } from "../compared";
import { button, h } from "../dom";
import { capital, date, dateRange } from "../format";
import { bothNames, nativeNames } from "../labels";
import type { Day } from "../model";
import { holderInWords, passingInWords } from "../passing";
import { sideTitle } from "../sides";
import { type Stance, stanceTitle } from "../stance";
import { counted, number as numeral, say } from "../tongue";
import { later } from "./later";
import type { SideView } from "./side";

/** How many places of a group are listed at once. */
const FIRST = 20;

/** What is compared: the day on the left, the day on the right, and by whose statements. */
export interface Pair {
  left: Day;
  right: Day;
  stance: Stance;
}

/** The view of a comparison. */
export function compareView(
  { left, right, stance }: Pair,
  answer: Promise<Compared> | null,
  atlas: Atlas,
  openPlace: (place: string) => void,
  leave: () => void,
): SideView {
  const { from, to } = inOrder(left, right);
  return {
    title: say("What changed between {from} and {to}", { from: date(from), to: date(to) }),
    kicker: `${say("Two dates")} · ${stanceTitle(stance)}`,
    back: { label: say("Stop comparing"), go: leave },
    body: [
      answer === null
        ? h("p", {}, say("Both dates are the same day. Choose another one to compare with."))
        : later(answer, (compared) => body(compared, stance, atlas, openPlace)),
    ],
  };
}

function body(
  compared: Compared,
  stance: Stance,
  atlas: Atlas,
  openPlace: (place: string) => void,
): HTMLElement {
  const { from, to, length_km } = compared;
  const groups = passings(compared.places);
  return h(
    "div",
    { class: "compared" },
    h("h3", {}, say("Areas and places")),
    balanceTable(compared),
    h(
      "p",
      { class: "muted small" },
      say(
        "Length of the line: {from} km, then {to} km. Derived from reported control, geodesic; not surveyed.",
        { from: numeral(Math.round(length_km.from)), to: numeral(Math.round(length_km.to)) },
      ),
    ),
    ...(groups.length > 0
      ? groups.flatMap(({ before, after, places }) => [
          h("h3", {}, `${passingInWords(before, after)}: ${placesInWords(places.length)}`),
          placeList(places, atlas, openPlace),
        ])
      : [
          h(
            "p",
            {},
            say("By the statements that count no place has another holder on the later day."),
          ),
        ]),
    incidentTable(compared),
    h(
      "p",
      { class: "muted small record" },
      `${say("These are statements, counted by one rule for both sides; they do not establish who held a place.")} `,
      h(
        "a",
        { href: compareUrl(from, to, stance), download: `compare-${from}-${to}-${stance}.json` },
        "JSON",
      ),
    ),
  );
}

function balanceTable(compared: Compared): HTMLElement {
  const { from, to } = compared;
  const rows = balances(compared).map(({ holder, km2, gained, lost }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, holderInWords(holder)),
      h("td", {}, signed(km2)),
      h("td", {}, String(gained)),
      h("td", {}, String(lost)),
    ),
  );
  const heads = [say("Holder"), say("km²"), say("places gained"), say("places lost")];
  return h(
    "div",
    { class: "areas" },
    h(
      "table",
      {},
      h(
        "caption",
        { class: "visually-hidden" },
        say("Change from {from} to {to}", { from: date(from), to: date(to) }),
      ),
      h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...rows),
    ),
  );
}

function signed(km2: number): string {
  const whole = Math.round(km2);
  if (whole === 0) return "0";
  return `${whole > 0 ? "+" : "−"}${numeral(Math.abs(whole))}`;
}

function placeList(
  places: readonly Change[],
  atlas: Atlas,
  openPlace: (place: string) => void,
): HTMLElement {
  const named = places
    .map((change) => ({ ...change, name: nameOf(change.place, atlas) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const items = h("ul", { class: "items changed-places" });
  const box = h("div", {}, items);
  const draw = (limit: number) =>
    items.replaceChildren(
      ...named.slice(0, limit).map(({ place, name, statements }) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "item",
              "data-change": place,
              click: () => openPlace(place),
            },
            h("span", {}, name),
            h("span", { class: "muted small" }, statementsInWords(statements.length)),
          ),
        ),
      ),
    );
  draw(FIRST);
  const left = named.length - FIRST;
  if (left > 0) {
    const more = button(counted(left, "Show {n} more place", "Show {n} more places"), () => {
      draw(named.length);
      more.remove();
    });
    box.append(more);
  }
  return box;
}

function nameOf(place: string, atlas: Atlas): string {
  const known = atlas.feature("places", place) ?? atlas.statementsOf(place)[0];
  if (!known) return capital(place.replaceAll("-", " "));
  const native = nativeNames(known.properties.names);
  return [bothNames(known.properties), native].filter(Boolean).join(" · ");
}

function incidentTable({ incidents, from, to }: Compared): HTMLElement | null {
  if (!incidents) return null;
  const { total, by_claimant_side, of_several_sides, note } = incidents;
  const row = (name: string, number: number) =>
    h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, numeral(number)));
  return h(
    "div",
    { class: "areas", id: "compared-incidents" },
    h(
      "h3",
      {},
      say("{incidents} from {days}, by who speaks of them", {
        incidents: incidentsInWords(total),
        days: dateRange(from, to),
      }),
    ),
    h(
      "table",
      {},
      h("caption", { class: "visually-hidden" }, dateRange(from, to)),
      h(
        "tbody",
        {},
        ...Object.entries(by_claimant_side).map(([side, number]) => row(sideTitle(side), number)),
        row(say("Of them, by several sides"), of_several_sides),
      ),
    ),
    h("p", { class: "muted small" }, note),
  );
}
