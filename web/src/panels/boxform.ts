/** Days and kilometres typed instead of drawn: the box for those who do not use a pointer. */

import { isDay } from "../days";
import type { Diagram } from "../diagram/model";
import { button, h } from "../dom";
import type { Store } from "../state";
import { say } from "../tongue";

/** The form; an interval in the wrong order is turned round. */
export function boxForm({ from, to, length_km }: Diagram, store: Store): HTMLElement {
  const whole = Math.floor(length_km);
  const { box } = store.get();
  const field = (label: string, type: string, value: string | number, limits: object) => {
    const input = h("input", { class: "field", type, value, ...limits });
    return { input, label: h("label", {}, h("span", {}, label), input) };
  };
  const days = { min: from, max: to };
  const km = { min: 0, max: whole, step: 1 };
  const fields = [
    field(say("From day"), "date", box?.from ?? from, days),
    field(say("to day"), "date", box?.to ?? to, days),
    field(say("From km"), "number", Math.round(box?.fromKm ?? 0), km),
    field(say("to km"), "number", Math.round(box?.toKm ?? whole), km),
  ];
  const apply = () => {
    const [a, b, low, high] = fields.map(({ input }) => input.value);
    if (!isDay(a) || !isDay(b)) return;
    const [first, last] = [a, b].sort();
    const [fromKm, toKm] = [Number(low), Number(high)].sort((one, other) => one - other);
    if (first === undefined || last === undefined || fromKm === undefined) return;
    store.set({ box: { from: first, to: last, fromKm, toKm: toKm ?? fromKm }, date: last });
  };
  return h(
    "form",
    {
      class: "box-form",
      id: "box-form",
      "aria-label": say("Show only these days and kilometres"),
      submit: (event) => {
        event.preventDefault();
        apply();
      },
    },
    h("h3", {}, say("Show only these days and kilometres")),
    ...fields.map(({ label }) => label),
    h("button", { type: "submit", class: "button" }, say("Show these")),
    button(say("Clear"), () => store.set({ box: null }), { class: "button" }),
  );
}
