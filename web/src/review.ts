/** What the review tells beside the drafts: suggested pairs, joins and splits, the history of a draft. Pure. */

import { date, list } from "./format";
import { phrase, say } from "./tongue";
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

/** Who did something to two incidents, when and why. */
interface Done {
  number: number;
  kept: string;
  other: string;
  actor: string;
  why: string | null;
  at: string;
  undone_at: string | null;
}

/** A join or a split that was made. */
export interface Pairing extends Done {
  kind: "join" | "split" | string;
}

/** A pair that was left apart. */
export type Parted = Done;

/** `GET /review/pairs`. */
export interface Pairs {
  pairs: PairHint[];
  done: Pairing[];
  apart: Parted[];
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
    undone?: number;
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
  if (kind === "pairing") return pairingInWords(did);
  const changes = did.changes ?? [];
  const plain = changes.filter(({ before, after }) => scalar(before) && scalar(after));
  const others = changes.filter((one) => !plain.includes(one)).map(({ field }) => fieldName(field));
  const said = plain.map(
    ({ field, before, after }) => `${fieldName(field)}: ${shown(before)} → ${shown(after)}`,
  );
  if (others.length > 0) said.push(say("{fields} changed", { fields: list([...new Set(others)]) }));
  const state = did.state ? `, ${words(did.state)}` : "";
  const revision = say("Revision {n}", { n: did.revision ?? "?" });
  return `${revision}${state}${said.length > 0 ? `. ${said.join("; ")}` : ""}.`;
}

function pairingInWords({ kind, other, undone }: HistoryEntry["did"]): string {
  const id = other ?? say("another");
  if (kind === "apart")
    return undone === undefined
      ? say("Left apart from {id}.", { id })
      : say("No longer left apart from {id}.", { id });
  if (undone !== undefined) return say("A join or a split was undone.");
  return kind === "split" ? say("Split off {id}.", { id }) : say("Joined with {id}.", { id });
}

/** The revisions that can be gone back to: all but the last one, the newest first. */
export function earlier(history: readonly HistoryEntry[]): number[] {
  const numbers = history.map(({ did }) => did.revision).filter((one) => one !== undefined);
  const last = Math.max(...numbers);
  return [...new Set(numbers)].filter((one) => one < last).sort((one, other) => other - one);
}

/** The fields of a record that editors change, in words. */
const FIELDS: Record<string, string> = {
  claims: phrase("claims"),
  summary: phrase("summary"),
  kind: phrase("kind"),
  location: phrase("place"),
  geometry: phrase("outline"),
  verification: phrase("check"),
};

function fieldName(field: string): string {
  const known = FIELDS[field.split(".")[0] ?? ""];
  return known ? say(known) : words(field);
}

const scalar = (value: unknown) => value === null || typeof value !== "object";
const shown = (value: unknown) =>
  value === null || value === undefined ? say("nothing") : `“${value}”`;
