/** What each side stated of the days shown, put side by side for a report; nothing is added up. Pure. */

import type { Claim, Day, Incident } from "./model";

/** What one column says of one incident. */
export interface Told {
  incident: Incident;
  claims: Claim[];
}

/** One day, with a list for each column and one for all who belong to neither. */
export interface DayReport {
  day: Day;
  columns: Told[][];
  others: Told[];
}

/** The incidents by the day on which they begin; every claim stands in the column of who makes it. */
export function situation(incidents: readonly Incident[], sides: readonly string[]): DayReport[] {
  const days = new Map<Day, DayReport>();
  for (const incident of incidents) {
    const { date_start: day, claims } = incident.properties;
    const report = days.get(day) ?? { day, columns: sides.map(() => []), others: [] };
    days.set(day, report);
    const of = (wanted: (side: string) => boolean) =>
      claims.filter(({ claimant_side }) => wanted(claimant_side ?? ""));
    sides.forEach((side, at) => {
      add(
        report.columns[at],
        incident,
        of((one) => one === side),
      );
    });
    add(
      report.others,
      incident,
      of((one) => !sides.includes(one)),
    );
  }
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}

function add(column: Told[] | undefined, incident: Incident, claims: Claim[]): void {
  if (column && claims.length > 0) column.push({ incident, claims });
}
