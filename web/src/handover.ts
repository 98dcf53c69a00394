/** Hands what was made here to the reader: as a file, or to the clipboard. */

import { h } from "./dom";
import { announce } from "./notice";
import { say } from "./tongue";

/** Gives a file to the browser's downloads. */
export function handFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  h("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies the words of a field; where the browser does not let it, they are chosen for the reader to copy. */
export async function copyWords(field: HTMLTextAreaElement | HTMLInputElement): Promise<void> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    announce(say("Copied."));
  } catch {
    announce(say("The words are chosen: copy them with the keys of your system."));
  }
}
