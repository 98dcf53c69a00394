/** The line of the chosen day, put together: found, drawn, said in the date bar, played, explained. */

import type { Atlas } from "./atlas";
import { byId } from "./dom";
import { date } from "./format";
import { disputedGround } from "./ground";
import { LineFacts } from "./linefacts";
import { LineFinder } from "./linefinder";
import type { Config, LonLat } from "./model";
import { announce, complain } from "./notice";
import type { DistanceFrom } from "./panels/distance";
import { lineView, type ShownLine } from "./panels/line";
import { LineBar } from "./panels/linebar";
import type { SideView } from "./panels/side";
import { Player } from "./play";
import type { Scene } from "./scene";
import { ACCOUNTS } from "./stance";
import { knownBy, readPoint, type Store } from "./state";
import { say } from "./tongue";

export class LineOfDay {
  readonly bar: LineBar;
  readonly player: Player;
  private facts: LineFacts;
  private shown: ShownLine | null = null;
  private lines = new LineFinder((version, day, stance, asOf) =>
    this.show({ version, day, stance, asOf }),
  );

  constructor(
    private store: Store,
    private atlas: Atlas,
    private scene: Scene,
    dates: Config["dates"],
    private told: { drawn: (lines: number) => void; stopped: () => void },
  ) {
    this.facts = new LineFacts(atlas);
    this.bar = new LineBar(store, dates, {
      play: () => this.player.toggle(),
      speed: (times) => {
        this.player.speed = times;
      },
    });
    this.player = new Player(store, this.lines, dates, (playing) => this.played(playing));
    store.subscribe((state, before) => {
      const other = state.date !== before.date || state.stance !== before.stance;
      if (other || knownBy(state) !== knownBy(before)) this.ask();
      else if (state.both !== before.both) void this.showAccounts();
      if (!state.against && before.against) void this.showDisputed();
    });
  }

  /** Fetches the first line, and the rules of the stances. */
  load(): Promise<void> {
    void this.fetchRules();
    const state = this.store.get();
    return this.lines.open(state.date, state.stance, knownBy(state));
  }

  /** The view of the stretch at a point of the address; nothing before a line has come. */
  view(spot: string, back: NonNullable<SideView["back"]>): { key: string; view: SideView } | null {
    const point = readPoint(spot);
    if (!this.shown || !point) return null;
    const { day, stance, asOf } = this.shown;
    const view = lineView(this.shown, point, this.atlas, this.facts, back);
    return { key: `l:${spot} ${day} ${stance} ${asOf}`, view };
  }

  /** How far a point lies from the line of the day; nothing before a line has come. */
  distance(point: LonLat): DistanceFrom | null {
    if (!this.shown?.version.geometry) return null;
    const { day, stance, asOf } = this.shown;
    return { day, stance, located: this.facts.located(point, day, stance, asOf) };
  }

  /** Statements have changed: every line is found anew. */
  renew(): void {
    this.lines.forget();
    this.facts = new LineFacts(this.atlas);
    this.ask();
  }

  private ask(): void {
    const state = this.store.get();
    this.lines.ask(state.date, state.stance, knownBy(state));
  }

  private show(line: ShownLine): void {
    const { version } = line;
    this.shown = line;
    this.scene.showLine(version);
    this.bar.setLine(line);
    void this.showAccounts();
    void this.showDisputed();
    this.told.drawn(version.geometry ? 1 : 0);
  }

  /** Draws both sides' accounts if they are wanted and the day has them. */
  private async showAccounts(): Promise<void> {
    const line = this.shown;
    const wanted = () => this.store.get().both && this.shown === line;
    if (!line?.version.properties.derived || !wanted()) {
      this.scene.showAccounts(null);
      return this.bar.setDiffer(null);
    }
    try {
      const [az, arm] = await Promise.all(
        ACCOUNTS.map(({ stance }) => this.lines.load(line.day, stance, line.asOf)),
      );
      if (az && arm && wanted()) this.bar.setDiffer(this.scene.showAccounts({ az, arm }));
    } catch (error) {
      if (wanted()) complain(error, () => void this.showAccounts());
    }
  }

  /** Hatches what the two accounts dispute on the day; nothing while days pass by. */
  private async showDisputed(): Promise<void> {
    const line = this.shown;
    const wanted = () => this.shown === line && !this.player.playing && !this.store.get().against;
    if (this.store.get().against) return;
    if (!line?.version.properties.derived || !wanted()) return this.scene.showGround([]);
    try {
      const { between_stances } = await this.facts.areas(line.day, line.stance, line.asOf);
      if (wanted()) this.scene.showGround(disputedGround(between_stances));
    } catch (error) {
      if (wanted()) complain(error, () => void this.showDisputed());
    }
  }

  private async fetchRules(): Promise<void> {
    try {
      this.bar.setRules(await this.facts.rules());
    } catch (error) {
      complain(error, () => void this.fetchRules());
    }
  }

  private played(playing: boolean): void {
    this.bar.setPlaying(playing);
    document.body.classList.toggle("playing", playing);
    const { date: day } = this.store.get();
    if (playing) announce(say("Playing the line day by day."));
    else {
      if (this.shown) this.scene.showLine(this.shown.version);
      void this.showDisputed();
      this.told.stopped();
      announce(
        `${say("Stopped at {day}.", { day: date(day) })} ${byId("headline").textContent ?? ""}`,
      );
    }
  }
}
