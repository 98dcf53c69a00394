/** Accounts: signing in by name, what a role shows, the gate before readers, and signing out for good. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, openPage, picture, SMALL, withStage } from "./stage.mjs";

const PASSWORD = "nine blue kettles";

async function signIn(page, name, password = PASSWORD) {
  await page.waitForSelector("#name-form", { state: "visible" });
  await page.fill("#user-name", name);
  await page.fill("#user-password", password);
  await page.keyboard.press("Enter");
}

/** Opens a box; where the page around it is just drawn anew, a click goes nowhere. */
async function openBox(box) {
  for (let tries = 0; tries < 20 && !(await box.evaluate((one) => one.open)); tries += 1) {
    await box.locator("> summary").click();
    await box.page().waitForTimeout(200);
  }
}

test("accounts", async (t) => {
  await withStage(async (server, browser) => {
    server.user("mara", "moderator", PASSWORD);
    server.user("sevda", "contributor", PASSWORD);
    const headers = {
      Authorization: `Bearer ${server.token()}`,
      "Content-Type": "application/json",
    };
    const report = (text) =>
      JSON.stringify({
        text,
        published: "2020-10-05",
        source: { title: "An agency", side: "third-party", url: null },
        language: "en",
      });
    const text = "An agency said that 12 soldiers were killed near Hadrut.";
    const sent = await fetch(`${server.url}/reports`, {
      method: "POST",
      headers,
      body: report(text),
    });
    assert.equal(sent.status, 201, await sent.clone().text());
    const id = (await sent.json()).drafts[0].id;
    const item = `${server.url}/ogc/collections/incidents/items/${id}`;
    const publicly = async () => (await fetch(item)).status;

    await t.test("a contributor hands in a report and sees no drafts", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL });
      await page.click("#tab-editor");
      await picture(page, "accounts-sign-in-phone");
      await accessible(page, "signing in");
      await signIn(page, "sevda");
      await page.waitForSelector("#report-form");
      assert.match(await page.textContent("#side .kicker"), /Signed in as sevda, contributor/);
      assert.equal(await page.locator("#editor-queue, #editor-pairs, #editor-gate").count(), 0);
      await page.fill("#report-text", "A witness said that shells fell on Stepanakert.");
      await page.fill("#report-publisher", "A witness");
      await page.selectOption("#report-side", "third-party");
      await page.fill("#report-date", "2020-10-04");
      await page.click("#report-form button[type=submit]");
      await page.waitForSelector(".intake-said");
      assert.match(await page.textContent(".intake-said"), /An editor looks at the report/);
      assert.equal(await page.locator(".draft").count(), 0);
      await clean();
    });

    await t.test("a moderator signs in, accepts, holds back, warns and coarsens", async () => {
      const { page, clean, forget } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await signIn(page, "mara", "not the password");
      await page.waitForFunction(() =>
        /do not belong together/.test(document.querySelector(".sign-in .wrong").textContent),
      );
      assert.equal(await page.inputValue("#user-password"), "", "a wrong password is typed anew");
      forget();
      await signIn(page, "mara");
      await page.waitForSelector("#report-form");
      assert.match(await page.textContent("#side .kicker"), /Signed in as mara, moderator/);
      await page.click("#editor-queue");
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.waitFor();
      assert.match(
        await page.locator(".draft .suggested").textContent(),
        /Suggested by sevda/,
        "what a contributor sent is marked",
      );
      await card.locator(".accept").click();
      await page.waitForSelector(`.draft.decided[data-id="${id}"]`);
      assert.equal(await publicly(), 200);

      const stands = () => card.locator(".gate-stands").textContent();
      await openBox(card.locator(".gate-box"));
      await card.locator(".gate-stands").waitFor();
      assert.equal(await stands(), "Readers see it.");
      await accessible(page, "the gate of a record");
      await picture(page, "accounts-gate");
      await card.locator(".gate-body input").fill("A family was not told.");
      await card.locator(".hold").click();
      await card.locator(".hold[aria-pressed=true]").waitFor();
      assert.match(await stands(), /^Held back/);
      assert.equal(await publicly(), 404);
      await card.locator(".hold").click();
      await card.locator(".hold[aria-pressed=false]").waitFor();
      assert.equal(await publicly(), 200);
      await card.locator(".graphic").click();
      await card.locator(".graphic[aria-pressed=true]").waitFor();
      const record = page.locator(`[data-record="${id}"]`);
      // As with a box: where the page is just drawn anew, a click goes nowhere.
      for (let tries = 0; tries < 10 && !(await record.isVisible()); tries += 1) {
        await page.click("#editor-gate");
        await page.waitForTimeout(500);
      }
      await openBox(record.locator(".gate-box"));
      await record.locator("select").selectOption("10");
      await record.locator(".draft-message", { hasText: "Readers see it." }).waitFor();
      assert.equal((await (await fetch(item)).json()).properties.coarsened, true);
      forget();
      await clean();
    });

    await t.test("readers are warned, and told that the place is coarse", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-05" });
      const shown = (await (await fetch(item)).json()).properties;
      await page.locator(".item", { hasText: shown.summary }).first().click();
      await page.waitForSelector(".veil");
      assert.ok(!(await page.isVisible(".veil .claims")), "the words stand behind a click");
      assert.match(await page.textContent("#side .facts"), /\(coarsened\)/);
      await accessible(page, "a veiled record");
      await page.click(".veil > summary");
      assert.ok(await page.isVisible(".veil .claims"));
      await picture(page, "accounts-veil");
      await clean();
    });

    await t.test("signing out is for good, for a copy of the cookie too", async () => {
      const { page, clean, forget } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await signIn(page, "mara");
      await page.waitForSelector("#report-form");
      assert.deepEqual(
        await page.evaluate(() => document.cookie),
        "",
        "no script can read the cookie",
      );
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.click("#editor-toggle");
      await page.waitForSelector("#report-form");
      const [stolen] = await page.context().cookies();
      const queue = () =>
        fetch(`${server.url}/review`, { headers: { Cookie: `${stolen.name}=${stolen.value}` } });
      assert.equal((await queue()).status, 200);
      await page.click(".sign-out");
      await page.waitForSelector("#name-form");
      assert.equal((await queue()).status, 401, "the session ended on the server");
      const refused = await page.evaluate(async () => (await fetch("/review")).status);
      assert.equal(refused, 401);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.click("#editor-toggle");
      await page.waitForSelector("#name-form");
      assert.equal(await page.locator(".draft").count(), 0);
      forget();
      await clean();
    });

    await t.test("a change of role in mid-session leads back to the form", async () => {
      const { page, clean, forget } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await signIn(page, "mara");
      await page.waitForSelector("#report-form");
      await page.fill("#report-text", "Words that must not be lost.");
      server.role("mara", "editor");
      await page.click("#editor-queue");
      await page.waitForSelector("#name-form");
      assert.match(await page.textContent(".sign-in .wrong"), /not signed in any more/);
      await signIn(page, "mara");
      await page.waitForSelector("#report-form");
      assert.equal(await page.inputValue("#report-text"), "Words that must not be lost.");
      assert.equal(await page.locator("#editor-gate").count(), 0, "an editor has no gate");
      forget();
      await clean();
    });
  });
});
