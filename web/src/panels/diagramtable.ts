/** The diagram as a table: the same incidents by day and kilometre, for screen readers and for reading. */

import { showMore } from "../amounts";
import { diagramUrl } from "../api";
import { type Diagram, sectorName } from "../diagram/model";
import { alongLine, speakers } from "../diagram/words";
import { button, h } from "../dom";
import { capital, dateRange } from "../format";
import { say } from "../tongue";
import { words } from "../vocabulary";

const FIRST = 200;

/** A row an incident; its headline opens it. */
export function diagramTable(diagram: Diagram, onOpen: (id: string) => void): HTMLElement {
  const sectors = new Map(diagram.sectors.map((sector) => [sector.id, sectorName(sector)]));
  const ordered = diagram.incidents.toSorted(
    (a, b) => a.date_start.localeCompare(b.date_start) || a.km - b.km,
  );
  const body = h("tbody", {});
  const row = (one: (typeof ordered)[number]) =>
    h(
      "tr",
      {},
      h("td", {}, dateRange(one.date_start, one.date_end)),
      h("td", {}, [alongLine(one), sectors.get(one.sector ?? "")].filter(Boolean).join("; ")),
      h("td", {}, capital(words(one.kind))),
      h("td", {}, speakers(one)),
      h(
        "td",
        {},
        button(one.headline, () => onOpen(one.id), { class: "link" }),
      ),
    );
  const draw = (limit: number) => body.replaceChildren(...ordered.slice(0, limit).map(row));
  draw(FIRST);
  const left = ordered.length - FIRST;
  const more = button(showMore(left), () => {
    draw(ordered.length);
    more.remove();
  });
  const address = diagramUrl(diagram.from, diagram.to, diagram.stance, diagram.as_of);
  const name = `line-diagram-${diagram.from}-${diagram.to}-${diagram.stance}`;
  const heads = [say("When"), say("Along the line"), say("Kind"), say("Who says so"), say("What")];
  return h(
    "div",
    {
      class: "diagram-table",
      tabindex: 0,
      role: "region",
      "aria-label": say("The diagram as a table"),
    },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
      body,
    ),
    ordered.length === 0
      ? h("p", {}, say("No incident of these days has a place along the line."))
      : null,
    left > 0 ? more : null,
    h(
      "p",
      { class: "small" },
      `${say("Download")}: `,
      h("a", { href: `${address}&f=csv`, download: `${name}.csv` }, "CSV"),
      ", ",
      h("a", { href: address, download: `${name}.json` }, "JSON"),
      ` ${say("with the line’s movement.")}`,
    ),
  );
}
