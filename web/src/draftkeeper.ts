/** One draft as the server has it: sends one change at a time under its tag, and hears when somebody was faster. */

import {
  ApiError,
  type Correction,
  decideDraft,
  etagOf,
  getDraft,
  patchDraft,
  splitDraft,
  type Tagged,
  undoDraft,
} from "./api";
import { type Incident, idOf } from "./model";
import { sentence } from "./notice";

/** What became of a change: done, overtaken by somebody else's, or refused with a sentence. */
export type Sent =
  | { done: Incident }
  | { overtaken: Incident }
  | { wrong: string; signedOut: boolean };

/** A change that is sent once a token is there. */
export type Send = (token: string) => Promise<Tagged>;

export class DraftKeeper {
  private etag: string;

  constructor(private now: Incident) {
    this.etag = etagOf(now);
  }

  get incident(): Incident {
    return this.now;
  }

  get tag(): string {
    return this.etag;
  }

  get id(): string {
    return idOf(this.now);
  }

  /** Takes up another version; who suggested it is told by the queue only. */
  take({ incident, etag }: Tagged): void {
    const { suggested_by } = this.now.properties;
    if (suggested_by) incident.properties.suggested_by = suggested_by;
    this.now = incident;
    this.etag = etag;
  }

  decide(decision: "accept" | "reject", why: string): Send {
    return (token) => decideDraft(token, this.id, this.etag, decision, why);
  }

  correct(correction: Correction, typed: string): Send {
    const why = [typed, correction.why].filter(Boolean).join(" ");
    const body = why ? { ...correction, why } : correction;
    return (token) => patchDraft(token, this.id, this.etag, body);
  }

  undo(to: number, why: string): Send {
    return (token) => undoDraft(token, this.id, this.etag, to, why);
  }

  /** `other` hears of the draft that was split off. */
  split(claims: string[], why: string, other: (incident: Incident) => void): Send {
    return async (token) => {
      const parts = await splitDraft(token, this.id, this.etag, claims, why);
      other(parts.other);
      return { incident: parts.kept, etag: etagOf(parts.kept) };
    };
  }

  /** Sends a change; where somebody was faster, their version is taken up and nothing of ours is saved. */
  async send(token: string, change: Send): Promise<Sent> {
    try {
      try {
        this.take(await change(token));
        return { done: this.now };
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 412)) throw error;
        this.take(await getDraft(token, this.id));
        return { overtaken: this.now };
      }
    } catch (error) {
      if (!(error instanceof ApiError)) reportError(error);
      const signedOut = error instanceof ApiError && error.status === 401;
      return { wrong: sentence(error), signedOut };
    }
  }
}
