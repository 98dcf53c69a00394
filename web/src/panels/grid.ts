/** Who says what of an incident as a table: a row for each thing that is said, a column for each side. */

import { paint } from "../badge";
import { speaker } from "../claimwords";
import { h } from "../dom";
import { list } from "../format";
import {
  cellLines,
  checkWords,
  type GradeTable,
  type Grid,
  type GridRow,
  gradeTitle,
  rowTitle,
  type Said,
  spoken,
  standTitle,
} from "../grid";
import type { Claim } from "../model";
import { sideTitle } from "../sides";
import { sideLetters } from "../style";
import { say } from "../tongue";

/** The grid with the grade and its rule. */
export function gridView(grid: Grid, rules: GradeTable, claims: readonly Claim[]): HTMLElement {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const { told, silent } = spoken(grid.rows);
  const sides = grid.rows[0]?.cells.map(({ side }) => side) ?? [];
  const nobody = list(silent.map(({ row }) => rowTitle(row).toLowerCase()));
  return h(
    "div",
    { class: "grid-box" },
    h(
      "table",
      { class: "grid" },
      h("caption", { class: "visually-hidden" }, say("Who says what, by side")),
      h("thead", {}, h("tr", {}, ...sides.map(columnHead))),
      ...told.map((row) => rowBody(row, known)),
    ),
    silent.length > 0
      ? h("p", { class: "muted small" }, say("Nobody speaks of: {what}.", { what: nobody }))
      : null,
    gradeWords(grid, rules),
  );
}

function columnHead(side: string): HTMLElement {
  const chip = h("span", { class: "side-chip", "aria-hidden": "true" }, sideLetters(side));
  paint(chip, side);
  return h("th", { scope: "col" }, chip, h("span", {}, sideTitle(side)));
}

/** A row: its title, its cells, and below them the words that they rest on once asked for. */
function rowBody(row: GridRow, claims: ReadonlyMap<string, Claim>): HTMLElement {
  const words = h("tr", { class: "grid-words", hidden: true });
  const says = row.cells.flatMap((cell) => cell.says);
  const toggle = h(
    "button",
    { type: "button", class: "grid-row", "aria-expanded": "false" },
    h("span", {}, rowTitle(row.row)),
    h("span", { class: "grid-more" }, say("words")),
  );
  toggle.addEventListener("click", () => {
    if (words.childElementCount === 0) words.append(wordsOf(says, claims));
    words.hidden = !words.hidden;
    toggle.setAttribute("aria-expanded", String(!words.hidden));
  });
  return h(
    "tbody",
    { "data-row": row.row },
    h("tr", {}, h("th", { colspan: row.cells.length, scope: "rowgroup" }, toggle)),
    h(
      "tr",
      {},
      ...row.cells.map(({ side, stand, says: own }) => {
        const cell = h(
          "td",
          { class: `stand-${stand}`, "data-side": side, "data-stand": stand },
          h("span", { class: "stand" }, standTitle(stand)),
          ...cellLines(row.row, own, claims).map((line) => h("span", { class: "said" }, line)),
        );
        paint(cell, side);
        return cell;
      }),
    ),
    words,
  );
}

function wordsOf(says: readonly Said[], claims: ReadonlyMap<string, Claim>): HTMLElement {
  return h(
    "td",
    { colspan: 3 },
    ...breaths(says).map((said) => {
      const claim = claims.get(said.claim);
      const text = said.quote ? `“${said.text}”` : said.text;
      return h(
        "div",
        { class: "grid-said" },
        h("strong", {}, claim ? speaker(claim) : said.claimant),
        ` (${standTitle(said.stand).toLowerCase()}): `,
        said.quote ? h("q", { class: "own-marks" }, text) : text,
        " ",
        h("a", { href: said.span.href }, said.span.report ? say("the sentence") : say("the claim")),
      );
    }),
  );
}

/** What one claimant says in the same words is said once. */
function breaths(says: readonly Said[]): Said[] {
  const seen = new Map<string, Said>();
  for (const said of says) {
    const key = JSON.stringify([said.claimant, said.stand, said.text]);
    if (!seen.has(key)) seen.set(key, said);
  }
  return [...seen.values()];
}

function gradeWords(grid: Grid, { rules, version }: GradeTable): HTMLElement {
  const rule = rules.find(({ grade }) => grade === grid.grade)?.rule ?? "";
  const denied = (grid.denied_by ?? []).map((side) => sideTitle(side));
  const check = checkWords(grid.verification);
  return h(
    "details",
    { class: "grade" },
    h(
      "summary",
      {},
      h("span", { class: "muted" }, `${say("Grade by rule")}: `),
      h("strong", {}, gradeTitle(grid.grade)),
      denied.length > 0 ? `, ${say("denied by {who}", { who: list(denied) })}` : null,
      check ? h("span", { class: "muted" }, ` · ${check}`) : null,
    ),
    h("p", {}, rule),
    h(
      "p",
      { class: "muted small" },
      say("All rules, version {n}, the strongest grade first:", { n: version }),
    ),
    h(
      "ol",
      { class: "small" },
      ...rules
        .filter(({ state }) => !state)
        .map((one) => h("li", {}, `${gradeTitle(one.grade)}: ${one.rule}`)),
    ),
    h("p", { class: "muted small" }, say("They are the same for every side.")),
  );
}
