/** The incidents of the chosen days as a list: the same as the map, for eyes, keys and readers. */

import { badge } from "../badge";
import { button, h } from "../dom";
import { capital, date, dateRange, whereabouts } from "../format";
import { type Day, type Incident, idOf } from "../model";
import { sideTitle } from "../sides";
import { shapeOf, sideClass, sidesOf } from "../style";
import { say } from "../tongue";
import { words } from "../vocabulary";
import { drawRows } from "./window";

/** The height of an incident in the list before it was drawn, in pixels. */
const HEIGHT = 118;

/** What a list opens: an incident, and a day's report where it offers one. */
export interface Opens {
  incident(incident: Incident): void;
  report?(day: Day): void;
}

/** A list by day. */
export function incidentList(incidents: readonly Incident[], opens: Opens): HTMLElement {
  const box = h("div", { class: "incident-list" });
  const draw = (from: number, to: number) => {
    const drawn: HTMLElement[] = [];
    let day = incidents[from - 1]?.properties.date_start ?? "";
    let items = h("ul", { class: "items" });
    if (day) drawn.push(items);
    for (const incident of incidents.slice(from, to)) {
      const { date_start } = incident.properties;
      if (date_start !== day) {
        day = date_start;
        items = h("ul", { class: "items" });
        drawn.push(dayHead(day, opens), items);
      }
      items.append(item(incident, opens));
    }
    return drawn;
  };
  drawRows(box, ".side-scroll", {
    total: incidents.length,
    height: HEIGHT,
    part: () => h("div"),
    draw,
    blank: () => h("div", { class: "blank" }),
  });
  return box;
}

function dayHead(day: Day, { report }: Opens): HTMLElement {
  const title = h("h3", { class: "day" }, date(day));
  if (!report) return title;
  const open = button(say("Situation report"), () => report(day), {
    class: "link day-report",
    "data-day": day,
    "aria-label": say("Situation report, {days}", { days: date(day) }),
  });
  return h("div", { class: "day-head" }, title, open);
}

function item(incident: Incident, opens: Opens): HTMLElement {
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
        class: "item",
        "data-id": idOf(incident),
        click: () => opens.incident(incident),
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
