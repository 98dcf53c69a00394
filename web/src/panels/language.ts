/** The choice of the language: the page is loaded anew in the one chosen, at the same address. */

import { h } from "../dom";
import { LANGUAGE_NAMES, remember } from "../languages";
import type { Store } from "../state";
import { LANGUAGES, language, say } from "../tongue";

/** A list of languages, each by its own name, by its code where there is little room. */
export function languageChoice(store: Store): HTMLElement {
  const narrow = matchMedia("(max-width: 899px)").matches;
  const select = h(
    "select",
    { class: "field language", id: "language", "aria-label": say("Language") },
    ...LANGUAGES.map((one) =>
      h("option", { value: one, lang: one }, narrow ? one.toUpperCase() : LANGUAGE_NAMES[one]),
    ),
  );
  select.value = language();
  select.addEventListener("change", () => {
    const chosen = LANGUAGES.find((one) => one === select.value) ?? "en";
    remember(chosen);
    store.set({ lang: chosen });
    location.reload();
  });
  return select;
}
