/** The filter above the list: what it chooses is what map, list, headline and address show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const WAR = "#date=2020-11-10&span=all&layers=incidents";
const listed = (page) => page.locator("#side .item[data-id]").count();
const facet = (page, name) =>
  page
    .locator(`#filter input[data-facet="${name}"]`)
    .evaluateAll((boxes) =>
      boxes.map((box) => [box.value, box.closest("label").querySelector(".facet-count").textContent]),
    );

test("the filter", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("counts what the days have, and shows what is chosen everywhere alike", async () => {
      const { page, clean } = await openPage(browser, server, { hash: WAR });
      const all = await listed(page);
      await page.click("#filter summary");
      await page.waitForFunction(() => document.querySelectorAll('[data-facet="sector"]').length > 3);
      const kinds = await facet(page, "kind");
      const sum = kinds.reduce((total, [, count]) => total + Number(count), 0);
      assert.equal(sum, all, "each incident has one kind");
      const [[kind, many]] = kinds;
      const box = await page.locator(`#filter-kind-${kind}`).elementHandle();
      await page.focus(`#filter-kind-${kind}`);
      await page.keyboard.press("Space");
      await page.waitForFunction((n) => document.querySelectorAll("#side .item[data-id]").length === n, Number(many));
      assert.equal(
        await page.evaluate(() => document.activeElement.id),
        `filter-kind-${kind}`,
        "the focus stays where it was",
      );
      assert.match(await page.textContent("#headline"), new RegExp(`^${many} of ${all} incidents reported`));
      assert.match(page.url(), new RegExp(`only=kind:${kind}`));
      assert.ok(await box.evaluate((one) => one.isConnected), "counting anew leaves the box where it is");
      const shown = await page
        .locator(".handle")
        .evaluateAll((handles) => handles.flatMap((one) => one.dataset.key.split(" ")).length);
      assert.ok(shown > 0 && shown <= Number(many), `${shown} on the map`);
      await picture(page, "filter");
      await accessible(page, "the filter");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.equal(await listed(page), Number(many), "the address brings it back");
      assert.match(await page.textContent("#filter summary"), /only some are shown/);
      await page.click("#filter summary");
      assert.ok(await page.isChecked(`#filter-kind-${kind}`));
      await page.click("#filter-clear");
      await page.waitForFunction((n) => document.querySelectorAll("#side .item[data-id]").length === n, all);
      assert.doesNotMatch(page.url(), /only=/);
      await clean();
    });

    await t.test("finds words while they are typed, in any spelling", async () => {
      const { page, clean } = await openPage(browser, server, { hash: WAR });
      const all = await listed(page);
      await page.click("#filter summary");
      await page.focus("#filter-text");
      await page.keyboard.type("GANJA", { delay: 30 });
      await page.waitForFunction(() => /find=GANJA/.test(location.hash));
      const found = await listed(page);
      assert.ok(found > 0 && found < all, `${found} of ${all}`);
      assert.equal(await page.inputValue("#filter-text"), "GANJA");
      await page.fill("#filter-text", "no such words at all");
      await page.waitForFunction(() => /passes the filter/.test(document.querySelector("#side").textContent));
      await page.fill("#filter-text", "");
      await page.waitForFunction((n) => document.querySelectorAll("#side .item[data-id]").length === n, all);
      await clean();
    });

    await t.test("parts an incident along the line between the sectors, and says so", async () => {
      const { page, clean } = await openPage(browser, server, { hash: WAR });
      await page.click("#filter summary");
      // Shares of sectors and of districts come one after the other.
      for (const facet of ["sector", "district"]) {
        await page.waitForFunction(
          (facet) =>
            [...document.querySelectorAll(`#filter input[data-facet="${facet}"]`)].some((box) =>
              /\.\d/.test(box.closest("label").querySelector(".facet-count").textContent),
            ),
          facet,
        );
      }
      assert.match(await page.textContent("#filter"), /counts in each sector and district by the share/);
      await clean();
    });

    await t.test("has room on a phone and in the dark", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: WAR,
        viewport: SMALL,
        colorScheme: "dark",
      });
      await page.click("#tab-list");
      await page.click("#filter summary");
      await page.waitForFunction(() => document.querySelectorAll('[data-facet="sector"]').length > 3);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= SMALL.width, `${wide} pixels wide`);
      await picture(page, "filter-phone-dark");
      await accessible(page, "the filter on a phone");
      await clean();
    });
  });
});
