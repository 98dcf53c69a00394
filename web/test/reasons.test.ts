import { afterEach, describe, expect, it } from "vitest";
import { numberOf, strokeOf } from "../src/panels/shortcuts";
import { reasonsInWords } from "../src/reasons";
import { desk as ru } from "../src/texts/ru/desk";
import { learn, say, speak } from "../src/tongue";

afterEach(() => speak("en", {}));

describe("why a name may mean a place", () => {
  it("is said in the language of the page, with the server's numbers", () => {
    const why = "a main name, as spelt; 12 km from another place of the text";
    expect(reasonsInWords(why)).toEqual([
      "a main name, as spelt",
      "12 km from another place of the text",
    ]);
    speak("ru", {});
    learn(ru);
    expect(reasonsInWords(why)).toEqual([
      "основное название, как написано",
      "12 км от другого места в тексте",
    ]);
  });

  it("is given as the server says it where it is not known here", () => {
    expect(reasonsInWords("a reason of 2 later versions")).toEqual([
      "a reason of 2 later versions",
    ]);
    expect(reasonsInWords(undefined)).toEqual([]);
  });
});

describe("words that are learnt later", () => {
  it("stand beside those of before", () => {
    speak("ru", { Close: "Закрыть" });
    learn({ Accept: "Принять" });
    expect([say("Close"), say("Accept"), say("Reject")]).toEqual(["Закрыть", "Принять", "Reject"]);
  });
});

describe("number keys", () => {
  const press = (key: string, change: object = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    target: null,
    ...change,
  });

  it("choose a candidate unless something is typed", () => {
    expect(numberOf(press("3"))).toBe(3);
    expect(numberOf(press("0"))).toBeNull();
    const typing = { target: { tagName: "INPUT", type: "text" } };
    expect(numberOf(press("3", typing))).toBeNull();
  });

  it("and letters work on the box that chooses a draft", () => {
    const box = { target: { tagName: "INPUT", type: "checkbox" } };
    expect(strokeOf(press("n", box))).toBe("next");
  });
});
