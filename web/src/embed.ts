/** The page inside the page of somebody else: the address to frame, the markup to copy, and what is left out. */

import { byId, h } from "./dom";
import { say } from "./tongue";

/** Only at this query does the server let others frame the page. */
const QUERY = "?embed=1";

/** Whether an address asks for the page without anything that changes something. */
export function isEmbedded(search: string): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}

/** The markup that puts the view of an address into another page. */
export function snippet(address: string, title: string): string {
  const { origin, hash } = new URL(address);
  const attribute = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const source = attribute(`${origin}/${QUERY}${hash}`);
  return `<iframe src="${source}" title="${attribute(title)}" width="100%" height="600" loading="lazy" style="border:0"></iframe>`;
}

/** Takes away what an embedded page must not have, and adds the way to the whole page. */
export function frame(): void {
  document.body.classList.add("embedded");
  byId("editor-toggle").remove();
  byId("tab-editor").remove();
  const whole = h(
    "a",
    { class: "whole", id: "whole", href: "/", target: "_blank", rel: "noopener" },
    "contactline ↗",
    h("span", { class: "visually-hidden" }, ` ${say("Open the whole map")}`),
  );
  whole.addEventListener("click", () => {
    whole.href = `/${location.hash}`;
  });
  byId("map-key").before(whole);
}
