/** What a reader does: look, move through time, switch layers, search, follow a link; by mouse, by keys, on a phone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const headline = (page) => page.textContent("#headline");
const count = (page, selector) => page.locator(selector).count();

test("a reader's visit", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("the page opens with all its layers and nothing wrong", async () => {
      const { page, clean } = await openPage(browser, server);
      assert.match(await headline(page), /^(No|\d+) incidents? reported 24–30 Sep 2020$/);
      for (const drawn of [
        ".leaflet-land-pane path",
        ".leaflet-borders-pane path",
        ".leaflet-districts-pane path",
        ".leaflet-water-pane path",
        ".leaflet-region-pane path",
        ".leaflet-dots-pane path",
        ".line-stroke",
        ".line-band",
        ".handle",
        ".labels text",
      ]) {
        assert.ok((await count(page, drawn)) > 0, `${drawn} is drawn`);
      }
      assert.ok(
        await page.evaluate(() => document.querySelector("img.relief").naturalWidth > 0),
        "relief has come",
      );
      assert.match(await page.textContent("#attribution"), /OpenStreetMap/);
      const numbers = await page.locator(".layer-count").allTextContents();
      assert.ok(
        numbers.length >= 9 && numbers.every((text) => /\d/.test(text)),
        `counts: ${numbers}`,
      );
      await picture(page, "first-view");
      await accessible(page, "the first view");
      await clean();
    });

    await t.test("the slider changes the line and the incidents", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.waitForSelector('.dates-line[data-on="2020-09-30"]');
      assert.ok(
        (await count(page, ".leaflet-line-pane .line-stroke.line-contested")) > 0,
        "on 30 Sep 2020 parts of the line are contested",
      );
      assert.match(await page.textContent("#line-note"), /Derived .* not surveyed/);
      const before = await page.locator(".item-summary").allTextContents();
      assert.ok(before.length > 0);
      await page.focus("#slider");
      for (let day = 0; day < 4; day += 1) await page.keyboard.press("ArrowLeft");
      await page.waitForSelector('.dates-line[data-on="2020-09-26"]');
      assert.equal(await count(page, ".leaflet-line-pane .line-stroke.line-in-force"), 1);
      assert.equal(await count(page, ".leaflet-line-pane .line-contested"), 0);
      assert.equal(await page.isVisible("#line-note"), false);
      assert.equal(await page.inputValue("#date"), "2020-09-26");
      assert.equal(await page.getAttribute("#slider", "aria-valuetext"), "26 Sep 2020");
      assert.notDeepEqual(await page.locator(".item-summary").allTextContents(), before);
      assert.equal(await count(page, ".leaflet-region-pane .region-held-1994-2020"), 1);
      await clean();
    });

    await t.test("jumps, steps and days shown together", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.click('.chip[data-day="2020-11-10"]');
      assert.match(await headline(page), /4–10 Nov 2020$/);
      await page.click("#previous-day");
      assert.equal(await page.inputValue("#date"), "2020-11-09");
      await page.check("#span-day", { force: true });
      assert.match(await headline(page), /reported 9 Nov 2020$/);
      await page.check("#span-all", { force: true });
      assert.match(await headline(page), /up to 9 Nov 2020$/);
      assert.ok((await count(page, ".item")) > 20, "the whole record is listed");
      await page.click('.chip[data-day="1994-05-12"]');
      await page.waitForSelector('.dates-line[data-on="1994-05-12"]');
      await page.selectOption("#years", "2016");
      assert.equal(await page.inputValue("#date"), "2016-05-12");
      await clean();
    });

    await t.test("an incident says who claims what, and has an address", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.locator(".item").first().click();
      assert.ok((await count(page, "#side .claim-side .claim strong")) > 0, "claimants are named");
      assert.match(await page.textContent("#side .facts"), /Where/);
      const address = await page.getAttribute("#side .record a", "href");
      assert.match(address, /^\/ogc\/collections\/incidents\/items\/.+/);
      const answer = await page.request.get(server.url + address);
      assert.equal(answer.status(), 200);
      const { id } = await answer.json();
      assert.ok(
        page.url().includes(`incident=${encodeURIComponent(id)}`),
        "the choice is in the address",
      );
      await picture(page, "incident");
      await accessible(page, "an incident");
      const title = await page.textContent(".side-title");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.equal(await page.textContent(".side-title"), title, "and comes back after a reload");
      for (const link of await page.locator('#side a[target="_blank"]').all()) {
        assert.match(await link.getAttribute("href"), /^https?:/);
        assert.match(await link.getAttribute("rel"), /noopener/);
      }
      await clean();
    });

    await t.test("an incident is a grid by side with its grade, and is cited by revision", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: "#date=2020-09-30&incident=i-20200927-07",
      });
      await page.waitForSelector(".grid");
      const stands = await page
        .locator('.grid tbody[data-row="killed"] td[data-stand]')
        .evaluateAll((cells) => cells.map(({ dataset }) => [dataset.side, dataset.stand]));
      assert.deepEqual(stands, [
        ["az", "asserted"],
        ["arm", "silent"],
        ["third-party", "silent"],
      ]);
      assert.match(await page.textContent('.grid tbody[data-row="killed"]'), /2,300 people killed and wounded/);
      assert.doesNotMatch(await page.textContent(".grid-box"), /total|sum|average/i);
      await page.click('.grid tbody[data-row="what"] .grid-row');
      const link = page.locator('.grid tbody[data-row="what"] .grid-words a').first();
      const answer = await page.request.get(`${server.url}${await link.getAttribute("href")}`);
      assert.equal(answer.status(), 200, "the words have a page of their own");
      await page.click(".grade summary");
      assert.match(await page.textContent(".grade"), /One side asserts it/);
      await page.click(".cite");
      await page.waitForSelector('.citation[data-form="text"]');
      assert.match(await page.inputValue(".citation"), /i-20200927-07.*revision 1/);
      for (const [form, words] of [["bibtex", /^@misc\{/], ["csl", /"version":"1"/]]) {
        await page.click(`.cite-box [data-form="${form}"]`);
        await page.waitForSelector(`.citation[data-form="${form}"]`);
        assert.match(await page.inputValue(".citation"), words);
      }
      assert.match(await page.getAttribute(".permalink a", "href"), /^\/i\/i-20200927-07@1$/);
      await picture(page, "incident-grid");
      await accessible(page, "an incident's grid");
      await clean();
    });

    await t.test("layers are switched and stay switched", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.uncheck("#layer-incidents");
      assert.equal(await count(page, ".handle"), 0);
      await page.uncheck("#layer-contact-line");
      assert.equal(await count(page, ".leaflet-line-pane .line-stroke"), 0);
      await page.check("#layer-control");
      await page.waitForSelector(".flag-icon");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.equal(await page.isChecked("#layer-incidents"), false);
      assert.equal(await page.isChecked("#layer-control"), true);
      await clean();
    });

    await t.test("a denial is as near as the claim it denies", async () => {
      const hash = "#date=2020-10-09&span=day&map=11/39.52/47.03&layers=control,places,districts";
      const { page, clean } = await openPage(browser, server, { hash });
      const flag = page.locator('.flag-icon[data-place="hadrut"]');
      await flag.waitFor();
      assert.equal(await flag.locator(".flag-contested .cloth").count(), 2, "both are shown");
      assert.match(await flag.getAttribute("aria-label"), /contradict each other/);
      const letters = await flag.locator("text").allTextContents();
      assert.deepEqual(letters.toSorted(), ["AM", "AZ"]);
      assert.match(await page.textContent(".side-title"), /^1 incident reported 9 Oct 2020$/);
      await picture(page, "contested");
      await accessible(page, "statements of control");
      const read = async () => {
        const kinds = await page
          .locator("#side .statements")
          .first()
          .locator(".statement-kind")
          .allTextContents();
        assert.deepEqual(kinds.toSorted(), ["Claimed", "Denied", "Denied"]);
        const text = await page.textContent("#side");
        for (const part of ["Aliyev", "Harutyunyan", "9 Oct 2020", "Source:", "Derived baseline"])
          assert.ok(text.includes(part), `${part} is said`);
      };
      await flag.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .statements");
      await read();
      await picture(page, "contested-statements");
      await accessible(page, "the statements about a place");
      assert.match(page.url(), /control=hadrut/);
      await page.keyboard.press("Escape");
      const item = page.locator('#side [data-control="hadrut"]');
      await item.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .statements");
      await read();
      await page.keyboard.press("Escape");
      await flag.locator(".reach").click();
      await page.waitForSelector("#side .statements");
      await read();
      await page.goto(`${server.url}/${hash}&control=c-20201009-hadrut-denial`);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await read();
      await clean();
    });

    await t.test("the flags are one stop of the Tab key, and all are reached", async () => {
      const hash = "#date=2020-11-10&span=all&layers=control";
      const { page, clean } = await openPage(browser, server, { hash });
      await page.waitForSelector(".flag-icon");
      assert.ok((await count(page, ".flag-icon")) > 250);
      assert.equal(await count(page, '.flag-icon[tabindex="0"]'), 1);
      await page.locator('.flag-icon[tabindex="0"]').focus();
      const focused = () => page.evaluate(() => document.activeElement.dataset.place);
      const first = await focused();
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await focused(), first);
      await page.keyboard.press("ArrowLeft");
      assert.equal(await focused(), first);
      await page.locator('.flag-icon[data-place="hadrut"]').focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .statements");
      const days = await page
        .locator("#side .statements")
        .first()
        .locator(".statement")
        .allTextContents();
      assert.ok(days.length > 10);
      assert.match(days[0], /Conceded 10 Nov 2020/, "the newest comes first");
      await picture(page, "control-all");
      await clean();
    });

    await t.test("search finds Stepanakert by each side's name", async () => {
      for (const name of ["Ստեփանակերտ", "Xankəndi", "Степанакерт", "Stepanakert"]) {
        const { page, clean } = await openPage(browser, server);
        await page.fill("#place-search", name);
        await page.waitForSelector("#place-search-list .hit");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#side .names");
        const names = await page.textContent("#side .names");
        for (const other of ["Stepanakert", "Xankəndi", "Ստեփանակերտ", "Степанакерт"]) {
          assert.ok(names.includes(other), `${name} leads to a place also called ${other}`);
        }
        assert.equal(await count(page, ".found"), 1, "the place is marked");
        assert.match(page.url(), /map=1[1-9]/);
        await clean();
      }
    });

    await t.test("everything can be reached with the keyboard", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
      await page.keyboard.press("Enter");
      for (const stop of ["#as-list", "#as-table", "#filter > summary", ".day-report", "#side .item"]) {
        await page.keyboard.press("Tab");
        assert.ok(await page.evaluate((one) => document.activeElement.matches(one), stop), stop);
      }
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .claims");
      assert.ok(
        await page.evaluate(() => document.activeElement.matches(".side-title")),
        "the title has the focus",
      );
      await page.keyboard.press("Escape");
      await page.waitForSelector("#side .incident-list");
      await page.focus("#map");
      const before = page.url();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((url) => location.href !== url, before);
      await page.locator(".handle").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .back");
      await clean();
    });

    await t.test("a sheet names the keys, and gives the focus back", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.focus("#keys-open");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#keys-sheet[open]");
      assert.match(await page.textContent("#keys-sheet"), /Move the map.*Escape|Escape.*Move the map/s);
      await picture(page, "keys");
      await accessible(page, "the sheet of keys");
      await page.keyboard.press("Escape");
      await page.waitForSelector("#keys-sheet:not([open])", { state: "attached" });
      assert.equal(await page.evaluate(() => document.activeElement.id), "keys-open");
      assert.equal(await page.locator("#side .incident-list").count(), 1, "nothing else was closed");
      await clean();
    });

    await t.test("a phone of 360 pixels shows all of it", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL });
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(await wide(), 0, "nothing to scroll sideways");
      await picture(page, "phone");
      await accessible(page, "the phone view");
      const targets = [
        "#previous-day",
        "#next-day",
        "#zoom-in",
        "#tab-list",
        "#tab-layers",
        "#place-search",
      ];
      for (const target of targets) {
        const { width, height } = await page.locator(target).boundingBox();
        assert.ok(width >= 44 && height >= 44, `${target} is ${width} × ${height}`);
      }
      const map = await page.locator("#map").boundingBox();
      assert.ok(map.height >= 300, `the map is ${map.height} high`);
      await page.click("#tab-list");
      await page.locator(".item").first().click();
      await page.waitForSelector("#side .claims", { state: "visible" });
      assert.equal(await wide(), 0);
      await picture(page, "phone-incident");
      await accessible(page, "an incident on a phone");
      await page.click("#tab-layers");
      await page.waitForSelector("#layer-control", { state: "visible" });
      await picture(page, "phone-layers");
      await clean();
    });

    await t.test("the dark view is as readable", async () => {
      const { page, clean } = await openPage(browser, server, { colorScheme: "dark" });
      await picture(page, "dark");
      await accessible(page, "the dark view");
      await clean();
    });

    await t.test("a server out of reach is said in words, and asked again", async () => {
      const { page, close } = await openPage(browser, server);
      await page.context().setOffline(true);
      await page.click('.chip[data-day="2020-11-10"]');
      await page.waitForSelector("#alert p");
      assert.match(await page.textContent("#alert"), /cannot be reached/);
      await page.context().setOffline(false);
      await page.click('#alert button:has-text("Try again")');
      await page.waitForFunction(() => document.getElementById("alert").childElementCount === 0);
      await page.waitForSelector('.dates-line[data-on="2020-11-10"]');
      await close();
    });
  });
});
