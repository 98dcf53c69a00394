/** What was said about who holds a place: all statements, whoever made them; and the places of some days. */

import { placesInWords, statementsInWords } from "../amounts";
import type { Atlas } from "../atlas";
import { paint } from "../badge";
import { heldInWords, kindInWords, statementDate } from "../controlwords";
import { meets } from "../days";
import { button, h } from "../dom";
import { flagOf } from "../flags";
import { capital, date, interval, list, mainName } from "../format";
import { bothNames } from "../labels";
import type { LayerFeature } from "../model";
import { sideTitle } from "../sides";
import type { State } from "../state";
import { contested, newestFirst, type PlaceStatements, saidOn } from "../statements";
import { sideLetters } from "../style";
import { counted, say } from "../tongue";
import { words } from "../vocabulary";
import type { SideView } from "./side";

const FIRST = 40;

/** The view of the statements about one place: those of the days shown, then all others. */
export function controlView(
  place: string,
  atlas: Atlas,
  state: State,
  back: NonNullable<SideView["back"]>,
): SideView {
  const all = atlas.statementsOf(place);
  const days = atlas.days(state);
  const shown = all.filter(
    ({ properties: { kind, valid_from, valid_to } }) =>
      kind !== "baseline" && meets(valid_from, valid_to, days),
  );
  const others = all.filter((one) => !shown.includes(one));
  const known = atlas.feature("places", place);
  const name =
    (known && bothNames(known.properties)) || mainName(all[0]?.properties.names, say("Place"));
  return {
    title: say("{place}: who was said to hold it", { place: name }),
    kicker: contested(shown)
      ? say("Statements of control, contested")
      : say("Statements of control"),
    back,
    body: [
      h("h3", {}, `${statementsInWords(shown.length)}, ${interval(days)}`),
      contested(shown) && shown.length > 1
        ? h("p", {}, say("The statements of these days contradict each other."))
        : null,
      statementList(shown, atlas),
      others.length > 0 ? h("h3", {}, say("On other days")) : null,
      others.length > 0 ? statementList(others, atlas) : null,
      h(
        "p",
        { class: "muted small record" },
        say(
          "A statement is what somebody said on that day. It does not establish who held the place.",
        ),
      ),
    ],
  };
}

/** Statements, newest first. */
export function statementList(statements: readonly LayerFeature[], atlas: Atlas): HTMLElement {
  const items = newestFirst(statements).map((one) => statementItem(one, atlas));
  return h("ol", { class: "statements" }, ...items);
}

/** The places about which something was said in the days shown, as buttons. */
export function controlList(
  places: readonly PlaceStatements[],
  onOpen: (place: string) => void,
): HTMLElement {
  const items = h("ul", { class: "items" });
  const box = h(
    "section",
    { class: "control-list", "aria-label": say("Statements of control") },
    h("h3", {}, `${say("Statements of control")}: ${placesInWords(places.length)}`),
    items,
  );
  const draw = (limit: number) => {
    items.replaceChildren(...places.slice(0, limit).map((one) => placeItem(one, onOpen)));
  };
  draw(FIRST);
  const left = places.length - FIRST;
  if (left > 0) {
    const more = button(counted(left, "Show {n} more place", "Show {n} more places"), () => {
      draw(places.length);
      more.remove();
      items.children[FIRST]?.querySelector("button")?.focus();
    });
    box.append(more);
  }
  return box;
}

function placeItem(one: PlaceStatements, onOpen: (place: string) => void): HTMLElement {
  const { statements, holders, place } = one;
  const [newest] = statements;
  const day = newest ? date(saidOn(newest)) : "";
  const clash = one.contested ? ` · ${say("contested")}` : "";
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "item", "data-control": place, click: () => onOpen(place) },
      flagOf(one),
      h(
        "span",
        { class: "item-text" },
        h(
          "span",
          { class: "item-head" },
          `${day} · ${statementsInWords(statements.length)}${clash}`,
        ),
        h("span", { class: "item-summary" }, mainName(newest?.properties.names, say("Place"))),
        h(
          "span",
          { class: "item-foot" },
          holders.length > 0
            ? capital(say("said to be {held}", { held: list(holders.map(heldInWords)) }))
            : "",
        ),
      ),
    ),
  );
}

/** One statement, under the name of its place where the list is not about one place. */
export function statementItem(event: LayerFeature, atlas: Atlas, place = ""): HTMLElement {
  const p = event.properties;
  const text = (value: unknown) => (value ? String(value) : "");
  const derived = p.kind === "baseline";
  const side = text(p.claimant_side);
  const chip = h("span", { class: "side-chip", "aria-hidden": "true" }, sideLetters(side || "?"));
  paint(chip, side || "third-party");
  const who = derived
    ? say("Nobody’s statement")
    : text(p.claimed_by) || say("A speaker who is not named");
  const held = heldInWords(text(p.holder_after) || null);
  const basis = derived ? say(", from the side of the line on which it lies") : "";
  const admitted = p.acknowledged_by
    ? p.acknowledged_date
      ? say("Acknowledged by {who} on {day}.", {
          who: text(p.acknowledged_by),
          day: date(text(p.acknowledged_date)),
        })
      : say("Acknowledged by {who}.", { who: text(p.acknowledged_by) })
    : "";
  const source = atlas.sourceTitle("control", text(p.source));
  const tail = [
    p.confidence ? `${say("Confidence")}: ${words(text(p.confidence))}` : "",
    text(p.note),
  ];
  return h(
    "li",
    { class: `statement statement-${p.kind}` },
    place ? h("p", { class: "statement-place" }, place) : null,
    h(
      "p",
      { class: "statement-head" },
      derived ? null : chip,
      h("strong", {}, who),
      !derived && side ? h("span", { class: "muted" }, `, ${sideTitle(side)}`) : null,
    ),
    h(
      "p",
      {},
      h("span", { class: "statement-kind" }, capital(kindInWords(p.kind))),
      ` ${statementDate(saidOn(event), p.date_prec)}`,
      p.kind === "denial" ? `; ${say("said to be {held}", { held })}` : `: ${held}`,
      `${basis}.`,
    ),
    admitted ? h("p", {}, admitted) : null,
    source ? h("p", { class: "muted small" }, `${say("Source")}: ${source}`) : null,
    tail.some(Boolean) ? h("p", { class: "muted small" }, tail.filter(Boolean).join("; ")) : null,
  );
}
