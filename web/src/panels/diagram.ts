/** The space–time diagram on the page: drawn, pointed at, brushed, walked through by keys, and kept. */

import type { Box } from "../box";
import { CanvasSurface } from "../diagram/canvas";
import { type Choice, drawBase, drawChoice, sectorsFit } from "../diagram/draw";
import { Frame } from "../diagram/frame";
import { type Mark, markAt, placeMarks, stepTo } from "../diagram/marks";
import type { Diagram } from "../diagram/model";
import { screenPalette } from "../diagram/palette";
import { captionOf, summary } from "../diagram/words";
import { h } from "../dom";
import type { Day } from "../model";
import { say } from "../tongue";

/** What happens on the page when something is done in the diagram. */
export interface DiagramActions {
  open(id: string): void;
  box(box: Box | null): void;
  day(day: Day): void;
}

/** How far a pointer moves before it draws a box, in pixels. */
const DRAG = 6;

type Point = { x: number; y: number };

export class DiagramPlot {
  readonly element: HTMLElement;
  readonly caption = h("p", {
    class: "diagram-caption",
    id: "diagram-caption",
    "aria-live": "polite",
  });
  private base = h("canvas", { "aria-hidden": "true" });
  private over = h("canvas", { "aria-hidden": "true" });
  private diagram: Diagram | null = null;
  private frame: Frame | null = null;
  private marks: Mark[] = [];
  private choice: Choice | null = null;
  private cursor: string | null = null;
  private start: Point | null = null;
  private drawing: Box | null = null;
  private waiting = 0;

  constructor(
    private sides: readonly string[],
    private actions: DiagramActions,
  ) {
    this.element = h(
      "div",
      {
        class: "diagram-plot",
        id: "diagram-plot",
        tabindex: 0,
        role: "application",
        "aria-label": say("Space–time diagram"),
        "aria-describedby": "diagram-caption",
      },
      this.base,
      this.over,
    );
    const { element } = this;
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("pointerdown", (event) => this.down(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    element.addEventListener("pointerup", (event) => this.up(event));
    element.addEventListener("pointercancel", () => this.drop());
    element.addEventListener("pointerleave", () => this.start || this.say(this.cursor));
    new ResizeObserver(() => this.redraw()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    void document.fonts?.ready.then(() => this.redraw());
  }

  /** Draws another diagram; the cursor stays where its incident is still there. */
  show(diagram: Diagram): void {
    this.diagram = diagram;
    if (!diagram.incidents.some(({ id }) => id === this.cursor)) this.cursor = null;
    this.element.setAttribute("aria-label", summary(diagram));
    this.element.dataset.incidents = String(diagram.incidents.length);
    this.redraw();
  }

  /** Marks what is chosen elsewhere on the page. */
  choose(choice: Omit<Choice, "cursor">): void {
    if (choice.selected && choice.selected !== this.choice?.selected) this.cursor = choice.selected;
    this.choice = { ...choice, cursor: this.cursor };
    this.say(this.cursor);
    this.later();
  }

  private redraw(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!this.diagram || width < 40 || height < 80) return;
    const { length_km, from, to } = this.diagram;
    this.frame = new Frame(width, height, length_km, from, to);
    this.marks = placeMarks(this.diagram.incidents, this.frame);
    const pen = this.pen(this.base, width, height);
    const palette = screenPalette(document.documentElement, this.sides);
    if (pen) {
      const measure = (text: string, size: number) => {
        pen.font = `400 ${size}px "Noto Sans", sans-serif`;
        return pen.measureText(text).width;
      };
      const facts = { order: this.sides, palette, measure };
      drawBase(new CanvasSurface(pen), this.diagram, this.frame, this.marks, facts);
      const fit = sectorsFit(this.diagram.sectors, this.frame, measure);
      this.element.closest(".diagram")?.classList.toggle("numbered", !fit);
    }
    this.later();
  }

  /** Draws what is chosen with the next frame; many calls make one drawing. */
  private later(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => {
      const { frame, choice } = this;
      if (!frame || !choice) return;
      const pen = this.pen(this.over, frame.width, frame.height);
      if (!pen) return;
      const palette = screenPalette(document.documentElement, this.sides);
      const box = this.drawing ?? choice.box;
      const now = { ...choice, box, cursor: this.cursor };
      drawChoice(new CanvasSurface(pen), now, frame, this.marks, palette);
      this.element.dataset.date = choice.date;
      this.element.dataset.selected = choice.selected ?? "";
      const mark = this.marks.find(({ incident }) => incident.id === this.cursor);
      this.element.dataset.cursor = this.cursor ?? "";
      this.element.dataset.cursorAt = mark ? `${mark.x},${mark.y}` : "";
    });
  }

  private pen(canvas: HTMLCanvasElement, width: number, height: number) {
    const dense = Math.min(3, window.devicePixelRatio || 1);
    if (
      canvas.width !== Math.round(width * dense) ||
      canvas.height !== Math.round(height * dense)
    ) {
      canvas.width = Math.round(width * dense);
      canvas.height = Math.round(height * dense);
    }
    const pen = canvas.getContext("2d");
    pen?.setTransform(dense, 0, 0, dense, 0, 0);
    pen?.clearRect(0, 0, width, height);
    return pen;
  }

  private say(id: string | null): void {
    const found = this.diagram?.incidents.find((one) => one.id === id);
    const hint = say(
      "Draw a box to choose days and kilometres; click a sign to open it, a free spot to go to its day.",
    );
    const text = found ? captionOf(found) : hint;
    if (this.caption.textContent !== text) this.caption.textContent = text;
  }

  private key(event: KeyboardEvent): void {
    if ((event.key === "Enter" || event.key === " ") && this.cursor) {
      event.preventDefault();
      this.actions.open(this.cursor);
      return;
    }
    if (event.key === "Escape" && this.choice?.box) {
      event.stopPropagation();
      this.actions.box(null);
      return;
    }
    const next = stepTo(this.marks, this.cursor, event.key);
    if (!next) return;
    event.preventDefault();
    this.cursor = next;
    this.say(next);
    this.later();
  }

  private at(event: PointerEvent): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || !this.frame) return;
    this.start = this.at(event);
    this.element.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const { frame, start } = this;
    if (!frame) return;
    const point = this.at(event);
    if (!start) {
      const mark = markAt(this.marks, point.x, point.y);
      this.element.classList.toggle("on-mark", mark !== null);
      this.say(mark?.incident.id ?? this.cursor);
      return;
    }
    if (!this.drawing && Math.hypot(point.x - start.x, point.y - start.y) < DRAG) return;
    this.drawing = frame.box(start, point);
    this.later();
  }

  private up(event: PointerEvent): void {
    const { frame, start, drawing } = this;
    this.drop();
    if (!frame || !start) return;
    if (drawing) {
      this.actions.box(drawing);
      return;
    }
    const { x, y } = this.at(event);
    const mark = markAt(this.marks, x, y);
    if (mark) this.actions.open(mark.incident.id);
    else if (y >= frame.margins.top) this.actions.day(frame.day(y));
  }

  private drop(): void {
    this.start = null;
    this.drawing = null;
    this.later();
  }
}
