/** The page on paper: the map above, the list below it, over as many sheets as it takes. */

/** Lays the page out for paper, prints it, and puts it back. */
export async function printPage(): Promise<void> {
  const { classList } = document.body;
  classList.add("printing");
  // The map takes its new size and writes its names before the sheet is made.
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  try {
    window.print();
  } finally {
    classList.remove("printing");
  }
}
