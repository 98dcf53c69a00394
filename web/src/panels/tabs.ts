/** On small screens: which sheet lies over the map. */

import { byId, h } from "../dom";
import { say } from "../tongue";

export type Sheet = "none" | "side" | "layers";

export class Tabs {
  private buttons = new Map<string, HTMLButtonElement>();
  private count = h("span", { class: "tab-count" });

  constructor(private open: (tab: "map" | "list" | "layers" | "editor") => void) {
    const tab = (id: "map" | "list" | "layers" | "editor", label: string, extra?: Node) => {
      const element = h(
        "button",
        { type: "button", class: "tab", id: `tab-${id}`, click: () => this.open(id) },
        h("span", {}, label),
        extra,
      );
      this.buttons.set(id, element);
      return element;
    };
    byId("tabs").append(
      tab("map", say("Map")),
      tab("list", say("Incidents"), this.count),
      tab("layers", say("Layers")),
      tab("editor", say("Editor")),
    );
  }

  setCount(number: number): void {
    this.count.textContent = String(number);
  }

  /** Shows a sheet, or only the map. */
  show(sheet: Sheet, editing: boolean): void {
    document.body.dataset.sheet = sheet;
    const current =
      sheet === "side" ? (editing ? "editor" : "list") : sheet === "none" ? "map" : sheet;
    for (const [id, element] of this.buttons) {
      if (id === current) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }
}
