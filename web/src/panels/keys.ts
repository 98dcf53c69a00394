/** The keys of the page in a sheet, for those who work without a mouse. */

import { button, h } from "../dom";
import { phrase, say } from "../tongue";

/** Where a key works, which keys, and what they do. */
const KEYS: readonly [where: string, keys: readonly string[], does: string][] = [
  [phrase("Everywhere"), ["Tab"], phrase("Next control; with Shift the one before")],
  [phrase("Everywhere"), ["Enter"], phrase("Open what has the focus")],
  [phrase("Everywhere"), ["Escape"], phrase("Go back, close, or stop playing")],
  [phrase("Map"), ["←", "→", "↑", "↓"], phrase("Move the map")],
  [phrase("Map"), ["+", "−"], phrase("Zoom in and out")],
  [phrase("Line and flags"), ["←", "→"], phrase("Next stretch or flag")],
  [phrase("Line and flags"), ["Home", "End"], phrase("The first and the last")],
  [phrase("Date slider"), ["←", "→"], phrase("A day back or on")],
  [phrase("Diagram"), ["↑", "↓"], phrase("Incident before or after")],
  [phrase("Diagram"), ["←", "→"], phrase("Next incident along the line")],
  [phrase("Divider of a comparison"), ["←", "→"], phrase("Move it")],
  [phrase("Editor"), ["?"], phrase("The keys of the desk")],
];

/** A button that opens the sheet. */
export function keysButton(): HTMLElement {
  const sheet = h(
    "dialog",
    { class: "keys-sheet", id: "keys-sheet", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, say("Keys")),
    h(
      "table",
      {},
      h(
        "tbody",
        {},
        ...KEYS.map(([where, keys, does], at) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, where === KEYS[at - 1]?.[0] ? "" : say(where)),
            h("td", {}, ...keys.map((key) => h("kbd", {}, key))),
            h("td", {}, say(does)),
          ),
        ),
      ),
    ),
    button(say("Close"), () => sheet.close(), { class: "button", autofocus: true }),
  );
  sheet.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(sheet);
  return button(say("Keys"), () => sheet.showModal(), { class: "link", id: "keys-open" });
}
