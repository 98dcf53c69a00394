/** Time: bars by who is heard, an interval drawn or typed, the lane of statements, and the speed of play. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const listed = (page) =>
  page.locator("#side .item[data-id]").evaluateAll((items) => items.map((one) => one.dataset.id));
const headline = (page) => page.textContent("#headline");

/** Draws with the pointer from one day of 2020 to another. */
async function draw(page, from, to) {
  const { x, y, width } = await page.locator(".bars").boundingBox();
  const at = (day) => x + ((Date.parse(day) - Date.parse("2020-01-01")) / 86_400_000 + 0.5) * (width / 366);
  await page.mouse.move(at(from), y + 12);
  await page.mouse.down();
  await page.mouse.move((at(from) + at(to)) / 2, y + 14);
  await page.mouse.move(at(to), y + 12, { steps: 4 });
  await page.mouse.up();
}

test("time", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("an interval is drawn over the bars, kept in the address, and let go", async () => {
      const { page, clean } = await openPage(browser, server);
      await draw(page, "2020-10-08", "2020-10-12");
      assert.match(await headline(page), /reported 8–12 Oct 2020$/);
      assert.match(page.url(), /date=2020-10-12&span=own&since=2020-10-08/);
      assert.equal(await page.isChecked("#span-own"), true);
      const ids = await listed(page);
      const { features } = await (
        await page.request.get(`${server.url}/layers/incidents.geojson?datetime=2020-10-08/2020-10-12`)
      ).json();
      assert.deepEqual(ids.toSorted(), features.map(({ id }) => id).toSorted());
      await picture(page, "interval");
      await accessible(page, "an interval");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.deepEqual(await listed(page), ids);
      await draw(page, "2020-10-20", "2020-10-16");
      assert.match(await headline(page), /reported 16–20 Oct 2020$/, "backwards is the same");
      await page.check("#span-week", { force: true });
      assert.doesNotMatch(page.url(), /since=/);
      await clean();
    });

    await t.test("an interval is typed with keys alone, on a phone too", async () => {
      for (const viewport of [undefined, SMALL]) {
        const { page, clean } = await openPage(browser, server, { viewport });
        if (viewport) await page.selectOption("#span-select", "own");
        else {
          await page.locator("#span-all").focus();
          await page.keyboard.press("ArrowRight");
        }
        await page.getByLabel("From", { exact: true }).fill("2020-09-27");
        assert.match(await headline(page), /reported 27–30 Sep 2020$/);
        await accessible(page, "the field of an interval");
        await clean();
      }
    });

    await t.test("a bar says by whom and of what kind its incidents are", async () => {
      const { page, clean } = await openPage(browser, server);
      const said = await page.locator(".bar title").allTextContents();
      const first = said.find((text) => text.startsWith("27 Sep 2020"));
      const { features } = await (await page.request.get(`${server.url}/layers/incidents.geojson`)).json();
      const of = features.filter(({ properties }) => properties.date_start === "2020-09-27");
      assert.match(first, new RegExp(`^27 Sep 2020: ${of.length} incidents`));
      for (const { properties } of of) {
        assert.ok(first.includes(properties.kind.replaceAll("-", " ").slice(0, 5)), `${properties.kind} in ${first}`);
      }
      const parts = await page.locator(".bar").filter({ hasText: "27 Sep 2020" }).locator("rect").count();
      assert.ok(parts > 1, "the bar is parted by who is heard");
      await page.goto(`${server.url}/#date=2020-09-30&only=kind:ceasefire`);
      const days = features
        .filter(({ properties }) => properties.kind === "ceasefire" && properties.date_start > "2020")
        .map(({ properties }) => properties.date_start);
      await page.waitForFunction((n) => document.querySelectorAll(".bar").length === n, new Set(days).size);
      await clean();
    });

    await t.test("the lane leads to ceasefires and calls, by mouse and by keys", async () => {
      const { page, clean } = await openPage(browser, server);
      const marks = page.locator("#lane .lane-mark");
      assert.ok((await marks.count()) >= 3);
      assert.equal(await page.locator('#lane [tabindex="0"]').count(), 1, "one stop of Tab");
      await marks.first().focus();
      await page.keyboard.press("ArrowRight");
      const label = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .back");
      const title = await page.textContent(".side-title");
      assert.match(label, /^(Ceasefire|Statement|Withdrawal), \d|\d incidents$/);
      assert.ok(title.length > 10, `${label} opens ${title}`);
      const boxes = await marks.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
      for (let at = 1; at < boxes.length; at += 1) assert.ok(boxes[at] - boxes[at - 1] >= 24, `${boxes}`);
      await clean();
    });

    await t.test("playing is as fast as is asked for", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: "#date=2020-09-26",
        reducedMotion: "no-preference",
      });
      const stay = async (speed) => {
        await page.selectOption("#speed", speed);
        await page.fill("#date", "2020-09-26");
        await page.click("#play");
        await page.waitForFunction(() => document.getElementById("date").value > "2020-09-27");
        const begun = Date.now();
        const day = await page.inputValue("#date");
        await page.waitForFunction(
          (first) => (Date.parse(document.getElementById("date").value) - Date.parse(first)) / 864e5 >= 4,
          day,
        );
        const took = (Date.now() - begun) / 4;
        await page.keyboard.press("Escape");
        return took;
      };
      const [slow, fast] = [await stay("1"), await stay("4")];
      assert.ok(fast < slow * 0.6, `${Math.round(slow)} ms a day, then ${Math.round(fast)} ms`);
      await clean();
    });
  });
});
