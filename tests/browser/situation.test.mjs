/** The situation report: each side's statements in a column of its own, on the screen and on paper. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const HASH = "#date=2020-09-30&span=own&since=2020-09-27";

async function open(page) {
  await page.click("#share");
  await page.click("#share-situation");
  await page.waitForSelector("#situation[open]");
}

test("the situation report", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("puts every claim of the days into the column of who makes it, and adds nothing up", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await open(page);
      assert.equal(await page.textContent("#situation-title"), "Situation report, 27–30 Sep 2020");
      const { features } = await (
        await page.request.get(`${server.url}/layers/incidents.geojson?datetime=2020-09-27/2020-09-30`)
      ).json();
      const claims = features.flatMap(({ properties }) => properties.claims);
      for (const side of ["az", "arm", "third-party"]) {
        const own = claims.filter(({ claimant_side }) => (claimant_side ?? "third-party") === side);
        const said = (await page.locator(`.situation-column[data-side="${side}"]`).allTextContents()).join("\n");
        for (const { claimant } of own) assert.ok(said.includes(claimant), `${claimant} speaks for ${side}`);
        const others = claims.filter(({ claimant_side }) => claimant_side && claimant_side !== side);
        for (const { claimant } of others.filter((one) => !own.some((mine) => mine.claimant === one.claimant))) {
          assert.ok(!said.includes(`${claimant} claims`), `${claimant} does not speak for ${side}`);
        }
      }
      const columns = await page.locator(".situation-day").first().locator(".situation-columns > *").count();
      assert.equal(columns, 2);
      const text = await page.textContent("#situation");
      assert.match(text, /To be listed is no confirmation/);
      assert.doesNotMatch(text, /total|average/i);
      await picture(page, "situation");
      await accessible(page, "the situation report");
      await page.keyboard.press("Escape");
      await page.waitForSelector("#situation", { state: "detached" });
      await clean();
    });

    await t.test("opens from a day of the list and from the numbers, and has an address", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      const day = page.locator('.day-report[data-day="2020-09-28"]');
      assert.equal(await day.getAttribute("aria-label"), "Situation report, 28 Sep 2020");
      await day.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#situation[open]");
      assert.equal(await page.textContent("#situation-title"), "Situation report, 28 Sep 2020");
      assert.match(page.url(), /report=2020-09-28/);
      // What began the day before and goes on stands under its own beginning.
      assert.deepEqual(await page.locator(".situation-day h3").allTextContents(), ["27 Sep 2020", "28 Sep 2020"]);
      const told = await page.textContent("#situation");
      const address = /http\S+report=2020-09-28\S*/.exec(told)[0];
      await page.keyboard.press("Escape");
      await page.waitForSelector("#situation", { state: "detached" });
      assert.doesNotMatch(page.url(), /report=/);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.day), "2020-09-28", "the focus is back");
      await page.click("#show-numbers");
      await page.click("#numbers-report");
      await page.waitForSelector("#situation[open]");
      assert.equal(await page.textContent("#situation-title"), "Situation report, 27–30 Sep 2020");
      await clean();
      const other = await openPage(browser, server, { hash: new URL(address).hash });
      await other.page.waitForSelector("#situation[open]");
      assert.equal(await other.page.textContent("#situation-title"), "Situation report, 28 Sep 2020");
      await other.clean();
    });

    await t.test("is alone on paper, as long as it is", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await open(page);
      await page.emulateMedia({ media: "print" });
      const seen = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
      assert.equal(await seen("#situation-title"), 1);
      assert.equal(await seen("#map, #side, #dates, .top, .situation-tools"), 0);
      const { clipped, tall } = await page.evaluate(() => {
        const sheet = document.getElementById("situation");
        return { clipped: getComputedStyle(sheet).overflowY, tall: sheet.getBoundingClientRect().height };
      });
      assert.equal(clipped, "visible");
      assert.ok(tall > 900, `${tall} pixels`);
      await clean();
    });

    await t.test("has room on a phone and in the dark, in another language too", async () => {
      const { page, clean } = await openPage(browser, server, {
        viewport: SMALL,
        colorScheme: "dark",
        hash: `${HASH}&lang=ru`,
      });
      await open(page);
      const wide = await page.evaluate(() => {
        const sheet = document.getElementById("situation");
        return sheet.scrollWidth - sheet.clientWidth;
      });
      assert.equal(wide, 0);
      assert.match(await page.textContent("#situation-title"), /^Сводка обстановки, 27–30 сен 2020/);
      await picture(page, "situation-phone");
      await accessible(page, "the report on a phone");
      await clean();
    });
  });
});
