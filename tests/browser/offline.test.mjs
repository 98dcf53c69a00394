/** Without a connection: the page and the last view stay, say so, and follow the server again when it is back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, startBrowser, startServer } from "./stage.mjs";

const HASH = "#date=2020-10-20&span=month&lang=en";
const listed = (page) =>
  page.locator("#side .item[data-id]").evaluateAll((items) => items.map((one) => one.dataset.id));
const kept = (page) =>
  page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });

test("without a connection", async (t) => {
  const browser = await startBrowser();
  let server = await startServer();
  const port = Number(new URL(server.url).port);
  try {
    await t.test("the last view stays, and says since when", async () => {
      const visit = await openPage(browser, server, { hash: HASH, worker: true });
      const { page } = visit;
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      await page.reload();
      await page.waitForSelector('body[data-ready] .dates-line[data-on="2020-10-20"]');
      assert.equal(await page.isVisible("#offline"), false);
      const ids = await listed(page);
      const strokes = await page.locator(".leaflet-line-pane .line-stroke").count();
      assert.ok(ids.length > 5 && strokes > 0);
      await page.evaluate(async () => {
        await fetch("/session");
        await fetch("/releases");
        await fetch("/layers/incidents.geojson", { headers: { "X-Contactline": "1" } });
        await fetch("/review/", { credentials: "omit" });
      });
      const paths = await kept(page);
      assert.ok(paths.includes("/layers/incidents.geojson") && paths.includes("/"), paths.join());
      assert.ok(paths.some((path) => /^\/assets\/index-.*\.js$/.test(path)));
      const foreign = paths.filter((path) => /session|review|reports|tokens|users|releases|healthz/.test(path));
      assert.deepEqual(foreign, [], "nothing of a session is kept");
      visit.forget();

      await server.stop();
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.deepEqual(await listed(page), ids);
      assert.equal(await page.locator(".leaflet-line-pane .line-stroke").count(), strokes);
      assert.ok(await page.evaluate(() => document.querySelector("img.relief").naturalWidth > 0));
      assert.match(await page.textContent("#offline"), /^Offline: shown as fetched on \d+ \w+ \d{4}, \d\d:\d\d\.$/);
      await page.click("#show-numbers");
      await page.waitForSelector("#side .side-title, #alert p");
      await page.setViewportSize(SMALL);
      await picture(page, "offline");
      await accessible(page, "the page without a connection");

      server = await startServer(undefined, port);
      await page.waitForSelector("#offline", { state: "hidden" });
      await page.goto(`${server.url}/${HASH}`);
      await page.waitForSelector("body[data-ready]");
      assert.equal(await page.isVisible("#offline"), false, "and follows the server again");
      await visit.close();
    });
  } finally {
    await browser.close();
    await server.stop().catch(() => {});
  }
});
