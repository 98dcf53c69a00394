/** What is on the screen, to take away: a link, a picture of the map, and the data shown. */

import { incidentsInWords } from "../amounts";
import { lineUrl } from "../api";
import type { Atlas } from "../atlas";
import { conditionOf } from "../condition";
import { button, byId, h } from "../dom";
import { snippet } from "../embed";
import { filtering } from "../facets";
import { interval } from "../format";
import { copyWords, handFile } from "../handover";
import { complain } from "../notice";
import { printPage } from "../printing";
import { SERVED, servedUrl, shownCsv, shownGeoJson } from "../shown";
import { knownBy, type State, type Store, toHash } from "../state";
import { language, say } from "../tongue";
import type { SideView } from "./side";

/** The panel; `picture` makes the picture of the map. */
export class SharePanel {
  private link = h("input", {
    class: "field share-link",
    id: "share-link",
    type: "url",
    readonly: true,
    "aria-label": say("Link to this view"),
  });

  private frame = h("textarea", {
    class: "field snippet",
    id: "share-snippet",
    readonly: true,
    rows: 4,
    "aria-label": say("Markup of the frame"),
  });

  constructor(
    private store: Store,
    private atlas: Atlas,
    private picture: (address: string) => Promise<void>,
    private leave: () => void,
  ) {
    store.subscribe((state) => this.update(state));
    this.update(store.get());
  }

  view(): SideView {
    const state = this.store.get();
    return {
      title: say("Share and keep"),
      kicker: byId("headline").textContent ?? "",
      back: { label: say("Back"), go: this.leave },
      body: [
        h("h3", {}, say("Link to this view")),
        this.link,
        actions(tool("copy", say("Copy the link"), () => void copyWords(this.link))),
        h("h3", {}, say("Picture of the map")),
        h(
          "p",
          { class: "muted small" },
          say("With date, whose line it is, scale, sources and the link."),
        ),
        actions(
          tool("png", say("Download PNG"), () => void this.keepPicture()),
          tool("print", say("Print"), () => {
            this.leave();
            void printPage();
          }),
        ),
        h("h3", {}, say("Situation report")),
        h(
          "p",
          { class: "muted small" },
          say("What each side stated of these days, in two columns for the screen and for paper."),
        ),
        actions(
          tool("situation", say("Open the report"), () => this.store.set({ report: "shown" })),
        ),
        h("h3", {}, say("The incidents shown, and no others")),
        actions(
          tool("geojson", "GeoJSON", () => this.keep("geojson")),
          tool("csv", "CSV", () => this.keep("csv")),
        ),
        ...this.served(state),
        h("h3", {}, say("Put the map into a page")),
        h(
          "p",
          { class: "muted small" },
          say("A frame with this view; nothing can be changed in it."),
        ),
        this.frame,
        actions(tool("frame", say("Copy the markup"), () => void copyWords(this.frame))),
        h("h3", {}, say("The line shown")),
        actions(
          h(
            "a",
            {
              class: "button",
              id: "share-line",
              href: lineUrl(state.date, state.stance, knownBy(state)),
              download: `line-${state.date}-${state.stance}.geojson`,
            },
            "GeoJSON",
          ),
        ),
      ],
    };
  }

  /** Formats that the server writes; what is chosen is said to it in the address. */
  private served(state: State): HTMLElement[] {
    const days = this.atlas.days(state);
    const narrowed = filtering(state.filter) || state.box !== null;
    const among = this.atlas.among(state);
    const shown = this.atlas.shown(state);
    const condition = narrowed
      ? conditionOf({
          filter: state.filter,
          sectors: this.atlas.areas.sectors,
          among,
          shown,
          boxed: state.box !== null,
        })
      : null;
    const whole = narrowed && condition === null;
    const links = SERVED.map(([extension, name]) =>
      h(
        "a",
        {
          class: "button",
          href: servedUrl(extension, days, condition),
          download: `contactline-${state.date}.${extension}`,
          "data-format": extension,
        },
        name,
      ),
    );
    return [
      h("h3", {}, whole ? say("All incidents of these days") : say("The same in other formats")),
      h(
        "p",
        { class: whole ? "small" : "muted small", id: "share-served" },
        whole
          ? say(
              "What is chosen is too long for an address: these files have all of {days}. The two above have what is shown, and no more.",
              { days: interval(days) },
            )
          : narrowed
            ? say("Exactly the {incidents} listed: the address says what is chosen.", {
                incidents: incidentsInWords(shown.length),
              })
            : say("All of {days}, the same as listed.", { days: interval(days) }),
      ),
      actions(...links),
    ];
  }

  private update(state: State): void {
    this.link.value = addressOf(state);
    const title = `contactline – ${say("the line of contact around Nagorno-Karabakh")}`;
    this.frame.value = snippet(this.link.value, title);
  }

  private async keepPicture(): Promise<void> {
    try {
      await this.picture(this.link.value);
    } catch (error) {
      complain(error, () => void this.keepPicture());
    }
  }

  private keep(form: "geojson" | "csv"): void {
    const state = this.store.get();
    const incidents = this.atlas.shown(state);
    const headline = byId("headline").textContent ?? "";
    const query = { address: this.link.value, headline };
    const text =
      form === "csv"
        ? shownCsv(incidents)
        : shownGeoJson(incidents, this.atlas.layer("incidents"), query);
    const type = form === "csv" ? "text/csv;charset=utf-8" : "application/geo+json";
    handFile(new Blob([text], { type }), `contactline-${state.date}.${form}`);
  }
}

function tool(id: string, label: string, onClick: () => void): HTMLButtonElement {
  return button(label, onClick, { class: "button", id: `share-${id}` });
}

function actions(...tools: HTMLElement[]): HTMLElement {
  return h("div", { class: "share-tools" }, ...tools);
}

/** The address that brings back exactly this view, in this language. */
function addressOf(state: State): string {
  const hash = toHash({ ...state, lang: state.lang ?? language() });
  return new URL(`#${hash}`, document.baseURI).href;
}
