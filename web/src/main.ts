/** Puts the page together: settings, map, layers, panels, and what happens between them. */

import "leaflet/dist/leaflet.css";
import "./styles/fonts.css";
import "./styles/theme.css";
import "./styles/layout.css";
import "./styles/panels.css";
import "./styles/filter.css";
import "./styles/claims.css";
import "./styles/stretch.css";
import "./styles/grid.css";
import "./styles/table.css";
import "./styles/numbers.css";
import "./styles/search.css";
import "./styles/dates.css";
import "./styles/timeline.css";
import "./styles/linebar.css";
import "./styles/layers.css";
import "./styles/editor.css";
import "./styles/desk.css";
import "./styles/views.css";
import "./styles/diagram.css";
import "./styles/map.css";
import "./styles/incidents.css";
import "./styles/fire.css";
import "./styles/labels.css";
import "./styles/share.css";
import "./styles/keys.css";
import "./styles/frame.css";
import "./styles/situation.css";
import "./styles/small.css";
import "./styles/print.css";
import { getConfig } from "./api";
import { keepPage } from "./connection";
import { byId } from "./dom";
import { frame, isEmbedded } from "./embed";
import { beginSpeaking } from "./languages";
import { complain } from "./notice";
import { Page } from "./page";
import { translatePage } from "./statics";

async function start(): Promise<void> {
  try {
    await beginSpeaking();
    translatePage();
    const config = await getConfig();
    const page = new Page(config);
    if (isEmbedded(location.search)) frame();
    keepPage(() => void page.load());
    await page.load();
  } catch (error) {
    complain(error, () => void start());
  }
}

byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("side").focus();
});
void start();
