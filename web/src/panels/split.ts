/** Chooses the claims of a draft that speak of another event and become a draft of their own. */

import { quantity, speaker, speech } from "../claimwords";
import { button, h } from "../dom";
import type { Claim } from "../model";
import { say } from "../tongue";

/** The form; at least one claim must go and at least one must stay. */
export function splitForm(
  id: string,
  claims: readonly Claim[],
  onSplit: (claims: string[]) => void,
): HTMLElement {
  const chosen = new Set<string>();
  const send = button(say("Make them a draft of their own"), () => onSplit([...chosen]), {
    class: "button do-split",
    disabled: true,
  });
  const boxes = claims.map((claim, n) => {
    const box = h("input", {
      type: "checkbox",
      id: `split-${id}-${n}`,
      change: () => {
        if (box.checked) chosen.add(claim.id);
        else chosen.delete(claim.id);
        send.disabled = chosen.size === 0 || chosen.size === claims.length;
      },
    });
    const words = [speaker(claim), speech(claim), quantity(claim)].filter(Boolean).join(" ");
    return h("label", { for: box.id, class: "split-claim" }, box, h("span", {}, words));
  });
  return h(
    "fieldset",
    { class: "splitting" },
    h("legend", { class: "small" }, say("Which claims speak of another event?")),
    ...boxes,
    send,
  );
}
