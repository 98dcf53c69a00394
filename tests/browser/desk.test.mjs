/** The desk's tools: drawing on the map, other candidates, many drafts at once, pairs left apart, the account. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, enterToken, LARGE, openPage, picture, SMALL, withStage } from "./stage.mjs";

const PASSWORD = "nine blue kettles";

async function toQueue(page, token) {
  await page.click((await page.isVisible("#tab-editor")) ? "#tab-editor" : "#editor-toggle");
  await enterToken(page, token);
  await page.waitForSelector("#report-form", { state: "visible" });
  await page.click("#editor-queue");
  await page.waitForSelector(".draft");
}

/** Sends reports as a program does. */
function sender(server, token) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const send = async (text, title = "An agency", side = "third-party") => {
    const source = { title, side, url: null };
    const body = JSON.stringify({ text, published: "2020-10-05", source, language: "en" });
    const answer = await fetch(`${server.url}/reports`, { method: "POST", headers, body });
    assert.equal(answer.status, 201, await answer.clone().text());
    return (await answer.json()).drafts.map(({ id }) => id);
  };
  const draft = async (id) => (await fetch(`${server.url}/review/${id}`, { headers })).json();
  const patch = (id, change) =>
    fetch(`${server.url}/review/${id}`, {
      method: "PATCH",
      headers: { ...headers, "If-Match": "*" },
      body: JSON.stringify(change),
    });
  return { send, draft, patch, headers };
}

/** A point of the map that nothing lies over, as shares of its width and height. */
async function mapPoint(page, x, y) {
  const box = await page.locator("#map").boundingBox();
  return [box.x + box.width * x, box.y + box.height * y];
}

test("drawing where it was", async (t) => {
  await withStage(async (server, browser) => {
    const token = server.token();
    const { send, draft } = sender(server, token);
    const [id] = await send("The agency said that shells fell near Hadrut on 4 October 2020.");

    await t.test("an area is drawn with the mouse, undone, mended and kept", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-04" });
      await toQueue(page, token);
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.locator(".correct").click();
      await card.locator(".reach").selectOption("2000");
      await card.locator(".draw-area").click();
      await page.waitForSelector("#banner.draw-bar", { state: "visible" });
      await page.mouse.move(...(await mapPoint(page, 0.3, 0.5)));
      for (const [x, y] of [[0.3, 0.5], [0.45, 0.5], [0.45, 0.65], [0.3, 0.7]]) {
        await page.mouse.click(...(await mapPoint(page, x, y)));
      }
      assert.equal(await page.locator(".draw-corner").count(), 4);
      await page.keyboard.press("Control+z");
      assert.equal(await page.locator(".draw-corner").count(), 3);
      await page.keyboard.press("Control+Shift+z");
      assert.equal(await page.locator(".draw-corner").count(), 4);
      await picture(page, "draw-area");
      await accessible(page, "drawing");
      const first = await page.locator(".draw-corner").first().boundingBox();
      await page.mouse.move(first.x + 12, first.y + 12);
      await page.mouse.down();
      await page.mouse.move(first.x - 30, first.y - 30, { steps: 4 });
      await page.mouse.up();
      const moved = await page.locator(".draw-corner").first().boundingBox();
      assert.ok(Math.hypot(moved.x - first.x, moved.y - first.y) > 30, "a corner is dragged");
      await page.locator(".draw-corner").nth(3).focus();
      await page.keyboard.press("Delete");
      assert.equal(await page.locator(".draw-corner").count(), 3);
      await page.mouse.dblclick(...(await mapPoint(page, 0.25, 0.75)));
      await page.waitForSelector("#banner", { state: "hidden" });
      await card.locator(".draft-message", { hasText: "Place corrected" }).waitFor();
      const kept = await draft(id);
      assert.equal(kept.geometry.type, "Polygon");
      assert.equal(kept.geometry.coordinates[0].length, 5, "the second click of two is no corner");
      assert.equal(kept.properties.location.rule, "typed-geometry");
      assert.equal(kept.properties.location.uncertainty_m, 2000);
      assert.equal(kept.properties.where_prec, 5);
      assert.match(await card.locator(".facts").textContent(), /In the area drawn/);
      assert.match(await card.locator(".facts").textContent(), /An editor drew the outline/);
      await clean();
    });

    await t.test("a corner snaps to the line in sight of the editor, and Alt lets it free", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-04" });
      await toQueue(page, token);
      await page.locator(`.draft[data-id="${id}"]`).focus();
      await page.keyboard.press("l");
      await page.waitForSelector("#banner.draw-bar", { state: "visible" });
      const near = await page.evaluate(() => {
        const map = document.getElementById("map").getBoundingClientRect();
        for (const path of document.querySelectorAll("path.line-stroke")) {
          const length = path.getTotalLength();
          for (let at = 0; at < length; at += 5) {
            const point = path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
            const inside =
              point.x > map.left + 300 && point.x < map.right - 60 &&
              point.y > map.top + 200 && point.y < map.bottom - 120;
            if (inside) return [point.x, point.y];
          }
        }
        return null;
      });
      assert.ok(near, "the line is drawn");
      await page.mouse.move(near[0] + 5, near[1] + 2);
      await page.waitForSelector(".sketch-snap");
      assert.match(await page.textContent(".draw-hint"), /^Snaps to /);
      await picture(page, "draw-snap");
      await page.keyboard.down("Alt");
      await page.mouse.move(near[0] + 6, near[1] + 2);
      await page.waitForSelector(".sketch-snap", { state: "detached" });
      await page.keyboard.up("Alt");
      await page.keyboard.press("Escape");
      await page.waitForSelector("#banner", { state: "hidden" });
      assert.equal(await page.locator(".draw-corner").count(), 0, "nothing stays of what was cancelled");
      assert.equal((await draft(id)).geometry.type, "Polygon", "nor is it saved");
      await clean();
    });

    await t.test("a line is drawn with keys alone", async () => {
      const { page, clean } = await openPage(browser, server, { hash: "#date=2020-10-04" });
      await toQueue(page, token);
      await page.locator(`.draft[data-id="${id}"]`).focus();
      await page.keyboard.press("l");
      await page.waitForSelector("#banner.draw-bar", { state: "visible" });
      assert.equal(await page.evaluate(() => document.activeElement.id), "map");
      await page.keyboard.press("Enter");
      assert.match(await page.textContent(".draw-hint"), /two corners/, "an unfinished line is not taken");
      await page.keyboard.press(" ");
      for (let n = 0; n < 2; n += 1) await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(400);
      await page.keyboard.press(" ");
      await page.waitForFunction(() => document.querySelectorAll(".draw-corner").length === 2);
      await page.locator(".draw-corner").first().focus();
      await page.keyboard.press("Shift+ArrowUp");
      assert.ok(
        await page.evaluate(() => document.activeElement.matches(".draw-corner")),
        "the corner that is moved keeps the focus",
      );
      await page.keyboard.press("Enter");
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.locator(".draft-message", { hasText: "Place corrected" }).waitFor();
      assert.equal((await draft(id)).geometry.type, "LineString");
      await clean();
    });

    await t.test("typed coordinates win, and what will not do is answered with a sentence", async () => {
      const { page, clean, forget } = await openPage(browser, server, { viewport: SMALL });
      await toQueue(page, token);
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.locator(".correct").click();
      const field = card.locator(".coordinates");
      await field.fill("46,8 39,9");
      await card.locator(".use-coordinates").click();
      assert.match(await card.locator(".typed-place .wrong").textContent(), /longitude before latitude/);
      await field.fill("POLYGON ((46.7 39.8, 46.9 39.9, 46.9 39.8, 46.7 39.9, 46.7 39.8))");
      await card.locator(".use-coordinates").click();
      await card.locator("> .draft-message.wrong").waitFor();
      assert.match(await card.locator("> .draft-message").textContent(), /redraw it/);
      assert.match(await card.locator(".coordinates").inputValue(), /^POLYGON/, "it can be mended");
      forget();
      await picture(page, "draw-typed-phone");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await card.locator(".coordinates").fill("46.7123456789 39.8");
      await card.locator(".use-coordinates").click();
      await card.locator(".draft-message", { hasText: "Place corrected" }).waitFor();
      assert.deepEqual((await draft(id)).geometry.coordinates, [46.7123456789, 39.8]);
      await clean();
    });
  });
});

test("what a name may mean", async () => {
  await withStage(async (server, browser) => {
    const token = server.token();
    const { send, draft } = sender(server, token);
    const ids = await send("The agency reported shelling of Talish on 4 October 2020.");
    for (const colorScheme of ["light", "dark"]) {
      const viewport = colorScheme === "dark" ? SMALL : LARGE;
      const { page, clean } = await openPage(browser, server, { viewport, colorScheme });
      await toQueue(page, token);
      let taken = null;
      for (const id of ids) {
        const card = page.locator(`.draft[data-id="${id}"]`);
        await card.focus();
        await page.keyboard.press("m");
        await card.locator(".report-text").waitFor();
        assert.ok((await card.locator(".mention").count()) > 0, "the report is there with its names");
        for (const mark of await card.locator(".mention-open").all()) {
          await mark.click();
          if ((await card.locator(".candidate").count()) > 1) break;
        }
        const many = (await card.locator(".candidate").count()) > 1;
        if (!many) continue;
        assert.match(await card.locator(".candidate").first().textContent(), /% likely/);
        await accessible(page, "the candidates of a name");
        await card.locator(".candidates").scrollIntoViewIfNeeded();
        await picture(page, `candidates-${colorScheme}`);
        const before = (await draft(id)).properties.location.place;
        const places = await card.locator(".candidate").evaluateAll((all) => all.map((one) => one.dataset.place));
        const n = places.findIndex((place) => place !== before) + 1;
        await page.keyboard.press(String(n));
        await card.locator(".draft-message", { hasText: "Place corrected" }).waitFor();
        const after = await draft(id);
        assert.equal(after.properties.location.place, places[n - 1]);
        taken = { id, revision: after.properties.revision };
        await card.locator(".draft-history summary").click();
        await card.locator(".history li").last().waitFor();
        assert.match(await card.locator(".history").textContent(), /“.+” means .+\./, "why says so");
        break;
      }
      assert.ok(taken, "a name of the reports has several candidates");
      await clean();
    }
  });
});

test("many drafts at once", async (t) => {
  await withStage(async (server, browser) => {
    const token = server.token();
    const { send, draft, patch } = sender(server, token);
    const first = await send(
      "The Azerbaijani defence ministry said on 4 October 2020 that Stepanakert was shelled. It said that 20 servicemen were killed near Hadrut. It said that Tartar came under artillery fire.",
    );
    const other = await send("The agency reported shelling of Martuni on 4 October 2020.");
    assert.ok(first.length >= 2, `${first.length} drafts of one report`);

    await t.test("all of a report are chosen, tagged and accepted; one that changed fails by itself", async () => {
      const { page, clean, forget } = await openPage(browser, server);
      await toQueue(page, token);
      await page.locator(`.draft[data-id="${first[0]}"]`).focus();
      await page.keyboard.press("x");
      await page.click(".whole-report");
      const count = `${first.length} drafts chosen`;
      assert.equal(await page.textContent(".bulk-count"), count);
      assert.equal(await page.locator(`.draft.chosen[data-id="${other[0]}"]`).count(), 0);
      await accessible(page, "many drafts");
      await page.selectOption("#bulk-tag", "check:corroborated");
      await page.click(".bulk-tag");
      await page.waitForSelector(".bulk-undo");
      for (const id of first) {
        const { properties } = await draft(id);
        assert.deepEqual([properties.verification, properties.revision], ["corroborated", 2]);
      }
      await page.locator(`.draft[data-id="${first[0]}"] .choose-box`).check();
      await page.click(".whole-report");
      assert.equal((await patch(first[1], { summary: "Changed by somebody else." })).status, 200);
      await page.click(".bulk-accept");
      await page.waitForSelector(".bulk-failed li");
      forget();
      assert.equal(await page.locator(".bulk-failed li").count(), 1);
      assert.match(await page.textContent(".bulk-failed"), /Somebody else changed this draft/);
      await picture(page, "bulk");
      assert.equal((await draft(first[0])).properties.state, "published");
      assert.equal((await draft(first[1])).properties.state, "draft");
      assert.equal(await page.locator(`.draft[data-id="${first[1]}"] .clash`).count(), 1);
      await page.click(".bulk-undo");
      await page.waitForFunction(() => /changed\.$/.test(document.querySelector(".bulk-result p").textContent.trim()));
      const back = await draft(first[0]);
      assert.equal(back.properties.state, "draft", "what was done to many is undone");
      assert.equal(back.properties.revision, 4, "as a revision of its own");
      await clean();
    });

    await t.test("a range is chosen with Shift, by mouse and by key, on a phone too", async () => {
      const { page, clean } = await openPage(browser, server, { viewport: SMALL, colorScheme: "dark" });
      await toQueue(page, token);
      const boxes = page.locator(".choose-box");
      const all = await boxes.count();
      await boxes.first().click();
      await boxes.nth(all - 1).click({ modifiers: ["Shift"] });
      assert.equal(await page.locator(".draft.chosen").count(), all);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await picture(page, "bulk-phone-dark");
      await accessible(page, "many drafts on a phone");
      await page.click(".choose-none");
      assert.equal(await page.locator(".draft.chosen").count(), 0);
      await page.locator(".draft").first().focus();
      await page.keyboard.press("x");
      await page.keyboard.press("n");
      await page.keyboard.press("Shift+X");
      assert.equal(await page.locator(".draft.chosen").count(), 2);
      await clean();
    });
  });
});

test("pairs that are left apart stay so", async () => {
  await withStage(async (server, browser) => {
    const token = server.token();
    const { send } = sender(server, token);
    await send("The Armenian Ministry of Defence reported shelling of Stepanakert.", "Armenian Ministry of Defence", "arm");
    await send("The Azerbaijani Ministry of Defence denied that Stepanakert had been shelled.", "Azerbaijani Ministry of Defence", "az");
    const { page, clean } = await openPage(browser, server);
    await toQueue(page, token);
    await page.keyboard.press("j");
    await page.click("#editor-pairs");
    await page.waitForSelector(".pair-card");
    const before = await page.locator(".pair-card").count();
    await page.locator(".pair-card .apart").first().click();
    await page.waitForSelector(".pair-apart");
    assert.equal(await page.locator(".pair-card").count(), before - 1);
    await accessible(page, "pairs left apart");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await page.click("#editor-toggle");
    await page.click("#editor-pairs");
    await page.waitForSelector(".pair-apart");
    assert.equal(await page.locator(".pair-card").count(), before - 1, "a reload changes nothing");
    await picture(page, "pairs-apart");
    await page.click(".pair-apart .undo-pair");
    await page.waitForFunction((count) => document.querySelectorAll(".pair-card").length === count, before);
    await clean();
  });
});

test("one's own account, and suggestions without one", async (t) => {
  await withStage(async (server, browser) => {
    server.user("ana", "admin", PASSWORD);
    const signIn = async (page, password = PASSWORD) => {
      await page.fill("#user-name", "ana");
      await page.fill("#user-password", password);
      await page.click("#name-form button[type=submit]");
      await page.waitForSelector("#report-form");
    };

    await t.test("the form of the public is shown only where it is open", async () => {
      const { page, clean } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await page.waitForSelector("#name-form");
      assert.equal(await page.locator(".suggest").count(), 0);
      await signIn(page);
      const status = await page.evaluate(async () => {
        const headers = { "X-Contactline": "1", "Content-Type": "application/json" };
        const policy = await (await fetch("/policy", { headers })).json();
        const body = JSON.stringify({ ...policy, public_suggestions: true });
        return (await fetch("/policy", { method: "PUT", headers, body })).status;
      });
      assert.equal(status, 200);
      await clean();
    });

    await t.test("somebody without an account suggests a report, which waits for an editor", async () => {
      for (const [viewport, colorScheme] of [[LARGE, "light"], [SMALL, "dark"]]) {
        const { page, clean } = await openPage(browser, server, { viewport, colorScheme });
        await page.click(viewport === SMALL ? "#tab-editor" : "#editor-toggle");
        await page.click(".suggest > summary");
        await page.waitForSelector("#suggest-form");
        await accessible(page, "suggesting a report");
        await picture(page, `suggest-${colorScheme}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
        await page.fill("#report-text", `A witness said that shells fell on Stepanakert, ${colorScheme}.`);
        await page.fill("#report-publisher", "A witness");
        await page.selectOption("#report-side", "third-party");
        await page.fill("#report-date", "2020-10-04");
        await page.click("#suggest-form button[type=submit]");
        await page.waitForSelector(".intake-said");
        assert.match(await page.textContent(".intake-said"), /An editor looks at the report/);
        await clean();
      }
      const { page, clean } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await signIn(page);
      await page.click("#editor-queue");
      await page.waitForSelector(".suggested");
      assert.match(await page.textContent(".suggested"), /Suggested by the public/);
      await clean();
    });

    await t.test("another password ends every session, and so does signing out everywhere", async () => {
      const { page, clean, forget } = await openPage(browser, server);
      await page.click("#editor-toggle");
      await signIn(page);
      await page.click("#editor-account");
      await page.waitForSelector("#password-form");
      await accessible(page, "one's own account");
      await picture(page, "account");
      await page.fill("#password-now", PASSWORD);
      await page.fill("#password-new", "seven green lanterns");
      await page.fill("#password-again", "seven green lantern");
      await page.click("#password-form button[type=submit]");
      assert.match(await page.textContent(".account .wrong"), /typed in two ways/);
      await page.fill("#password-now", "not the password at all");
      await page.fill("#password-again", "seven green lanterns");
      await page.click("#password-form button[type=submit]");
      await page.waitForFunction(() => /not your password/.test(document.querySelector(".account .wrong").textContent));
      forget();
      await page.fill("#password-now", PASSWORD);
      await page.fill("#password-again", "seven green lanterns");
      await page.click("#password-form button[type=submit]");
      await page.waitForSelector("#name-form");
      assert.match(await page.textContent(".sign-in .wrong"), /password is changed/);
      await signIn(page, "seven green lanterns");
      const [{ name, value }] = await page.context().cookies();
      await page.click("#editor-account");
      await page.click(".sign-out-everywhere");
      await page.waitForSelector("#name-form");
      const stolen = await fetch(`${server.url}/session`, { headers: { Cookie: `${name}=${value}` } });
      assert.equal(stolen.status, 401);
      await clean();
    });
  });
});
