/** The divider of a comparison: dragged, moved by keys, with a date on either side and a field for one of them. */

import { clampDay, isDay } from "../days";
import { byId, h } from "../dom";
import { date } from "../format";
import type { Config } from "../model";
import { clampSwipe, type State, type Store } from "../state";
import { say } from "../tongue";

const STEPS: Record<string, (at: number) => number> = {
  ArrowLeft: (at) => at - 2,
  ArrowDown: (at) => at - 2,
  ArrowRight: (at) => at + 2,
  ArrowUp: (at) => at + 2,
  PageDown: (at) => at - 10,
  PageUp: (at) => at + 10,
  Home: () => 0,
  End: () => 100,
};

export class Divider {
  private left = h("span", { class: "swipe-day swipe-left" });
  private right = h("span", { class: "swipe-day swipe-right" });
  private handle = h("div", {
    class: "swipe",
    id: "swipe",
    role: "slider",
    tabindex: 0,
    "aria-label": say("Divider between the two dates"),
    "aria-valuemin": 2,
    "aria-valuemax": 98,
  });
  private field: HTMLInputElement;
  private bar: HTMLElement;

  constructor(
    private store: Store,
    { first, last }: Config["dates"],
  ) {
    this.field = h("input", {
      type: "date",
      id: "against",
      class: "field",
      min: first,
      max: last,
      change: () => {
        const day = this.field.value;
        if (isDay(day)) store.set({ against: clampDay(day, first, last) });
      },
    });
    this.bar = h(
      "div",
      { class: "compare-bar", role: "group", "aria-label": say("Dates compared") },
      h("label", {}, h("span", {}, say("Left")), this.field),
    );
    byId("views").append(this.bar);
    this.handle.append(
      this.left,
      h("span", { class: "swipe-grip", "aria-hidden": "true" }, "⇄"),
      this.right,
    );
    byId("map").after(this.handle);
    this.handle.addEventListener("keydown", (event) => this.key(event));
    this.handle.addEventListener("pointerdown", (event) => this.take(event));
  }

  update({ against, date: day, swipe }: State): void {
    this.handle.hidden = against === null;
    this.bar.hidden = against === null;
    if (!against) return;
    if (document.activeElement !== this.field) this.field.value = against;
    this.handle.style.left = `${swipe}%`;
    this.left.textContent = date(against);
    this.right.textContent = date(day);
    this.handle.setAttribute("aria-valuenow", String(swipe));
    const text = say("{percent} percent: {left} to the left, {right} to the right", {
      percent: swipe,
      left: date(against),
      right: date(day),
    });
    this.handle.setAttribute("aria-valuetext", text);
  }

  private key(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.store.set({ swipe: clampSwipe(step(this.store.get().swipe)) });
  }

  private take(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    this.handle.setPointerCapture(event.pointerId);
    const { left, width } = byId("map").getBoundingClientRect();
    const move = ({ clientX }: PointerEvent) =>
      this.store.set({ swipe: clampSwipe(((clientX - left) / width) * 100) });
    const stop = () => {
      this.handle.removeEventListener("pointermove", move);
      this.handle.removeEventListener("pointerup", stop);
      this.handle.removeEventListener("pointercancel", stop);
    };
    this.handle.addEventListener("pointermove", move);
    this.handle.addEventListener("pointerup", stop);
    this.handle.addEventListener("pointercancel", stop);
  }
}
