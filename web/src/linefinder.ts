/** Finds the line of a day: each is asked for once, a few at a time, the one to be shown first. */

import { getLine } from "./api";
import { keyOf, LineBook } from "./linebook";
import type { Day, LineVersion } from "./model";
import { complain } from "./notice";
import type { Stance } from "./stance";

/** How long a slider must rest before the server is asked, in milliseconds. */
const REST = 60;

/** How many requests run at the same time. */
const AT_ONCE = 3;

export class LineFinder {
  private book = new LineBook();
  private coming = new Map<string, Promise<LineVersion>>();
  private queue: { key: string; start: () => void }[] = [];
  private busy = 0;
  private wanted = "";
  private timer = 0;

  constructor(
    private show: (version: LineVersion, day: Day, stance: Stance, asOf: Day | null) => void,
  ) {}

  /** Forgets what has come: it no longer holds. */
  forget(): void {
    this.book = new LineBook();
  }

  /** Shows the line of a day, unless another one is asked for before it has come. */
  ask(day: Day, stance: Stance, asOf: Day | null = null): void {
    window.clearTimeout(this.timer);
    this.wanted = keyOf(day, stance, asOf);
    const known = this.book.get(day, stance, asOf);
    if (known) this.show(known, day, stance, asOf);
    else this.timer = window.setTimeout(() => void this.fetch(day, stance, asOf), REST);
  }

  /** Shows the first line of the page, without waiting for a slider to rest. */
  open(day: Day, stance: Stance, asOf: Day | null = null): Promise<void> {
    this.wanted = keyOf(day, stance, asOf);
    return this.fetch(day, stance, asOf);
  }

  /** The line of a day, from memory where it has come before. */
  load(day: Day, stance: Stance, asOf: Day | null = null): Promise<LineVersion> {
    return this.get(day, stance, asOf, true);
  }

  /** Has a line fetched when there is room; errors come up when it is really asked for. */
  prefetch(day: Day, stance: Stance, asOf: Day | null = null): void {
    this.get(day, stance, asOf, false).catch(() => undefined);
  }

  private async fetch(day: Day, stance: Stance, asOf: Day | null): Promise<void> {
    const key = keyOf(day, stance, asOf);
    try {
      const version = await this.load(day, stance, asOf);
      if (this.wanted === key) this.show(version, day, stance, asOf);
    } catch (error) {
      if (this.wanted === key) complain(error, () => this.ask(day, stance, asOf));
    }
  }

  private get(day: Day, stance: Stance, asOf: Day | null, first: boolean): Promise<LineVersion> {
    const known = this.book.get(day, stance, asOf);
    if (known) return Promise.resolve(known);
    const key = keyOf(day, stance, asOf);
    const coming = this.coming.get(key);
    if (coming) {
      if (first) this.queue.sort((a, b) => Number(b.key === key) - Number(a.key === key));
      return coming;
    }
    const request = this.turn(key, first)
      .then(() => this.book.get(day, stance, asOf) ?? getLine(day, stance, asOf))
      .then((version) => {
        this.book.put(day, stance, version, asOf);
        return version;
      })
      .finally(() => {
        this.coming.delete(key);
        this.busy -= 1;
        this.queue.shift()?.start();
      });
    this.coming.set(key, request);
    return request;
  }

  /** Waits until fewer than `AT_ONCE` requests are running. */
  private turn(key: string, first: boolean): Promise<void> {
    return new Promise((done) => {
      const start = () => {
        this.busy += 1;
        done();
      };
      if (this.busy < AT_ONCE) start();
      else if (first) this.queue.unshift({ key, start });
      else this.queue.push({ key, start });
    });
  }
}
