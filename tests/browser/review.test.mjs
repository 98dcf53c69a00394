/** The review desk: walked by keys alone; drafts joined, split and taken back; two editors, both versions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, enterToken, openPage, picture, sampleReport, SMALL, withStage } from "./stage.mjs";

async function toQueue(page, token) {
  await page.click("#editor-toggle");
  await enterToken(page, token);
  await page.waitForSelector("#report-form");
  await page.click("#editor-queue");
  await page.waitForSelector(".draft");
}

test("the review desk", async (t) => {
  await withStage(async (server, browser) => {
    const token = server.token();
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const send = async (text, published, title, side) => {
      const body = JSON.stringify({ text, published, source: { title, side, url: null }, language: "en" });
      const answer = await fetch(`${server.url}/reports`, { method: "POST", headers, body });
      assert.equal(answer.status, 201, await answer.clone().text());
      return (await answer.json()).drafts;
    };
    const { text, headers: about } = sampleReport();
    await send(text, about.published, about.source, about.side);
    await send(
      "ANI reported, quoting the Azerbaijani defence ministry, that over 2,300 Armenian servicemen had been killed and wounded in Nagorno-Karabakh since 27 September 2020.",
      "2020-09-30",
      "ANI",
      "third-party",
    );

    await t.test("the queue is walked, corrected and decided with keys alone", async () => {
      const { page, clean } = await openPage(browser, server);
      await toQueue(page, token);
      await accessible(page, "the queue");
      const focused = () => page.evaluate(() => document.activeElement.closest(".draft")?.dataset.id);
      await page.keyboard.press("?");
      assert.ok(await page.isVisible(".keys dl"), "? opens the help");
      await picture(page, "review-keys");
      await page.keyboard.press("?");
      await page.keyboard.press("n");
      const first = await focused();
      await page.keyboard.press("n");
      const second = await focused();
      assert.ok(first && second && first !== second, "n goes on");
      await page.keyboard.press("b");
      assert.equal(await focused(), first, "b goes back");
      await page.keyboard.press("w");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("A summary typed with keys, about nothing.");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (id) => /typed with keys/.test(document.querySelector(`.draft[data-id="${id}"] h4`).textContent),
        first,
      );
      await page.locator(`.draft[data-id="${first}"]`).focus();
      await page.keyboard.press("u");
      await page.waitForFunction(
        (id) => !/typed with keys/.test(document.querySelector(`.draft[data-id="${id}"] h4`).textContent),
        first,
      );
      await page.locator(`.draft[data-id="${first}"] .draft-history summary`).click();
      await page.waitForSelector(`.draft[data-id="${first}"] .history li`);
      const history = await page.locator(`.draft[data-id="${first}"] .history`).textContent();
      assert.match(history, /Revision 1, draft/);
      assert.match(history, /Revision 3/, "going back is a revision of its own");
      await picture(page, "review-history");
      await page.locator(`.draft[data-id="${first}"]`).focus();
      await page.keyboard.press("r");
      await page.waitForSelector(`.draft.decided[data-id="${first}"]`);
      await clean();
    });

    await t.test("words typed for a draft survive a reload and are not accepted unsaved", async () => {
      const { page, clean } = await openPage(browser, server);
      await toQueue(page, token);
      const id = await page.locator(".draft").first().getAttribute("data-id");
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.locator(".reword").click();
      await card.locator("textarea").fill("Half a sentence that was");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.click("#editor-toggle");
      await page.click("#editor-queue");
      await card.waitFor();
      assert.equal(await card.locator("textarea").inputValue(), "Half a sentence that was");
      await card.locator(".accept").click();
      assert.match(await card.locator(".draft-message").textContent(), /not saved/);
      await card.locator(".undo-words").click();
      await clean();
    });

    await t.test("where two editors meet, both versions are shown, and one's own can go on top", async () => {
      const { page, forget, clean } = await openPage(browser, server);
      await toQueue(page, token);
      const id = await page.locator(".draft").first().getAttribute("data-id");
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.locator(".reword").click();
      await card.locator("textarea").fill("My words.");
      const path = `${server.url}/review/${id}`;
      const etag = (await fetch(path, { headers })).headers.get("etag");
      const patch = { method: "PATCH", headers: { ...headers, "If-Match": etag }, body: '{"summary":"Their words."}' };
      assert.equal((await fetch(path, patch)).status, 200);
      await card.locator(".save-words").click();
      await card.locator(".clash").waitFor();
      forget();
      const versions = await card.locator(".clash tr.differs").first().locator("td").allTextContents();
      assert.deepEqual(versions, ["My words.", "Their words."]);
      await picture(page, "review-clash");
      await accessible(page, "two versions of a draft");
      await card.locator(".again").click();
      await page.waitForFunction(
        (draft) => document.querySelector(`.draft[data-id="${draft}"] h4`).textContent === "My words.",
        id,
      );
      assert.equal(await card.locator(".clash").count(), 0);
      await clean();
    });

    await t.test("a draft is split, and the two are joined again", async () => {
      const { page, clean } = await openPage(browser, server);
      await toQueue(page, token);
      const before = await page.locator(".draft").count();
      const card = page.locator('.draft:has(.split)').first();
      const id = await card.getAttribute("data-id");
      await card.locator(".split").click();
      assert.ok(await card.locator(".do-split").isDisabled(), "nothing is chosen yet");
      await card.locator(".splitting input").first().check();
      await card.locator(".do-split").click();
      await page.waitForFunction((count) => document.querySelectorAll(".draft").length === count, before + 1);
      assert.match(await page.locator(`.draft[data-id="${id}"] .draft-message`).textContent(), /^Split/);
      await page.click("#editor-pairs");
      const done = page.locator(".pair-done", { hasText: "split off" });
      await done.locator(".undo-pair").click();
      await page.waitForFunction(() => /Undone/.test(document.querySelector(".pair-done")?.textContent ?? ""));
      await page.click("#editor-queue");
      await page.waitForFunction((count) => document.querySelectorAll(".draft").length === count, before);
      await clean();
    });

    await t.test("two drafts of one event are suggested with reasons, joined, and had back", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL, colorScheme: "dark" });
      await page.click("#tab-editor");
      await enterToken(page, token);
      await page.waitForSelector("#report-form");
      await page.click("#editor-pairs");
      const pair = page.locator(".pair-card").first();
      await pair.waitFor();
      assert.match(await pair.textContent(), /% alike\. Both are/);
      await picture(page, "review-pairs-phone-dark");
      await accessible(page, "suggested pairs");
      const other = await pair.getAttribute("data-other");
      await pair.locator(".join").click();
      const done = page.locator(".pair-done", { hasText: `${other} joined to` });
      await done.waitFor();
      assert.equal(await page.locator(`.pair-card[data-other="${other}"]`).count(), 0, "it went over");
      await done.locator(".undo-pair").click();
      await page.waitForFunction(() => /both are as they were/.test(document.querySelector(".pairs .draft-message").textContent));
      const back = await fetch(`${server.url}/review/${other}`, { headers });
      assert.equal(back.status, 200, "it has its id again");
      await clean();
    });
  });
});
