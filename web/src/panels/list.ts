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

/** How many incidents are added at a time: the list grows as it is scrolled. */
const STEP = 150;

/** A list by day; `onOpen` gets the incident that was chosen. */
export function incidentList(
  incidents: readonly Incident[],
  onOpen: (incident: Incident) => void,
  chosen: string | null = null,
): HTMLElement {
  const box = h("div", { class: "incident-list" });
  let drawn = 0;
  let day = "";
  let items: HTMLElement | null = null;
  const more = button("", () => {
    const next = drawn;
    grow();
    box.querySelectorAll<HTMLElement>(".item")[next]?.focus();
  });
  const grow = () => {
    for (const incident of incidents.slice(drawn, drawn + STEP)) {
      if (incident.properties.date_start !== day || !items) {
        day = incident.properties.date_start;
        items = h("ul", { class: "items" });
        more.before(h("h3", { class: "day" }, date(day)), items);
      }
      items.append(item(incident, onOpen, idOf(incident) === chosen));
    }
    drawn = Math.min(incidents.length, drawn + STEP);
    if (drawn < incidents.length) more.textContent = showMore(incidents.length - drawn);
    else more.remove();
  };
  box.append(more);
  grow();
  if (drawn < incidents.length) {
    const seen = new IntersectionObserver(([at]) => {
      if (!at?.isIntersecting) return;
      if (more.isConnected && document.activeElement !== more) grow();
      if (drawn >= incidents.length || !box.isConnected) seen.disconnect();
    });
    seen.observe(more);
  }
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
