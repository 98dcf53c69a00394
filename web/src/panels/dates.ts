/** The date bar: a slider over days, steps, jumps, and how many days are shown together. */

import { incidentsInWords } from "../amounts";
import type { Atlas } from "../atlas";
import { addDays, clampDay, dayNumber, dayOf, isDay, reach, SPANS, type Span } from "../days";
import { button, byId, h } from "../dom";
import { filtering } from "../facets";
import { date, interval } from "../format";
import type { Config, Day, Incident } from "../model";
import type { State, Store } from "../state";
import { number as numeral, phrase, say } from "../tongue";
import { pageTurns } from "../turns";
import { StatementLane } from "./lane";
import type { LineBar } from "./linebar";
import { Timeline } from "./timeline";

const SPAN_LABELS: Record<Span, string> = {
  day: phrase("Day"),
  week: phrase("7 days"),
  month: phrase("30 days"),
  all: phrase("All before"),
  own: phrase("Interval"),
};

/** The line's first day, and the first and last day of the war of 2020. */
const LANDMARKS: Day[] = ["1994-05-12", "2020-09-27", "2020-11-10"];

export class DatePanel {
  private headline = byId("headline");
  private field: HTMLInputElement;
  private slider: HTMLInputElement;
  private years: HTMLSelectElement;
  private radios = new Map<Span, HTMLInputElement>();
  private spans = this.spanSelect();
  private jumps = new Map<Day, HTMLButtonElement>();
  private timeline = new Timeline((from, to) => this.brush(from, to));
  private since: HTMLInputElement;
  private sinceLabel: HTMLElement;
  private lane: StatementLane;

  constructor(
    private store: Store,
    private atlas: Atlas,
    private dates: Config["dates"],
    private line: LineBar,
    open: (incidents: Incident[]) => void,
  ) {
    const { first, last } = dates;
    this.lane = new StatementLane(open);
    this.since = h("input", {
      type: "date",
      id: "since",
      class: "field",
      min: first,
      max: last,
      change: () =>
        this.since.value && store.set({ since: clampDay(this.since.value, first, last) }),
    });
    this.sinceLabel = h("label", { class: "since", hidden: true }, say("From"), this.since);
    this.field = h("input", {
      type: "date",
      id: "date",
      class: "field",
      min: first,
      max: last,
      "aria-label": say("Date"),
      change: () => this.field.value && this.go(this.field.value),
    });
    this.slider = h("input", {
      type: "range",
      id: "slider",
      class: "slider",
      step: 1,
      "aria-label": say("Date"),
      input: () => this.go(dayOf(Number(this.slider.value))),
    });
    this.years = this.yearChoice();
    byId("dates").append(
      h(
        "div",
        { class: "dates-top" },
        h(
          "div",
          { class: "stepper" },
          button("‹", () => this.step(-1), {
            class: "button step",
            id: "previous-day",
            "aria-label": say("Previous day"),
          }),
          this.field,
          button("›", () => this.step(1), {
            class: "button step",
            id: "next-day",
            "aria-label": say("Next day"),
          }),
        ),
        this.spanChoice(),
        this.spans,
        this.sinceLabel,
        this.jumpList(),
      ),
      h(
        "div",
        { class: "dates-track" },
        this.years,
        h(
          "div",
          { class: "track" },
          this.timeline.element,
          this.slider,
          this.timeline.scale,
          this.lane.element,
        ),
      ),
      this.line.element,
    );
    store.subscribe((state) => this.update(state));
    this.update(store.get());
  }

  /** Says what is shown; also called when incidents have arrived. */
  update(state: State): void {
    const { first, last } = this.dates;
    const [from, to] = reach(state.date, state.scope, first, last);
    const { slider } = this;
    slider.min = String(dayNumber(from));
    slider.max = String(dayNumber(to));
    slider.value = String(dayNumber(state.date));
    slider.setAttribute("aria-valuetext", date(state.date));
    if (document.activeElement !== this.field) this.field.value = state.date;
    this.years.value = state.scope === "all" ? "all" : state.date.slice(0, 4);
    for (const [span, radio] of this.radios) {
      radio.checked = span === state.span && !state.box && !state.against;
      radio.disabled = state.against !== null;
    }
    this.spans.disabled = state.against !== null;
    this.spans.value = state.span;
    this.sinceLabel.hidden = state.span !== "own" || state.box !== null || state.against !== null;
    this.since.max = state.date;
    if (document.activeElement !== this.since) this.since.value = state.since ?? "";
    this.line.update(state);
    for (const [day, jump] of this.jumps) {
      jump.setAttribute("aria-pressed", String(day === state.date));
    }
    byId<HTMLButtonElement>("previous-day").disabled = state.date <= first;
    byId<HTMLButtonElement>("next-day").disabled = state.date >= last;
    this.headline.textContent = headline(this.atlas.shown(state).length, state, this.atlas);
    const playing = document.body.classList.contains("playing");
    pageTurns.take("timeline", playing, () => {
      this.timeline.draw(this.atlas.perDay(state.filter), from, to, this.atlas.days(state));
      this.lane.draw(this.atlas.passing(state.filter), from, to);
    });
  }

  private go(day: Day): void {
    this.store.set({ date: clampDay(day, this.dates.first, this.dates.last) });
  }

  /** Shows the days that were drawn over the bars; one day only moves the date. */
  private brush(from: Day, to: Day): void {
    const { first, last } = this.dates;
    const date = clampDay(to, first, last);
    const only = from === to || this.store.get().against !== null;
    const own = { span: "own", since: clampDay(from, first, last), box: null } as const;
    this.store.set(only ? { date } : { date, ...own });
  }

  /** How many days are shown together; an interval of one's own begins where the one before began. */
  private together(span: Span): void {
    const { date, since } = this.store.get();
    const own = since && since <= date ? since : addDays(date, -6);
    this.store.set({ span, box: null, since: span === "own" ? own : null });
  }

  private step(days: number): void {
    this.go(addDays(this.store.get().date, days));
  }

  private yearChoice(): HTMLSelectElement {
    const { first, last } = this.dates;
    const select = h("select", {
      class: "field years",
      id: "years",
      "aria-label": say("Years on the slider"),
    });
    for (let year = Number(last.slice(0, 4)); year >= Number(first.slice(0, 4)); year -= 1) {
      select.append(h("option", { value: year }, String(year)));
    }
    select.append(h("option", { value: "all" }, say("All years")));
    const jumps = this.jumpDays().map((day) => h("option", { value: day }, jumpLabel(day)));
    select.append(h("optgroup", { label: say("Jump to") }, ...jumps));
    select.addEventListener("change", () => {
      if (select.value.length > 4) {
        this.go(select.value);
        return this.update(this.store.get());
      }
      if (select.value === "all") return this.store.set({ scope: "all" });
      const day = `${select.value}${this.store.get().date.slice(4)}`;
      const real = Number.isNaN(dayNumber(day)) ? `${select.value}-02-28` : day;
      this.store.set({ scope: "year", date: clampDay(real, first, last) });
    });
    return select;
  }

  private spanChoice(): HTMLElement {
    const choices = SPANS.map((span) => {
      const radio = h("input", {
        type: "radio",
        name: "span",
        value: span,
        id: `span-${span}`,
        change: () => this.together(span),
      });
      this.radios.set(span, radio);
      return h("label", { for: `span-${span}` }, radio, h("span", {}, say(SPAN_LABELS[span])));
    });
    const legend = h("legend", { class: "visually-hidden" }, say("Days shown together"));
    return h("fieldset", { class: "segments" }, legend, ...choices);
  }

  /** The same choice where there is no room for the row of buttons. */
  private spanSelect(): HTMLSelectElement {
    const options = SPANS.map((span) => h("option", { value: span }, say(SPAN_LABELS[span])));
    const select = h(
      "select",
      { class: "field span-select", id: "span-select", "aria-label": say("Days shown together") },
      ...options,
    );
    select.addEventListener("change", () => this.together(select.value as Span));
    return select;
  }

  private jumpDays(): Day[] {
    const { first, last, latest } = this.dates;
    const days = [...LANDMARKS, isDay(latest) ? latest : last];
    return [...new Set(days)].filter((day) => isDay(day) && day >= first && day <= last);
  }

  private jumpList(): HTMLElement {
    const items = this.jumpDays().map((day) => {
      const jump = button(jumpLabel(day), () => this.go(day), {
        class: "chip",
        "data-day": day,
      });
      this.jumps.set(day, jump);
      return jump;
    });
    return h(
      "div",
      { class: "jumps", role: "group", "aria-label": say("Jump to a date") },
      ...items,
    );
  }
}

function jumpLabel(day: Day): string {
  return LANDMARKS.includes(day) ? date(day) : say("Latest");
}

/** What is on the map, in words. */
function headline(number: number, state: State, atlas: Atlas): string {
  const all = atlas.among(state).length;
  const some = filtering(state.filter)
    ? say("{n} of {incidents}", { n: numeral(number), incidents: incidentsInWords(all) })
    : incidentsInWords(number);
  const incidents = all === 0 ? say("No incidents") : some;
  const days = atlas.days(state);
  const { box } = state;
  const open = state.span === "all" && !box && !state.against;
  const time = open ? say("up to {day}", { day: date(state.date) }) : interval(days);
  const where = box
    ? `, ${say("km {from}–{to} of the line", { from: Math.round(box.fromKm), to: Math.round(box.toKm) })}`
    : "";
  return say("{incidents} reported {time}", { incidents, time }) + where;
}
