/** The founding story from end to end: one side's report, the other's answer, one record, a release that can be checked. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { accessible, enterToken, openPage, picture, sampleReport, withStage } from "./stage.mjs";

/** What the other side says of the same days. */
const ANSWER =
  "The Armenian Ministry of Defence denied on 30 September 2020 that about 2,300 Armenian servicemen had been killed and wounded in Nagorno-Karabakh from 27 to 30 September.";

test("the founding story", async (t) => {
  await withStage(async (server, browser) => {
    const token = server.token();
    let id = "";

    await t.test("a report and the other side's answer become one record with keys alone", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-09-30" });
      await page.click("#editor-toggle");
      await enterToken(page, token);
      const { text, headers } = sampleReport();
      const send = async (words, publisher, side, day) => {
        await page.click("#editor-report");
        await page.fill("#report-text", words);
        await page.fill("#report-publisher", publisher);
        await page.selectOption("#report-side", side);
        await page.fill("#report-date", day);
        await page.locator("#report-date").press("Enter");
        await page.waitForSelector(".intake-said");
        return page.locator(".draft[data-id]").evaluateAll((cards) =>
          cards.map((card) => [card.dataset.id, card.querySelector(".kicker").textContent]),
        );
      };
      const losses = (drafts) => drafts.find(([, kind]) => /losses/i.test(kind))?.[0];
      const first = losses(await send(text, headers.source, headers.side, headers.published));
      const answer = losses(await send(ANSWER, "Armenian Ministry of Defence", "arm", "2020-09-30"));
      assert.ok(first && answer && first !== answer, `losses by each side: ${first}, ${answer}`);
      await page.click("#editor-queue");
      await page.waitForSelector(".draft");
      await page.keyboard.press("n");
      await page.keyboard.press("j");
      const pair = page.locator(
        `.pair-card[data-kept="${first}"][data-other="${answer}"], .pair-card[data-kept="${answer}"][data-other="${first}"]`,
      );
      await pair.waitFor();
      id = await pair.getAttribute("data-kept");
      await pair.locator(".join").focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector(".pair-done");
      await page.locator("#editor-queue").focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector(`.draft[data-id="${id}"]`);
      for (let n = 0; n < 20; n += 1) {
        await page.keyboard.press("n");
        const now = await page.evaluate(() => document.activeElement.dataset.id);
        if (now === id) break;
      }
      await page.keyboard.press("a");
      await page.waitForSelector(`.draft.decided[data-id="${id}"]`);
      await clean();
    });

    await t.test("its grid shows both columns and no number of its own", async () => {
      const hash = `#date=2020-09-30&incident=${encodeURIComponent(id)}`;
      const { page, clean } = await openPage(browser, server, { hash });
      await page.waitForSelector(".grid");
      const stands = await page.locator(".grid td[data-stand]").evaluateAll((cells) =>
        cells.map(({ dataset }) => `${dataset.side} ${dataset.stand}`),
      );
      assert.ok(stands.includes("az asserted"), stands.join());
      assert.ok(stands.includes("arm denied"), stands.join());
      const { properties } = await (
        await fetch(`${server.url}/ogc/collections/incidents/items/${id}`)
      ).json();
      const sides = new Set(properties.claims.map((claim) => claim.claimant_side));
      assert.ok(sides.has("az") && sides.has("arm"), "claims of both sides");
      const numbers = Object.entries(properties).filter(([key]) => /quantity|killed|wounded|total/.test(key));
      assert.deepEqual(numbers, [], "a record has no number that is not a claimant's");
      assert.doesNotMatch(await page.textContent(".grid-box"), /4,600|total|average/i);
      await accessible(page, "the grid of both sides");
      await picture(page, "founding-grid");
      await clean();
    });

    await t.test("a release is made, downloaded and verified, and fails after one byte has changed", async () => {
      const folder = mkdtempSync(join(tmpdir(), "contactline-release-"));
      const { page, clean } = await openPage(browser, server);
      const made = await fetch(`${server.url}/releases`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: "{}",
      });
      assert.equal(made.status, 201, await made.clone().text());
      const { date } = await made.json();
      const download = async (path, name) => {
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.evaluate(
            ([href, as]) => {
              const link = document.createElement("a");
              link.href = href;
              link.download = as;
              link.click();
            },
            [path, name],
          ),
        ]);
        const at = join(folder, name);
        await file.saveAs(at);
        return at;
      };
      const manifest = await download(`/releases/${date}`, "manifest.json");
      const layer = await download("/layers/incidents.geojson", "incidents.geojson");
      for (const file of [manifest, layer]) {
        const { status, out, err } = server.run("verify", file);
        assert.equal(status, 0, `${file}: ${out}${err}`);
      }
      const bytes = readFileSync(layer);
      const at = bytes.indexOf(id);
      const summary = bytes.indexOf('"summary":"', at) + '"summary":"'.length;
      bytes[summary] ^= 1;
      const forged = join(folder, "forged.geojson");
      writeFileSync(forged, bytes);
      const { status, out, err } = server.run("verify", forged);
      assert.notEqual(status, 0, "one byte is changed");
      assert.ok(`${out}${err}`.includes(id), `the record is named: ${out}${err}`);
      rmSync(folder, { recursive: true, force: true });
      await clean();
    });
  });
});
