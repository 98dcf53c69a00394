/** The language of the page: its own words stand in English in the code, and in a catalogue for every other language. */

/** The languages that the page speaks, in the order of the choice. */
export const LANGUAGES = ["en", "az", "hy", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * English words to those of another language. `{name}` stands for a value; words that are counted
 * have their forms parted by `|`, in the order of the plural rules of the language.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** The order of the forms in a catalogue (Unicode CLDR plural rules); a missing form is the last one. */
const FORMS: Record<Language, readonly Intl.LDMLPluralRule[]> = {
  en: ["one", "other"],
  az: ["other"],
  hy: ["other"],
  ru: ["one", "few", "many"],
};

const LOCALES: Record<Language, string> = { en: "en-GB", az: "az", hy: "hy", ru: "ru" };

let spoken: Language = "en";
let catalogue: Catalogue = {};

/** From now on the page speaks a language, with the words of its catalogue. */
export function speak(language: Language, words: Catalogue): void {
  spoken = language;
  catalogue = words;
}

/** Adds words to those of the language. */
export function learn(words: Catalogue): void {
  catalogue = { ...catalogue, ...words };
}

export function language(): Language {
  return spoken;
}

/** The locale for numbers and dates (BCP 47). */
export function locale(): string {
  return LOCALES[spoken];
}

type Values = Record<string, string | number>;

/** Words of the page in its language; words that the catalogue lacks are said in English. */
export function say(text: string, values: Values = {}): string {
  return fill(catalogue[text] ?? text, values);
}

/** Marks words that are said later, from a table: every word of a catalogue stands in one of these calls. */
export function phrase(text: string): string {
  return text;
}

/** Words with a number `{n}`, in the form that goes with it. */
export function counted(n: number, one: string, many: string, values: Values = {}): string {
  const forms = catalogue[many]?.split("|") ?? [one, many];
  const order = FORMS[catalogue[many] ? spoken : "en"];
  const at = order.indexOf(new Intl.PluralRules(locale()).select(n));
  const form = forms[at] ?? forms.at(-1) ?? many;
  return fill(form, { n: number(n), ...values });
}

/** A number by the habits of the language. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString(locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, Number.isInteger(value) ? 0 : digits),
  });
}

function fill(text: string, values: Values): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** The language to begin with: of the address, of an earlier visit, or of the browser. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase();
    const known = LANGUAGES.find((one) => one === short);
    if (known) return known;
  }
  return "en";
}
