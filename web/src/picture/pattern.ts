/** The hatches of the page for a canvas: the same tiles, repeated at the same angle. */

/** The paint of a hatch by its id; nothing where the page has none of that name. */
export function patternOf(
  pen: CanvasRenderingContext2D,
  id: string,
  density: number,
): CanvasPattern | null {
  const hatch = document.getElementById(id);
  const path = hatch?.querySelector("path");
  if (!hatch || !path) return null;
  const [width, height] = ["width", "height"].map((name) => Number(hatch.getAttribute(name) ?? 8));
  const tile = document.createElement("canvas");
  tile.width = Math.round((width ?? 8) * density);
  tile.height = Math.round((height ?? 8) * density);
  const ink = tile.getContext("2d");
  if (!ink) return null;
  const style = getComputedStyle(path);
  ink.scale(density, density);
  ink.strokeStyle = style.stroke;
  ink.globalAlpha = Number(style.strokeOpacity);
  ink.lineWidth = Number(path.getAttribute("stroke-width") ?? 1);
  ink.stroke(new Path2D(path.getAttribute("d") ?? ""));
  const pattern = pen.createPattern(tile, "repeat");
  const angle = /rotate\((-?[\d.]+)\)/.exec(hatch.getAttribute("patternTransform") ?? "")?.[1];
  pattern?.setTransform(new DOMMatrix().rotate(Number(angle ?? 0)).scale(1 / density));
  return pattern;
}
