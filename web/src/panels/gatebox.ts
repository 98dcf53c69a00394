/** What a moderator says of one record at the gate: hold it, warn of it, show its place coarsely. */

import { getGate, patchGate } from "../accounts";
import { ApiError, type Tagged } from "../api";
import { button, h } from "../dom";
import { choiceOf, coarseOf, type Gate, type GateChange, SHOWINGS, standing } from "../gate";
import { announce, sentence } from "../notice";
import { moment } from "../review";
import { say } from "../tongue";
import { choice, labelled } from "./compose";

/** What the box needs of the record around it. */
export interface GateOwner {
  token(): string | null;
  refused(): void;
  /** The tag of the version that is shown. */
  etag(): string;
  /** The record has a new revision. */
  changed(tagged: Tagged): void;
}

/** The closed box; what holds is fetched when it is opened. */
export function gateBox(id: string, owner: GateOwner): HTMLDetailsElement {
  const body = h("div", { class: "gate-body" });
  const message = h("p", { class: "draft-message", role: "status" });
  const details = h(
    "details",
    { class: "gate-box" },
    h("summary", {}, say("What readers may see")),
    body,
    message,
  );
  const tell = (text: string, wrong = false) => {
    message.textContent = text;
    message.classList.toggle("wrong", wrong);
    announce(text);
  };
  const failed = (error: unknown) => {
    tell(sentence(error), true);
    if (!(error instanceof ApiError)) reportError(error);
    else if (error.status === 401) owner.refused();
  };
  const show = async () => {
    const token = owner.token();
    if (!token) return owner.refused();
    const gate = await getGate(token, id);
    body.replaceChildren(...controls(id, gate, (change) => void send(change)));
  };
  const send = async (change: GateChange) => {
    const token = owner.token();
    if (!token) return owner.refused();
    body.setAttribute("aria-busy", "true");
    try {
      owner.changed(await patchGate(token, id, owner.etag(), change));
      await show();
      tell(body.querySelector(".gate-stands")?.textContent ?? "");
    } catch (error) {
      failed(error);
    } finally {
      body.removeAttribute("aria-busy");
    }
  };
  details.addEventListener("toggle", () => {
    if (details.open) show().catch(failed);
  });
  return details;
}

function controls(id: string, gate: Gate, send: (change: GateChange) => void): HTMLElement[] {
  const why = h("input", { id: `gate-why-${id}`, class: "field", autocomplete: "off" });
  const reasoned = (change: GateChange) =>
    send(why.value.trim() ? { ...change, why: why.value.trim() } : change);
  const now = choiceOf(gate.coarse);
  const known = SHOWINGS.some(([value]) => value === now);
  const showing = choice(`gate-coarse-${id}`, [
    ...SHOWINGS.map(([value, text]): [string, string] => [value, say(text, { n: value })]),
    ...(known
      ? []
      : [[now, say("A disc of {n} km around somewhere near", { n: now })] as [string, string]]),
  ]);
  showing.value = now;
  showing.addEventListener("change", () => reasoned({ coarse: coarseOf(showing.value) }));
  return [
    h("p", { class: "gate-stands" }, standing(gate, moment)),
    labelled(say("Reason"), why, say("Where readers saw the record before, they read the reason.")),
    h(
      "div",
      { class: "draft-actions" },
      button(
        gate.hold ? say("Let it go") : say("Hold it back"),
        () => reasoned({ hold: !gate.hold }),
        {
          class: "button hold",
          "aria-pressed": String(gate.hold),
        },
      ),
      button(
        gate.graphic ? say("No warning") : say("Warn: graphic"),
        () => reasoned({ graphic: !gate.graphic }),
        { class: "button graphic", "aria-pressed": String(gate.graphic) },
      ),
    ),
    labelled(say("Its place is shown as"), showing),
  ];
}
