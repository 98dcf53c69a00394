/** On a phone nothing that can be pressed lies under something else, in any view and any language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, SMALL, withStage } from "./stage.mjs";

/** Each view: its address, and what is pressed to come to it. */
const VIEWS = {
  "the first view": [""],
  "the list": ["", "#tab-list"],
  "the table": ["show=table", "#tab-list"],
  "the filter": ["", "#tab-list", "#filter summary"],
  "the layers": ["", "#tab-layers"],
  "an incident": ["date=2020-09-30&incident=i-20200927-07"],
  "a place with statements": ["date=2020-11-10&span=all&layers=control&control=hadrut"],
  "a stretch of the line": ["date=2020-10-20&line=47.0,40.0"],
  "the panel for sharing": ["", "#share"],
  "sharing an incident": ["date=2020-09-30&incident=i-20200927-07", "#share"],
  "two dates": ["date=2020-10-20&against=2020-09-26"],
  "what changed between them": ["date=2020-10-20&against=2020-09-26", "#tab-list"],
  "the diagram": ["show=diagram"],
  "the numbers": ["", "#show-numbers"],
  "the words on the line": ["date=2020-10-20", "#line-more summary"],
  "the desk": ["", "#tab-editor"],
};

/** Where long words could push something aside; everywhere else one language is enough. */
const LONGEST = ["the first view", "the words on the line"];

/** What can be pressed, lies in the window, and would not get the press. */
function covered() {
  const sheet = { side: "#side", layers: "#layers" }[document.body.dataset.sheet];
  const front = [...(sheet ? [sheet] : []), "#diagram", "#tabs"].join();
  const found = [];
  for (const one of document.querySelectorAll("button, a[href], input, select, summary")) {
    const { x, y, width, height } = one.getBoundingClientRect();
    const [at, down] = [x + width / 2, y + height / 2];
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (width < 2 || height < 2 || down < 0 || down > innerHeight) continue;
    const name = one.id || one.className || one.textContent.slice(0, 30);
    // A table is wider than a phone and scrolls by itself.
    if (one.closest(".table-box") && at > innerWidth) continue;
    if (at < 0 || at > innerWidth) found.push(`${name} lies beside the window`);
    const hit = document.elementFromPoint(at, down);
    if (!hit || one.contains(hit)) continue;
    if ([...(one.labels ?? [])].some((label) => label.contains(hit))) continue;
    // The map's own controls come back when what lies over the map is closed; a list scrolls under the tabs.
    if (one.closest(".stage") && hit.closest(front)) continue;
    if (one.closest(".side-scroll, .layers-body") && hit.closest("#tabs, .side-head")) continue;
    found.push(`${name} lies under ${hit.id || hit.className || hit.tagName}`);
  }
  return found;
}

test("on a phone", async (t) => {
  await withStage(async (server, browser) => {
    for (const [name, [address, ...presses]] of Object.entries(VIEWS)) {
      await t.test(`everything in ${name} can be pressed`, async () => {
        for (const language of LONGEST.includes(name) ? ["en", "ru", "hy", "az"] : ["hy"]) {
          const hash = `#${address}&lang=${language}`;
          const { page, clean } = await openPage(browser, server, { viewport: SMALL, hash });
          for (const press of presses) await page.click(press);
          await page.waitForTimeout(250);
          assert.deepEqual(await page.evaluate(covered), [], language);
          const { width, height } = await page.locator("#share").boundingBox();
          assert.ok(width >= 44 && height >= 44, `sharing: ${width} × ${height}`);
          await page.locator("#share").click({ trial: true });
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), SMALL.width);
          await clean();
        }
      });
    }

    await t.test("what a sheet covers wholly takes no focus", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL });
      await page.click("#tab-list");
      assert.equal(await page.locator("#slider").isVisible(), false);
      await page.click("#tab-map");
      assert.equal(await page.locator("#slider").isVisible(), true);
      await clean();
    });
  });
});
