/** The incidents of the chosen days as a table: a row each, put in order by any column. */

import { paint } from "../badge";
import { button, h } from "../dom";
import { type Incident, idOf } from "../model";
import {
  COLUMN_TITLES,
  COLUMNS,
  type Column,
  cellWords,
  type Ground,
  inRows,
  type Sort,
  voices,
} from "../rows";
import { sideTitle } from "../sides";
import { sideLetters } from "../style";
import { say } from "../tongue";
import { drawRows } from "./window";

/** The height of a row before it was drawn, in pixels. */
const HEIGHT = 62;

/** What the table does. */
export interface TableActions {
  open(incident: Incident): void;
  sort(sort: Sort): void;
}

/** All of it, in a box of its own that scrolls both ways. */
export function incidentTable(
  incidents: readonly Incident[],
  sort: Sort,
  ground: Ground,
  { open, sort: put }: TableActions,
): HTMLElement {
  const ordered = inRows(incidents, sort, ground);
  const table = h(
    "table",
    { class: "incident-table", "aria-rowcount": ordered.length + 1 },
    h("caption", { class: "visually-hidden" }, say("Incidents shown on the map")),
    h("thead", {}, h("tr", { "aria-rowindex": 1 }, ...COLUMNS.map((one) => head(one, sort, put)))),
  );
  drawRows(table, ".table-box", {
    total: ordered.length,
    height: HEIGHT,
    part: () => h("tbody"),
    draw: (from, to) =>
      ordered.slice(from, to).map((incident, at) => row(incident, from + at, ground, open)),
    blank: () =>
      h("tr", { class: "blank", "aria-hidden": "true" }, h("td", { colspan: COLUMNS.length })),
  });
  return h(
    "div",
    { class: "table-box", tabindex: 0, role: "region", "aria-label": say("Table of incidents") },
    table,
  );
}

/** The heading of a column; pressed again, it turns the order round. */
function head(column: Column, sort: Sort, put: (sort: Sort) => void): HTMLElement {
  const own = column === sort.column;
  const turn = () => put({ column, down: own && !sort.down });
  const mark = h(
    "span",
    { class: "sort-mark", "aria-hidden": "true" },
    own ? (sort.down ? "▼" : "▲") : "",
  );
  const press = button(say(COLUMN_TITLES[column]), turn, { class: "sort", id: `sort-${column}` });
  press.append(mark);
  return h(
    "th",
    {
      scope: "col",
      class: `column-${column}`,
      "aria-sort": own ? (sort.down ? "descending" : "ascending") : "none",
    },
    press,
  );
}

function row(
  incident: Incident,
  at: number,
  ground: Ground,
  open: (incident: Incident) => void,
): HTMLElement {
  const { summary } = incident.properties;
  const id = idOf(incident);
  const title = button(summary, () => open(incident), {
    class: "link row-open",
    "data-id": id,
    lang: "en",
  });
  return h(
    "tr",
    { "aria-rowindex": at + 2 },
    h("th", { scope: "row" }, title, h("span", { class: "row-id" }, id)),
    ...COLUMNS.slice(1).map((column) => {
      if (column === "sides") return h("td", {}, ...spoken(incident));
      return h(
        "td",
        {},
        cellWords(incident, column as Exclude<Column, "incident" | "sides">, ground),
      );
    }),
  );
}

/** Who speaks, a line for each side. */
function spoken(incident: Incident): HTMLElement[] {
  return voices(incident).map(({ side, claimants }) => {
    const letters = h("span", { class: "side-chip", "aria-hidden": "true" }, sideLetters(side));
    paint(letters, side);
    const name = sideTitle(side);
    return h(
      "span",
      { class: "voice" },
      letters,
      claimants.length > 0 ? h("span", { class: "visually-hidden" }, `${name}: `) : null,
      h("span", {}, claimants.join(", ") || name),
    );
  });
}
