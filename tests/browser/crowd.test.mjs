/** Fifty thousand incidents: all counted, drawn together by who is heard, and moved without halting. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { manyIncidents, routeMany } from "./many.mjs";
import { accessible, openPage, picture, withStage } from "./stage.mjs";
import { tasksOf } from "./trace.mjs";

const COUNT = 50_000;
const HASH = "#date=2020-11-10&span=all&layers=incidents,contact-line,borders&map=9/39.8/46.7";

test("fifty thousand incidents", async (t) => {
  await withStage(async (server, browser) => {
    const plain = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await plain(options);
      await routeMany(context, COUNT);
      return context;
    };
    const located = manyIncidents(COUNT).features.filter(
      ({ properties }) => properties.location.kind === "settlement",
    ).length;

    await t.test("are counted, and drawn on one surface; stretches stay stretches, and what has no place stays off", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      assert.match(await page.textContent("#headline"), /^50,000 incidents reported up to 10 Nov 2020$/);
      await page.waitForFunction((n) => document.querySelector(".crowd")?.dataset.incidents === String(n), located);
      assert.ok((await page.locator(".extent-band").count()) === 1, "one stretch is drawn, once");
      assert.ok((await page.locator(".handle").count()) < 5, "no symbol for each");
      const inked = await page.evaluate(() => {
        const canvas = document.querySelector(".crowd");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = { az: 0, arm: 0 };
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] === 0 && data[at + 1] === 114 && data[at + 2] === 178) seen.az += 1;
          if (data[at] === 213 && data[at + 1] === 94 && data[at + 2] === 0) seen.arm += 1;
        }
        return seen;
      });
      assert.ok(inked.az > 1000 && inked.arm > 1000, `both sides are in the discs: ${JSON.stringify(inked)}`);
      await picture(page, "crowd");
      await accessible(page, "a map with fifty thousand incidents");
      await clean();
    });

    await t.test("stand in a list and a table as long as they are, of which little is drawn", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      const drawn = (selector) => page.locator(selector).count();
      const ends = async (box, rows) => {
        assert.ok((await drawn(rows)) <= 500, `${await drawn(rows)} at the beginning`);
        await page.waitForFunction(([one]) => document.querySelector(one).scrollHeight > 1_500_000, [box]);
        const first = await page.locator(rows).first().getAttribute("data-id");
        for (const to of ["bottom", "top"]) {
          await page.waitForFunction(
            ([one, many, id, end]) => {
              const scroller = document.querySelector(one);
              scroller.scrollTop = end === "bottom" ? scroller.scrollHeight : 0;
              const all = [...document.querySelectorAll(many)];
              const { top, bottom } = scroller.getBoundingClientRect();
              const seen = all.filter((row) => {
                const box = row.getBoundingClientRect();
                return box.bottom > top && box.top < bottom;
              });
              const at = all.findIndex((row) => row.dataset.id === id);
              return seen.length > 1 && (end === "bottom" ? at < 0 : at === 0);
            },
            [box, rows, first, to],
          );
          assert.ok((await drawn(rows)) <= 500, `${await drawn(rows)} at the ${to}`);
        }
      };
      await ends(".side-scroll", "#side .item[data-id]");
      await page.click("#as-table");
      await page.waitForSelector(".incident-table");
      assert.equal(await page.getAttribute(".incident-table", "aria-rowcount"), String(COUNT + 1));
      await ends(".table-box", ".row-open");
      await page.click("#sort-kind");
      await page.waitForSelector('#side th.column-kind[aria-sort="ascending"]');
      assert.match(await page.textContent(".incident-table tbody tr td:nth-of-type(2)"), /^Clash/);
      await clean();
    });

    await t.test("open under the pointer", async () => {
      const { page, clean } = await openPage(browser, server, { hash: HASH });
      const { x, y, width, height } = await page.locator("#map").boundingBox();
      await page.mouse.click(x + width * 0.5, y + height * 0.52);
      await page.waitForTimeout(300);
      for (let step = 1; step < 8 && !(await page.locator("#side .back").count()); step += 1) {
        await page.mouse.click(x + width * 0.5 + step * 6, y + height * 0.52 + step * 5);
      }
      assert.match(await page.textContent(".side-title"), /incidents? here|Made-up/);
      await clean();
    });

    await t.test("are moved and played without halting", async (t) => {
      const { page, clean } = await openPage(browser, server, { hash: HASH, reducedMotion: "no-preference" });
      await page.waitForSelector(".crowd[data-incidents]");
      const { x, y, width, height } = await page.locator("#map").boundingBox();
      const said = (tasks) => {
        const at = (share) => tasks[Math.floor((tasks.length - 1) * share)].toFixed(1);
        return `${tasks.length} tasks by CPU time: longest ${at(0)} ms, 1 % over ${at(0.01)} ms, 5 % over ${at(0.05)} ms`;
      };
      const pan = await tasksOf(page, async () => {
        for (let round = 0; round < 4; round += 1) {
          await page.mouse.move(x + width * 0.6, y + height * 0.5);
          await page.mouse.down();
          await page.mouse.move(x + width * (round % 2 ? 0.75 : 0.45), y + height * 0.55, { steps: 25 });
          await page.mouse.up();
        }
        await page.waitForTimeout(300);
      });
      t.diagnostic(`panning, ${said(pan)}`);
      await page.fill("#date", "2020-10-01");
      const play = await tasksOf(page, async () => {
        await page.click("#play");
        await page.waitForFunction(() => document.getElementById("date").value >= "2020-10-08");
        await page.keyboard.press("Escape");
      });
      t.diagnostic(`playing, ${said(play)}`);
      for (const tasks of [pan, play]) {
        // The figures are printed; this only catches what has become far too slow.
        assert.ok(tasks[0] < 2_000, said(tasks));
      }
      await clean();
    });
  });
});
