/** What was accepted, each with its gate: public records can be held back or shown otherwise. */

import { getAccepted } from "../accounts";
import { etagOf } from "../api";
import { h } from "../dom";
import { capital, when } from "../format";
import { type Incident, idOf } from "../model";
import { counted } from "../tongue";
import { words } from "../vocabulary";
import { gateBox } from "./gatebox";
import { later } from "./later";

/** What the list needs of the desk. */
export interface GateDesk {
  token(): string | null;
  refused(): void;
  /** What readers see has changed. */
  published(incident: Incident): Promise<void>;
}

/** The list; it is fetched anew each time it is opened. */
export function gateList(token: string, desk: GateDesk): HTMLElement {
  return later(getAccepted(token), ({ incidents }) =>
    h(
      "div",
      { class: "gate-list" },
      h(
        "h3",
        { tabindex: -1 },
        counted(incidents.length, "{n} record accepted", "{n} records accepted"),
      ),
      ...incidents.map((incident) => item(incident, desk)),
    ),
  );
}

function item(incident: Incident, desk: GateDesk): HTMLElement {
  let etag = etagOf(incident);
  const { kind, summary } = incident.properties;
  const box = gateBox(idOf(incident), {
    ...desk,
    etag: () => etag,
    changed: (tagged) => {
      etag = tagged.etag;
      void desk.published(tagged.incident);
    },
  });
  return h(
    "article",
    { class: "draft", "data-record": idOf(incident) },
    h("p", { class: "kicker" }, `${capital(words(kind))} · ${when(incident.properties)}`),
    h("h4", {}, summary),
    box,
  );
}
