/**
 * What somebody who has never seen the page finds out with it alone, by the words on its controls:
 * where the line ran and who disputes it, what each side said, how far away something was, what
 * changed, and a file of exactly what is on the screen.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage, picture, SMALL, withStage } from "./stage.mjs";

const SIDES = ["Azerbaijan", "Armenia and the Nagorno-Karabakh authorities"];

async function setDate(page, day) {
  await page.locator('input[type="date"][aria-label="Date"]').fill(day);
  await page.waitForSelector(`.dates-line[data-on="${day}"]`);
}

async function keep(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), file: readFileSync(await download.path()) };
}

test("questions that the page answers by itself", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("where did the line run on 20 October 2020, and who disputes it?", async () => {
      const { page, clean } = await openPage(browser, server);
      await setDate(page, "2020-10-20");
      await page.getByLabel("Both sides’ accounts").check();
      await page.waitForSelector(".leaflet-accounts-pane path", { state: "attached" });
      const accounts = await page.locator(".leaflet-accounts-pane path").count();
      assert.ok(accounts >= 2, "a line by each side's account, where they differ");
      assert.match(await page.textContent("#line-note"), /^Derived from reported control .* not surveyed/);
      const ground = page.getByLabel(/^Disputed: [\d,]+ km² with \d+ places/).first();
      await ground.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .statement");
      const said = await page.textContent("#side");
      assert.match(said, /Claimed|Denied|Confirmed|Conceded/);
      assert.ok(SIDES.some((side) => said.includes(side)), "the disputing statements name who makes them");
      await page.keyboard.press("Escape");
      await page.locator('.line-hit[tabindex="0"]').focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .areas td");
      const line = await page.textContent("#side");
      assert.match(line, /The line here on 20 Oct 2020/);
      assert.match(line, /The two sides’ accounts dispute [\d,]+ km² with \d+ places/);
      await picture(page, "question-line");
      await clean();
    });

    await t.test("what did each side say about Stepanakert on 27–30 September?", async () => {
      const { page, clean } = await openPage(browser, server);
      await setDate(page, "2020-09-30");
      await page.getByLabel("Interval").check({ force: true });
      await page.getByLabel("From", { exact: true }).fill("2020-09-27");
      await page.getByText("Filter", { exact: true }).click();
      await page.getByLabel("Find words").fill("Stepanakert");
      await page.waitForFunction(() => / of \d+ incidents? reported 27–30 Sep 2020/.test(document.getElementById("headline").textContent));
      const first = page.locator("#side .item").first();
      assert.match(await first.textContent(), /Stepanakert/);
      await first.click();
      await page.waitForSelector(".grid");
      const heads = await page.locator(".grid thead th").allTextContents();
      for (const side of SIDES) assert.ok(heads.join().includes(side), `${side} has a column: ${heads}`);
      await page.locator(".grid .grid-row").first().click();
      const words = page.locator(".grid-words:visible").first();
      assert.match(await words.textContent(), /Nagorno-Karabakh authorities|Azerbaijan/);
      const claims = await page.textContent("#side .claims");
      assert.match(claims, /only military targets/, "the answer of the other side");
      assert.match(claims, /shelling of Stepanakert/);
      await picture(page, "question-stepanakert");
      await clean();
    });

    await t.test("how far from the line was Barda?", async () => {
      for (const viewport of [undefined, SMALL]) {
        const { page, clean } = await openPage(browser, server, { viewport });
        await setDate(page, "2020-10-28");
        await page.getByRole("combobox", { name: /Find a place/ }).fill("Barda");
        await page.locator("#place-search-list").getByRole("option").first().click();
        if (viewport) await page.getByRole("button", { name: /Incidents/ }).click();
        await page.waitForSelector("#side .distance dd");
        const found = await page.textContent("#side .distance");
        assert.match(found, /From the line on 28 Oct 2020/);
        const [lon, lat] = await page.evaluate(async () => {
          const { features } = await (await fetch("/search?q=Barda&limit=1")).json();
          return features[0].geometry.coordinates;
        });
        const there = await page.request.get(
          `${server.url}/line/locate?lon=${lon}&lat=${lat}&on=2020-10-28&stance=agreed`,
        );
        const { offset_km, accuracy_m } = await there.json();
        assert.ok(Math.abs(offset_km) > 10, `${offset_km} km`);
        assert.ok(found.includes(`${Math.abs(offset_km).toFixed(1)} km off it`), found);
        assert.ok(found.includes(`±${(accuracy_m / 1000).toFixed(1)} km`), found);
        assert.match(found, /not surveyed/);
        await clean();
      }
    });

    await t.test("what changed between two dates?", async () => {
      const { page, clean } = await openPage(browser, server);
      await setDate(page, "2020-10-20");
      await page.getByRole("button", { name: "Compare" }).click();
      await page.waitForSelector("#side .compared");
      const said = await page.textContent("#side");
      assert.match(said, /What changed between 26 Sep 2020 and 20 Oct 2020/);
      assert.match(said, /Statements say passed to Azerbaijan, before held by Armenia and the Nagorno-Karabakh authorities: \d+ places?/);
      assert.match(said, /km².*Contested\+[\d,]+/);
      await picture(page, "question-changed");
      await clean();
    });

    await t.test("and a file of exactly what they see, in every format", async () => {
      const { page, clean } = await openPage(browser, server);
      await setDate(page, "2020-09-30");
      const seen = await page
        .locator("#side .item[data-id]")
        .evaluateAll((items) => items.map((one) => one.dataset.id).toSorted());
      await page.getByRole("button", { name: "Share and keep" }).click();
      const { file } = await keep(page, () => page.locator("#share-geojson").click());
      assert.deepEqual(JSON.parse(file).features.map(({ id }) => id).toSorted(), seen);
      const names = new Map();
      for (const link of await page.locator("#side [data-format]").all()) {
        const format = await link.getAttribute("data-format");
        names.set(format, (await keep(page, () => link.click())).file);
      }
      const lines = names.get("geojsonl").toString().trim().split("\n");
      assert.deepEqual(lines.map((line) => JSON.parse(line).id).toSorted(), seen);
      for (const format of ["kml", "gpx", "hxl.csv"]) {
        const text = names.get(format).toString();
        for (const id of format === "gpx" ? [] : seen) assert.ok(text.includes(id), `${id} in ${format}`);
        assert.ok(!text.includes("i-20201028-01"), `nothing of other days in ${format}`);
      }
      const begins = { xlsx: "PK", gpkg: "SQLite format 3", fgb: "fgb" };
      for (const [format, magic] of Object.entries(begins)) {
        assert.ok(names.get(format).subarray(0, 15).toString("latin1").startsWith(magic), format);
      }
      await page.keyboard.press("Escape");
      await page.getByText("Filter", { exact: true }).click();
      await page.locator("#filter").getByRole("checkbox", { name: "Shelling" }).check();
      await page.waitForFunction((n) => document.querySelectorAll("#side .item[data-id]").length < n, seen.length);
      const fewer = await page
        .locator("#side .item[data-id]")
        .evaluateAll((items) => items.map((one) => one.dataset.id).toSorted());
      await page.getByRole("button", { name: "Share and keep" }).click();
      const link = page.locator('#side [data-format="geojsonl"]');
      const kept = (await keep(page, () => link.click())).file.toString().trim().split("\n");
      assert.deepEqual(kept.map((line) => JSON.parse(line).id).toSorted(), fewer);
      await clean();
    });
  });
});
