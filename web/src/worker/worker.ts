/** The page's worker: asks the server first, and answers from what it has kept when the server cannot be reached. */

import { buildName, keepable, keeps } from "./kept";

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetched) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** The files of this build; the build puts them here. */
declare const BUILT_FILES: string[];

const worker = self as unknown as Scope;
const page = buildName(BUILT_FILES);
const DATA = "contactline-data";
/** How many answers are kept; the oldest go first. */
const MOST = 80;

worker.addEventListener("install", (event) => {
  event.waitUntil(install());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { method, url, mode, credentials } = request;
  const headers = [...request.headers.keys()];
  const kept = keeps({ method, url, mode, credentials, headers }, location.origin);
  if (kept === "asset") event.respondWith(fromStore(request));
  else if (kept) event.respondWith(fromServer(request, kept === "page" ? page : DATA));
});

async function install(): Promise<void> {
  const store = await caches.open(page);
  await store.addAll(["/", ...BUILT_FILES]);
  await worker.skipWaiting();
}

/** Stores of other builds go; what was fetched stays. */
async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name !== page && name !== DATA);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** A file whose name changes with its content. */
async function fromStore(request: Request): Promise<Response> {
  const store = await caches.open(page);
  const kept = await store.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (keepable(answer.status, null)) await store.put(request.url, answer.clone());
  return answer;
}

/** The server's answer, else the last one that was kept, which says when it was given. */
async function fromServer(request: Request, name: string): Promise<Response> {
  const store = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (keepable(answer.status, answer.headers.get("Cache-Control"))) {
      await store.put(request.url, answer.clone());
      if (name === DATA) await trim(store);
    }
    return answer;
  } catch (error) {
    const kept = (await store.match(request.url)) ?? (name === page && (await store.match("/")));
    if (!kept) throw error;
    const headers = new Headers(kept.headers);
    headers.set("X-Kept", kept.headers.get("Date") ?? "");
    return new Response(kept.body, { status: kept.status, headers });
  }
}

async function trim(store: Cache): Promise<void> {
  const all = await store.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => store.delete(one)));
}
