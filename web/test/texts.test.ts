import { afterEach, describe, expect, it } from "vitest";
import { incidentsInWords } from "../src/amounts";
import { count, date, list } from "../src/format";
import { languageIn } from "../src/languages";
import { firstState, fromHash, toHash } from "../src/state";
import azPage from "../src/texts/az";
import { desk as azDesk } from "../src/texts/az/desk";
import hyPage from "../src/texts/hy";
import { desk as hyDesk } from "../src/texts/hy/desk";
import ruPage from "../src/texts/ru";
import { desk as ruDesk } from "../src/texts/ru/desk";
import { chooseLanguage, counted, LANGUAGES, number, say, speak } from "../src/tongue";
import { words } from "../src/vocabulary";

const parts = { az: [azPage, azDesk], hy: [hyPage, hyDesk], ru: [ruPage, ruDesk] } as const;
const [az, hy, ru] = [
  { ...azPage, ...azDesk },
  { ...hyPage, ...hyDesk },
  { ...ruPage, ...ruDesk },
];
const catalogues = { az, hy, ru };
const code = Object.entries(
  import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true }),
).filter(([path]) => !path.includes("/texts/") && !path.endsWith("/tongue.ts"));

/** A string in double quotes; words after a dot are no words of the page. */
const TEXT = '"((?:[^"\\\\]|\\\\.)*)"';
const SAID = new RegExp(`(?<![.\\w])(?:say|phrase)\\(\\s*${TEXT}`, "g");
const COUNTED = new RegExp(`(?<![.\\w])counted\\([^"]*?${TEXT},\\s*${TEXT}`, "g");

const plain = new Set<string>();
const forms = new Set<string>();
for (const [, text] of code) {
  for (const [, said] of text.matchAll(SAID)) plain.add(JSON.parse(`"${said}"`));
  for (const [, , many] of text.matchAll(COUNTED)) forms.add(JSON.parse(`"${many}"`));
}
const keys = new Set([...plain, ...forms]);

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

afterEach(() => speak("en", {}));

describe("the languages of the page", () => {
  it("are all complete, and have no words that the page does not say", () => {
    expect(keys.size).toBeGreaterThan(400);
    for (const [language, catalogue] of Object.entries(catalogues)) {
      const known = new Set(Object.keys(catalogue));
      expect(
        [...keys].filter((key) => !known.has(key)),
        `${language} lacks`,
      ).toEqual([]);
      expect(
        [...known].filter((key) => !keys.has(key)),
        `${language} has for nothing`,
      ).toEqual([]);
      expect(Object.values(catalogue).every((text) => text.trim() !== "")).toBe(true);
    }
  });

  it("keep the desk's words apart from those that every reader needs", () => {
    for (const [language, [page, desk]] of Object.entries(parts)) {
      const twice = Object.keys(desk).filter((key) => key in page);
      expect(twice, language).toEqual([]);
    }
  });

  it("fill the same values into the same words", () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      for (const [key, text] of Object.entries(catalogue)) {
        for (const form of forms.has(key) ? text.split("|") : [text]) {
          expect(holes(form), `${language}: ${key}`).toEqual(holes(key));
        }
      }
    }
  });

  it("are written in their own letters", () => {
    const letters = { az: /[a-zəğıöüşç]/i, hy: /[\u0531-\u0587]/, ru: /[а-яё]/i };
    for (const [language, catalogue] of Object.entries(catalogues)) {
      const bare = Object.entries(catalogue).filter(([, text]) =>
        /\p{L}/u.test(text.replaceAll(/\{\w+\}|km²?|GeoJSON/g, "")),
      );
      const own = letters[language as keyof typeof letters];
      for (const [key, text] of bare) expect(text, `${language}: ${key}`).toMatch(own);
    }
  });
});

describe("speaking", () => {
  it("says English where a catalogue has no word", () => {
    speak("ru", {});
    expect(say("Fire from {from} at {at}", { from: "A", at: "B" })).toBe("Fire from A at B");
    expect(incidentsInWords(1)).toBe("1 incident");
  });

  it("counts by the rules of the language", () => {
    expect(counted(1, "{n} incident", "{n} incidents")).toBe("1 incident");
    speak("ru", ru);
    expect([1, 2, 5, 21, 112].map(incidentsInWords)).toEqual([
      "1 инцидент",
      "2 инцидента",
      "5 инцидентов",
      "21 инцидент",
      "112 инцидентов",
    ]);
    speak("az", az);
    expect(incidentsInWords(2)).toBe("2 hadisə");
    speak("hy", hy);
    expect(incidentsInWords(1)).toBe("1 միջադեպ");
  });

  it("writes dates, numbers, lists and words of the data in it", () => {
    speak("ru", ru);
    expect(date("2020-09-30")).toBe("30 сен 2020");
    expect(number(2300)).toMatch(/^2\s?300$/);
    expect(number(1.25, 1)).toBe("1,3");
    expect(list(["a", "b", "c"])).toBe("a, b и c");
    expect(words("shelling")).toBe("обстрел");
    speak("en", {});
    expect(count(2300, "incident")).toBe("2,300 incidents");
  });

  it("begins with the first language that it knows", () => {
    expect(chooseLanguage([null, "de-DE", "hy-AM", "ru"])).toBe("hy");
    expect(chooseLanguage(["de", undefined])).toBe("en");
    expect(LANGUAGES).toContain(chooseLanguage(["en-GB"]));
  });

  it("is kept in the address only where somebody asked for it", () => {
    const base = firstState("1994-05-12", "2023-10-01");
    expect(toHash(base)).not.toMatch(/lang=/);
    const asked = fromHash("#lang=az", base, "1994-05-12", "2023-10-01");
    expect(asked.lang).toBe("az");
    expect(toHash(asked)).toMatch(/lang=az/);
    expect(languageIn("#lang=xx")).toBeNull();
  });
});
