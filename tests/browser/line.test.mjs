/** The line of contact through time: by day, by whose statements, by stretch, and played. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const drawn = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".leaflet-line-pane .line-stroke")].map(
      (path) => `${path.getAttribute("class")} ${path.getAttribute("d")}`,
    ),
  );
const order = async (page) => (await drawn(page)).map((path) => path.split(" M")[0]);
const looks = (page, look) =>
  page.locator(`.leaflet-line-pane .line-stroke.line-${look}`).count();
const shows = (page, day, stance) =>
  page.waitForSelector(`.dates-line[data-on="${day}"][data-stance="${stance}"]`);
const setDay = async (page, day, stance = "agreed") => {
  await page.fill("#date", day);
  await shows(page, day, stance);
};

test("the line through time", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("differs by day and by whose statements count", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-09-26" });
      await shows(page, "2020-09-26", "agreed");
      assert.equal(await page.isVisible("#line-note"), false);
      assert.equal(await page.isDisabled("#both-accounts"), true);
      assert.equal((await looks(page, "contested")) + (await looks(page, "rebuilt")), 0);
      const base = await drawn(page);
      await setDay(page, "2020-10-20");
      const agreed = await drawn(page);
      assert.notDeepEqual(agreed, base);
      assert.ok((await looks(page, "contested")) > 0, "contested stretches are drawn");
      assert.match(
        await page.textContent("#line-note-text"),
        /^Derived from reported control \(agreed by both sides\), not surveyed\.$/,
      );
      await page.click("#line-more summary");
      assert.match(await page.textContent("#line-more"), /never surveyed/);
      assert.match(await page.textContent("#stance-rule"), /^Agreed: A place changes hands/);
      await picture(page, "line-agreed");
      await accessible(page, "the agreed line of 20 October");
      await page.focus("#stance");
      await page.keyboard.press("ArrowDown");
      await shows(page, "2020-10-20", "az-claimed");
      assert.match(page.url(), /stance=az-claimed/);
      assert.notDeepEqual(await drawn(page), agreed);
      assert.ok((await looks(page, "rebuilt")) > 0, "rebuilt stretches are drawn");
      assert.match(await page.textContent("#stance-rule"), /The last word of Azerbaijan/);
      const own = await order(page);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await shows(page, "2020-10-20", "az-claimed");
      assert.equal(await page.inputValue("#stance"), "az-claimed");
      assert.deepEqual(await order(page), own, "and comes back with the address");
      await clean();
    });

    await t.test("both accounts are drawn where they differ", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-20" });
      await shows(page, "2020-10-20", "agreed");
      await page.check("#both-accounts");
      for (const side of ["az", "arm"]) {
        await page.waitForSelector(`.leaflet-accounts-pane .account-stroke.account-${side}`, {
          state: "attached",
        });
      }
      const dashes = await page.evaluate(() =>
        ["az", "arm"].map((side) => {
          const path = document.querySelector(`.leaflet-accounts-pane .account-stroke.account-${side}`);
          return getComputedStyle(path).strokeDasharray;
        }),
      );
      assert.notEqual(dashes[0], dashes[1], "they differ by more than colour");
      assert.match(page.url(), /accounts=both/);
      await picture(page, "line-both-accounts");
      await accessible(page, "both accounts");
      await page.uncheck("#both-accounts");
      assert.equal(await page.locator(".leaflet-accounts-pane path").count(), 0);
      await clean();
    });

    await t.test("a stretch says what put it there, by keys and by mouse", async () => {
      const hash = "#date=2020-10-20&stance=az-claimed&layers=contact-line,places";
      const { page, clean } = await openPage(browser, server, { hash });
      await shows(page, "2020-10-20", "az-claimed");
      assert.equal(await page.locator('.line-hit[tabindex="0"]').count(), 1, "one stop of Tab");
      await page.locator('.line-hit[tabindex="0"]').focus();
      const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
      assert.match(await label(), /^Line of contact, stretch 1 of \d+: line of 1994–2020, ±1\.5 km/);
      await page.keyboard.press("ArrowRight");
      assert.match(await label(), /stretch 2 of \d+: rebuilt from statements, .+ 1 statement$/);
      await page.keyboard.press("Enter");
      await page.waitForSelector("#side .areas td");
      await page.waitForSelector("#side .statement");
      const text = await page.textContent("#side");
      for (const part of [
        "The line here on 20 Oct 2020",
        "Azerbaijan’s account",
        "Rebuilt from 1 statement",
        "Confirmed",
        "Talış",
        "Թալիշ",
        "Source:",
        "±4 km",
        "km²",
        "Derived from settlements, geodesic.",
      ])
        assert.ok(text.includes(part), `${part} is said in ${text}`);
      assert.equal(await page.locator(".line-hit.chosen").count(), 1, "the stretch is marked");
      assert.match(page.url(), /line=46\.\d+(,|%2C)4?\d/);
      await picture(page, "line-stretch");
      await accessible(page, "a stretch of the line");
      await page.reload();
      await page.waitForSelector("#side .statement");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !location.hash.includes("line="));
      const contested = await page.evaluate(() => {
        const path = document.querySelector('.line-hit[data-look="base"]');
        const at = path.getPointAtLength(path.getTotalLength() / 2);
        const to = at.matrixTransform(path.getScreenCTM());
        return [to.x, to.y];
      });
      await page.mouse.click(...contested);
      await page.waitForSelector("#side .areas td");
      assert.match(await page.textContent("#side"), /The line of 1994–2020/);
      await page.selectOption("#stance", "agreed");
      await page.waitForFunction(() => /Agreed/.test(document.querySelector(".kicker").textContent));
      await clean();
    });

    await t.test("ground that the two accounts dispute is hatched where the server tells it", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-20" });
      await shows(page, "2020-10-20", "agreed");
      const disputed = await page.evaluate(async () => {
        const answer = await fetch("/line/areas?on=2020-10-20&stance=agreed");
        return (await answer.json()).between_stances ?? null;
      });
      const surface = page.locator(".leaflet-ground-pane path.ground");
      if (disputed === null) assert.equal(await surface.count(), 0);
      else {
        await surface.first().waitFor({ state: "attached" });
        const label = await surface.first().getAttribute("aria-label");
        assert.match(label, /^Disputed: [\d,]+ km² with \d+ places?, which the two sides’ accounts/);
        assert.ok(label.includes(`${disputed.places.length} place`));
        await surface.first().focus();
        await page.keyboard.press("Enter");
        await page.waitForSelector("#side .statement");
        await picture(page, "line-disputed");
        await accessible(page, "disputed ground");
      }
      await setDay(page, "2020-09-26");
      assert.equal(await surface.count(), 0, "nothing was disputed the day before the war");
      await clean();
    });

    await t.test("the line as it was known on an earlier day is a choice kept in the address", async () => {
      const { page, clean } = await openPage(browser, server, {
        hash: "#date=2020-10-10&stance=az-claimed",
      });
      await page.waitForSelector('.dates-line[data-on="2020-10-10"][data-known=""]');
      await page.click("#known-open");
      await page.fill("#known-by", "2020-10-01");
      await page.waitForSelector('.dates-line[data-known="2020-10-01"]');
      assert.match(await page.textContent("#line-note-text"), /as known on 1 Oct 2020/);
      assert.match(page.url(), /known=2020-10-01/);
      const hash = async (query) =>
        (await (await page.request.get(`${server.url}/line?on=2020-10-10&stance=az-claimed${query}`)).json())
          .properties.hash;
      assert.notEqual(await hash("&as_of=2020-10-01"), await hash(""), "less was known then");
      await page.reload();
      await page.waitForSelector('.dates-line[data-known="2020-10-01"]');
      assert.equal(await page.inputValue("#known-by"), "2020-10-01");
      await page.click("#known-clear");
      await page.waitForSelector('.dates-line[data-known=""]');
      assert.doesNotMatch(page.url(), /known=/);
      await clean();
    });

    await t.test("playing steps day by day until Escape", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2016-04-02" });
      await shows(page, "2016-04-02", "agreed");
      await page.click("#play");
      assert.equal(await page.getAttribute("#play", "aria-label"), "Pause");
      await shows(page, "2020-09-26", "agreed");
      await shows(page, "2020-09-27", "agreed");
      await shows(page, "2020-09-28", "agreed");
      await page.keyboard.press("Escape");
      assert.match(await page.getAttribute("#play", "aria-label"), /^Play/);
      const day = await page.inputValue("#date");
      await page.waitForTimeout(1500);
      assert.equal(await page.inputValue("#date"), day, "it stands still");
      await page.fill("#date", "2020-11-29");
      await page.click("#play");
      await page.waitForFunction(() => document.getElementById("date").value === "2020-12-01");
      await page.waitForFunction(() =>
        /^Play/.test(document.getElementById("play").getAttribute("aria-label")),
      );
      await page.click("#play");
      await page.click("#next-day");
      assert.match(await page.getAttribute("#play", "aria-label"), /^Play/, "a step stops it");
      await clean();
    });

    await t.test("a phone has room for all of it, and the dark view too", async () => {
      const hash = "#date=2020-10-20&stance=arm-claimed&accounts=both";
      for (const colorScheme of ["light", "dark"]) {
        const options = { hash, viewport: SMALL, colorScheme };
        const { page, clean } = await openPage(browser, server, options);
        await shows(page, "2020-10-20", "arm-claimed");
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(await wide(), 0, "nothing to scroll sideways");
        for (const target of ["#play", "#stance", ".both"]) {
          const { width, height } = await page.locator(target).boundingBox();
          assert.ok(width >= 44 && height >= 44, `${target} is ${width} × ${height}`);
        }
        const map = await page.locator("#map").boundingBox();
        assert.ok(map.height >= 300, `the map is ${map.height} high`);
        await picture(page, `phone-line-${colorScheme}`);
        await accessible(page, `the line on a phone, ${colorScheme}`);
        await page.click("#line-more summary");
        await accessible(page, "its note");
        assert.equal(await wide(), 0);
        await page.click("#line-more summary");
        await page.locator('.line-hit[tabindex="0"]').focus();
        await page.keyboard.press("Enter");
        await page.waitForSelector("#side .areas td", { state: "visible" });
        await picture(page, `phone-stretch-${colorScheme}`);
        await clean();
      }
    });
  });
});
