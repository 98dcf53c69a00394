/** Two dates beside each other: the other day's line left of the divider, and what changed, in words. */

import { getCompared } from "./api";
import type { Atlas } from "./atlas";
import { type Compared, inOrder } from "./compared";
import { changedGround } from "./ground";
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
  private drawn = "";
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
    if (against) void this.showGround({ left: against, right: state.date, stance });
    this.scene.split(against ? swipe / 100 : null);
    const key = against ? `${against} ${stance}` : "";
    if (key === this.asked) return;
    this.asked = key;
    if (against) this.lines.ask(against, stance);
    else {
      this.drawn = "";
      this.scene.showOther(null);
    }
  }

  /** Hatches the ground that changed; the panel says it when the answer does not come. */
  private async showGround(pair: Pair): Promise<void> {
    const key = `${pair.left} ${pair.right} ${pair.stance}`;
    if (key === this.drawn) return;
    this.drawn = key;
    const compared = await this.answer(pair)?.catch(() => null);
    const { against, date, stance } = this.store.get();
    if (`${against} ${date} ${stance}` !== key) return;
    const { earlier, later } = compared ? changedGround(compared) : { earlier: [], later: [] };
    const inTime = pair.left < pair.right;
    this.scene.showGround(inTime ? later : earlier, inTime ? earlier : later);
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
