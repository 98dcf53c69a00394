/** A page that stays open follows what is published, says so, and takes the thread up again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, publish, startBrowser, startServer } from "./stage.mjs";

const HASH = "#date=2020-10-06&span=week&layers=incidents,contact-line";
const SOURCE = { title: "An agency", side: "third-party", url: null };
const report = (text) => ({ text, published: "2020-10-05", source: SOURCE });
const listed = (page) => page.locator("#side .item[data-id]").evaluateAll((all) => all.map((one) => one.dataset.id));
const live = (page) => page.waitForSelector("body[data-live]");
const isListed = (page, id) => page.waitForSelector(`#side .item[data-id="${id}"]`);

test("live updates", async (t) => {
  const browser = await startBrowser();
  let server = await startServer();
  const port = Number(new URL(server.url).port);
  try {
    const token = server.token();
    await t.test("what is published comes into list, map and headline, and is said politely", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await live(page);
      const before = await listed(page);
      await page.focus("#side .item >> nth=0");
      const focused = await page.evaluate(() => document.activeElement.dataset.id);
      const [id] = await publish(server, token, report("An agency said that 12 soldiers were killed near Hadrut."));
      await isListed(page, id);
      assert.equal((await listed(page)).length, before.length + 1);
      await page.waitForFunction(() => document.getElementById("news").textContent !== "");
      assert.equal(await page.getAttribute("#news", "role"), "status");
      assert.match(await page.textContent("#news"), /^Just published or changed: 1 incident, 1 of them in this view\.$/);
      assert.match(await page.textContent("#headline"), new RegExp(`^${before.length + 1} incidents`));
      assert.equal(await page.evaluate(() => document.activeElement.dataset.id), focused, "the focus stays");
      await picture(page, "live");
      await accessible(page, "the page with news");
      await clean();
    });

    await t.test("of other days it is said, and nothing moves", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2016-04-02&span=day" });
      await live(page);
      const before = await listed(page);
      await publish(server, token, report("An agency said that 3 soldiers were wounded near Shusha."));
      await page.waitForFunction(() => /1 incident, 0 of them/.test(document.getElementById("news").textContent));
      assert.deepEqual(await listed(page), before);
      await clean();
    });

    await t.test("a line that broke is taken up again", async () => {
      const visit = await openPage(browser, server, { hash: HASH });
      const { page } = visit;
      await live(page);
      await server.stop();
      await page.waitForSelector("body:not([data-live])");
      server = await startServer(undefined, port);
      const again = server.token();
      await live(page);
      const [id] = await publish(server, again, report("An agency said that 7 soldiers were killed near Fuzuli."));
      await isListed(page, id);
      await visit.close();
    });
  } finally {
    await browser.close();
    await server.stop().catch(() => {});
  }
});
