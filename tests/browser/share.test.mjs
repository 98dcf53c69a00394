/** Taking away what is on the screen: the link, the picture, and exactly the data shown. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessible, LARGE, openPage, picture, SMALL, withStage } from "./stage.mjs";

const HASH = "#date=2020-10-20&span=month&only=kind:shelling&map=8.5/39.9/46.8";
const listed = (page) =>
  page.locator("#side .item[data-id]").evaluateAll((items) => items.map((one) => one.dataset.id).toSorted());

async function keep(page, selector) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  return { name: download.suggestedFilename(), file: readFileSync(await download.path()) };
}

/** The picture's size, and how many of its pixels are nearly of one colour `[r, g, b]`. */
const look = (page, file, colour) =>
  page.evaluate(
    async ([base64, [r, g, b]]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const pen = canvas.getContext("2d");
      pen.drawImage(bitmap, 0, 0);
      const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
      let alike = 0;
      const seen = new Set();
      for (let at = 0; at < data.length; at += 4) {
        const far = Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b);
        if (far < 24) alike += 1;
        seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      }
      return { width: bitmap.width, height: bitmap.height, alike, colours: seen.size };
    },
    [file.toString("base64"), colour],
  );

test("taking away what is shown", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("the data are the incidents of the list, no more and no fewer", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      const ids = await listed(page);
      assert.ok(ids.length > 2);
      await page.click("#share");
      await page.waitForSelector("#share-link");
      const geojson = await keep(page, "#share-geojson");
      assert.equal(geojson.name, "contactline-2020-10-20.geojson");
      const read = JSON.parse(geojson.file.toString("utf8"));
      assert.deepEqual(read.features.map(({ id }) => id).toSorted(), ids);
      assert.match(read.licence, /\w/);
      assert.match(read.query.address, /only=kind:shelling/);
      assert.match(read.query.headline, /^\d+ of \d+ incidents/);
      const csv = (await keep(page, "#share-csv")).file.toString("utf8");
      const rows = csv.trimEnd().split("\r\n");
      assert.match(rows[0], /^id,revision,date_start/);
      for (const id of ids) assert.ok(csv.includes(`\r\n${id},`), `${id} is a row`);
      await picture(page, "share");
      await accessible(page, "the panel for sharing");
      await page.keyboard.press("Escape");
      await page.waitForSelector("#side .incident-list");
      await clean();
    });

    await t.test("the link brings back the same view in the same language", async () => {
      const { page, clean } = await openPage(browser, server, { hash: `${HASH}&lang=hy` });
      const ids = await listed(page);
      await page.click("#share");
      await page.waitForSelector("#share-link");
      await page.click("#zoom-in");
      await page.waitForFunction(() => /map=9\.5\//.test(document.getElementById("share-link").value));
      const link = await page.inputValue("#share-link");
      await clean();
      const other = await openPage(browser, server, { hash: new URL(link).hash });
      assert.equal(await other.page.getAttribute("html", "lang"), "hy");
      assert.deepEqual(await listed(other.page), ids);
      assert.match(other.page.url(), /map=9\.5\//);
      await other.clean();
    });

    await t.test("the picture shows the map with its line, larger than the map by what is said of it", async () => {
      const hash = "#date=2020-10-20&layers=contact-line,places,districts,borders,water,region";
      const { page, clean } = await openPage(browser, server, { hash });
      await page.waitForSelector('.dates-line[data-on="2020-10-20"]');
      const box = await page.locator("#map").boundingBox();
      await page.click("#share");
      const { name, file } = await keep(page, "#share-png");
      assert.equal(name, "contactline-2020-10-20-agreed.png");
      const colour = await page.evaluate(() => {
        const stroke = getComputedStyle(document.querySelector(".line-stroke")).stroke;
        return stroke.match(/\d+/g).slice(0, 3).map(Number);
      });
      const made = await look(page, file, colour);
      assert.equal(made.width, Math.round(box.width * 2));
      assert.ok(made.height > box.height * 2 + 200, `${made.height} pixels high`);
      assert.ok(made.alike > 2000, `${made.alike} pixels have the colour of the line`);
      assert.ok(made.colours > 2000, `${made.colours} colours: relief, water, names`);
      await page.uncheck("#layer-contact-line");
      const without = await look(page, (await keep(page, "#share-png")).file, colour);
      assert.ok(without.alike < made.alike / 4, `without the line: ${without.alike}`);
      await clean();
    });

    await t.test("paper gets the map and the whole list, and no controls", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: "#date=2020-11-10&span=all",
        viewport: { width: 718, height: 1000 },
      });
      const ids = await listed(page);
      await page.click("#share");
      await page.evaluate(() => {
        window.print = () => {
          const seen = (selector) =>
            [...document.querySelectorAll(selector)].filter((one) =>
              one.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
            ).length;
          const last = [...document.querySelectorAll("#side .item[data-id]")].at(-1);
          window.printed = {
            items: seen("#side .item[data-id]"),
            map: document.getElementById("map").getBoundingClientRect().height,
            order: document.getElementById("map").getBoundingClientRect().bottom <= document.querySelector("#side").getBoundingClientRect().top,
            line: seen(".leaflet-line-pane .line-stroke"),
            controls: seen("#views button, .zoom button, #slider, #tabs button, #filter, #layers"),
            below: last.getBoundingClientRect().bottom > window.innerHeight,
            clipped: getComputedStyle(document.querySelector("#side .side-scroll")).overflowY,
          };
        };
      });
      await page.click("#share-print");
      await page.waitForFunction(() => window.printed);
      const printed = await page.evaluate(() => window.printed);
      assert.equal(printed.items, ids.length);
      assert.ok(printed.map > 400 && printed.line > 0, JSON.stringify(printed));
      assert.ok(printed.order, "the map is above the list");
      assert.equal(printed.controls, 0);
      assert.equal(printed.below, true, "the list goes on beyond the first sheet");
      assert.equal(printed.clipped, "visible");
      await page.waitForFunction(() => !document.body.classList.contains("printing"));
      await clean();
    });

    await t.test("has room on a phone", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL, hash: HASH });
      await page.click("#share");
      await page.waitForSelector("#share-link", { state: "visible" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= SMALL.width && wide < LARGE.width, `${wide} pixels wide`);
      await picture(page, "share-phone");
      await accessible(page, "the panel for sharing on a phone");
      await clean();
    });
  });
});
