/** What shows or tells of dead and wounded in detail stands behind a click. */

import { h } from "../dom";
import { say } from "../tongue";

/** The records that a reader chose to see, for as long as the page is open. */
const lifted = new Set<string>();

/** The content as it is, or behind a warning where the record is flagged. */
export function veiled(
  id: string,
  graphic: boolean | undefined,
  content: (Node | null)[],
): (Node | null)[] {
  if (!graphic) return content;
  const veil = h(
    "details",
    { class: "veil", open: lifted.has(id) },
    h("summary", {}, say("This record tells of dead and wounded in detail. Show it")),
    ...content,
  );
  veil.addEventListener("toggle", () => {
    if (veil.open) lifted.add(id);
    else lifted.delete(id);
  });
  return [veil];
}
