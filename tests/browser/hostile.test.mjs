/** Hostile text in every field that a report or a user can set: it is shown as text, and nothing of it runs. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { enterToken, LARGE, openPage, picture, SMALL, withStage } from "./stage.mjs";

const RUN = "globalThis.hit=1";

/** What tries to be more than text. */
const PAYLOADS = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><script src=//example.org/x.js></script>`,
  `</script><script>${RUN}</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script\n>${RUN}</script\n>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"//`,
  `" onmouseover="${RUN}" x="`,
  `' autofocus onfocus='${RUN}`,
  "` onload=`globalThis.hit=1",
  `<body onload=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<math><mtext><style><img src=x onerror=${RUN}></style></mtext></math>`,
  `<iframe src="javascript:parent.hit=1"></iframe>`,
  `<iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="data:text/html,<script>parent.hit=1</script>">`,
  `<a href="javascript:${RUN}">click</a>`,
  `<a href=" &#106;avascript:${RUN}">click</a>`,
  `<form action="javascript:${RUN}"><button>send</button></form>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<marquee onstart=${RUN}>`,
  `<base href="https://example.org/">`,
  `<meta http-equiv=refresh content="0;url=https://example.org/">`,
  `<link rel=stylesheet href="//example.org/x.css">`,
  `<style>*{display:none}</style>`,
  `<div style="position:fixed;inset:0;background:red">over</div>`,
  `<template><script>${RUN}</script></template>`,
  `<!--><script>${RUN}</script-->`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<?xml version="1.0"?><x onclick="${RUN}"/>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;script&#62;${RUN}&#60;/script&#62;`,
  "%3Cscript%3EglobalThis.hit=1%3C/script%3E",
  "\\u003cscript\\u003eglobalThis.hit=1\\u003c/script\\u003e",
  "{{constructor.constructor('globalThis.hit=1')()}}",
  "${globalThis.hit=1}",
  "#{7*7} <%= 7*7 %> {%7*7%} [[7*7]]",
  "{n} {name} {place} {place_kind} {0}",
  "__proto__ constructor toString",
  "javascript:globalThis.hit=1",
  "=HYPERLINK(\"https://example.org\";\"click\")",
  "'; drop table incident; --",
  "zero\u200bwidth\u200c\u200d\ufeff\u2060 and soft\u00adhyphen",
  "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 right to left",
  `Z\u0351\u036b\u0343a\u0363\u0326l${"\u0300".repeat(60)}go`,
  "W".repeat(300),
  "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddea\ud83c\uddfa",
  "\u202eevil\u202c and \u2066isolated\u2069",
];

/** The marks that turn the direction of writing: a sentence of an editor may not hold them. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/** Elements and attributes that only hostile text would have made. */
const foreign = (page) =>
  page.evaluate(() => {
    const wrong = [];
    const made =
      "iframe, object, embed, base, math, marquee, video, template, body script, style:not(head style), [srcdoc], form[action]";
    for (const one of document.querySelectorAll(made)) wrong.push(one.outerHTML.slice(0, 120));
    for (const one of document.querySelectorAll("body *")) {
      for (const { name, value } of one.attributes) {
        if (/^on/i.test(name) || /^\s*javascript:/i.test(value))
          if (name !== "title" && name !== "aria-label" && name !== "value" && name !== "alt")
            wrong.push(`${one.tagName} ${name}=${value.slice(0, 80)}`);
      }
    }
    for (const img of document.querySelectorAll("body img:not(.leaflet-image-layer)"))
      wrong.push(img.outerHTML.slice(0, 120));
    return wrong;
  });

/** How far the page is wider than the window, in pixels. */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function harmless(page, where) {
  assert.deepEqual(await foreign(page), [], `elements of hostile text in ${where}`);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined, `something ran in ${where}`);
  assert.ok((await overflow(page)) <= 0, `${where} is ${await overflow(page)} px too wide`);
}

const field = (text) => `"${text.replaceAll('"', '""')}"`;

/** A table of places that are called by the payloads. */
function places(folder) {
  const rows = PAYLOADS.map((payload, n) => {
    const name = field(`Zorabad ${n} ${payload.replaceAll("\n", " ")}`);
    return [`zorabad-${n}`, 46.2 + (n % 8) * 0.1, 39.5 + Math.floor(n / 8) * 0.1, "village", name, name];
  });
  const file = join(folder, "places.csv");
  writeFileSync(file, ["id,lon,lat,kind,name_en,name_az", ...rows.map((row) => row.join(","))].join("\n"));
  return file;
}

test("hostile text", async (t) => {
  assert.ok(PAYLOADS.length >= 40, `${PAYLOADS.length} payloads`);
  const folder = mkdtempSync(join(tmpdir(), "contactline-hostile-"));
  const tokens = [];
  const prepare = (run) => {
    run("import", places(folder), "--as", "places");
    for (const label of PAYLOADS.filter((_, n) => n % 20 === 0)) {
      const said = run("token", "new", "--label", label.slice(0, 90));
      tokens.push(said.trim().split("\n").at(-1).trim());
    }
  };
  try {
    await withStage((server, browser) => attack(t, server, browser, tokens), prepare);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** `tokens` are called by payloads: their labels stand in the history as those who did it. */
async function attack(t, server, browser, tokens) {
  const [token] = tokens;
  let asked = 0;
  const call = (path, method, body, more = {}) => {
    const Authorization = `Bearer ${tokens[asked++ % tokens.length]}`;
    const headers = { Authorization, "Content-Type": "application/json", ...more };
    return fetch(server.url + path, { method, headers, body: JSON.stringify(body) });
  };
  const drafts = [];

  await t.test("is taken as text, or refused with a sentence, wherever it is sent", async () => {
    for (const [n, payload] of PAYLOADS.entries()) {
      const answer = await call("/reports", "POST", {
        text: `Report ${n}: ${payload} said that shells fell near Tartar. ${payload}`,
        published: "2020-10-05",
        source: { title: `P${n} ${payload}`.slice(0, 190), side: "third-party", url: null },
        language: "en",
      });
      if (answer.status !== 201) {
        const { detail } = await answer.json();
        assert.match(detail, /^[A-Z].{20,}\.$/s, `${payload} is refused with a sentence: ${detail}`);
        continue;
      }
      const { drafts: made } = await answer.json();
      const [{ id }] = made;
      const change = { summary: payload, why: payload };
      const patched = await call(`/review/${id}`, "PATCH", change, { "If-Match": "*" });
      if (TURNS.test(payload) || /\r/.test(payload)) assert.equal(patched.status, 422, payload);
      else assert.equal(patched.status, 200, `${payload}: ${await patched.clone().text()}`);
      drafts.push({ id, payload: patched.status === 200 ? payload : null });
    }
    assert.ok(drafts.length >= 40, `${drafts.length} reports were taken`);
    for (const url of [`javascript:${RUN}`, `data:text/html,<script>${RUN}</script>`, "//example.org"]) {
      const source = { title: "A publisher", side: "az", url };
      const body = { text: "Shells fell near Tartar.", published: "2020-10-05", source };
      assert.equal((await call("/reports", "POST", body)).status, 422, url);
    }
    for (const payload of PAYLOADS) {
      const body = { name: payload, role: "editor", password: "nine blue kettles" };
      const status = (await call("/users", "POST", body)).status;
      assert.ok([403, 422].includes(status), `a user called ${payload}: ${status}`);
    }
  });

  await t.test("is text on the desk, in the report, in the history and among the pairs", async () => {
    const { page, clean } = await openPage(browser, server, { viewport: SMALL });
    page.on("dialog", (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
    await page.click("#tab-editor");
    await enterToken(page, token);
    await page.waitForSelector("#report-form");
    for (const selector of ["#report-text", "#report-publisher"]) {
      await page.fill(selector, PAYLOADS.slice(0, 12).join(" "));
    }
    await page.click("#editor-queue");
    await page.waitForSelector(".draft");
    const shown = new Map(
      await page.locator(".draft[data-id]").evaluateAll((cards) =>
        cards.map((card) => [card.dataset.id, card.querySelector("h4").textContent]),
      ),
    );
    for (const { id, payload } of drafts) {
      if (payload !== null) assert.equal(shown.get(id), payload, "the summary is what was typed");
    }
    await harmless(page, "the queue");
    for (const { id } of drafts.filter((_, n) => n % 6 === 0)) {
      const card = page.locator(`.draft[data-id="${id}"]`);
      await card.focus();
      await page.keyboard.press("m");
      await card.locator(".report-text").waitFor();
      await card.locator(".draft-history summary").click();
      await card.locator(".history li").first().waitFor();
      await harmless(page, `the report and history of ${id}`);
    }
    await picture(page, "hostile-desk-phone");
    await page.locator(".choose-box").first().check();
    await harmless(page, "the bar for many drafts");
    await page.click("#editor-pairs");
    await page.waitForSelector(".pairs h3");
    await harmless(page, "the pairs");
    await clean();
  });

  await t.test("is text for readers: list, record, citation, share and print", async () => {
    for (const { id } of drafts) {
      const answer = await call(`/review/${id}/accept`, "POST", {}, { "If-Match": "*" });
      assert.equal(answer.status, 200, await answer.clone().text());
    }
    for (const viewport of [LARGE, SMALL]) {
      const { page, clean } = await openPage(browser, server, { viewport, hash: "#date=2020-10-05" });
      page.on("dialog", (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
      if (viewport === SMALL) await page.click("#tab-list");
      for (const more of await page.locator("#side button", { hasText: /^Show .*more/ }).all()) await more.click();
      const listed = new Set(await page.locator(".item-summary").allTextContents());
      for (const { payload } of drafts) {
        if (payload !== null) assert.ok(listed.has(payload), `listed as text: ${payload}`);
      }
      await harmless(page, `the list at ${viewport.width} px`);
      await page.emulateMedia({ media: "print" });
      await harmless(page, `print at ${viewport.width} px`);
      await page.emulateMedia({ media: "screen" });
      const every = viewport === LARGE ? 3 : 8;
      for (const { id, payload } of drafts.filter((_, n) => n % every === 0)) {
        await page.goto(`${server.url}/#date=2020-10-05&incident=${encodeURIComponent(id)}`);
        await page.locator("#side .record", { hasText: id }).waitFor();
        if (payload !== null) assert.equal(await page.textContent(".side-title"), payload);
        await harmless(page, `${id} at ${viewport.width} px`);
      }
      await picture(page, `hostile-record-${viewport.width}`);
      if (viewport === LARGE) {
        await page.click("#share");
        await page.waitForSelector("#share-link");
        await harmless(page, "the panel for sharing");
      }
      await clean();
    }
    const { page, clean, forget } = await openPage(browser, server);
    for (const { id } of drafts.filter((_, n) => n % 10 === 0)) {
      await page.goto(`${server.url}/i/${id}`);
      await harmless(page, `the citable page of ${id}`);
    }
    forget();
    await page.goto(`${server.url}/`);
    await page.waitForSelector("body[data-ready]");
    await clean();
  });

  await t.test("is text in the names of places: search, labels and the place itself", async () => {
    const { page, clean } = await openPage(browser, server, {
      viewport: SMALL,
      hash: "#map=12/39.6/46.4",
    });
    page.on("dialog", (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
    for (let n = 0; n < PAYLOADS.length; n += 7) {
      await page.fill("#place-search", `Zorabad ${n}`);
      await page.waitForSelector("#place-search-list .hit");
      await harmless(page, `the hits of Zorabad ${n}`);
      await page.locator("#place-search-list .hit").first().click();
      await page.locator(".side-title", { hasText: "Zorabad" }).waitFor({ state: "attached" });
      await harmless(page, `Zorabad ${n}`);
    }
    await clean();
  });

  await t.test("is text in the tables of downloads, and no formula in a sheet", async () => {
    const csv = await (await fetch(`${server.url}/layers/incidents.csv`)).text();
    assert.doesNotMatch(csv, /(^|[,"\n])=HYPERLINK/, "a formula would begin its cell");
    for (const type of ["csv", "geojson"]) {
      const answer = await fetch(`${server.url}/layers/incidents.${type}`);
      assert.match(answer.headers.get("content-type"), type === "csv" ? /^text\/csv/ : /json/);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    }
  });
}
