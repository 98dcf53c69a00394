/** Which language the page speaks: chosen by the reader, remembered here, and kept in the address. */

import { chooseLanguage, LANGUAGES, type Language, speak } from "./tongue";

const REMEMBERED = "contactline-language";

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  az: "Azərbaycanca",
  hy: "Հայերեն",
  ru: "Русский",
};

/** The language of an address fragment; nothing where it names none that the page speaks. */
export function languageIn(hash: string): Language | null {
  const asked = new URLSearchParams(hash.replace(/^#/, "")).get("lang");
  return LANGUAGES.find((one) => one === asked) ?? null;
}

/** Makes the page speak the reader's language; its words come before anything is drawn. */
export async function beginSpeaking(): Promise<void> {
  const wishes = [languageIn(location.hash), remembered(), ...navigator.languages];
  const language = chooseLanguage(wishes);
  if (language === "en") return;
  const catalogues = {
    az: () => import("./texts/az"),
    hy: () => import("./texts/hy"),
    ru: () => import("./texts/ru"),
  };
  speak(language, (await catalogues[language]()).default);
}

/** Keeps the choice for the next visit, where the browser lets it. */
export function remember(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // The address still says it.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
