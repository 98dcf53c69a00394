/** The space–time diagram: drawn, brushed both ways, walked through by keys, read as a table, kept as a file. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const ready = (page) => page.waitForSelector("#diagram-plot[data-incidents][data-date]");
const data = (page, name) => page.evaluate((key) => document.getElementById("diagram-plot").dataset[key], name);
const settle = (page, name, value) =>
  page.waitForFunction(
    ([key, wanted]) => document.getElementById("diagram-plot").dataset[key] === wanted,
    [name, value],
  );
/** Waits until what was asked for last is drawn: a picture is made in the frame after it. */
const resting = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
/** The picture on one of the two canvases: 0 the diagram, 1 what is chosen in it. */
const drawn = (page, which) =>
  page.evaluate((at) => document.querySelectorAll("#diagram-plot canvas")[at].toDataURL(), which);
const DAY = "#date=2020-10-04&show=diagram";

test("the space–time diagram", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("opens from the map with the incidents of the war, and its address brings it back", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-04" });
      await page.click("#show-diagram");
      await ready(page);
      assert.ok(Number(await data(page, "incidents")) > 30, "incidents have a place along the line");
      assert.match(await page.textContent(".diagram-head h2"), /26 Sep – 1 Dec 2020/);
      assert.match(page.url(), /show=diagram/);
      assert.match(await page.getAttribute("#diagram-plot", "aria-label"), /^Space–time diagram, .*\d+ incidents along the line/);
      await picture(page, "diagram");
      await accessible(page, "the diagram");
      await page.reload();
      await ready(page);
      await page.click("#diagram-close");
      assert.equal(await page.isVisible("#diagram"), false);
      assert.doesNotMatch(page.url(), /show=diagram/);
      await clean();
    });

    await t.test("a box sets the days and kilometres of map and list, and goes again", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${DAY}&span=all` });
      await ready(page);
      const before = await page.locator("#side .item").count();
      const { x, y, width, height } = await page.locator("#diagram-plot").boundingBox();
      await page.mouse.move(x + width * 0.6, y + height * 0.25);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.9, y + height * 0.5, { steps: 4 });
      await page.mouse.up();
      await page.waitForSelector("#box-chip:not([hidden])");
      const headline = await page.textContent("#headline");
      assert.match(headline, /reported .* 2020, km \d+–\d+ of the line$/);
      const [, low, high] = /km (\d+)–(\d+)/.exec(headline).map(Number);
      assert.ok(low > 100 && high < 231 && low < high, headline);
      const boxed = await page.locator("#side .item").count();
      assert.ok(boxed > 0 && boxed < before, `${boxed} of ${before} are listed`);
      assert.match(decodeURIComponent(page.url()), /box=2020-\d\d-\d\d\/2020-\d\d-\d\d\/[\d.]+\/[\d.]+/);
      await picture(page, "diagram-box");
      await accessible(page, "a box in the diagram");
      const listed = await page.locator("#side .item").evaluateAll((items) => items.map((one) => one.dataset.id));
      await page.reload();
      await ready(page);
      await page.waitForFunction((many) => document.querySelectorAll("#side .item").length === many, boxed);
      assert.deepEqual(
        await page.locator("#side .item").evaluateAll((items) => items.map((one) => one.dataset.id)),
        listed,
        "the address brings the same incidents back",
      );
      await page.click("#box-chip");
      assert.equal(await page.isVisible("#box-chip"), false);
      await clean();
    });

    await t.test("choosing on the map, in the list and in the diagram is one choice", async () => {
      const { page, clean } = await openPage(browser, server, { hash: DAY });
      await ready(page);
      const blank = await drawn(page, 1);
      const inDiagram = await page.evaluate(async () => {
        const answer = await fetch("/line/diagram?from=2020-09-26&to=2020-12-01&stance=agreed");
        return (await answer.json()).incidents.map(({ id }) => id);
      });
      const listed = await page.locator("#side .item").evaluateAll((items) => items.map((one) => one.dataset.id));
      const id = listed.find((one) => inDiagram.includes(one));
      assert.ok(id, "an incident is in both");
      await page.click(`#side .item[data-id="${id}"]`);
      await settle(page, "selected", id);
      await page.waitForTimeout(100);
      assert.notEqual(await drawn(page, 1), blank, "it is marked in the diagram");
      await page.keyboard.press("Escape");
      await settle(page, "selected", "");
      await page.focus("#diagram-plot");
      await page.keyboard.press("Home");
      await page.waitForFunction(() => document.getElementById("diagram-plot").dataset.cursorAt);
      await resting(page);
      const first = await data(page, "cursor");
      assert.equal(await page.textContent("#side .side-title") === "", false);
      const [dx, dy] = (await data(page, "cursorAt")).split(",").map(Number);
      const { x, y } = await page.locator("#diagram-plot").boundingBox();
      await page.mouse.click(x + dx, y + dy);
      await page.waitForSelector("#side .claims");
      assert.match(decodeURIComponent(page.url()), new RegExp(`incident=${first}`));
      await settle(page, "selected", first);
      await clean();
    });

    await t.test("the keys move a cursor between incidents, and Enter opens one", async () => {
      const { page, clean } = await openPage(browser, server, { hash: DAY });
      await ready(page);
      await page.focus("#diagram-plot");
      const seen = new Set();
      for (const key of ["Home", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(60);
        seen.add(await data(page, "cursor"));
      }
      assert.ok(seen.size >= 4, `${seen.size} incidents were come to`);
      const caption = await page.textContent("#diagram-caption");
      assert.match(caption, /2020 · .* · .*km \d+/);
      const cursor = await data(page, "cursor");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .claims");
      assert.match(decodeURIComponent(page.url()), new RegExp(`incident=${cursor}`));
      await clean();
    });

    await t.test("the slider moves the marker, a click in the diagram moves the slider", async () => {
      const { page, clean } = await openPage(browser, server, { hash: DAY });
      await ready(page);
      const before = await drawn(page, 1);
      const base = await drawn(page, 0);
      await page.focus("#slider");
      for (let day = 0; day < 5; day += 1) await page.keyboard.press("ArrowRight");
      await settle(page, "date", "2020-10-09");
      assert.notEqual(await drawn(page, 1), before);
      assert.equal(await drawn(page, 0), base, "the rest stays as it is");
      const { x, y, height } = await page.locator("#diagram-plot").boundingBox();
      await page.mouse.click(x + 60, y + height - 14);
      await page.waitForFunction(() => document.getElementById("date").value > "2020-11-25");
      await clean();
    });

    await t.test("follows the stance, and other years", async () => {
      const { page, clean } = await openPage(browser, server, { hash: DAY });
      await ready(page);
      const agreed = await drawn(page, 0);
      await page.selectOption("#stance", "az-claimed");
      await page.waitForSelector('#diagram[data-stance="az-claimed"]');
      assert.notEqual(await drawn(page, 0), agreed, "the line moved elsewhere");
      await page.fill("#date", "2016-04-04");
      await page.waitForFunction(() => /2016/.test(document.querySelector(".diagram-head h2").textContent));
      await clean();
    });

    await t.test("says the same as a table, with a key, what has no place, and a box to type", async () => {
      const { page, clean } = await openPage(browser, server, { hash: DAY });
      await ready(page);
      await page.click("#diagram-table");
      const rows = await page.locator(".diagram-table tbody tr").count();
      assert.equal(rows, Number(await data(page, "incidents")), "a row an incident");
      await picture(page, "diagram-table");
      await accessible(page, "the diagram as a table");
      await page.locator(".diagram-table tbody button").first().click();
      await page.waitForSelector("#side .claims");
      await page.click("#diagram-key");
      assert.equal(await page.locator(".sector-key li").count(), 7, "seven sectors");
      const unplaced = await page.evaluate(async () => {
        const answer = await fetch("/line/diagram?from=2020-09-26&to=2020-12-01&stance=agreed");
        return (await answer.json()).unplaced.length;
      });
      if (unplaced > 0) {
        assert.equal(await page.textContent("#diagram-unplaced"), `${unplaced} not placed`);
        assert.equal(await page.locator(".unplaced li").count(), Math.min(50, unplaced));
      } else assert.match(await page.textContent("#diagram"), /Every incident of these days/);
      await accessible(page, "the key of the diagram");
      await page.fill('#box-form input[type="date"] >> nth=0', "2020-10-05");
      await page.fill('#box-form input[type="date"] >> nth=1', "2020-10-02");
      await page.click('#box-form button[type="submit"]');
      await page.waitForFunction(() => location.hash.includes("box=2020-10-02/2020-10-05/0/231"));
      await clean();
    });

    await t.test("is kept as SVG and as PNG with title, dates, stance and attribution", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${DAY}&stance=az-claimed` });
      await ready(page);
      const keep = async (format) => {
        const coming = page.waitForEvent("download");
        await page.click(`#diagram-${format}`);
        const file = await coming;
        assert.equal(
          file.suggestedFilename(),
          `line-diagram-2020-09-26-2020-12-01-az-claimed.${format}`,
        );
        return readFileSync(await file.path());
      };
      const svg = (await keep("svg")).toString("utf8");
      const title = await page.textContent("#attribution");
      for (const part of ["26 Sep – 1 Dec 2020", "Azerbaijan’s account", "OpenStreetMap", "<path", "not surveyed"])
        assert.ok(svg.includes(part), `${part} is in the file (${title})`);
      const whole = await page.evaluate((text) => {
        const image = new DOMParser().parseFromString(text, "image/svg+xml");
        return image.querySelector("parsererror") === null && image.documentElement.tagName;
      }, svg);
      assert.equal(whole, "svg", "the file is well formed");
      const png = await keep("png");
      assert.equal(png.subarray(1, 4).toString(), "PNG");
      assert.equal(png.readUInt32BE(16), 2800);
      await clean();
    });

    await t.test("has room on a phone and in the dark", async () => {
      for (const [colorScheme, viewport] of [
        ["light", SMALL],
        ["dark", SMALL],
        ["dark", { width: 768, height: 1024 }],
      ]) {
        const { page, clean } = await openPage(browser, server, { hash: DAY, viewport, colorScheme });
        await ready(page);
        const { width, height } = await page.locator("#diagram-plot").boundingBox();
        assert.ok(width >= 320 && height >= 240, `${width} × ${height}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
        await picture(page, `diagram-${viewport.width}-${colorScheme}`);
        await accessible(page, "the diagram on a small screen");
        await clean();
      }
    });
  });
});
