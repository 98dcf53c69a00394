/** Breaks a text into lines. Pure. */

/** The text in lines no wider than `width`; a word that is wider than a line is cut. */
export function lines(text: string, width: number, measure: (text: string) => number): string[] {
  const made: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) made.push(line);
    line = word;
    while (measure(line) > width && line.length > 1) {
      let end = line.length - 1;
      while (end > 1 && measure(line.slice(0, end)) > width) end -= 1;
      made.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return line ? [...made, line] : made;
}
