/** The words of the data – kinds, outcomes, classes of people and materiel – in words of the page. Pure. */

import { phrase, say } from "./tongue";

const WORDS: Record<string, string> = {
  // Kinds of incidents, and what claims are about.
  shelling: phrase("shelling"),
  "air-drone-strike": phrase("air or drone strike"),
  "air-strike": phrase("air strike"),
  clash: phrase("clash"),
  capture: phrase("capture"),
  "capture-claim": phrase("claim of capture"),
  ceasefire: phrase("ceasefire"),
  "ceasefire-violation": phrase("reported ceasefire violation"),
  losses: phrase("reported losses"),
  mine: phrase("mine"),
  statement: phrase("statement"),
  withdrawal: phrase("withdrawal"),
  // What became of people and things.
  killed: phrase("killed"),
  wounded: phrase("wounded"),
  captured: phrase("captured"),
  missing: phrase("missing"),
  destroyed: phrase("destroyed"),
  damaged: phrase("damaged"),
  // Classes of people.
  military: phrase("military"),
  civilians: phrase("civilians"),
  officials: phrase("officials"),
  mixed: phrase("mixed"),
  people: phrase("people"),
  // Kinds of places.
  village: phrase("village"),
  "abandoned-village": phrase("abandoned village"),
  city: phrase("city"),
  town: phrase("town"),
  district: phrase("district"),
  province: phrase("province"),
  region: phrase("region"),
  pass: phrase("pass"),
  monastery: phrase("monastery"),
  river: phrase("river"),
  line: phrase("line"),
  fort: phrase("fort"),
  height: phrase("height"),
  airport: phrase("airport"),
  reservoir: phrase("reservoir"),
  road: phrase("road"),
  // How sure.
  low: phrase("low"),
  medium: phrase("medium"),
  high: phrase("high"),
};

/** A word of the data in words of the page: `air-drone-strike` → `air or drone strike`. */
export function words(id: string): string {
  const known = WORDS[id];
  return known ? say(known) : id.replaceAll("-", " ").replaceAll("_", " ");
}

/** Materiel, in the singular and the plural. */
const ITEMS: Record<string, [string, string]> = {
  "air-defence": [phrase("air-defence system"), phrase("air-defence systems")],
  aircraft: [phrase("aircraft"), phrase("aircraft")],
  "ammunition-depot": [phrase("ammunition depot"), phrase("ammunition depots")],
  "anti-armour-weapon": [phrase("anti armour weapon"), phrase("anti armour weapons")],
  "armoured-vehicle": [phrase("armoured vehicle"), phrase("armoured vehicles")],
  artillery: [phrase("artillery system"), phrase("artillery systems")],
  "artillery-missile-mortar": [
    phrase("artillery, missile or mortar system"),
    phrase("artillery, missile and mortar systems"),
  ],
  "artillery-mlrs": [phrase("artillery or rocket system"), phrase("artillery and rocket systems")],
  "ballistic-missile-launcher": [
    phrase("ballistic missile launcher"),
    phrase("ballistic missile launchers"),
  ],
  "command-observation-post": [
    phrase("command or observation post"),
    phrase("command and observation posts"),
  ],
  "engineering-vehicle": [phrase("engineering vehicle"), phrase("engineering vehicles")],
  helicopter: [phrase("helicopter"), phrase("helicopters")],
  house: [phrase("house"), phrase("houses")],
  position: [phrase("position"), phrase("positions")],
  tank: [phrase("tank"), phrase("tanks")],
  "tank-or-armoured": [phrase("tank or armoured vehicle"), phrase("tanks and armoured vehicles")],
  uav: [phrase("drone"), phrase("drones")],
  vehicle: [phrase("vehicle"), phrase("vehicles")],
  "vehicle-all-types": [phrase("vehicle of any kind"), phrase("vehicles of all kinds")],
};

/** One piece of materiel. */
export function oneThing(item: string): string {
  const known = ITEMS[item.replaceAll("_", "-")];
  return known ? say(known[0]) : words(item);
}

/** A class of materiel or of people, in the plural. */
export function thing(item: string): string {
  const known = ITEMS[item.replaceAll("_", "-")];
  if (known) return say(known[1]);
  const noun = words(item);
  return noun.endsWith("s") || noun !== noun.toLowerCase() ? noun : `${noun}s`;
}
