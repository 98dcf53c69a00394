/** The tasks of the page's main thread by their own CPU time, which other work of the machine does not stretch. */

/** The tasks of the thread that paints the page, in milliseconds of CPU time, longest first. */
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

/** The tasks that the page had to do while `work` ran. */
export async function tasksOf(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "__metadata"] },
  });
  await work();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return mainTasks(events);
}
