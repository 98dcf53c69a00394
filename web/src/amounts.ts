/** Counted things in the language of the page. Pure. */

import { counted } from "./tongue";

export const incidentsInWords = (n: number) => counted(n, "{n} incident", "{n} incidents");
export const placesInWords = (n: number) => counted(n, "{n} place", "{n} places");
export const statementsInWords = (n: number) => counted(n, "{n} statement", "{n} statements");
export const sourcesInWords = (n: number) => counted(n, "{n} source", "{n} sources");
/** A button that shows the rest of a list. */
export const showMore = (n: number) => counted(n, "Show {n} more", "Show {n} more");
