/** What the server writes for a reader is exactly what the reader sees, whatever is chosen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, withStage } from "./stage.mjs";

const WAR = "#date=2020-11-10&span=all";
const CHOICES = {
  "a kind": "&only=kind:shelling",
  "two grades and a side": "&only=grade:one-side+both-sides,side:az",
  "a precision": "&only=precision:2+3",
  "a sector": "&only=sector:fuzuli-hadrut",
  "a district": "&only=district:az-khojavend",
  "a claimant": "&only=actor:Russia",
  "words": "&find=stepanakert",
  "words and a kind": "&find=stepanakert&only=kind:shelling",
  "days and kilometres": "&box=2020-09-27/2020-10-10/100/160",
  "words that nobody said": "&find=neverheard",
};

test("downloads of what is chosen", async (t) => {
  await withStage(async (server, browser) => {
    for (const [name, hash] of Object.entries(CHOICES)) {
      await t.test(`have exactly what is listed: ${name}`, async () => {
        const { page, clean } = await openPage(browser, server, { hash: WAR + hash });
        // The sectors come by themselves where the address asks for one.
        if (/sector|box/.test(hash)) await page.waitForFunction(() => !/^60 /.test(document.getElementById("headline").textContent));
        const seen = await page
          .locator("#side .item[data-id]")
          .evaluateAll((items) => items.map((one) => one.dataset.id).toSorted());
        assert.equal(seen.length === 0, /neverheard/.test(hash), `${seen.length} are listed`);
        await page.click("#share");
        await page.waitForSelector("#share-served");
        assert.match(await page.textContent("#share-served"), /^Exactly the \d+ incidents? listed/);
        for (const format of ["geojsonl", "xlsx"]) {
          const href = await page.getAttribute(`[data-format="${format}"]`, "href");
          assert.ok(href.length < 8000, `${href.length} characters`);
          const answer = await page.request.get(server.url + href);
          assert.equal(answer.status(), 200, await answer.text());
          if (format !== "geojsonl") continue;
          const lines = (await answer.text()).trim().split("\n").filter(Boolean);
          assert.deepEqual(lines.map((line) => JSON.parse(line).id).toSorted(), seen);
        }
        await clean();
      });
    }
  });
});
