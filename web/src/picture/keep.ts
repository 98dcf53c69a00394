/** Keeps the map as a picture: what it shows, under a heading, over scale, sources and the address. */

import { byId, h } from "../dom";
import { date } from "../format";
import { handFile } from "../handover";
import type { Config } from "../model";
import { stanceTitle } from "../stance";
import { knownBy, type State } from "../state";
import { say } from "../tongue";
import { lines } from "./lines";
import { paintMap } from "./paint";

/** Pixels of the picture for one of the screen. */
const DENSITY = 2;
const EDGE = 16;
const FONT = '"Noto Sans", sans-serif';

/** Makes the picture and gives it to the browser's downloads. */
export async function keepPicture(config: Config, state: State, address: string): Promise<void> {
  await document.fonts.ready;
  const map = byId("map");
  const { width, height } = map.getBoundingClientRect();
  const canvas = h("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser gives no canvas to draw on.");
  pen.font = `400 12px ${FONT}`;
  const measure = (text: string) => pen.measureText(text).width;
  const wide = width - 2 * EDGE;
  const head = [byId("headline").textContent ?? "", about(state)];
  const note = byId("line-note").hidden ? "" : (byId("line-note-text").textContent ?? "");
  const sources = [config.attribution, config.tile_attribution].filter(Boolean).join(" · ");
  const foot = [note, sources, address].flatMap((text) => lines(text, wide, measure));
  const [above, below] = [64, 40 + foot.length * 17];
  canvas.width = Math.round(width * DENSITY);
  canvas.height = Math.round((above + height + below) * DENSITY);
  const style = getComputedStyle(document.documentElement);
  const [paper, ink, muted] = ["--paper", "--ink", "--muted"].map((one) =>
    style.getPropertyValue(one),
  );
  pen.scale(DENSITY, DENSITY);
  pen.fillStyle = paper ?? "#fff";
  pen.fillRect(0, 0, width, above + height + below);
  pen.translate(0, above);
  paintMap(pen, map, DENSITY);
  divider(pen, map, ink ?? "#000");
  pen.fillStyle = ink ?? "#000";
  pen.font = `600 18px ${FONT}`;
  pen.fillText(head[0] ?? "", EDGE, -36, wide);
  pen.font = `400 13px ${FONT}`;
  pen.fillText(head[1] ?? "", EDGE, -14, wide);
  scaleBar(pen, height + 24, ink ?? "#000");
  pen.fillStyle = muted ?? "#555";
  pen.font = `400 12px ${FONT}`;
  for (const [at, text] of foot.entries()) pen.fillText(text, EDGE, height + 50 + at * 17, wide);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("This browser could not make the picture.");
  handFile(blob, `contactline-${state.date}-${state.stance}.png`);
}

/** Whose line it is, of which day, and with which other day it is compared. */
function about(state: State): string {
  const asOf = knownBy(state);
  const whose = asOf
    ? say("{whose}, as known on {day}", { whose: stanceTitle(state.stance), day: date(asOf) })
    : stanceTitle(state.stance);
  const days = state.against
    ? say("{left} to the left, {right} to the right", {
        left: date(state.against),
        right: date(state.date),
      })
    : date(state.date);
  return `${say("Line of contact")} · ${whose} · ${days}`;
}

/** The scale of the map, as long on the picture as on the screen. */
function scaleBar(pen: CanvasRenderingContext2D, y: number, ink: string): void {
  const bar = document.querySelector<HTMLElement>(".leaflet-control-scale-line");
  if (!bar) return;
  const width = bar.getBoundingClientRect().width;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  pen.stroke(new Path2D(`M${EDGE} ${y - 7}V${y}H${EDGE + width}V${y - 7}`));
  pen.fillStyle = ink;
  pen.font = `400 12px ${FONT}`;
  pen.fillText(bar.textContent ?? "", EDGE + width + 8, y);
}

/** The divider of a comparison. */
function divider(pen: CanvasRenderingContext2D, map: HTMLElement, ink: string): void {
  const handle = document.getElementById("swipe");
  if (!handle || handle.hidden) return;
  const [own, all] = [handle.getBoundingClientRect(), map.getBoundingClientRect()];
  pen.fillStyle = ink;
  pen.fillRect(own.left + own.width / 2 - all.left - 1, 0, 2, all.height);
}
