/**
 * What the browser keeps for editors: a token for this tab, unsaved text until it is sent, and of a
 * session only that there is one: its cookie is out of reach.
 */

import { COOKIE } from "./api";

const TOKEN = "contactline.token";
const SIGNED_IN = "contactline.signed-in";
const TEXT = "contactline.report";

export function readToken(): string | null {
  return sessionStorage.getItem(TOKEN) ?? (localStorage.getItem(SIGNED_IN) ? COOKIE : null);
}

export function keepToken(token: string | null): void {
  sessionStorage.removeItem(TOKEN);
  localStorage.removeItem(SIGNED_IN);
  if (token === COOKIE) localStorage.setItem(SIGNED_IN, "1");
  else if (token !== null) sessionStorage.setItem(TOKEN, token);
}

const DRAFT = "contactline.draft.";

/** The words typed for a draft and not yet saved; they survive a reload. */
export function readDraftWords(id: string): { summary?: string; kind?: string } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(DRAFT + id) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { summary, kind } = kept as Record<string, unknown>;
    const words: { summary?: string; kind?: string } = {};
    if (typeof summary === "string") words.summary = summary;
    if (typeof kind === "string") words.kind = kind;
    return Object.keys(words).length > 0 ? words : null;
  } catch {
    return null;
  }
}

/** Keeps them, or forgets them; where the browser cannot, they live as long as the page. */
export function keepDraftWords(id: string, words: object | null): void {
  try {
    if (words === null) localStorage.removeItem(DRAFT + id);
    else localStorage.setItem(DRAFT + id, JSON.stringify(words));
  } catch {
    // A full or forbidden store: the card itself still holds the words.
  }
}

/** The fields of the report form, as typed. */
export interface Typed {
  text: string;
  publisher: string;
  side: string;
  published: string;
  url: string;
  language: string;
}

const EMPTY: Typed = { text: "", publisher: "", side: "", published: "", url: "", language: "" };

/** What was typed and not yet sent; survives a reload and a closed window. */
export function readTyped(): Typed {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(TEXT) ?? "{}");
    const values = { ...EMPTY };
    for (const key of Object.keys(EMPTY) as (keyof Typed)[]) {
      const value = (kept as Record<string, unknown> | null)?.[key];
      if (typeof value === "string") values[key] = value;
    }
    return values;
  } catch {
    return { ...EMPTY };
  }
}

/** Keeps what is typed; returns whether the browser could. */
export function keepTyped(typed: Typed | null): boolean {
  try {
    if (typed === null) localStorage.removeItem(TEXT);
    else localStorage.setItem(TEXT, JSON.stringify(typed));
    return true;
  } catch {
    return false;
  }
}
