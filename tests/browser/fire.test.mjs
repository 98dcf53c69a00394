/** Who is said to have fired at what: in the words of an incident, and as arrows on the map. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, withStage } from "./stage.mjs";

const TEXT =
  "Armenian armed forces violated the ceasefire 12 times in the past 24 hours, using sniper rifles. " +
  "Azerbaijani army positions in the village of Alibayli of the Tovuz district underwent fire from " +
  "positions in the villages of Aygedzor and Chinari of the Tavush province.";

/** Publishes what the statement says and gives the id of the incident with the fire. */
async function publish(server) {
  const headers = {
    Authorization: `Bearer ${server.token()}`,
    "Content-Type": "application/json",
  };
  const post = async (path, body, more = {}) => {
    const init = { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) };
    const answer = await fetch(server.url + path, init);
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const source = { title: "Azerbaijani Ministry of Defence", side: "az", url: null };
  const report = { text: TEXT, published: "2020-09-25", source, language: "en" };
  const { drafts } = await post("/reports", report);
  const draft = drafts.find(({ properties }) => properties.claims.some(({ fire }) => fire?.pairs));
  assert.ok(draft, "the statement tells of fire from places at a place");
  const { revision } = draft.properties;
  await post(`/review/${draft.id}/accept`, {}, { "If-Match": `"${draft.id}-${revision}"` });
  return draft.id;
}

test("fire from places at a place", async (t) => {
  await withStage(async (server, browser) => {
    const id = await publish(server);

    await t.test("is said with its claimant and drawn from there to here", async () => {
      const hash = `#date=2020-09-25&span=week&incident=${id}&map=11/40.87/45.5`;
      const { page, clean } = await openPage(browser, server, { hash });
      const words = page.locator("#side .fire-pairs li");
      assert.match(await words.textContent(), /Alibayli.*under fire from.*Aygedzor, Chinari/s);
      assert.match(await page.textContent("#side .fire-weapons"), /sniper rifles/);
      const arrows = page.locator(".leaflet-fire-pane .fire-arrow");
      assert.deepEqual(
        await arrows.evaluateAll((paths) => paths.map((path) => path.getAttribute("aria-label"))),
        ["Aygedzor", "Chinari"].map(
          (from) => `Fire from ${from} at Alibayli, as claimed by Azerbaijani Ministry of Defence`,
        ),
      );
      assert.match(await arrows.first().evaluate((path) => path.style.markerEnd), /#arrow-az/);
      await picture(page, "fire");
      await accessible(page, "an incident with fire");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !document.querySelector(".fire-arrow"));
      await clean();
    });
  });
});
