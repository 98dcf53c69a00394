/** Where kilometres and days lie on the drawing: across and down. Pure. */

import type { Box } from "../box";
import { addDays, dayNumber, dayOf } from "../days";
import type { Day } from "../model";

/** The room around the plot, in pixels. */
export interface Margins {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const MARGINS: Margins = { left: 56, top: 48, right: 12, bottom: 10 };

/** A plot of kilometres across and days down; both days belong to it whole. */
export class Frame {
  readonly days: number;
  private first: number;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly length_km: number,
    readonly from: Day,
    readonly to: Day,
    readonly margins: Margins = MARGINS,
  ) {
    this.first = dayNumber(from);
    this.days = Math.max(1, dayNumber(to) - this.first + 1);
  }

  get plotWidth(): number {
    return Math.max(1, this.width - this.margins.left - this.margins.right);
  }

  get plotHeight(): number {
    return Math.max(1, this.height - this.margins.top - this.margins.bottom);
  }

  /** How tall one day is. */
  get dayHeight(): number {
    return this.plotHeight / this.days;
  }

  get bottom(): number {
    return this.margins.top + this.plotHeight;
  }

  get right(): number {
    return this.margins.left + this.plotWidth;
  }

  x(km: number): number {
    return this.margins.left + (km / this.length_km) * this.plotWidth;
  }

  /** The upper edge of a day. */
  y(day: Day): number {
    return this.margins.top + (dayNumber(day) - this.first) * this.dayHeight;
  }

  /** The middle of a day. */
  noon(day: Day): number {
    return this.y(day) + this.dayHeight / 2;
  }

  km(x: number): number {
    const km = ((x - this.margins.left) / this.plotWidth) * this.length_km;
    return Math.min(this.length_km, Math.max(0, km));
  }

  day(y: number): Day {
    const row = Math.floor((y - this.margins.top) / this.dayHeight);
    return dayOf(this.first + Math.min(this.days - 1, Math.max(0, row)));
  }

  /** The box between two corners, in any order. */
  box(a: { x: number; y: number }, b: { x: number; y: number }): Box {
    const days = [this.day(a.y), this.day(b.y)].sort();
    const km = [this.km(a.x), this.km(b.x)].sort((one, other) => one - other);
    const tenth = (at: number) => Math.round((km[at] ?? 0) * 10) / 10;
    return { from: days[0] ?? this.from, to: days[1] ?? this.to, fromKm: tenth(0), toKm: tenth(1) };
  }

  /** The days that get a label: as many as have room, a day, a week or more apart. */
  labelled(gap: number): Day[] {
    const steps = [1, 2, 4, 7, 14, 28, 56, 91, 182, 364];
    const step = steps.find((days) => days * this.dayHeight >= gap) ?? 728;
    const days: Day[] = [];
    for (let at = 0; at < this.days; at += step) days.push(addDays(this.from, at));
    return days;
  }

  /** Kilometres that get a label. */
  kilometres(gap: number): number[] {
    const steps = [5, 10, 20, 25, 50, 100];
    const step = steps.find((km) => (km / this.length_km) * this.plotWidth >= gap) ?? 200;
    const marks: number[] = [];
    for (let km = 0; km <= this.length_km; km += step) marks.push(km);
    return marks;
  }
}
