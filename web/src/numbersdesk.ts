/** The numbers put together: fetched once, shown for the years on the slider. */

import { getLosses, getTimeline } from "./api";
import { addDays, reach } from "./days";
import { button, h } from "./dom";
import { interval } from "./format";
import type { Config } from "./model";
import { later } from "./panels/later";
import { type Numbers, numbersBody } from "./panels/numbers";
import type { SideView } from "./panels/side";
import type { Store } from "./state";
import { say } from "./tongue";

export class NumbersDesk {
  private coming: Promise<Numbers> | null = null;
  private shown: { key: string; body: HTMLElement } | null = null;

  /** The same days in words, a column for each side. */
  private report = h(
    "p",
    { class: "numbers-report" },
    button(say("Situation report"), () => this.store.set({ report: "shown" }), {
      class: "button",
      id: "numbers-report",
    }),
  );

  constructor(
    private store: Store,
    private config: Config,
    private open: (incident: string) => void,
  ) {}

  view(): { key: string; view: SideView } {
    const { date, scope } = this.store.get();
    const { first, last } = this.config.dates;
    const [from, to] = reach(date, scope, first, last);
    const key = `n:${from} ${to}`;
    if (this.shown?.key !== key) {
      const sides = this.config.sides.map(({ id }) => id);
      const build = (numbers: Numbers) => numbersBody(numbers, { from, to }, sides, this.open);
      this.shown = { key, body: later(this.numbers(), build) };
    }
    return {
      key,
      view: {
        title: say("Numbers, by who states them"),
        kicker: say("Stated {days}", { days: interval({ from, to: addDays(to, 1) }) }),
        back: { label: say("All incidents"), go: () => this.store.set({ numbers: false }) },
        body: [this.report, this.shown.body],
      },
    };
  }

  /** Asked for once; a failure is not remembered. */
  private numbers(): Promise<Numbers> {
    if (!this.coming) {
      this.coming = Promise.all([getTimeline(), getLosses()]).then(
        ([{ claimants }, { losses }]) => ({ tracks: claimants, losses }),
      );
      this.coming.catch(() => {
        this.coming = null;
        this.shown = null;
      });
    }
    return this.coming;
  }
}
