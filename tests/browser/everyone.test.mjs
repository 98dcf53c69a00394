/** For everyone: no view breaks a rule that can be checked, in light and dark, and all of it works by keys alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LARGE, openPage, unblemished, withStage } from "./stage.mjs";

const WEEK = "date=2020-09-30&span=own&since=2020-09-27";

/** Each view by its address, with what is pressed to come there and what tells that it has come. */
const VIEWS = {
  "the list": { hash: `#${WEEK}`, ready: "#side .item" },
  "the filter": { hash: `#${WEEK}`, press: ["#filter summary"], ready: '[data-facet="sector"]' },
  "the table": { hash: `#${WEEK}&show=table`, ready: ".incident-table" },
  "the situation report": { hash: `#${WEEK}&report=shown`, ready: "#situation[open]" },
  "the panel for sharing": { hash: `#${WEEK}&only=kind:shelling`, press: ["#share"], ready: "#share-served" },
  "the numbers": { hash: `#${WEEK}&show=numbers`, ready: ".losses" },
  "a comparison": { hash: "#date=2020-10-20&against=2020-09-26", ready: "#side .compared" },
  "the diagram": { hash: "#date=2020-10-20&span=month&show=diagram", ready: "#diagram-plot[data-incidents]" },
  "an incident": { hash: `#${WEEK}&incident=i-20200927-02`, ready: "#side .claims" },
  "a place": { hash: `#${WEEK}&place=shusha`, ready: "#side .distance dd" },
  "the frame for other pages": { hash: `?embed=1#${WEEK}`, ready: "#whole" },
  "signing in": { hash: `#${WEEK}`, press: ["#editor-toggle"], ready: "#name-form" },
};

/** Presses Tab until an element has the focus, which must then be in sight. */
async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key);
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
    if (!there) continue;
    const seen = await page.evaluate(() => {
      const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
      return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    });
    assert.ok(seen, `${selector} has the focus and is out of sight`);
    return;
  }
  assert.fail(`${selector} is not reached by ${key}`);
}

test("for everyone", async (t) => {
  await withStage(async (server, browser) => {
    for (const [name, { hash, press = [], ready }] of Object.entries(VIEWS)) {
      await t.test(`${name} keeps the rules, in light and dark`, async () => {
        const { page, clean } = await openPage(browser, server, { hash });
        for (const selector of press) await page.click(selector);
        await page.waitForSelector(ready);
        await unblemished(page, `${name} in the light`);
        await page.emulateMedia({ colorScheme: "dark" });
        await unblemished(page, `${name} in the dark`, ["color-contrast"]);
        await clean();
      });
    }

    for (const [size, viewport] of Object.entries({ "a desk": LARGE, "a page at 200 %": { width: 720, height: 450 } })) {
      await t.test(`a journey by keys alone, on ${size}`, async () => {
        const { page, clean } = await openPage(browser, server, { hash: "#date=2020-11-10&span=all", viewport });
        const small = viewport.width < 900;
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
        if (small) {
          await tabTo(page, "#tab-list");
          await page.keyboard.press("Enter");
        } else await page.keyboard.press("Enter");
        await tabTo(page, "#as-table");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".incident-table");
        await tabTo(page, "#filter summary");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelectorAll('[data-facet="district"]').length > 3);
        await tabTo(page, "#filter-kind-shelling");
        await page.keyboard.press("Space");
        await page.waitForFunction(() => /only=kind:shelling/.test(location.hash));
        await tabTo(page, "#filter summary", "Shift+Tab");
        await page.keyboard.press("Enter");
        await tabTo(page, "#sort-grade");
        await page.keyboard.press("Enter");
        await page.waitForSelector('th.column-grade[aria-sort="ascending"]');
        await tabTo(page, ".row-open");
        const id = await page.evaluate(() => document.activeElement.dataset.id);
        await page.keyboard.press("Enter");
        await page.waitForSelector("#side .claims");
        assert.match(page.url(), new RegExp(`incident=${id}`));
        assert.match(await page.evaluate(() => document.activeElement.className), /side-title/);
        await page.keyboard.press("Escape");
        await page.waitForSelector(".incident-table");
        await tabTo(page, "#share", "Shift+Tab");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#share-link");
        await tabTo(page, "#share-situation");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#situation[open]");
        await page.keyboard.press("Escape");
        await page.waitForSelector("#situation", { state: "detached" });
        assert.equal(await page.evaluate(() => document.activeElement.id), "share-situation");
        await page.keyboard.press("Escape");
        await page.waitForSelector("#share-link", { state: "detached" });
        await tabTo(page, "#show-numbers");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".losses");
        if (!small) {
          await tabTo(page, "#slider");
          await page.keyboard.press("ArrowLeft");
          await page.waitForFunction(() => /date=2020-11-09/.test(location.hash));
        }
        await clean();
      });
    }
  });
});
