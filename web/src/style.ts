/** What is drawn how: sides, shapes and widths. Knows nothing of Leaflet. */

import type { Incident, LayerFeature } from "./model";
import { phrase, say } from "./tongue";

/** Metres on the ground under one pixel of a Web Mercator map. */
export function metresPerPixel(latitude: number, zoom: number): number {
  return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (256 * 2 ** zoom);
}

/** Stroke width in pixels of a band that reaches `metres` to both sides. */
export function bandWidth(metres: number, latitude: number, zoom: number): number {
  return Math.max(2, (2 * metres) / metresPerPixel(latitude, zoom));
}

/** The sides that are heard in an incident: of its claims, else of its sources. */
export function sidesOf(incident: Incident): string[] {
  const { claims, sources } = incident.properties;
  const heard = claims.map((claim) => claim.claimant_side);
  const all = heard.some(Boolean) ? heard : sources.map((source) => source.side);
  return [...new Set(all.filter((side): side is string => Boolean(side)))].sort();
}

/** One side's id, `mixed` when several are heard, `third-party` when none is known. */
export function sideClass(incidents: Incident[]): string {
  const sides = new Set(incidents.flatMap(sidesOf));
  if (sides.size > 1) return "mixed";
  return [...sides][0] ?? "third-party";
}

/** The letters that stand for a side wherever its colour does. */
export function sideLetters(side: string): string {
  const letters: Record<string, string> = { az: "AZ", arm: "AM", "third-party": "3rd", mixed: "⇄" };
  return letters[side] ?? side.slice(0, 2).toUpperCase();
}

/** A side in words. */
export function sideName(side: string | null): string {
  const names: Record<string, string> = {
    az: phrase("Azerbaijani side"),
    arm: phrase("Armenian side"),
    "third-party": phrase("Third parties"),
    mixed: phrase("Several sides"),
  };
  if (side === null) return say("Side not known");
  const known = names[side];
  return known ? say(known) : side;
}

/** The outline of a symbol tells how exactly the incident is located. */
export type Shape = "disc" | "ring" | "square" | "diamond";

export function shapeOf(kind: string): Shape {
  if (kind === "near") return "ring";
  if (kind === "district" || kind === "area") return "square";
  return kind === "line" ? "diamond" : "disc";
}

/** Whether the place itself is the symbol, or the symbol is only the handle of a drawn extent. */
export function hasExtent(kind: string): boolean {
  return kind === "line" || kind === "district" || kind === "area";
}

/** Black or white, whichever is read better on a colour `#rrggbb` (WCAG 2.2 relative luminance). */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = channels;
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** Only web addresses become links. */
export function safeUrl(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Only a plain colour value of the settings reaches the style sheet. */
export function safeColour(colour: string): string | null {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : null;
}

/** From which zoom a water is drawn, by its size where the layer gives one. */
export function waterFromZoom(feature: LayerFeature): number {
  const { kind, scalerank, area_km2: area } = feature.properties;
  if (kind === "river") return typeof scalerank === "number" && scalerank > 8 ? 9 : 6;
  if (typeof area !== "number") return 6;
  if (area >= 20) return 6;
  return area >= 2 ? 8.5 : 10;
}
