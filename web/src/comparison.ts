/** Two dates beside each other: the other day's line left of the divider, and what changed, in words. */

import { getCompared } from "./api";
import type { Atlas } from "./atlas";
import { type Compared, inOrder } from "./compared";
import { LineFinder } from "./linefinder";
import type { Config } from "./model";
import { compareView, type Pair } from "./panels/compare";
import { Divider } from "./panels/divider";
import type { SideView } from "./panels/side";
import type { Scene } from "./scene";
import type { State, Store } from "./state";

export class Comparison {
  private divider: Divider;
  private answers = new Map<string, Promise<Compared>>();
  private asked = "";
  private lines = new LineFinder((version) => {
    if (this.store.get().against) this.scene.showOther(version);
  });

  constructor(
    private store: Store,
    private atlas: Atlas,
    private scene: Scene,
    dates: Config["dates"],
    private openPlace: (place: string) => void,
  ) {
    this.divider = new Divider(store, dates);
    store.subscribe((state) => this.update(state));
    this.update(store.get());
  }

  /** What changed, as a view of the side panel; nothing when nothing is compared. */
  view(): { key: string; view: SideView } | null {
    const { against, date: right, stance } = this.store.get();
    if (!against) return null;
    const pair = { left: against, right, stance };
    const leave = () => this.store.set({ against: null });
    const view = compareView(pair, this.answer(pair), this.atlas, this.openPlace, leave);
    return { key: `d:${against} ${right} ${stance}`, view };
  }

  private update(state: State): void {
    const { against, stance, swipe } = state;
    this.divider.update(state);
    this.scene.split(against ? swipe / 100 : null);
    const key = against ? `${against} ${stance}` : "";
    if (key === this.asked) return;
    this.asked = key;
    if (against) this.lines.ask(against, stance);
    else this.scene.showOther(null);
  }

  /** The server's answer for two days; each is asked for once, a failure not remembered. */
  private answer({ left, right, stance }: Pair): Promise<Compared> | null {
    if (left === right) return null;
    const { from, to } = inOrder(left, right);
    const key = `${from} ${to} ${stance}`;
    const known = this.answers.get(key);
    if (known) return known;
    const asked = getCompared(from, to, stance);
    this.answers.set(key, asked);
    asked.catch(() => this.answers.delete(key));
    return asked;
  }
}
