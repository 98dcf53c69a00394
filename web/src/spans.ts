/** Pieces of a text by code-point offsets, as the server counts them. */

/** A stretch of text, with the mark that covers it. */
export interface Piece<M> {
  text: string;
  mark: M | null;
}

/**
 * Cuts a text at marks given in Unicode code points, [start, end).
 *
 * Marks are taken in order of their start; one that overlaps an earlier mark, is empty or reaches
 * out of the text is left out, so that the pieces joined give the text again.
 */
export function pieces<M extends { start: number; end: number }>(
  text: string,
  marks: readonly M[],
): Piece<M>[] {
  const points = Array.from(text);
  const cut: Piece<M>[] = [];
  let at = 0;
  const ordered = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const mark of ordered) {
    if (mark.start < at || mark.end <= mark.start || mark.end > points.length) continue;
    if (mark.start > at) cut.push({ text: points.slice(at, mark.start).join(""), mark: null });
    cut.push({ text: points.slice(mark.start, mark.end).join(""), mark });
    at = mark.end;
  }
  if (at < points.length) cut.push({ text: points.slice(at).join(""), mark: null });
  return cut;
}
