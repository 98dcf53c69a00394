/** The colours of the diagram: the page's own on the screen, those of paper in a download. */

export interface Palette {
  paper: string;
  ink: string;
  muted: string;
  rule: string;
  line: string;
  accent: string;
  focus: string;
  /** By the id of a side, with `mixed`. */
  sides: Record<string, string>;
}

/** The light colours, whatever the screen shows; `sides` are those of the settings. */
export function paperPalette(sides: Record<string, string>): Palette {
  return {
    paper: "#ffffff",
    ink: "#2a2621",
    muted: "#655e53",
    rule: "#ddd5c5",
    line: "#6a1b56",
    accent: "#6a1b56",
    focus: "#0b57d0",
    sides: { "third-party": "#6b6b6b", ...sides, mixed: "#4a3a5e" },
  };
}

/** The colours of the page as it is shown now. */
export function screenPalette(root: Element, sides: readonly string[]): Palette {
  const style = getComputedStyle(root);
  const colour = (name: string) => style.getPropertyValue(name).trim() || "#808080";
  const all = [...new Set([...sides, "third-party", "mixed"])];
  return {
    paper: colour("--card"),
    ink: colour("--ink"),
    muted: colour("--muted"),
    rule: colour("--rule"),
    line: colour("--line"),
    accent: colour("--accent"),
    focus: colour("--focus"),
    sides: Object.fromEntries(all.map((id) => [id, colour(`--side-${id}`)])),
  };
}

/** The colour of a side; one that is not known is a third party's. */
export function sideColour({ sides, muted }: Palette, side: string): string {
  return sides[side] ?? sides["third-party"] ?? muted;
}
