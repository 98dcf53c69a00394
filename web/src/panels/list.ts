/** The incidents of the chosen days as a list: the same as the map, for eyes, keys and readers. */

import { showMore } from "../amounts";
import { badge } from "../badge";
import { button, h } from "../dom";
import { capital, date, dateRange, whereabouts } from "../format";
import { type Incident, idOf } from "../model";
import { sideTitle } from "../sides";
import { shapeOf, sideClass, sidesOf } from "../style";
import { say } from "../tongue";
import { words } from "../vocabulary";

const FIRST = 150;

/** A list by day; `onOpen` gets the incident that was chosen. */
export function incidentList(
  incidents: readonly Incident[],
  onOpen: (incident: Incident) => void,
  chosen: string | null = null,
): HTMLElement {
  const box = h("div", { class: "incident-list" });
  const draw = (limit: number) => {
    box.replaceChildren();
    let day = "";
    let items: HTMLElement | null = null;
    for (const incident of incidents.slice(0, limit)) {
      if (incident.properties.date_start !== day || !items) {
        day = incident.properties.date_start;
        items = h("ul", { class: "items" });
        box.append(h("h3", { class: "day" }, date(day)), items);
      }
      items.append(item(incident, onOpen, idOf(incident) === chosen));
    }
    const left = incidents.length - limit;
    if (left > 0) {
      box.append(button(showMore(left), () => draw(incidents.length)));
    }
  };
  draw(FIRST);
  return box;
}

function item(
  incident: Incident,
  onOpen: (incident: Incident) => void,
  chosen: boolean,
): HTMLElement {
  const { kind, summary, location, date_start, date_end } = incident.properties;
  const heard = sidesOf(incident).map(sideTitle).join(", ");
  const days = date_start === date_end ? "" : ` · ${dateRange(date_start, date_end)}`;
  const off = location.kind === "unlocated";
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: chosen ? "item chosen" : "item",
        "data-id": idOf(incident),
        click: () => onOpen(incident),
      },
      off
        ? h("span", { class: "no-badge", "aria-hidden": "true" }, "–")
        : badge(shapeOf(location.kind), sideClass([incident])),
      h(
        "span",
        { class: "item-text" },
        h("span", { class: "item-head" }, `${capital(words(kind))}${days}`),
        h("span", { class: "item-summary", lang: "en" }, summary),
        h(
          "span",
          { class: "item-foot" },
          `${capital(whereabouts(location))}${heard ? ` · ${heard}` : ""}`,
        ),
      ),
    ),
  );
}

/** What to say where no incident falls into the chosen days. */
export function emptyList(onAll: () => void): HTMLElement {
  return h(
    "div",
    { class: "empty" },
    h(
      "p",
      {},
      say("Nothing is recorded for these days. That does not mean that nothing happened."),
    ),
    button(say("Show everything up to this date"), onAll),
  );
}
