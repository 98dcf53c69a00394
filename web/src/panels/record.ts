/** What comes when an incident is opened: its grid by side with the grade, and how to cite it. */

import { getGrades, getGrid } from "../api";
import { h } from "../dom";
import type { GradeTable } from "../grid";
import { type Incident, idOf } from "../model";
import { citeBox } from "./cite";
import { gridView } from "./grid";
import { later } from "./later";

let rules: Promise<GradeTable> | null = null;

/** The rule table, asked for once; a failure is not remembered. */
function grades(): Promise<GradeTable> {
  if (!rules) {
    rules = getGrades();
    rules.catch(() => {
      rules = null;
    });
  }
  return rules;
}

/** The grid of a published incident. */
export function recordGrid(incident: Incident): HTMLElement {
  const { claims, revision } = incident.properties;
  const answer = Promise.all([getGrid(idOf(incident), revision), grades()]);
  return later(answer, ([grid, table]) => gridView(grid, table, claims));
}

/** How to cite it. */
export function recordCite(incident: Incident): HTMLElement {
  return h("section", {}, citeBox(idOf(incident), incident.properties.revision));
}
