/** What a line rests on: the statements, the areas of a day and the rules; each is asked for once. */

import { getAreas, getLocated, getStances, getStatement, type Located } from "./api";
import type { Atlas } from "./atlas";
import type { Day, LayerFeature, LineAreas, LonLat } from "./model";
import { isStance, type Stance } from "./stance";

export class LineFacts {
  private coming = new Map<string, Promise<unknown>>();

  constructor(private atlas: Atlas) {}

  areas(day: Day, stance: Stance, asOf: Day | null): Promise<LineAreas> {
    return this.once(`areas ${day} ${stance} ${asOf}`, () => getAreas(day, stance, asOf));
  }

  /** Where a point lies relative to the line. */
  located(point: LonLat, day: Day, stance: Stance, asOf: Day | null): Promise<Located> {
    const key = `located ${point.join()} ${day} ${stance} ${asOf}`;
    return this.once(key, () => getLocated(point, day, stance, asOf));
  }

  /** A statement of control, from the layer where that has come. */
  statement(id: string): Promise<LayerFeature> {
    const known = this.atlas.feature("control", id);
    return known ? Promise.resolve(known) : this.once(`control ${id}`, () => getStatement(id));
  }

  statements(ids: readonly string[]): Promise<LayerFeature[]> {
    return Promise.all(ids.map((id) => this.statement(id)));
  }

  /** The rule of each stance, in one sentence or a few. */
  async rules(): Promise<Map<Stance, string>> {
    const { stances } = await this.once("stances", getStances);
    const rules = new Map<Stance, string>();
    for (const { id, rule } of stances) if (isStance(id)) rules.set(id, rule);
    return rules;
  }

  /** Remembers an answer, but not a failure. */
  private once<T>(key: string, get: () => Promise<T>): Promise<T> {
    const known = this.coming.get(key) as Promise<T> | undefined;
    if (known) return known;
    const request = get();
    this.coming.set(key, request);
    request.catch(() => this.coming.delete(key));
    return request;
  }
}
