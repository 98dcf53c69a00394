/** Where an incident lies along and off the line, in words; sides are those of somebody who follows the line from km 0. Pure. */

import type { LinePosition } from "./model";
import { sideTitle } from "./sides";
import { number, say } from "./tongue";

/** A stretch shorter than this is one point of the line, in kilometres. */
const STRETCH_KM = 2;
/** Nearer than this is on the line, in kilometres. */
const ON_KM = 0.05;

const km = (value: number) => number(value, 1);

/** Kilometres along the line and off it, as one phrase. */
export function linePosition(position: LinePosition): string {
  return [along(position), ...off(position)].join(", ");
}

/** `km 120.3 of the line`, or the stretch of it where more than a point is known. */
function along(position: LinePosition): string {
  const { km: at, from_km: from, to_km: to } = position;
  const long = typeof from === "number" && typeof to === "number" && to - from >= STRETCH_KM;
  const where = long ? { from: km(from), to: km(to) } : { km: km(at) };
  if (position.in_force === false) {
    return long
      ? say("km {from}–{to} of the last line known", where)
      : say("km {km} of the last line known", where);
  }
  return long ? say("km {from}–{to} of the line", where) : say("km {km} of the line", where);
}

/** How far off: a range where it is known, else the distance of the middle; and on which side. */
function off(position: LinePosition): string[] {
  const { nearest_km: nearest, farthest_km: farthest, offset_km } = position;
  if (typeof nearest === "number" && typeof farthest === "number" && farthest >= ON_KM) {
    const side = position.side === "both" ? say("on both sides of it") : sideOfLine(position.side);
    const range =
      farthest - nearest < ON_KM
        ? say("{km} km off it", { km: km(nearest) })
        : say("{from} to {to} km off it", { from: km(nearest), to: km(farthest) });
    return [range, side].filter(Boolean);
  }
  if (position.side === "both") {
    const middle = Math.abs(offset_km);
    return [
      say("on both sides of it"),
      middle < ON_KM ? "" : say("its middle {km} km off it", { km: km(middle) }),
    ].filter(Boolean);
  }
  const away = Math.abs(offset_km);
  if (away < ON_KM) return [say("on it")];
  return [say("{km} km off it", { km: km(away) }), sideOfLine(position.side)].filter(Boolean);
}

/** The side by its name where the server names it; left and right are as seen from km 0. */
function sideOfLine(side: string | null): string {
  if (side === "left") return say("on its left seen from km 0");
  if (side === "right") return say("on its right seen from km 0");
  if (!side || side === "on" || side === "both") return "";
  return say("on the side of {side}", { side: sideTitle(side) });
}

/** One side of the line and the share of an area that lies there, from 0 to 1. */
export interface SideShare {
  side: string;
  share: number;
}

/** The shares of an area on the sides of the line, by their names or as left and right; none for a point. */
export function sideShares({ side_shares, left_share }: LinePosition): SideShare[] {
  if (side_shares) {
    return Object.entries(side_shares)
      .filter(([, share]) => Number.isFinite(share))
      .map(([side, share]) => ({ side, share }));
  }
  if (typeof left_share !== "number") return [];
  return [
    { side: "left", share: left_share },
    { side: "right", share: 1 - left_share },
  ];
}

/** How much of an area lies on which side, as one phrase; empty for a point. */
export function sharesInWords(position: LinePosition): string {
  const shares = sideShares(position);
  if (shares.length === 0) return "";
  const parts = shares.map(({ side, share }) =>
    say("{percent} % {side}", { percent: percent(share), side: shareSide(side) }),
  );
  const seen = shares.some(({ side }) => side === "left" || side === "right");
  return seen ? `${parts.join(", ")} (${say("seen from km 0")})` : parts.join(", ");
}

function shareSide(side: string): string {
  if (side === "left") return say("left of the line");
  if (side === "right") return say("right of the line");
  return say("on the side of {side}", { side: sideTitle(side) });
}

/** Whole percents; what is there is never told as nothing. */
function percent(share: number): string {
  if (share > 0 && share < 0.005) return say("under {n}", { n: 1 });
  if (share < 1 && share > 0.995) return say("over {n}", { n: 99 });
  return number(Math.round(share * 100));
}
