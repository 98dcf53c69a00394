/** Finds the line of a day: asks the server once a day, and only for the day that is still wanted. */

import { getLine } from "./api";
import type { Day, LineVersion } from "./model";
import { complain } from "./notice";

/** How long a slider must rest before the server is asked, in milliseconds. */
const REST = 60;

export class LineFinder {
  private known = new Map<Day, LineVersion>();
  private request: AbortController | null = null;

  constructor(private show: (version: LineVersion) => void) {}

  ask(day: Day): void {
    this.request?.abort();
    const known = this.known.get(day);
    if (known) {
      this.show(known);
      return;
    }
    const request = new AbortController();
    this.request = request;
    window.setTimeout(() => void this.fetch(day, request.signal), REST);
  }

  private async fetch(day: Day, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const version = await getLine(day, signal);
      this.known.set(day, version);
      if (!signal.aborted) this.show(version);
    } catch (error) {
      if (!signal.aborted) complain(error, () => this.ask(day));
    }
  }
}
