/** Lets an editor draw a line or an area on the map: by mouse, by finger, or by key. */

import type { LineString, Polygon } from "geojson";
import { button, byId, h } from "./dom";
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

/** Calls back once: with the geometry, or with `null` when the editor gave up. */
export function sketchOnMap(
  stage: MapStage,
  { kind, corners }: Order,
  targets: () => Targets,
  done: (drawn: LineString | Polygon | null) => void,
): void {
  const banner = byId("banner");
  const map = byId("map");
  const drawing = new Drawing(kind, corners);
  const hint = h("p", { class: "draw-hint", role: "status" });
  const undo = button(say("Undo"), () => change(() => drawing.undo()), { id: "draw-undo" });
  const redo = button(say("Redo"), () => change(() => drawing.redo()), { id: "draw-redo" });
  const away = button(say("Delete corner"), () => removeCorner(), { id: "draw-delete" });
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

const cornersInWords = (n: number) => counted(n, "{n} corner", "{n} corners");

const snapInWords = ({ name }: Snap) =>
  name === null ? say("Snaps to the line of the day.") : say("Snaps to {name}.", { name });
