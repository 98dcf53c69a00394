/** What an editor does: a report comes in as text, is looked through, corrected, accepted, and is public. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessible, enterToken, openPage, picture, sampleReport, SMALL, withStage } from "./stage.mjs";

async function signIn(page, token) {
  await page.click("#editor-toggle");
  await enterToken(page, token);
  await page.waitForSelector("#report-form");
}

async function fillReport(page, { headers, text }) {
  await page.fill("#report-text", text);
  await page.fill("#report-publisher", headers.source);
  await page.selectOption("#report-side", headers.side);
  await page.fill("#report-date", headers.published);
}

test("an editor's work", async (t) => {
  await withStage(async (server, browser) => {
    const token = server.token();
    assert.match(token, /^ctl_/);

    await t.test("a wrong token is refused in words", async () => {
      const { page, close } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await enterToken(page, "ctl_wrong");
      await page.waitForFunction(() => document.querySelector(".sign-in .wrong")?.textContent);
      assert.equal(await page.locator("#report-form").count(), 0);
      await close();
    });

    let summary = "";
    await t.test("a report is pasted, corrected on the map, accepted and downloaded", async () => {
      const report = sampleReport();
      const { page, clean } = await openPage(browser, server);
      await signIn(page, token);
      await accessible(page, "the report form");
      await fillReport(page, report);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.click("#editor-toggle");
      await page.waitForSelector("#report-form");
      assert.equal(await page.inputValue("#report-text"), report.text, "a reload loses no word");
      assert.equal(await page.inputValue("#report-publisher"), report.headers.source);
      await page.click("#report-form button[type=submit]");
      await page.waitForSelector(".draft");
      assert.equal((await page.textContent(".report-text")).trim(), report.text);
      const found = await page.locator(".mention").allTextContents();
      assert.ok(
        found.some((name) => /Stepanakert/.test(name)),
        `places found: ${found}`,
      );
      for (const name of found)
        assert.ok(report.text.includes(name), `“${name}” is cut at the right letters`);
      await picture(page, "drafts");
      await accessible(page, "drafts");

      const quotes = await page.locator(".claim-quote").allTextContents();
      for (const quote of quotes) {
        assert.match(quote, /^“[\s\S]*”$/);
        assert.ok(report.text.includes(quote.slice(1, -1)), `quoted as it stands: ${quote}`);
      }

      const card = page.locator(".draft").last();
      const id = await card.getAttribute("data-id");
      await card.locator(".correct").click();
      await card.locator(".placing .reach").selectOption("1000");
      await card.locator(".pick").click();
      await page.waitForSelector("#banner", { state: "visible" });
      const { x, y, width, height } = await page.locator("#map").boundingBox();
      await page.mouse.click(x + width * 0.4, y + height * 0.7);
      await page.waitForFunction(
        (draft) =>
          document
            .querySelector(`.draft[data-id="${draft}"] .draft-message`)
            ?.textContent.includes("corrected"),
        id,
      );
      assert.match(await card.locator(".facts").textContent(), /±1 km/);
      summary = await card.locator(".draft-head h4").textContent();
      const kept = await page.request.get(`${server.url}/review/${encodeURIComponent(id)}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      assert.equal(
        summary,
        (await kept.json()).properties.summary,
        "the card shows the summary that the server holds after the correction",
      );
      await card.locator(".accept").click();
      await page.waitForFunction(
        (draft) =>
          document.querySelector(`.draft[data-id="${draft}"]`)?.classList.contains("decided"),
        id,
      );
      await page.locator(`.handle[data-key*="${id}"]`).waitFor();
      await page.click("#editor-toggle");
      await page.locator(`.item[data-id="${id}"]`).waitFor();
      await picture(page, "accepted");

      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator('a.download[href="/layers/incidents.geojson"]').click(),
      ]);
      const layer = JSON.parse(readFileSync(await download.path(), "utf8"));
      assert.equal(layer.type, "FeatureCollection");
      const feature = layer.features.find((one) => one.id === id);
      assert.ok(feature, "the download has the new incident");
      assert.equal(feature.geometry.type, "Point");
      assert.equal(feature.properties.location.uncertainty_m, 1000);
      assert.equal(feature.properties.state, undefined, "and tells nothing of review");
      const [lon, lat] = feature.geometry.coordinates;
      assert.ok(lon > 45 && lon < 48.5 && lat > 38.5 && lat < 41, `${lon}, ${lat}`);
      await clean();
    });

    await t.test("two editors at one draft: the slower one is told", async () => {
      const { page, forget, clean } = await openPage(browser, server);
      await signIn(page, token);
      await page.click("#editor-queue");
      const card = page.locator(".draft").first();
      await card.waitFor();
      const id = await card.getAttribute("data-id");
      const path = `${server.url}/review/${encodeURIComponent(id)}`;
      const headers = { Authorization: `Bearer ${token}` };
      const fresh = await page.request.get(path, { headers });
      const changed = await page.request.patch(path, {
        headers: { ...headers, "If-Match": fresh.headers().etag },
        data: { summary: "Changed by somebody else." },
      });
      assert.equal(changed.status(), 200, await changed.text());
      await card.locator(".accept").click();
      await page.waitForSelector(".draft-message.wrong:not(:empty)");
      assert.match(
        await card.locator(".draft-message").textContent(),
        /Somebody else changed this draft/,
      );
      assert.equal(await card.locator(".draft-head h4").textContent(), "Changed by somebody else.");
      forget();
      await card.locator(".reject").click();
      await page.waitForFunction(
        (draft) =>
          document.querySelector(`.draft[data-id="${draft}"]`)?.classList.contains("decided"),
        id,
      );
      await clean();
    });

    await t.test("a place is corrected by its name and by the cross, without a mouse", async () => {
      const { page, clean } = await openPage(browser, server);
      await signIn(page, token);
      await fillReport(page, {
        headers: { source: "Example agency", side: "third-party", published: "2020-10-02" },
        text: "The mayor of Tartar said on 2 October 2020 that three civilians were wounded in shelling of Tartar.",
      });
      await page.click("#report-form button[type=submit]");
      const card = page.locator(".draft").first();
      await card.waitFor();
      await card.locator(".correct").focus();
      await page.keyboard.press("Enter");
      await card.locator('.placing input[role="combobox"]').fill("Շուշի");
      await card.locator(".hit").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() =>
        /Shush/.test(document.querySelector(".draft .facts").textContent),
      );
      await card.locator(".correct").focus();
      await page.keyboard.press("Enter");
      await card.locator(".pick").focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#banner", { state: "visible" });
      await page.keyboard.press("Enter");
      await page.waitForFunction(() =>
        /corrected/.test(document.querySelector(".draft .draft-message").textContent),
      );
      await clean();
    });

    await t.test("the words of a draft are corrected, and typed words are not lost", async () => {
      const { page, forget, clean } = await openPage(browser, server);
      await signIn(page, token);
      await fillReport(page, {
        headers: { source: "Example agency", side: "third-party", published: "2020-10-05" },
        text: "The mayor of Tartar said on 5 October 2020 that two houses were damaged in shelling of Tartar.",
      });
      await page.click("#report-form button[type=submit]");
      const card = page.locator(".draft").first();
      await card.waitFor();
      const message = (part) =>
        page.waitForFunction(
          (text) => document.querySelector(".draft .draft-message")?.textContent.includes(text),
          part,
        );
      await card.locator(".reword").focus();
      await page.keyboard.press("Enter");
      assert.ok(await page.evaluate(() => document.activeElement.matches("textarea.summary")));
      assert.equal(await card.locator(".summary").getAttribute("maxlength"), "1000");
      await card.locator(".summary").fill("The mayor of Tartar reported damage to two houses.");
      await card.locator(".kind").selectOption("ceasefire-violation");
      await accessible(page, "the words of a draft");
      await picture(page, "words");
      await card.locator(".accept").click();
      await message("not saved");
      assert.equal(
        await card.locator(".summary").inputValue(),
        "The mayor of Tartar reported damage to two houses.",
      );
      const [sent] = await Promise.all([
        page.waitForRequest((request) => request.method() === "PATCH"),
        card.locator(".save-words").click(),
      ]);
      assert.match(sent.headers()["if-match"], /^"/);
      assert.deepEqual(sent.postDataJSON(), {
        summary: "The mayor of Tartar reported damage to two houses.",
        kind: "ceasefire-violation",
      });
      await message("Words corrected");
      assert.equal(
        await card.locator(".draft-head h4").textContent(),
        "The mayor of Tartar reported damage to two houses.",
      );
      assert.match(await card.locator(".kicker").textContent(), /ceasefire violation/);

      await page.route("**/review/*", (route) =>
        route.request().method() === "PATCH" ? route.abort() : route.continue(),
      );
      const corrected = async (relation) => {
        if ((await card.locator(".placing").count()) === 0) await card.locator(".correct").click();
        await card.locator(".relation").selectOption(relation);
        await card.locator('.placing input[role="combobox"]').fill("Shusha");
        await card.locator(".hit").first().waitFor();
        const [request] = await Promise.all([
          page.waitForRequest((one) => one.method() === "PATCH"),
          card.locator(".hit").first().click(),
        ]);
        await message("cannot be reached");
        return request.postDataJSON();
      };
      assert.deepEqual(await corrected("at"), { place: "shusha" });
      assert.deepEqual(await corrected("near"), { place: "shusha", relation: "near" });
      forget();
      await clean();
    });

    await t.test("markup in a report is only text", async () => {
      const { page, clean } = await openPage(browser, server);
      await signIn(page, token);
      const text =
        'On 3 October 2020 the <b>ministry</b> said <img src=x onerror="globalThis.hit=1"> that <script>globalThis.hit=1</script> two soldiers were killed near Tartar.';
      await fillReport(page, {
        headers: {
          source: "<img src=x onerror=globalThis.hit=1>",
          side: "az",
          published: "2020-10-03",
        },
        text,
      });
      await page.fill("#report-url", "https://example.org/?q=%22%3E%3Cscript%3E");
      await page.click("#report-form button[type=submit]");
      await page.waitForSelector(".report-text");
      assert.equal(
        (await page.textContent(".report-text")).trim().replace(/\s+/g, " "),
        "On 3 October 2020 the ministry said that two soldiers were killed near Tartar.",
        "of a report in HTML its text is kept",
      );
      const hostile = 'Two dead, <b>said</b> <img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>';
      await page.locator(".draft .reword").first().click();
      await page.fill(".wording textarea", hostile);
      await page.click(".save-words");
      await page.waitForFunction((said) => document.querySelector(".draft h4").textContent === said, hostile);
      for (let left = await page.locator(".draft .accept").count(); left > 0; left -= 1) {
        await page.locator(".draft .accept").first().click();
        await page.waitForFunction(
          (open) => document.querySelectorAll(".draft .accept").length < open,
          left,
        );
      }
      await page.click("#editor-toggle");
      for (const item of await page.locator(".item").all())
        assert.equal(await item.locator("img, script, b").count(), 0);
      assert.equal(await page.evaluate(() => globalThis.hit), undefined);
      await clean();
    });

    await t.test("the desk works on a phone", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL });
      await page.click("#tab-editor");
      await enterToken(page, token);
      await page.waitForSelector("#report-form", { state: "visible" });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await picture(page, "phone-editor");
      await accessible(page, "the desk on a phone");
      await clean();
    });

    await t.test("what was accepted is there for the next reader", async () => {
      const { page, clean } = await openPage(browser, server);
      const summaries = await page.locator(".item-summary").allTextContents();
      assert.ok(summaries.includes(summary), `${summary} is among ${summaries.length}`);
      await clean();
    });
  });
});
