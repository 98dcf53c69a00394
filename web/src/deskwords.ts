/** The words of the editor's desk in the language of the page; they come with the desk. */

import { language, learn } from "./tongue";

/** Learns the words of the editor's desk, which readers never need. */
export async function learnDesk(): Promise<void> {
  const now = language();
  if (now === "en") return;
  const catalogues = {
    az: () => import("./texts/az/desk"),
    hy: () => import("./texts/hy/desk"),
    ru: () => import("./texts/ru/desk"),
  };
  learn((await catalogues[now]()).desk);
}
