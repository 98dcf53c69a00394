/** The layer panel: a switch, a swatch, a count and a download for each layer. */

import { layerUrl } from "../api";
import { badge, flagSymbol, pinSymbol } from "../badge";
import { byId, h, s } from "../dom";
import { LAYER_IDS, type LayerId } from "../model";
import type { Look } from "../segments";
import { hatchFill, sideTitle } from "../sides";
import { ACCOUNTS, stanceTitle } from "../stance";
import type { Store } from "../state";
import { number as numeral, phrase, say } from "../tongue";
import { keysButton } from "./keys";

const TITLES: Record<LayerId, string> = {
  incidents: phrase("Incidents"),
  "contact-line": phrase("Line of contact"),
  control: phrase("Statements of control"),
  region: phrase("Region"),
  stepanakert: phrase("Stepanakert / Khankendi"),
  places: phrase("Places and names"),
  districts: phrase("Districts"),
  borders: phrase("State borders"),
  water: phrase("Lakes and rivers"),
};

export class LayerPanel {
  private element = byId("layers");
  private body = h("div", { class: "layers-body", id: "layers-body" });
  private toggle: HTMLButtonElement;
  private counts = new Map<LayerId, HTMLElement>();
  private switches = new Map<LayerId, HTMLInputElement>();

  constructor(
    private store: Store,
    sides: readonly string[],
  ) {
    this.toggle = h(
      "button",
      {
        type: "button",
        class: "layers-toggle",
        "aria-controls": "layers-body",
        click: () => this.open(Boolean(this.body.hidden)),
      },
      h("h2", {}, say("Layers")),
      s(
        "svg",
        { viewBox: "0 0 12 12", width: 12, height: 12, class: "chevron", "aria-hidden": "true" },
        s("path", { d: "M2 4l4 4 4-4" }),
      ),
    );
    const rows = h("ul", { class: "layer-rows" }, ...LAYER_IDS.map((id) => this.row(id)));
    this.body.append(rows, legend(sides));
    this.body.append(
      h(
        "p",
        { class: "muted small" },
        h("a", { href: "/ogc/collections" }, say("All collections (OGC API)")),
        " · ",
        keysButton(),
      ),
    );
    this.element.append(this.toggle, this.body);
    this.open(matchMedia("(min-width: 1180px)").matches);
    store.subscribe((state) => {
      for (const [id, box] of this.switches) box.checked = state.layers.has(id);
    });
  }

  /** How many features a layer has. */
  setCount(id: LayerId, count: number): void {
    const element = this.counts.get(id);
    if (element) element.textContent = numeral(count);
  }

  open(open: boolean): void {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.element.classList.toggle("folded", !open);
  }

  /** How many pixels of the map the open panel covers at its right edge. */
  cover(): number {
    const beside = matchMedia("(min-width: 900px)").matches && !this.body.hidden;
    return beside ? this.element.offsetWidth : 0;
  }

  private row(id: LayerId): HTMLElement {
    const title = say(TITLES[id]);
    const box = h("input", {
      type: "checkbox",
      id: `layer-${id}`,
      checked: this.store.get().layers.has(id),
      change: () => this.store.switchLayer(id, box.checked),
    });
    const count = h("span", { class: "layer-count" });
    this.counts.set(id, count);
    this.switches.set(id, box);
    return h(
      "li",
      { class: "layer-row" },
      h(
        "label",
        { for: `layer-${id}` },
        box,
        swatch(id),
        h("span", { class: "layer-title" }, title),
      ),
      count,
      h(
        "a",
        {
          class: "download",
          href: layerUrl(id),
          download: `${id}.geojson`,
          title: say("Download {title} as GeoJSON", { title }),
        },
        h("span", { class: "visually-hidden" }, say("Download {title} as GeoJSON", { title })),
        s(
          "svg",
          { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
          s("path", { d: "M8 2v8m-3.5-3L8 10.5 11.5 7M3 13.5h10" }),
        ),
      ),
    );
  }
}

/** A small drawing of how a layer looks on the map; its classes are those of the map. */
function swatch(id: LayerId): SVGSVGElement {
  const box = s("svg", {
    class: `swatch swatch-${id}`,
    viewBox: "0 0 28 18",
    width: 28,
    height: 18,
    "aria-hidden": "true",
  });
  if (id === "incidents") box.append(s("circle", { class: "swatch-dot", cx: 14, cy: 9, r: 7 }));
  else if (id === "control") box.append(flagKey(false));
  else if (id === "places")
    box.append(s("circle", { class: "place", cx: 14, cy: 9, r: 3.4, "stroke-width": 1.4 }));
  else if (id === "stepanakert") {
    box.append(s("rect", { class: "city-district", x: 3, y: 2, width: 22, height: 14, rx: 2 }));
    box.append(s("circle", { class: "city-dot", cx: 14, cy: 9, r: 4, "stroke-width": 2 }));
  } else if (id === "region") {
    box.append(
      s("rect", { class: "region region-held-1994-2020", x: 2, y: 2, width: 24, height: 14 }),
    );
    box.append(s("rect", { class: "region region-former-nkao", x: 7, y: 5, width: 14, height: 8 }));
  } else if (id === "contact-line") {
    box.append(
      s("path", { class: "line-band line-in-force", d: "M1 13C9 15 12 3 27 5", "stroke-width": 9 }),
    );
    box.append(
      s("path", {
        class: "line-stroke line-in-force",
        d: "M1 13C9 15 12 3 27 5",
        "stroke-width": 2.5,
      }),
    );
  } else if (id === "water") {
    box.append(
      s("path", { class: "water water-lake", d: "M4 10c0-5 8-7 11-4s8 0 8 4-19 6-19 0Z" }),
    );
  } else {
    const name = id === "borders" ? "border" : "district";
    box.append(s("path", { class: name, d: "M1 12l8-5 7 4 11-7" }));
  }
  return box;
}

/** What the symbols of incidents mean. */
function legend(sides: readonly string[]): HTMLElement {
  const shapes = [
    ["disc", phrase("at a place")],
    ["ring", phrase("near a place")],
    ["square", phrase("somewhere in an area")],
    ["diamond", phrase("along the line")],
  ] as const;
  return h(
    "div",
    { class: "legend" },
    h("h3", {}, say("Line of contact")),
    h(
      "ul",
      {},
      h("li", {}, lineKey("base"), say("Solid: line of 1994–2020")),
      h("li", {}, lineKey("rebuilt"), say("Dashed: rebuilt from statements of control")),
      h("li", {}, lineKey("contested"), say("Hollow: the places beside it are contested")),
      h(
        "li",
        {},
        groundKey(),
        say("Hatched: the two sides’ accounts give it to different holders"),
      ),
      h("li", {}, lineKey("band"), say("Band: how far it may be off, on the ground")),
      ...ACCOUNTS.map(({ side, stance }) =>
        h(
          "li",
          {},
          accountKey(side),
          say("{stance}, where the two differ", { stance: stanceTitle(stance) }),
        ),
      ),
    ),
    h("h3", {}, say("Incidents: who speaks")),
    h(
      "ul",
      {},
      ...[...sides, "mixed"].map((side) => h("li", {}, badge("disc", side), sideTitle(side))),
    ),
    h("h3", {}, say("How exactly they are located")),
    h(
      "ul",
      {},
      ...shapes.map(([shape, text]) => h("li", {}, badge(shape, "third-party"), say(text))),
    ),
    h("h3", {}, say("Statements of control")),
    h(
      "ul",
      {},
      h("li", {}, flagKey(false), say("Letters and colour: who was last said to hold the place")),
      h("li", {}, flagKey(true), say("Two cloths: the statements contradict each other")),
      h(
        "li",
        {},
        pinKey(),
        say("Small marks: places whose flags have no room; hollow where contested"),
      ),
    ),
    h("h3", {}, say("Region")),
    h(
      "ul",
      {},
      h("li", {}, regionKey("region-held-1994-2020"), say("Held by Armenian forces, 1994–2020")),
      h("li", {}, regionKey("region-former-nkao"), say("Former autonomous oblast, 1923–1991")),
    ),
  );
}

function regionKey(name: string): SVGSVGElement {
  return s(
    "svg",
    { viewBox: "0 0 30 20", width: 30, height: 20, "aria-hidden": "true" },
    s("rect", { class: `region ${name}`, x: 2, y: 2, width: 26, height: 16 }),
  );
}

/** A stretch of the line as it is drawn on the map. */
function lineKey(look: Look | "band"): SVGSVGElement {
  const parts = look === "band" ? ["band"] : ["casing", "stroke"];
  if (look === "contested") parts.push("core");
  const own = look === "band" ? "base" : look;
  return s(
    "svg",
    { viewBox: "0 0 30 20", width: 30, height: 20, "aria-hidden": "true" },
    ...parts.map((part) =>
      s("path", {
        class: `line-${part} line-in-force line-${own}`,
        d: "M1 10H29",
        "stroke-width": 14,
      }),
    ),
  );
}

/** Disputed ground as it is drawn on the map. */
function groundKey(): SVGSVGElement {
  const surface = s("rect", { class: "ground", x: 2, y: 2, width: 26, height: 16 });
  surface.style.fill = hatchFill("disputed");
  const size = { viewBox: "0 0 30 20", width: 30, height: 20, "aria-hidden": "true" };
  return s("svg", size, surface);
}

function accountKey(side: string): SVGSVGElement {
  return s(
    "svg",
    { viewBox: "0 0 30 20", width: 30, height: 20, "aria-hidden": "true" },
    ...["casing", "stroke"].map((part) =>
      s("path", { class: `account-${part} account-${side}`, d: "M1 10H29" }),
    ),
  );
}

/** The small marks of two places, side by side. */
function pinKey(): SVGSVGElement {
  const box = s("svg", { viewBox: "0 0 30 20", width: 30, height: 20, "aria-hidden": "true" });
  for (const [at, contested] of [false, true].entries()) {
    const pin = pinSymbol({ side: "third-party", letters: "" }, contested);
    pin.setAttribute("x", String(1 + at * 14));
    pin.setAttribute("y", "3");
    box.append(pin);
  }
  return box;
}

/** A flag of the legend, of no side. */
function flagKey(contested: boolean): SVGSVGElement {
  const blank = { side: "third-party", letters: "" };
  return flagSymbol(blank, blank, contested);
}
