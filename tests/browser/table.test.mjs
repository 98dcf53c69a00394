/** The table beside the list: the same incidents with what is known of each, in any order, by mouse and by keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const WAR = "#date=2020-11-10&span=all";
const rows = (page) =>
  page.locator(".row-open").evaluateAll((all) => all.map((one) => one.dataset.id));
const column = (page, number) =>
  page
    .locator(`.incident-table tbody tr > :nth-child(${number})`)
    .evaluateAll((cells) => cells.map((cell) => cell.textContent));

test("the table", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("has a row for each incident of the list, with what the server says of it", async () => {
      const { page, clean } = await openPage(browser, server, { hash: WAR });
      const listed = await page
        .locator("#side .item[data-id]")
        .evaluateAll((items) => items.map((one) => one.dataset.id));
      await page.click("#as-table");
      await page.waitForSelector(".incident-table");
      assert.deepEqual(await rows(page), listed);
      assert.match(page.url(), /show=table/);
      assert.equal(await page.getAttribute("#as-table", "aria-pressed"), "true");
      const { features } = await (await page.request.get(`${server.url}/layers/incidents.geojson`)).json();
      const known = new Map(features.map((feature) => [feature.id, feature.properties]));
      for (const row of await page.locator(".incident-table tbody tr").all()) {
        const [id, said] = [await row.locator(".row-open").getAttribute("data-id"), await row.textContent()];
        const { claims, line_position: at } = known.get(id);
        for (const { claimant } of claims) assert.ok(said.includes(claimant), `${id}: ${claimant}`);
        if ((at.side === "left" || at.side === "right") && Math.abs(at.offset_km) >= 0.05) {
          assert.ok(said.includes(`${Math.abs(at.offset_km).toFixed(1)} km`), `${id}: ${said}`);
        }
      }
      const stepanakert = await page.locator("tr", { has: page.locator('[data-id="i-20200927-02"]') }).textContent();
      assert.match(stepanakert, /2 · a settlement.*(Khankendi|Stepanakert).*29\.3 km/);
      await picture(page, "table");
      await accessible(page, "the table");
      await clean();
    });

    await t.test("is put in order by keys, says so, and the address brings it back", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${WAR}&show=table` });
      await page.waitForSelector(".incident-table");
      const dates = await rows(page);
      await page.focus("#sort-distance");
      await page.keyboard.press("Enter");
      await page.waitForSelector('th.column-distance[aria-sort="ascending"]');
      assert.equal(await page.locator("th[aria-sort]:not([aria-sort=none])").count(), 1);
      assert.equal(await page.evaluate(() => document.activeElement.id), "sort-distance");
      const far = (await column(page, 8)).map((text) => Number(/^[\d.]+/.exec(text)?.[0]));
      const told = far.filter((km) => !Number.isNaN(km));
      assert.ok(told.length > 20);
      assert.deepEqual(told, told.toSorted((a, b) => a - b));
      await page.keyboard.press("Enter");
      await page.waitForSelector('th.column-distance[aria-sort="descending"]');
      assert.match(page.url(), /sort=-distance/);
      const order = await rows(page);
      assert.notDeepEqual(order, dates);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.waitForSelector('th.column-distance[aria-sort="descending"]');
      assert.deepEqual(await rows(page), order);
      await clean();
    });

    await t.test("opens an incident, and stands where it was on the way back", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${WAR}&show=table` });
      await page.waitForSelector(".incident-table");
      const row = page.locator(".row-open").nth(30);
      await row.scrollIntoViewIfNeeded();
      const id = await row.getAttribute("data-id");
      const top = await page.evaluate(() => document.querySelector(".table-box").scrollTop);
      assert.ok(top > 0);
      await row.click();
      await page.waitForSelector("#side .claims");
      assert.match(page.url(), new RegExp(`incident=${id}`));
      await page.click("#side .back");
      await page.waitForSelector(".incident-table");
      await page.waitForFunction((n) => Math.abs(document.querySelector(".table-box").scrollTop - n) < 2, top);
      await page.click("#as-list");
      await page.waitForSelector("#side .item[data-id]");
      assert.doesNotMatch(page.url(), /show=/);
      await clean();
    });

    await t.test("follows the filter, whose district counts are shares", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${WAR}&show=table` });
      await page.waitForSelector(".incident-table");
      await page.click("#filter summary");
      // The districts' outlines come later than the names of districts that places have.
      await page
        .locator('#filter label:has([data-facet="district"]) .facet-count', { hasText: /\.\d/ })
        .first()
        .waitFor();
      assert.match(await page.textContent("#filter"), /in each sector and district by the share/);
      await page.check("#filter-district-az-khojavend");
      await page.waitForFunction(() => /only=district:az-khojavend/.test(location.hash));
      const all = await page.locator("#side .row-open").count();
      const within = (await column(page, 7)).filter((text) => /Khojavend|\d+ districts|%/.test(text));
      assert.ok(all > 5 && within.length === all, `${within.length} of ${all}`);
      assert.match(await page.textContent("#headline"), new RegExp(`^${all} of 60 incidents`));
      await picture(page, "table-filter");
      await accessible(page, "the table with its filter");
      await clean();
    });

    await t.test("has room on a phone and in the dark, in another language too", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: `${WAR}&show=table&lang=ru`,
        viewport: SMALL,
        colorScheme: "dark",
      });
      await page.click("#tab-list");
      await page.waitForSelector(".incident-table");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= SMALL.width, `${wide} pixels wide`);
      assert.match(await page.textContent(".incident-table thead"), /Район.*От линии/);
      await page.focus(".table-box");
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => document.querySelector(".table-box").scrollLeft > 0);
      await picture(page, "table-phone-dark");
      await accessible(page, "the table on a phone");
      await clean();
    });
  });
});
