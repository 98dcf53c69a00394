/** Why a name may mean a place, in words of the page: the server says it in English. Pure. */

import { phrase, say } from "./tongue";

/** The server's reasons; `{n}` stands for a number. */
const REASONS: readonly string[] = [
  phrase("the only place of this name"),
  phrase("the only place of this name, and not in the district that the text names"),
  phrase("a main name, as spelt"),
  phrase("a variant, as spelt"),
  phrase("the text says that it lies in this district"),
  phrase("the text names another district"),
  phrase("its district is named in the sentence"),
  phrase("{n} km from another place of the text"),
  phrase("the country code of another place of its list"),
  phrase("the publisher's side calls it so"),
  phrase("{n} km from the line of that day"),
  phrase("the word for its kind stands beside it"),
  phrase("by importance only"),
];

/** Each reason in words; one that is not known here is given as the server says it. */
export function reasonsInWords(why: string | undefined): string[] {
  return (why ?? "")
    .split("; ")
    .filter(Boolean)
    .map((reason) => {
      const n = /(?<![\w.])\d+(?:\.\d+)?/.exec(reason)?.[0];
      const plain = n === undefined ? reason : reason.replace(n, "{n}");
      return REASONS.includes(plain) ? say(plain, n === undefined ? {} : { n }) : reason;
    });
}
