/** Where the way back leads from what is chosen. */

import type { State } from "../state";
import { say } from "../tongue";

/** The words on the button. */
export function backLabel(
  { selection, numbers, against, table }: State,
  several: boolean,
  editing: boolean,
): string {
  if (several && selection) return say("All here");
  if (numbers) return say("Numbers");
  if (against) return say("Comparison");
  if (editing) return say("Editor");
  return table ? say("Table") : say("All incidents");
}
