/** Lets an editor draw a line or an area on the map: by mouse, by finger, or by key. */

import type { LineString, Polygon } from "geojson";
import { button, byId, h, s } from "./dom";
import { Drawing, type DrawnKind } from "./drawing";
import { SketchLayer } from "./layers/sketch";
import type { MapStage } from "./map";
import type { LonLat } from "./model";
import { announce } from "./notice";
import type { Snap, Targets } from "./snapping";
import { counted, say } from "./tongue";

/** What is to be drawn, from which corners on. */
export interface Order {
  kind: DrawnKind;
  corners: LonLat[];
}

/** Gives up the drawing that is going on, if there is one. */
let giveUp: () => void = () => {};

/** Calls back once: with the geometry, or with `null` when the editor gave up. */
export function sketchOnMap(
  stage: MapStage,
  { kind, corners }: Order,
  targets: () => Targets,
  done: (drawn: LineString | Polygon | null) => void,
): void {
  giveUp();
  const banner = byId("banner");
  const map = byId("map");
  const drawing = new Drawing(kind, corners);
  const hint = h("p", { class: "draw-hint", role: "status" });
  const undo = tool("draw-undo", say("Undo"), "M7 4 3 8l4 4M3 8h8a4.5 4.5 0 0 1 0 9H8", () =>
    change(() => drawing.undo()),
  );
  const redo = tool("draw-redo", say("Redo"), "m13 4 4 4-4 4M17 8H9a4.5 4.5 0 0 0 0 9h3", () =>
    change(() => drawing.redo()),
  );
  const away = tool("draw-delete", say("Delete corner"), "M3 6h14M8 6V3h4v3M5 6l1 11h8l1-11", () =>
    removeCorner(),
  );
  const good = button(say("Done"), () => finish(), {
    class: "button button-main",
    id: "draw-done",
  });

  const show = () => {
    undo.disabled = !drawing.canUndo;
    redo.disabled = !drawing.canRedo;
    away.disabled = drawing.corners.length === 0;
    hint.textContent = drawing.problem() ?? cornersInWords(drawing.corners.length);
    layer.draw();
  };
  const change = (deed: () => void) => {
    deed();
    show();
  };
  const snapped = (to: Snap | null) => {
    if (to) hint.textContent = snapInWords(to);
  };
  const end = (drawn: LineString | Polygon | null) => {
    giveUp = () => {};
    layer.remove();
    document.removeEventListener("keydown", onKey, true);
    banner.hidden = true;
    banner.classList.remove("draw-bar");
    done(drawn);
  };
  const finish = () => {
    const problem = drawing.problem();
    if (!problem) return end(drawing.geometry());
    hint.textContent = problem;
    announce(problem);
  };
  const removeCorner = () => change(() => drawing.remove(layer.focused() ?? undefined));

  const deeds: Record<string, (event: KeyboardEvent) => void> = {
    Escape: () => end(null),
    Enter: finish,
    " ": (event) => layer.addAtCentre(event.altKey),
    Delete: removeCorner,
    Backspace: removeCorner,
  };
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as Element;
    const onMap = map.contains(target) || target === document.body;
    const held = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const typing = target.matches("input, textarea, select");
    const back = held && !typing && (key === "z" || key === "y");
    const deed = back
      ? () => change(() => (key === "y" || event.shiftKey ? drawing.redo() : drawing.undo()))
      : event.key === "Escape" || (onMap && !held)
        ? deeds[event.key]
        : undefined;
    // A corner in the middle of a side is put in by the key that presses buttons.
    if (!deed || (event.key === "Enter" && target.matches(".draw-between"))) return;
    event.preventDefault();
    event.stopPropagation();
    deed(event);
  };

  const layer = new SketchLayer(stage, drawing, {
    targets,
    changed: () => show(),
    snapped,
    finish,
  });
  giveUp = () => end(null);
  document.addEventListener("keydown", onKey, true);
  banner.replaceChildren(
    h(
      "div",
      { class: "draw-words" },
      h("p", {}, kind === "line" ? say("Draw the line.") : say("Draw the outline of the area.")),
      h(
        "p",
        { class: "small" },
        say(
          "Click adds a corner, or Space under the cross; drag moves one. Corners snap to places and to the line: Alt lets them free. Enter or a double click ends, Escape cancels.",
        ),
      ),
      hint,
    ),
    undo,
    redo,
    away,
    good,
    button(say("Cancel"), () => end(null), { id: "draw-cancel" }),
  );
  banner.classList.add("draw-bar");
  banner.hidden = false;
  show();
  map.focus();
  announce(banner.querySelector(".draw-words")?.textContent ?? "");
}

/** A button of the bar: a sign, and its words for whoever asks. */
function tool(id: string, words: string, sign: string, does: () => void): HTMLButtonElement {
  const made = button("", does, {
    id,
    class: "button draw-tool",
    "aria-label": words,
    title: words,
  });
  const look = { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" };
  made.append(s("svg", look, s("path", { d: sign })));
  return made;
}

const cornersInWords = (n: number) => counted(n, "{n} corner", "{n} corners");

const snapInWords = ({ name }: Snap) =>
  name === null ? say("Snaps to the line of the day.") : say("Snaps to {name}.", { name });
