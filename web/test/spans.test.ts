import { describe, expect, it } from "vitest";
import { pieces } from "../src/spans";

const joined = (text: string, marks: { start: number; end: number }[]) =>
  pieces(text, marks)
    .map((piece) => piece.text)
    .join("");

describe("pieces", () => {
  it("count code points, not UTF-16 units", () => {
    const text = "𝔄😀 Ստեփանակերտ was named";
    const marks = [{ start: 3, end: 14 }];
    const [before, place, after] = pieces(text, marks);
    expect(before).toEqual({ text: "𝔄😀 ", mark: null });
    expect(place).toEqual({ text: "Ստեփանակերտ", mark: marks[0] });
    expect(after?.text).toBe(" was named");
  });

  it("do not join or split combined letters", () => {
    const text = "İ̇ Xankəndi";
    expect(pieces(text, [{ start: 3, end: 11 }])[1]?.text).toBe("Xankəndi");
  });

  it("give the whole text again, whatever the marks", () => {
    const text = "one two three";
    for (const marks of [
      [],
      [{ start: 0, end: 3 }],
      [{ start: 8, end: 13 }],
      [
        { start: 4, end: 7 },
        { start: 0, end: 13 },
      ],
      [
        { start: 0, end: 5 },
        { start: 4, end: 7 },
      ],
      [{ start: 5, end: 5 }],
      [{ start: 10, end: 99 }],
      [{ start: -4, end: 2 }],
    ]) {
      expect(joined(text, marks)).toBe(text);
    }
  });

  it("let the longer of two marks win that start together", () => {
    const marks = [
      { start: 0, end: 3 },
      { start: 0, end: 7 },
    ];
    expect(pieces("one two", marks)).toEqual([{ text: "one two", mark: marks[1] }]);
  });
});
