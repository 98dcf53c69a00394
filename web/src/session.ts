/** The editor's token and unsaved text, kept by the browser: the token for this tab, the text until it is sent. */

const TOKEN = "contactline.token";
const TEXT = "contactline.report";

export function readToken(): string | null {
  return sessionStorage.getItem(TOKEN);
}

export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(TOKEN);
  else sessionStorage.setItem(TOKEN, token);
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
