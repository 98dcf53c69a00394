/** What is said of a record at the gate before the public, in words. Pure. */

import { phrase, say } from "./tongue";

/** How a location is shown that is known better than readers may know it. */
export type Coarse = "district" | { ring: number };

/** `GET /review/{id}/gate`. */
export interface Gate {
  stage: "draft" | "review" | "published" | "withdrawn" | string;
  hold: boolean;
  graphic: boolean;
  coarse: Coarse | null;
  public_at: string | null;
}

/** The body of `PATCH /review/{id}/gate`. */
export interface GateChange {
  hold?: boolean;
  graphic?: boolean;
  coarse?: Coarse | "rules";
  why?: string;
}

/** The ways to show a location that a moderator chooses from. */
export const SHOWINGS: readonly [string, string][] = [
  ["rules", phrase("As the rules of publication say")],
  ["district", phrase("Its district")],
  ["5", phrase("A disc of {n} km around somewhere near")],
  ["10", phrase("A disc of {n} km around somewhere near")],
  ["25", phrase("A disc of {n} km around somewhere near")],
];

/** The choice that a gate stands at; a ring of another size is a choice of its own. */
export function choiceOf(coarse: Coarse | null): string {
  if (coarse === null) return "rules";
  return coarse === "district" ? coarse : String(coarse.ring);
}

/** What a choice asks of the server. */
export function coarseOf(choice: string): Coarse | "rules" {
  return choice === "rules" || choice === "district" ? choice : { ring: Number(choice) };
}

/** Where a record stands, in a sentence; `at` is a moment in words. */
export function standing({ stage, hold, public_at }: Gate, at: (moment: string) => string): string {
  if (hold) return say("Held back: readers do not see it, whatever is decided.");
  if (stage === "published") return say("Readers see it.");
  if (stage === "withdrawn") return say("Withdrawn: readers do not see it.");
  if (stage === "draft") return say("Nobody decided on it yet.");
  return public_at
    ? say("Accepted; readers see it from {moment} on.", { moment: at(public_at) })
    : say("Accepted.");
}
