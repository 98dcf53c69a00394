/** The words that stand in the page before any code runs, said in its language. */

import { byId } from "./dom";
import { language, say } from "./tongue";

/** Puts the words of the language into the page that the server sent in English. */
export function translatePage(): void {
  document.documentElement.lang = language();
  if (language() === "en") return;
  document.title = `contactline – ${say("the line of contact around Nagorno-Karabakh")}`;
  byId("skip").textContent = say("Skip to the list of incidents");
  byId("tagline").textContent = say(
    "What was reported along the line of contact, where, when and by whom",
  );
  byId("editor-toggle").textContent = say("Editor");
  const names: Record<string, string> = {
    side: say("Incidents and details"),
    map: say(
      "Map. Arrow keys move it, plus and minus zoom. The list of incidents says the same in words.",
    ),
    "zoom-in": say("Zoom in"),
    "zoom-out": say("Zoom out"),
    "zoom-all": say("Show the whole line"),
    share: say("Share and keep"),
    views: say("More views"),
    layers: say("Layers"),
    diagram: say("Space–time diagram"),
    dates: say("Date"),
    tabs: say("Views"),
  };
  for (const [id, name] of Object.entries(names)) byId(id).setAttribute("aria-label", name);
  byId("share").title = say("Share and keep");
  byId("zoom-all").title = say("Show the whole line");
  byId("zoom-in").parentElement?.setAttribute("aria-label", say("Zoom"));
}
