/**
 * Measures how smoothly the line plays: frames as they came, and the CPU time of the tasks on the
 * page's main thread, which other work of the machine does not stretch. Run by hand:
 *
 *     npm run measure-play -- [stance]
 */
import { openPage, withStage } from "../stage.mjs";

const FRAME_MS = 1000 / 60;
const LONG_MS = 50;
const SHOWN = 8;
const LIMIT_MS = 180_000;

/** Notes the time between frames until told to stop. */
function watchFrames() {
  const frames = [];
  let last = performance.now();
  const tick = (now) => {
    frames.push(now - last);
    last = now;
    if (!watch.done) requestAnimationFrame(tick);
  };
  const watch = { frames, done: false };
  globalThis.watch = watch;
  requestAnimationFrame(tick);
}

/** The tasks of the thread that paints the page, by their own CPU time in milliseconds, longest first. */
function mainTasks(events) {
  const works = new Set(events.filter(({ name }) => name === "TimerFire").map(({ pid }) => pid));
  const main = events.find(
    ({ name, args, pid }) => name === "thread_name" && args?.name === "CrRendererMain" && works.has(pid),
  );
  if (!main) throw new Error("The trace tells of no main thread.");
  return events
    .filter(({ ph, pid, tid }) => ph === "X" && pid === main.pid && tid === main.tid)
    .filter(({ name, tdur }) => /RunTask$/.test(name) && tdur)
    .map(({ tdur }) => tdur / 1000)
    .sort((one, other) => other - one);
}

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
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "__metadata"] },
  });
  const started = Date.now();
  await page.click("#play");
  await page.waitForFunction(() => document.getElementById("date").value === "2020-12-01", null, {
    timeout: LIMIT_MS,
  });
  const seconds = (Date.now() - started) / 1000;
  const frames = await page.evaluate(() => {
    globalThis.watch.done = true;
    return globalThis.watch.frames.slice(2).sort((one, other) => one - other);
  });
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  const tasks = mainTasks(events);
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
