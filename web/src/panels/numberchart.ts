/** One claimant's figures through time: a lane for each thing counted, a disc for each figure stated. */

import { paint } from "../badge";
import { h, s } from "../dom";
import { date } from "../format";
import {
  countedWords,
  type Figure,
  figureWords,
  type Lane,
  lanes,
  radius,
  shareOf,
  type Track,
  written,
} from "../numbers";
import { sideTitle } from "../sides";
import { sideName } from "../style";
import { say } from "../tongue";

const WIDTH = 340;
const HEIGHT = 24;
const LEFT = 12;
const RIGHT = 64;
/** The width of a letter of 12 pixels, roughly. */
const LETTER = 6.6;

/** The chart of a claimant; `days` is the same for all of them. */
export function numberChart(track: Track, days: { from: string; to: string }): HTMLElement {
  const x = (day: string) => LEFT + (WIDTH - LEFT - RIGHT) * shareOf(day, days);
  const figure = h(
    "figure",
    { class: "number-figure", "data-claimant": track.claimant },
    h(
      "figcaption",
      {},
      h("strong", {}, track.claimant),
      h("span", { class: "muted" }, ` · ${sideTitle(track.claimant_side)}`),
    ),
    h("ul", {}, ...lanes(track).map((lane) => laneItem(lane, x))),
    h(
      "p",
      { class: "chart-days", "aria-hidden": "true" },
      h("span", {}, date(days.from)),
      h("span", {}, days.from === days.to ? "" : date(days.to)),
    ),
  );
  paint(figure, track.claimant_side);
  return figure;
}

function laneItem({ of, figures }: Lane, x: (day: string) => number): HTMLElement {
  const whose = of.victim_side ? `, ${sideName(of.victim_side)}` : "";
  const said = figures.map((one) => `${figureWords(one)} ${statedWords(one)}`).join("; ");
  const most = Math.max(...figures.map(numberOf));
  const places = figures.map((one) => ({
    at: x(one.stated) + radius(numberOf(one), most) + 3,
    width: figureWords(one).length * LETTER,
  }));
  const shown = written(places);
  return h(
    "li",
    { class: "lane" },
    h("p", { class: "lane-title" }, countedWords(of) + whose),
    s(
      "svg",
      {
        class: "number-chart",
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label": said,
      },
      s("path", { class: "lane-line", d: `M${LEFT} ${HEIGHT / 2}H${WIDTH - RIGHT}` }),
      ...figures.map((one) => mark(one, x(one.stated), most)),
      ...figures.map((one, n) =>
        shown[n]
          ? s(
              "text",
              { class: "figure-number", x: places[n]?.at.toFixed(1), y: HEIGHT / 2 + 4 },
              figureWords(one),
            )
          : null,
      ),
    ),
  );
}

/** A disc for what is said, a ring for what is denied or only passed on. */
function mark(figure: Figure, x: number, most: number): SVGElement {
  const said = ["asserts", "confirms", "concedes"].includes(figure.modality);
  return s(
    "circle",
    {
      class: said ? "figure-disc" : "figure-ring",
      cx: x.toFixed(1),
      cy: HEIGHT / 2,
      r: radius(numberOf(figure), most).toFixed(1),
    },
    s("title", {}, `${figureWords(figure)}, ${statedWords(figure)}`),
  );
}

const numberOf = ({ low, high }: Figure) => high ?? low ?? 0;

/** When a figure was stated, or up to which day it speaks where only that is known. */
export function statedWords({ stated, stated_basis }: Figure): string {
  return stated_basis === "report"
    ? say("stated on {day}", { day: date(stated) })
    : say("up to {day}", { day: date(stated) });
}
