/** The numbers: what each claimant stated, drawn and as a table, and losses side by side, never added up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

test("the numbers", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("show each figure with its claimant, as the server gives them", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-09-30" });
      await page.click("#show-numbers");
      await page.waitForSelector(".number-figure");
      assert.match(page.url(), /show=numbers/);
      const { claimants } = await (await page.request.get(`${server.url}/claims/timeline`)).json();
      const of2020 = claimants.filter(({ figures }) => figures.some(({ stated }) => stated.startsWith("2020")));
      const drawn = await page
        .locator(".number-figure")
        .evaluateAll((all) => all.map((one) => one.dataset.claimant));
      assert.deepEqual(drawn, of2020.map(({ claimant }) => claimant));
      const discs = await page.locator(".number-figure circle").count();
      const figures = of2020.flatMap((one) => one.figures.filter(({ stated }) => stated.startsWith("2020")));
      assert.equal(discs, figures.length, "one mark for each figure");
      const astray = await page.locator(".number-figure").evaluateAll(
        (all) =>
          all.filter((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            const marks = [...one.querySelectorAll("circle")].map((mark) => mark.getBoundingClientRect());
            return marks.some((mark) => mark.top < top || mark.bottom > bottom);
          }).length,
      );
      assert.equal(astray, 0, "every mark stands with its claimant");
      await picture(page, "numbers");
      await accessible(page, "the numbers");
      await page.click("#numbers-table");
      assert.equal(await page.locator(".figures tbody tr").count(), figures.length);
      assert.equal(await page.isVisible(".number-charts"), false);
      await clean();
    });

    await t.test("put losses side by side and lead to the incident and back", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-09-30&show=numbers" });
      await page.waitForSelector(".losses");
      const heads = await page.locator('.losses[data-of="az"] thead th').allTextContents();
      assert.equal(heads.length, 3, "a column for each side");
      assert.doesNotMatch(await page.textContent(".numbers"), /total|average/i);
      const { losses } = await (await page.request.get(`${server.url}/claims/losses`)).json();
      const stated = losses
        .flatMap(({ stated_by }) => Object.values(stated_by).flat())
        .filter((one) => one.stated.startsWith("2020"));
      assert.equal(await page.locator(".losses .figure").count(), stated.length, "each figure stands for itself");
      await page.locator(".losses .figure").first().click();
      await page.waitForSelector(".grid-box");
      await page.click(".side .back");
      await page.waitForSelector(".losses");
      await page.click(".side .back");
      await page.waitForSelector("#side .items");
      assert.doesNotMatch(page.url(), /show=numbers/);
      await clean();
    });

    await t.test("have room on a phone and in the dark", async () => {
      const { page, clean } = await openPage(browser, server, {
        viewport: SMALL,
        colorScheme: "dark",
        hash: "#date=2020-09-30",
      });
      await page.click("#show-numbers");
      await page.waitForSelector(".number-figure", { state: "visible" });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, "nothing is wider than the screen");
      await picture(page, "numbers-phone-dark");
      await accessible(page, "the numbers on a phone");
      await clean();
    });
  });
});
