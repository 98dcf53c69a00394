/** Long lists and tables of which only what is near the eye is drawn; the rest keeps its height. */

/** Rows are drawn and taken away together, so many at a time. */
const ROWS = 50;

/** Up to this many rows everything is drawn: it is found by the browser's search and printed whole. */
const WHOLE = 300;

/** How the rows of a list or table are drawn. */
export interface Rows {
  total: number;
  /** The height of a row before it was drawn, in pixels. */
  height: number;
  /** A new empty part of the list. */
  part(): HTMLElement;
  /** The rows from one to another (exclusive). */
  draw(from: number, to: number): Node[];
  /** What stands for rows that are not drawn; its height is set on it. */
  blank(): HTMLElement;
}

interface Part {
  element: HTMLElement;
  from: number;
  to: number;
  drawn: boolean;
}

/** Puts the rows into `box`; of many, those near the part of `scrolls` that is seen. */
export function drawRows(box: HTMLElement, scrolls: string, rows: Rows): void {
  const { total, height } = rows;
  const parts = new Map<Element, Part>();
  for (let from = 0; from < total; from += ROWS) {
    const to = Math.min(total, from + ROWS);
    const part: Part = { element: rows.part(), from, to, drawn: total <= WHOLE || from === 0 };
    if (part.drawn) part.element.append(...rows.draw(from, to));
    else empty(part, (to - from) * height, rows);
    parts.set(part.element, part);
  }
  box.append(...parts.keys());
  if (total <= WHOLE) return;
  const look = (entries: IntersectionObserverEntry[]) => {
    if (!box.isConnected) return;
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const part = parts.get(target);
      if (!part || part.drawn === isIntersecting) continue;
      if (isIntersecting) {
        part.drawn = true;
        target.replaceChildren(...rows.draw(part.from, part.to));
      } else if (boundingClientRect.height > 0 && !target.contains(document.activeElement)) {
        part.drawn = false;
        empty(part, boundingClientRect.height, rows);
      }
    }
  };
  // What scrolls the list is known only when the list stands in the page.
  const laid = new ResizeObserver(() => {
    if (!box.isConnected) return;
    laid.disconnect();
    const near = new IntersectionObserver(look, {
      root: box.closest(scrolls),
      rootMargin: "100% 0px",
    });
    for (const element of parts.keys()) near.observe(element);
  });
  laid.observe(box);
}

function empty({ element }: Part, height: number, rows: Rows): void {
  const blank = rows.blank();
  blank.style.height = `${height}px`;
  element.replaceChildren(blank);
}
