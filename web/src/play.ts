/** Plays the weeks in which the line moved, a day at a time, never ahead of what has come. */

import { addDays, clampDay } from "./days";
import type { LineFinder } from "./linefinder";
import type { Day } from "./model";
import { complain } from "./notice";
import { knownBy, type Store } from "./state";

/** The day before the line first moved, and the day of the last handover. */
export const PLAY: { first: Day; last: Day } = { first: "2020-09-26", last: "2020-12-01" };

/** How many days are fetched ahead. */
const AHEAD = 14;

/** The days that follow on a press of the button: from the shown day on, or all of them anew. */
export function playDays(day: Day, bounds: { first: Day; last: Day }): Day[] {
  const first = clampDay(PLAY.first, bounds.first, bounds.last);
  const last = clampDay(PLAY.last, bounds.first, bounds.last);
  const within = day >= first && day < last;
  const days: Day[] = [];
  for (let next = within ? addDays(day, 1) : first; next <= last; next = addDays(next, 1)) {
    days.push(next);
  }
  return days;
}

/** How many times as fast as usual the days may follow each other. */
export const SPEEDS = [0.5, 1, 2, 4] as const;

/** How long a day stays at the usual speed, in milliseconds; longer for those who want little motion. */
const STAY = { usual: 650, calm: 1200 };

export class Player {
  /** One of `SPEEDS`; may change while it plays. */
  speed = 1;
  private run: { expected: Day } | null = null;

  constructor(
    private store: Store,
    private lines: LineFinder,
    private bounds: { first: Day; last: Day },
    private changed: (playing: boolean) => void,
  ) {
    store.subscribe(({ date }, before) => {
      if (this.run && date !== before.date && date !== this.run.expected) this.stop();
    });
  }

  get playing(): boolean {
    return this.run !== null;
  }

  toggle(): void {
    if (this.run) this.stop();
    else void this.start();
  }

  stop(): void {
    if (!this.run) return;
    this.run = null;
    this.changed(false);
  }

  private async start(): Promise<void> {
    const run = { expected: this.store.get().date };
    this.run = run;
    this.changed(true);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const days = playDays(run.expected, this.bounds);
    for (const [at, day] of days.entries()) {
      const state = this.store.get();
      const { stance } = state;
      const asOf = knownBy(state);
      for (const later of days.slice(at + 1, at + 1 + AHEAD)) {
        this.lines.prefetch(later, stance, asOf);
      }
      try {
        await Promise.all([
          this.lines.load(day, stance, asOf),
          at === 0 ? null : rest((calm ? STAY.calm : STAY.usual) / this.speed),
        ]);
      } catch (error) {
        if (this.run !== run) return;
        this.stop();
        return complain(error, () => void this.start());
      }
      if (this.run !== run) return;
      run.expected = day;
      this.store.set({ date: day });
    }
    if (this.run === run) this.stop();
  }
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((done) => window.setTimeout(done, milliseconds));
}
