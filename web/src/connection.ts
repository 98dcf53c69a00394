/** Whether the server can be reached: says so when answers come from what was kept, and when it is back. */

import { byId } from "./dom";
import { announce } from "./notice";
import { locale, say } from "./tongue";

/** How often an unreachable server is asked again, in milliseconds. */
const AGAIN = 5000;

let asking = 0;
let back: () => void = () => {};

/** Starts the worker that keeps the page; `returned` is called when the server can be reached again. */
export function keepPage(returned: () => void): void {
  back = returned;
  addEventListener("kept-answer", (event) => away((event as CustomEvent<string>).detail));
  addEventListener("online", () => asking && void ask());
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.register("/worker.js").catch(() => {
    // Browsers that keep nothing for this site: the page works as long as there is a connection.
  });
}

/** Says that what is shown was kept, and begins to ask for the server. */
function away(given: string): void {
  const moment = new Date(given);
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  const time = Number.isNaN(moment.getTime()) ? "" : format.format(moment);
  const notice = byId("offline");
  notice.textContent = time
    ? say("Offline: shown as fetched on {time}.", { time })
    : say("Offline: what was fetched before is shown.");
  if (!asking) announce(notice.textContent);
  notice.hidden = false;
  window.clearTimeout(asking);
  asking = window.setTimeout(() => void ask(), AGAIN);
}

async function ask(): Promise<void> {
  try {
    const { ok } = await fetch("/healthz", { credentials: "omit", cache: "no-store" });
    if (!ok) throw new Error("not well");
  } catch {
    window.clearTimeout(asking);
    asking = window.setTimeout(() => void ask(), AGAIN);
    return;
  }
  asking = 0;
  byId("offline").hidden = true;
  announce(say("The server can be reached again."));
  back();
}
