/** Requests about who is signed in, what the public suggests, and the gate before the public. */

import { COOKIE, json, type NewReport, type Tagged, tagged } from "./api";
import type { Gate, GateChange } from "./gate";
import type { Incident } from "./model";
import type { Session } from "./rights";

export const getSession = (token: string) => json<Session>("/session", { token });

/** Signs in by name and password; the browser keeps the cookie, which no script can read. */
export const signIn = (name: string, password: string) =>
  json<Session>("/session", { method: "POST", body: { name, password }, token: COOKIE });

/** Ends the session on the server; or all of them, in other browsers too. */
export const signOut = (everywhere = false) =>
  json<unknown>(`/session${everywhere ? "?everywhere=true" : ""}`, {
    method: "DELETE",
    token: COOKIE,
  });

/** Chooses another password for oneself: all sessions and tokens end. */
export const changePassword = (password: string, next: string) =>
  json<unknown>("/session", { method: "PATCH", body: { password, new: next }, token: COOKIE });

/** Hands in a report without an account, where the rules of publication allow it. */
export const postSuggestion = (report: NewReport) =>
  json<unknown>("/suggestions", { method: "POST", body: report });

const gatePath = (id: string) => `/review/${encodeURIComponent(id)}/gate`;

export const getGate = (token: string, id: string) => json<Gate>(gatePath(id), { token });

export const patchGate = (
  token: string,
  id: string,
  ifMatch: string,
  body: GateChange,
): Promise<Tagged> => tagged(gatePath(id), { method: "PATCH", body, token, ifMatch });

/** What was accepted: public, or waiting at the gate. */
export const getAccepted = (token: string) =>
  json<{ incidents: Incident[] }>("/review?state=published", { token });
