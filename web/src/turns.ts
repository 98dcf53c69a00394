/** Work that can wait for a frame of its own, so that no frame has all of it to do. */

/** One piece of work a frame, in the order asked for; of one name only the newest is done. */
export class Turns {
  private waiting = new Map<string, () => void>();
  private coming = 0;

  constructor(private frame: (run: () => void) => number = (run) => requestAnimationFrame(run)) {}

  /** Does the work now, or with a later frame when `wait` is set. */
  take(name: string, wait: boolean, work: () => void): void {
    if (!wait) {
      this.waiting.delete(name);
      work();
      return;
    }
    this.waiting.set(name, work);
    if (this.coming === 0) this.coming = this.frame(() => this.next());
  }

  private next(): void {
    this.coming = 0;
    const [first] = this.waiting;
    if (!first) return;
    const [name, work] = first;
    this.waiting.delete(name);
    if (this.waiting.size > 0) this.coming = this.frame(() => this.next());
    work();
  }
}

/** The turns of the whole page: the map, the list and the date bar share its frames. */
export const pageTurns = new Turns();
