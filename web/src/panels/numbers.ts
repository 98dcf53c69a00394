/** The numbers: what each claimant stated through time, and claimed losses side by side. No sum, no average. */

import { LOSSES_URL, TIMELINE_URL } from "../api";
import { paint } from "../badge";
import { button, h } from "../dom";
import { date } from "../format";
import {
  bySufferer,
  countedWords,
  daysOf,
  type Figure,
  figureWords,
  type LossRow,
  statedWithin,
  type Track,
} from "../numbers";
import { sideTitle } from "../sides";
import { sideLetters } from "../style";
import { say } from "../tongue";
import { numberChart, statedWords } from "./numberchart";

/** What the numbers are drawn from. */
export interface Numbers {
  tracks: Track[];
  losses: LossRow[];
}

type Open = (incident: string) => void;

/** All of it, for the figures stated from one day to another. */
export function numbersBody(
  { tracks, losses }: Numbers,
  { from, to }: { from: string; to: string },
  sides: readonly string[],
  open: Open,
): HTMLElement {
  const stated = statedWithin(tracks, from, to);
  const days = daysOf(stated);
  const charts = h("div", { class: "number-charts" });
  const table = h("div", { class: "number-table", hidden: true }, figureTable(stated, open));
  if (days) charts.append(...stated.map((track) => numberChart(track, days)));
  const within = (figure: Figure) => figure.stated >= from && figure.stated <= to;
  return h(
    "div",
    { class: "numbers" },
    h(
      "p",
      { class: "muted small" },
      say(
        "Each figure is its claimant’s own, as stated. None are added up: one may contain another, and the sides do not count the same.",
      ),
    ),
    h("h3", {}, say("As stated, claimant by claimant")),
    days ? swap(charts, table) : h("p", {}, say("Nobody stated a figure in this time.")),
    charts,
    table,
    days
      ? h(
          "p",
          { class: "muted small" },
          say(
            "A larger disc is a larger number of the same row; a ring is denied or only passed on.",
          ),
        )
      : null,
    download(TIMELINE_URL, "claims-timeline.csv"),
    h("h3", {}, say("Claimed losses by class and side")),
    ...lossTables(losses, within, sides, open),
    download(LOSSES_URL, "claims-losses.csv"),
  );
}

/** Chooses between the drawing and the table. */
function swap(charts: HTMLElement, table: HTMLElement): HTMLElement {
  const show = (tables: boolean) => {
    charts.hidden = tables;
    table.hidden = !tables;
    chart.setAttribute("aria-pressed", String(!tables));
    rows.setAttribute("aria-pressed", String(tables));
  };
  const chart = button(say("Chart"), () => show(false), { class: "chip", id: "numbers-chart" });
  const rows = button(say("Table"), () => show(true), { class: "chip", id: "numbers-table" });
  show(false);
  return h("div", { class: "chips", role: "group", "aria-label": say("Shown as") }, chart, rows);
}

function figureTable(tracks: readonly Track[], open: Open): HTMLElement {
  const heads = [say("Stated"), say("By"), say("What"), say("Figure")];
  const row = (figure: Figure) =>
    h(
      "tr",
      {},
      h("td", {}, date(figure.stated)),
      h("td", {}, figure.claimant),
      h(
        "td",
        {},
        countedWords(figure),
        figure.victim_side ? ` (${sideTitle(figure.victim_side)})` : null,
      ),
      h("td", {}, figureButton(figure, open)),
    );
  return h(
    "table",
    { class: "figures" },
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, ...tracks.flatMap((track) => track.figures.map(row))),
  );
}

function lossTables(
  losses: readonly LossRow[],
  within: (figure: Figure) => boolean,
  sides: readonly string[],
  open: Open,
): HTMLElement[] {
  const head = (side: string) => {
    const chip = h("span", { class: "side-chip", "aria-hidden": "true" }, sideLetters(side));
    paint(chip, side);
    return h("th", { scope: "col" }, chip, h("span", {}, sideTitle(side)));
  };
  const body = (row: LossRow) => {
    const cells = sides.map((side) => {
      const own = (row.stated_by[side] ?? []).filter(within);
      const cell = h(
        "td",
        { class: own.length > 0 ? "" : "stand-silent", "data-side": side },
        ...own.map((figure) => stated(figure, open)),
        own.length === 0 ? h("span", { class: "stand" }, say("Silent")) : null,
      );
      paint(cell, side);
      return { cell, spoken: own.length > 0 };
    });
    if (!cells.some(({ spoken }) => spoken)) return null;
    const title = h("th", { colspan: sides.length, scope: "rowgroup" }, countedWords(row));
    return h("tbody", {}, h("tr", {}, title), h("tr", {}, ...cells.map(({ cell }) => cell)));
  };
  return [...bySufferer(losses)].flatMap(([sufferer, rows]) => {
    const bodies = rows.map(body).filter((one) => one !== null);
    if (bodies.length === 0) return [];
    return [
      h(
        "h4",
        {},
        sufferer ? `${say("Losses of")}: ${sideTitle(sufferer)}` : say("Whose losses is not told"),
      ),
      h(
        "table",
        { class: "grid losses", "data-of": sufferer },
        h("caption", { class: "visually-hidden" }, say("Claimed losses by who states them")),
        h("thead", {}, h("tr", {}, ...sides.map(head))),
        ...bodies,
      ),
    ];
  });
}

function stated(figure: Figure, open: Open): HTMLElement {
  return h(
    "span",
    { class: "said" },
    figureButton(figure, open),
    h("span", { class: "muted" }, `${figure.claimant}, ${statedWords(figure)}`),
  );
}

function figureButton(figure: Figure, open: Open): HTMLElement {
  const denied = figure.modality === "denies" ? ` (${say("denied")})` : "";
  return button(figureWords(figure) + denied, () => open(figure.incident), {
    class: "link figure",
    title: say("Show the incident"),
  });
}

function download(url: string, name: string): HTMLElement {
  return h(
    "p",
    { class: "small" },
    `${say("Download")}: `,
    h("a", { href: `${url}?f=csv`, download: name }, "CSV"),
    ", ",
    h("a", { href: url }, "JSON"),
  );
}
