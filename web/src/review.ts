/** What the review tells beside the drafts: suggested pairs, joins and splits, the history of a draft. Pure. */

import { date, list } from "./format";
import { words } from "./vocabulary";

/** Two incidents that may be one event. */
export interface PairHint {
  kept: string;
  kept_summary: string;
  kept_revision: number;
  other: string;
  other_summary: string;
  other_revision: number;
  score: number;
  reasons: string[];
}

/** A join or a split that was made. */
export interface Pairing {
  number: number;
  kind: "join" | "split" | string;
  kept: string;
  other: string;
  actor: string;
  why: string | null;
  at: string;
  undone_at: string | null;
}

/** `GET /review/pairs`. */
export interface Pairs {
  pairs: PairHint[];
  done: Pairing[];
}

/** One entry of `GET /review/{id}/history`. */
export interface HistoryEntry {
  seq: number;
  kind: string;
  actor: string;
  at: string;
  did: {
    revision?: number;
    state?: string;
    why?: string | null;
    changes?: { field: string; before: unknown; after: unknown }[];
    kind?: string;
    other?: string;
  };
}

/** `2026-11-22T20:06:16Z` → `22 Nov 2026, 20:06 UTC`. */
export function moment(at: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at)
    ? `${date(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`
    : at;
}

/** What was done, in a sentence: fields with what they were and became where that is short. */
export function deed({ kind, did }: HistoryEntry): string {
  if (kind === "pairing") {
    const other = did.other ?? "another";
    return did.kind === "split" ? `Split off ${other}.` : `Joined with ${other}.`;
  }
  const changes = did.changes ?? [];
  const plain = changes.filter(({ before, after }) => scalar(before) && scalar(after));
  const others = changes.filter((one) => !plain.includes(one)).map(({ field }) => fieldName(field));
  const said = plain.map(
    ({ field, before, after }) => `${fieldName(field)}: ${shown(before)} → ${shown(after)}`,
  );
  if (others.length > 0) said.push(`${list([...new Set(others)])} changed`);
  const state = did.state ? `, ${words(did.state)}` : "";
  return `Revision ${did.revision ?? "?"}${state}${said.length > 0 ? `. ${said.join("; ")}` : ""}.`;
}

/** The revisions that can be gone back to: all but the last one, the newest first. */
export function earlier(history: readonly HistoryEntry[]): number[] {
  const numbers = history.map(({ did }) => did.revision).filter((one) => one !== undefined);
  const last = Math.max(...numbers);
  return [...new Set(numbers)].filter((one) => one < last).sort((one, other) => other - one);
}

const fieldName = (field: string) => words(field.startsWith("claims.") ? "claims" : field);
const scalar = (value: unknown) => value === null || typeof value !== "object";
const shown = (value: unknown) =>
  value === null || value === undefined ? "nothing" : `“${value}”`;
