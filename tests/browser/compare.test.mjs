/** Two dates beside each other: the divider, what changed in words, and the address that brings it back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const HASH = "#date=2020-10-20&against=2020-09-26&layers=contact-line,places,control";
const strokes = (page, pane) =>
  page.evaluate(
    (name) =>
      [...document.querySelectorAll(`.leaflet-${name}-pane .line-stroke`)].map((path) =>
        path.getAttribute("d"),
      ),
    pane,
  );
const both = (page) =>
  page.waitForFunction(
    () =>
      document.querySelector(".leaflet-leftLine-pane .line-stroke") &&
      document.querySelector(".leaflet-line-pane .line-stroke") &&
      document.querySelector("#side .compared"),
  );
const clip = (page, pane) =>
  page.evaluate((name) => document.querySelector(`.leaflet-${name}-pane`).style.clipPath, pane);
const at = (page) => page.getAttribute("#swipe", "aria-valuenow").then(Number);

test("two dates beside each other", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("shows both lines, each on its side, and what statements changed", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-20" });
      assert.equal(await page.locator("#swipe").count(), 0);
      await page.click("#show-compare");
      await both(page);
      assert.match(page.url(), /against=2020-09-26/, "the day before the war to begin with");
      const [left, right] = [await strokes(page, "leftLine"), await strokes(page, "line")];
      assert.notDeepEqual(left, right, "the lines differ");
      const [leftEdge, rightEdge] = [await clip(page, "leftLine"), await clip(page, "line")];
      assert.match(leftEdge, /^polygon/);
      assert.match(rightEdge, /^polygon/);
      assert.notEqual(leftEdge, rightEdge);
      const { compared, names } = await page.evaluate(async () => {
        const answer = await fetch("/line/compare?from=2020-09-26&to=2020-10-20&stance=agreed");
        return { compared: await answer.json(), names: document.querySelector("#side").textContent };
      });
      assert.ok(compared.places.length > 20);
      assert.match(names, /What changed between 26 Sep 2020 and 20 Oct 2020/);
      assert.match(names, /Statements say passed to Azerbaijan, before held by Armenia and the Nagorno-Karabakh authorities: \d+ places?/);
      assert.match(names, /Contested, before held by/);
      const change = Math.round(Math.abs(compared.km2_change.contested)).toLocaleString("en-GB");
      assert.ok(names.includes(`+${change}`), `${change} km² is said`);
      const { incidents } = compared;
      assert.ok(incidents.total > 0);
      const table = await page.textContent("#compared-incidents");
      for (const number of Object.values(incidents.by_claimant_side)) {
        assert.ok(table.includes(String(number)), `${number} is in ${table}`);
      }
      await picture(page, "compare");
      await accessible(page, "two dates");
      await page.click("#show-compare");
      assert.equal(await page.isVisible("#swipe"), false);
      assert.equal(await clip(page, "line"), "");
      assert.equal((await strokes(page, "leftLine")).length, 0);
      assert.doesNotMatch(page.url(), /against=/);
      await clean();
    });

    await t.test("ground that changed has on each side of the divider the hatch of that day’s holder", async () => {
      const hash = "#date=2020-11-10&against=2020-09-26&layers=contact-line";
      const { page, clean } = await openPage(browser, server, { hash });
      await both(page);
      const hatches = (pane) =>
        page
          .locator(`.leaflet-${pane}-pane .ground`)
          .evaluateAll((paths) => [...new Set(paths.map((path) => path.style.fill))].toSorted());
      await page.waitForSelector(".leaflet-leftGround-pane .ground", { state: "attached" });
      const [before, after] = [await hatches("leftGround"), await hatches("ground")];
      assert.ok(before.some((fill) => /hatch-arm/.test(fill)) && !before.some((fill) => /hatch-az/.test(fill)), `${before}`);
      assert.ok(after.some((fill) => /hatch-az/.test(fill)) && !after.some((fill) => /hatch-arm/.test(fill)), `${after}`);
      assert.equal(await clip(page, "leftGround"), await clip(page, "leftLine"), "cut off at the divider");
      assert.equal(await clip(page, "ground"), await clip(page, "line"), "on both sides of it");
      assert.equal(await page.locator(".leaflet-leftGround-pane [tabindex]").count(), 0, "said once");
      await page.click("#show-compare");
      await page.waitForFunction(() => !document.querySelector(".leaflet-leftGround-pane .ground"));
      assert.equal(await clip(page, "ground"), "");
      await clean();
    });

    await t.test("the divider is dragged and moved by keys", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await both(page);
      assert.equal(await at(page), 50);
      const edge = await clip(page, "line");
      await page.focus("#swipe");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await at(page), 48);
      await page.keyboard.press("PageUp");
      assert.equal(await at(page), 58);
      await page.keyboard.press("Home");
      assert.equal(await at(page), 2, "it stays within reach");
      assert.match(await page.getAttribute("#swipe", "aria-valuetext"), /26 Sep 2020 to the left, 20 Oct 2020 to the right/);
      assert.notEqual(await clip(page, "line"), edge);
      for (let step = 0; step < 5; step += 1) await page.keyboard.press("PageUp");
      const { x, y, width, height } = await page.locator("#swipe").boundingBox();
      const map = await page.locator("#map").boundingBox();
      await page.mouse.move(x + width / 2, y + height * 0.8);
      await page.mouse.down();
      await page.mouse.move(map.x + map.width * 0.3, y + height * 0.8, { steps: 5 });
      await page.mouse.up();
      assert.equal(await at(page), 30);
      assert.match(page.url(), /swipe=30/);
      await clean();
    });

    await t.test("the address brings dates, stance and divider back exactly", async () => {
      const hash = "#date=2020-11-10&stance=az-claimed&against=2020-10-04&swipe=37";
      const { page, clean } = await openPage(browser, server, { hash });
      await both(page);
      const state = async () => [
        await page.inputValue("#against"),
        await page.inputValue("#date"),
        await page.inputValue("#stance"),
        await at(page),
        await page.textContent("#side .side-title"),
        await page.textContent("#side .kicker"),
        (await strokes(page, "leftLine")).length,
      ];
      const before = await state();
      assert.deepEqual(before.slice(0, 4), ["2020-10-04", "2020-11-10", "az-claimed", 37]);
      assert.match(before[5], /Azerbaijan’s account/);
      await page.reload();
      await both(page);
      assert.deepEqual(await state(), before);
      await clean();
    });

    await t.test("another date and another stance are asked for; the same day twice is said", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await both(page);
      const text = await page.textContent("#side .compared");
      await page.fill("#against", "2020-10-09");
      await page.waitForFunction(() =>
        /between 9 Oct 2020/.test(document.querySelector("#side .side-title").textContent),
      );
      await both(page);
      assert.notEqual(await page.textContent("#side .compared"), text);
      await page.selectOption("#stance", "arm-claimed");
      await page.waitForFunction(() => /Armenian side/.test(document.querySelector("#side .kicker").textContent));
      await both(page);
      await page.fill("#date", "2020-10-01");
      await page.waitForFunction(() =>
        /between 1 Oct 2020 and 9 Oct 2020/.test(document.querySelector("#side .side-title").textContent),
      );
      await page.fill("#against", "2020-10-01");
      await page.waitForFunction(() => /same day/.test(document.querySelector("#side").textContent));
      await clean();
    });

    await t.test("a place that changed leads to the statements, and back", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      await both(page);
      const place = page.locator("#side [data-change]").first();
      const name = (await place.locator("span").first().textContent()).split(" · ")[0];
      await place.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .statement");
      assert.match(await page.textContent("#side"), /[1-9]\d* statements?, 26 Sep – 20 Oct 2020/);
      assert.ok((await page.textContent("#side .side-title")).includes(name.split(" / ")[0]));
      await page.keyboard.press("Escape");
      await page.waitForSelector("#side .compared");
      await clean();
    });

    await t.test("flags do not lie over each other at a small scale, and none is lost", async () => {
      const hash = "#date=2020-11-10&span=all&layers=control";
      const { page, clean } = await openPage(browser, server, { hash });
      await page.waitForSelector(".flag-icon");
      const boxes = await page.evaluate(() =>
        [...document.querySelectorAll(".flag-icon:not(.pin-icon) .reach")].map((reach) => {
          const { left, top, right, bottom } = reach.getBoundingClientRect();
          return { left, top, right, bottom };
        }),
      );
      assert.ok(boxes.length > 20, `${boxes.length} flags`);
      const over = boxes.filter((a, i) =>
        boxes.some(
          (b, j) =>
            j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        ),
      );
      assert.deepEqual(over, []);
      assert.ok((await page.locator(".pin-icon").count()) > 100, "the others are small marks");
      await picture(page, "flags-small-scale");
      for (let step = 0; step < 4; step += 1) await page.click("#zoom-in");
      await page.waitForFunction(
        (many) => document.querySelectorAll(".flag-icon:not(.pin-icon)").length > many,
        boxes.length,
      );
      await clean();
    });

    await t.test("has room on a phone and in the dark", async () => {
      for (const [colorScheme, viewport] of [
        ["light", SMALL],
        ["dark", SMALL],
        ["dark", { width: 768, height: 1024 }],
      ]) {
        const { page, clean } = await openPage(browser, server, { hash: HASH, viewport, colorScheme });
        await page.waitForSelector(".leaflet-leftLine-pane .line-stroke", { state: "attached" });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
        await picture(page, `compare-${viewport.width}-${colorScheme}`);
        await accessible(page, "two dates on a small screen");
        await page.click("#tab-list");
        await page.waitForSelector("#side .compared", { state: "visible" });
        await accessible(page, "what changed, on a small screen");
        await clean();
      }
    });
  });
});
