/** What whoever is signed in may do, as the server's table of permissions has it. Pure. */

import { phrase, say } from "./tongue";

/** Roles, the least first; each may do what those before it may. */
const ROLES = ["reader", "contributor", "editor", "moderator", "admin"];

/** `GET /session`: a user by name and password, or a token and what it was made for. */
export interface Session {
  label: string;
  role: string;
  /** What the token allows; nothing for a user who signed in. */
  scope: string | null;
  expires: string | null;
}

export interface Rights {
  /** See drafts, pairs and histories. */
  drafts: boolean;
  /** Say what the public may see of a record. */
  gate: boolean;
}

/** The server asks again for each request: this only says what is worth showing. */
export function rightsOf({ role, scope }: Session): Rights {
  const rank = ROLES.indexOf(role);
  const covers = (...scopes: string[]) => scope === null || scopes.includes(scope);
  return {
    drafts: rank >= ROLES.indexOf("editor") && covers("read-drafts", "editor", "moderate", "admin"),
    gate: rank >= ROLES.indexOf("moderator") && covers("moderate", "admin"),
  };
}

/** The roles in words. */
const ROLE_WORDS: Record<string, string> = {
  reader: phrase("reader"),
  contributor: phrase("contributor"),
  editor: phrase("editor"),
  moderator: phrase("moderator"),
  admin: phrase("administrator"),
};

/** `Signed in as ana, moderator`. */
export function whoIs({ label: name, role, scope }: Session): string {
  const as = ROLE_WORDS[role];
  return scope === null
    ? say("Signed in as {name}, {role}", { name, role: as ? say(as) : role })
    : say("Signed in as {name}, token for {scope}", { name, scope });
}
