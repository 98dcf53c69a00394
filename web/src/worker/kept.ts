/** What the worker keeps for times without a connection: the page and public answers, nothing of a session. Pure. */

/** What is known of a request before it is sent. */
export interface Asked {
  method: string;
  url: string;
  mode: string;
  credentials: string;
  /** The names of its headers, in small letters. */
  headers: readonly string[];
}

/** How a request is treated: `page` and `data` ask the server first, `asset` never changes. */
export type Kept = "page" | "asset" | "data";

/** Public answers that the page draws. */
const DATA = [
  /^\/config$/,
  /^\/layers\/[a-z-]+\.geojson$/,
  /^\/line(\/(areas|compare|diagram|locate|stances))?$/,
  /^\/claims\/(grades|losses|timeline)$/,
  /^\/i\/[^/]+$/,
  /^\/ogc\/collections\/(control|incidents)\/items\/[^/]+$/,
];

const PICTURES = ["/backdrop/relief.jpg"];

/** What is kept of the answer to a request; nothing of most. */
export function keeps(asked: Asked, origin: string): Kept | null {
  const { origin: host, pathname } = new URL(asked.url);
  if (asked.method !== "GET" || host !== origin) return null;
  // Whoever signed in says so with one of these.
  if (asked.headers.includes("authorization") || asked.headers.includes("x-contactline"))
    return null;
  if (asked.mode === "navigate") return pathname === "/" ? "page" : null;
  if (pathname.startsWith("/assets/")) return "asset";
  if (PICTURES.includes(pathname)) return "data";
  const open = asked.credentials === "omit" && DATA.some((path) => path.test(pathname));
  return open ? "data" : null;
}

/** Whether an answer may be kept, by its status and its `Cache-Control`. */
export function keepable(status: number, cacheControl: string | null): boolean {
  return status === 200 && !/no-store|private/i.test(cacheControl ?? "");
}

/** The name of the store of one build of the page: another build has other files. */
export function buildName(assets: readonly string[]): string {
  let hash = 2166136261;
  for (const letter of assets.join()) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return `contactline-page-${(hash >>> 0).toString(16)}`;
}
