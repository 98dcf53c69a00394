/** The page in four languages: every word of the reader's, an address that keeps the choice, room on a phone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, enterToken, openPage, picture, sampleReport, SMALL, withStage } from "./stage.mjs";

const WORDS = {
  az: { headline: /^\d+ hadisə, 24–30 sen 2020$/, compare: "Müqayisə et", where: "Harada" },
  hy: { headline: /^\d+ միջադեպ, 24–30 սեպ 2020$/, compare: "Համեմատել", where: "Որտեղ" },
  ru: { headline: /^\d+ инцидент(а|ов)?, 24–30 сен 2020$/, compare: "Сравнить", where: "Где" },
};

test("four languages", async (t) => {
  await withStage(async (server, browser) => {
    await t.test("a reader chooses one, and the address and the next visit keep it", async () => {
      const { page, clean } = await openPage(browser, server);
      assert.equal(await page.getAttribute("html", "lang"), "en");
      const reloaded = page.waitForEvent("load");
      await page.selectOption("#language", "ru");
      await reloaded;
      await page.waitForSelector("body[data-ready]");
      assert.match(await page.textContent("#headline"), WORDS.ru.headline);
      assert.match(page.url(), /lang=ru/);
      await page.goto(`${server.url}/`);
      await page.waitForSelector("body[data-ready]");
      assert.equal(await page.getAttribute("html", "lang"), "ru", "remembered");
      const anew = page.waitForEvent("load");
      await page.goto(`${server.url}/#lang=en`);
      await anew;
      await page.waitForSelector("body[data-ready]");
      assert.equal(await page.getAttribute("html", "lang"), "en", "the address goes first");
      await clean();
    });

    for (const [language, { headline, compare, where }] of Object.entries(WORDS)) {
      await t.test(`${language} is spoken everywhere a reader comes`, async () => {
        const hash = `#lang=${language}&date=2020-09-30&incident=i-20200927-07`;
        const { page, clean } = await openPage(browser, server, { hash });
        assert.match(await page.textContent("#headline"), headline);
        assert.equal(await page.textContent("#show-compare"), compare);
        assert.ok((await page.textContent("#side .facts")).includes(where));
        await page.waitForSelector(".grid");
        await picture(page, `language-${language}`);
        await accessible(page, `an incident in ${language}`);
        const english =
          /\b(the|of|and|incidents?|reported|Layers|Line of contact|Compare|Download|Close)\b/;
        for (const selector of ["#layers", "#dates", "#views", "#tabs", ".zoom", ".side-bar"]) {
          const said = await page.locator(selector).evaluateAll((elements) =>
            elements.flatMap((element) => [
              ...[...element.querySelectorAll("*")]
                .filter((one) => !one.closest('[lang="en"]'))
                .flatMap((one) => [...one.childNodes].filter(({ nodeType }) => nodeType === 3))
                .map(({ data }) => data),
              ...[...element.querySelectorAll("[aria-label], [title]")].flatMap((one) => [
                one.getAttribute("aria-label") ?? "",
                one.getAttribute("title") ?? "",
              ]),
            ]),
          );
          for (const text of said) assert.doesNotMatch(text, english, `${selector}: ${text}`);
        }
        await clean();
      });
    }

    await t.test("the desk is spoken in every language, and has room on a phone", async () => {
      const token = server.token();
      const { text, headers } = sampleReport();
      const source = { title: headers.source, side: headers.side, url: null };
      const sent = await fetch(`${server.url}/reports`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ text, published: headers.published, source, language: "en" }),
      });
      assert.equal(sent.status, 201);
      const english = /\b(the|of|and|drafts?|place|words|report|sign|password|accept|chosen?)\b/i;
      for (const language of Object.keys(WORDS)) {
        const { page, clean } = await openPage(browser, server, {
          hash: `#lang=${language}&date=2020-09-30`,
          viewport: SMALL,
          colorScheme: "dark",
        });
        /** Words of the page, without those of records and of names that stay as they are. */
        const own = async (selector) => {
          const said = await page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent));
          assert.ok(said.length > 0, `${selector} in ${language}`);
          for (const one of said) assert.doesNotMatch(one, english, `${selector} in ${language}: ${one}`);
        };
        await page.click("#tab-editor");
        await page.waitForSelector("#name-form");
        await own("#name-form, .token-way > summary");
        await enterToken(page, token);
        await page.waitForSelector("#report-form");
        await own("#report-form label, #report-form .muted, #report-form [type=submit], .editor-tabs");
        await page.click("#editor-queue");
        await page.waitForSelector(".draft");
        const card = page.locator(".draft").first();
        await card.focus();
        await page.keyboard.press("p");
        await page.keyboard.press("?");
        await own(".keys dd, .decisions .button, .decisions label, .placing p, .draft-history summary");
        await card.locator(".choose-box").check();
        await own(".bulk-count, .bulk-actions .button");
        await picture(page, `language-desk-${language}`);
        await card.locator(".draw-area").click();
        await page.waitForSelector("#banner.draw-bar", { state: "visible" });
        await own("#banner p, #banner .button");
        await picture(page, `language-draw-${language}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= SMALL.width, `${language}: ${wide} pixels wide`);
        await accessible(page, `the desk in ${language}`);
        await page.click("#draw-cancel");
        await clean();
      }
    });

    await t.test("the longest words have room on a phone", async () => {
      for (const language of Object.keys(WORDS)) {
        const { page, clean } = await openPage(browser, server, {
          hash: `#lang=${language}&date=2020-10-20`,
          viewport: SMALL,
        });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= SMALL.width, `${language}: ${wide} pixels wide`);
        await page.click("#tab-layers");
        await picture(page, `language-phone-${language}`);
        const cut = await page.locator(".layer-row").evaluateAll((rows) =>
          rows.filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.textContent),
        );
        assert.deepEqual(cut, [], `rows cut off in ${language}`);
        await clean();
      }
    });
  });
});
