/** Typed coordinates: a pair of numbers, several of them, or well-known text (OGC 06-103r4, section 7). Pure. */

import type { LineString, Point, Polygon, Position } from "geojson";
import { say } from "./tongue";

/** What was typed, as a geometry; or a sentence that says what is wrong with it. */
export type Typed = { geometry: Point | LineString | Polygon } | { wrong: string };

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Reads what was typed. Nothing is guessed: longitude comes first, and the server checks the region. */
export function readCoordinates(text: string): Typed {
  const typed = text.trim().replace(/^SRID=4326;/i, "");
  const named = /^(POINT|LINESTRING|POLYGON)\s*(?:Z\s*)?\(([\s\S]*)\)$/i.exec(typed);
  if (named) return wellKnown((named[1] ?? "").toUpperCase(), named[2] ?? "");
  if (/^[a-z]/i.test(typed))
    return { wrong: say("Give POINT, LINESTRING or POLYGON, or plain numbers.") };
  const positions = typed
    .split(/[;\n]+/)
    .filter((part) => part.trim() !== "")
    .map((part) => position(part.replaceAll(",", " "), false));
  const good = positions.filter((one) => one !== null);
  if (good.length === 0 || good.length < positions.length)
    return { wrong: say("Write longitude before latitude, such as 46.75, 39.82.") };
  const [first] = good;
  return good.length === 1 && first
    ? { geometry: { type: "Point", coordinates: first } }
    : { geometry: { type: "LineString", coordinates: good } };
}

function wellKnown(kind: string, inside: string): Typed {
  const wrong = { wrong: say("This well-known text cannot be read; look at its brackets.") };
  if (kind === "POLYGON") {
    const rings = [...inside.matchAll(/\(([^()]*)\)/g)].map(([, ring]) => path(ring ?? ""));
    const rest = inside.replaceAll(/\([^()]*\)/g, "").replaceAll(/[\s,]/g, "");
    const good = rings.filter((ring) => ring !== null);
    if (rest !== "" || good.length === 0 || good.length < rings.length) return wrong;
    return { geometry: { type: "Polygon", coordinates: good } };
  }
  const points = path(inside);
  if (!points) return wrong;
  const [first] = points;
  if (kind === "LINESTRING") return { geometry: { type: "LineString", coordinates: points } };
  return points.length === 1 && first ? { geometry: { type: "Point", coordinates: first } } : wrong;
}

function path(text: string): Position[] | null {
  const points = text.split(",").map((part) => position(part, true));
  const good = points.filter((one) => one !== null);
  return good.length > 0 && good.length === points.length ? good : null;
}

/** Two numbers, and a height after them where that may be. */
function position(text: string, height: boolean): Position | null {
  const words = text.trim().split(/\s+/);
  const fits = words.length === 2 || (height && words.length === 3);
  return fits && words.every((word) => NUMBER.test(word)) ? words.slice(0, 2).map(Number) : null;
}

/** A geometry as well-known text. */
export function wellKnownText({ type, coordinates }: Point | LineString | Polygon): string {
  const pair = ([lon = 0, lat = 0]: Position) => `${lon} ${lat}`;
  const list = (points: Position[]) => `(${points.map(pair).join(", ")})`;
  if (type === "Point") return `POINT (${pair(coordinates)})`;
  if (type === "LineString") return `LINESTRING ${list(coordinates)}`;
  return `POLYGON (${coordinates.map(list).join(", ")})`;
}
