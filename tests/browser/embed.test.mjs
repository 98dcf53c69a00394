/** The page inside somebody else's page: framed only at its own address, and without anything that changes something. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { accessible, openPage, picture, withStage } from "./stage.mjs";

const HASH = "#date=2020-10-20&span=month&only=kind:shelling&map=8.5/39.9/46.8";

/** A site of somebody else with a page of this markup. */
async function site(body) {
  const html = `<!doctype html><html lang="en"><title>A site</title><body>${body}</body></html>`;
  const other = createServer((_request, answer) => {
    answer.writeHead(200, { "Content-Type": "text/html" });
    answer.end(html);
  });
  // A test that fails must not wait for it.
  other.unref();
  await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${other.address().port}/`, close: () => other.close() };
}

test("the page in a frame", async (t) => {
  await withStage(async (server, browser) => {
    let markup = "";

    await t.test("its markup is copied from the panel for sharing", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await page.click("#share");
      await page.waitForSelector("#share-snippet");
      markup = await page.inputValue("#share-snippet");
      assert.match(markup, /^<iframe src="http:\/\/127\.0\.0\.1:\d+\/\?embed=1#date=2020-10-20&amp;span=month/);
      assert.match(markup, /title="contactline/);
      await clean();
    });

    await t.test("shows the same view, and has no way to the desk or to a session", async () => {
      const other = await site(markup);
      const page = await browser.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(other.url);
      const frame = await (await page.waitForSelector("iframe")).contentFrame();
      await frame.waitForSelector("body[data-ready]");
      assert.match(await frame.textContent("#headline"), /^\d+ of \d+ incidents reported 21 Sep – 20 Oct 2020$/);
      assert.equal(await frame.locator("#editor-toggle, #tab-editor, #token, input[type=password]").count(), 0);
      assert.ok(!asked.some((path) => /session|review|reports|tokens|users/.test(path)), asked.join());
      await frame.locator(".handle").first().click();
      await frame.waitForSelector("#side .back");
      const [opened] = await Promise.all([page.waitForEvent("popup"), frame.click("#whole")]);
      await opened.waitForSelector("body[data-ready]");
      assert.match(opened.url(), /^http:\/\/127\.0\.0\.1:\d+\/#date=2020-10-20&span=month/);
      assert.equal(await opened.locator("#editor-toggle").count(), 1);
      await opened.close();
      await picture(page, "embedded");
      await page.close();
      other.close();
    });

    await t.test("is not framed at any other address", async () => {
      for (const path of ["/", "/?embed=0", "/ogc?f=html"]) {
        const other = await site(`<iframe src="${server.url}${path}" title="x"></iframe>`);
        const page = await browser.newPage();
        await page.goto(other.url);
        await page.waitForTimeout(200);
        const [, frame] = page.frames();
        assert.match(frame.url(), /^chrome-error:/, `${path} is refused`);
        await page.close();
        other.close();
      }
    });

    await t.test("can be read by everyone", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "?embed=1#date=2020-10-20" });
      await accessible(page, "the page for embedding");
      await page.keyboard.press("e");
      assert.equal(await page.locator("body.editing").count(), 0);
      await clean();
    });
  });
});
