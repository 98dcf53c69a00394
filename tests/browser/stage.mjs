/**
 * The stage of the browser tests: the real server on a fresh data folder, and a real browser that
 * reports every console error, broken policy and request to a foreign host.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(here("../../web/package.json"));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const BINARY = process.env.CONTACTLINE_BIN ?? here("../../target/debug/contactline");
const SCREENSHOTS = here("./screenshots");
const START_MS = 60_000;

/** The browser of the system; without one the tests fail, they are never skipped. */
function browserPath() {
  const asked = process.env.CHROMIUM;
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = (asked ? [asked] : usual).find((path) => existsSync(path));
  assert.ok(
    found,
    `No browser at ${asked ?? usual.join(", ")}. Install the Debian package "chromium" or set CHROMIUM to the path of one.`,
  );
  return found;
}

/**
 * Starts the server on a free port, or on the one asked for; `stop` ends it and checks its log.
 * `prepare` may run commands on the data folder before.
 */
export async function startServer(prepare, port = 0) {
  assert.ok(
    existsSync(BINARY),
    `No program at ${BINARY}. Build it (cargo build) or set CONTACTLINE_BIN.`,
  );
  const data = mkdtempSync(join(tmpdir(), "contactline-browser-"));
  prepare?.((...args) => execFileSync(BINARY, [...args, "--data", data], { encoding: "utf8" }));
  const child = spawn(BINARY, ["serve", "--listen", `127.0.0.1:${port}`, "--data", data], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The server did not say where it listens.\n${out}\n${log}`)),
      START_MS,
    );
    const look = (chunk) => {
      out += chunk;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(out);
      if (!match) return;
      clearTimeout(timer);
      resolve(match[0]);
    };
    child.stdout.on("data", look);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.\n${log}`)));
  });
  return {
    url,
    /** Runs a command on the data folder and gives what it prints, or how it failed. */
    run: (...args) => {
      const { status, stdout, stderr } = spawnSync(BINARY, [...args, "--data", data], {
        encoding: "utf8",
      });
      return { status, out: stdout, err: stderr };
    },
    token: () => {
      const args = ["token", "new", "--label", "browser", "--data", data];
      return execFileSync(BINARY, args, { encoding: "utf8" }).trim().split("\n").at(-1).trim();
    },
    /** Adds an account. */
    user: (name, role, password) => {
      const args = ["user", "add", name, "--role", role, "--data", data];
      execFileSync(BINARY, args, { input: `${password}\n` });
    },
    /** Gives an account another role. */
    role: (name, role) => execFileSync(BINARY, ["user", "role", name, role, "--data", data]),
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(late);
      rmSync(data, { recursive: true, force: true });
      const errors = log.split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
      assert.deepEqual(errors, [], "the server logged errors");
    },
  };
}

/** Starts the browser. */
export function startBrowser() {
  return chromium.launch({
    executablePath: browserPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

export const LARGE = { width: 1440, height: 900 };
export const SMALL = { width: 360, height: 740 };

/** Opens the page; `clean` fails if anything went wrong in it that a visitor would not see. */
export async function openPage(
  browser,
  server,
  {
    viewport = LARGE,
    hash = "",
    colorScheme = "light",
    reducedMotion = "reduce",
    worker = false,
  } = {},
) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion,
    acceptDownloads: true,
    serviceWorkers: worker ? "allow" : "block",
    locale: "en-GB",
  });
  const wrong = [];
  await context.addInitScript(() => {
    globalThis.brokenPolicy = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.brokenPolicy.push(
        `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`,
      );
    });
  });
  const page = await context.newPage();
  // Waiting measures nothing: a busy machine may take long, and what never comes fails all the same.
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => {
    // Said by the driver of the browser where the worker is not let in.
    if (/registration blocked by Playwright/.test(message.text())) return;
    if (message.type() === "error" || message.type() === "warning")
      wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`page: ${error.stack ?? error}`));
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "blob:" && origin !== server.url)
      wrong.push(`foreign request: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) wrong.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.goto(`${server.url}/${hash}`);
  await page.waitForSelector("body[data-ready]");
  return {
    page,
    /** Closes the page after asserting that nothing went wrong in it. */
    clean: async () => {
      const policy = await page.evaluate(() => globalThis.brokenPolicy);
      await context.close();
      assert.deepEqual([...wrong, ...policy], []);
    },
    close: () => context.close(),
    forget: () => wrong.splice(0),
  };
}

/** Signs in with a token on the desk, which is open. */
export async function enterToken(page, token) {
  await page.click(".token-way summary");
  await page.fill("#token", token);
  await page.keyboard.press("Enter");
}

/** Keeps a picture for people to look at. */
export async function picture(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** Asserts that axe finds nothing serious. */
export const accessible = (page, where) => rules(page, where, ["serious", "critical"]);

/** Asserts that axe finds nothing at all; by some rules only, where the others were asked before. */
export const unblemished = (page, where, only) =>
  rules(page, where, ["minor", "moderate", "serious", "critical"], only);

async function rules(page, where, impacts, only) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (only ? axe.withRules(only) : axe).analyze();
  const found = violations
    .filter(({ impact }) => impacts.includes(impact))
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n  ${nodes.map((node) => node.target.join(" ")).join("\n  ")}`,
    );
  assert.deepEqual(found, [], `axe on ${where}`);
}

/** The sample report: header lines, an empty line, the text. */
export function sampleReport() {
  const file = readFileSync(here("../../geodata/samples/ministry-statement.txt"), "utf8");
  const cut = file.indexOf("\n\n");
  const headers = Object.fromEntries(
    file
      .slice(0, cut)
      .split("\n")
      .map((line) => [
        line.slice(0, line.indexOf(":")).trim().toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
  );
  return { headers, text: file.slice(cut + 2).trim() };
}

/** Hands in a statement as a report and accepts all drafts of it; gives what was published. */
export async function publish(server, token, { text, published, source, language = "en" }) {
  const post = async (path, body, more = {}) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...more };
    const answer = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  };
  const { drafts } = await post("/reports", { text, published, source, language });
  for (const { id, properties } of drafts) {
    await post(`/review/${id}/accept`, {}, { "If-Match": `"${id}-${properties.revision}"` });
  }
  return drafts.map(({ id }) => id);
}

/** Runs a callback with a server and a browser, and ends both whatever happens. */
export async function withStage(run, prepare) {
  const server = await startServer(prepare);
  let failed = true;
  let browser;
  try {
    browser = await startBrowser();
    await run(server, browser);
    failed = false;
  } finally {
    await browser?.close();
    await server.stop().catch((error) => {
      if (!failed) throw error;
    });
  }
}
