/**
 * Measures how smoothly the line plays: frames as they came, and the CPU time of the tasks on the
 * page's main thread, which other work of the machine does not stretch. Run by hand:
 *
 *     npm run measure-play -- [stance]
 */
import { watchFrames } from "../many.mjs";
import { openPage, withStage } from "../stage.mjs";
import { tasksOf } from "../trace.mjs";

const FRAME_MS = 1000 / 60;
const LONG_MS = 50;
const SHOWN = 8;
const LIMIT_MS = 180_000;

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)] ?? 0;
const over = (values, limit) => values.filter((value) => value > limit).length;

await withStage(async (server, browser) => {
  const stance = process.argv[2] ?? "az-claimed";
  const { page, close } = await openPage(browser, server, {
    hash: `#date=2020-09-25&span=week&stance=${stance}`,
    reducedMotion: "no-preference",
  });
  await page.waitForTimeout(1500);
  await page.evaluate(watchFrames);
  let seconds = 0;
  const tasks = await tasksOf(page, async () => {
    const started = Date.now();
    await page.click("#play");
    await page.waitForFunction(() => document.getElementById("date").value === "2020-12-01", null, {
      timeout: LIMIT_MS,
    });
    seconds = (Date.now() - started) / 1000;
  });
  const frames = await page.evaluate(() => {
    globalThis.watch.done = true;
    return globalThis.watch.frames.slice(2).sort((one, other) => one - other);
  });
  const ms = (value) => value.toFixed(1);
  console.log(`played 26 Sep – 1 Dec 2020 as ${stance} in ${ms(seconds)} s`);
  console.log(
    `frames: ${frames.length}, ${ms(frames.length / seconds)} a second; median ${ms(at(frames, 0.5))} ms, ` +
      `95 % ${ms(at(frames, 0.95))} ms, 99 % ${ms(at(frames, 0.99))} ms, longest ${ms(at(frames, 0.9999))} ms`,
  );
  console.log(
    `main-thread tasks by CPU time: ${tasks.length}, longest ${tasks.slice(0, SHOWN).map(ms).join(" ")} ms; ` +
      `${over(tasks, FRAME_MS)} over a frame (16.7 ms), ${over(tasks, LONG_MS)} over ${LONG_MS} ms`,
  );
  await close();
});
