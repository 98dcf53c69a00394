/** Made-up incidents in any number, the same every time: for tests and measurements of a page with many of them. */

/** A generator of numbers from 0 to 1 that begins the same way every time (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many incidents over ten weeks of 2020; one in twenty lies along a stretch, one in fifty nowhere. */
export function manyIncidents(count) {
  const next = numbers(20200927);
  const begin = Date.parse("2020-09-27");
  const day = (at) => new Date(begin + at * 86_400_000).toISOString().slice(0, 10);
  const stretch = { type: "LineString", coordinates: [[46.9, 40.3], [47.1, 39.9], [47.3, 39.5]] };
  const features = Array.from({ length: count }, (_, n) => {
    const at = Math.floor(next() * 45);
    const point = [45.9 + next() * 1.6, 39.2 + next() * 1.2].map((degrees) => Number(degrees.toFixed(4)));
    const side = next() < 0.5 ? "az" : "arm";
    const kind = n % 50 === 0 ? "unlocated" : n % 20 === 1 ? "line" : "settlement";
    const geometry = { unlocated: null, line: stretch, settlement: { type: "Point", coordinates: point } }[kind];
    return {
      type: "Feature",
      id: `i-many-${n}`,
      geometry,
      properties: {
        kind: n % 3 ? "shelling" : "clash",
        summary: `Made-up incident ${n}.`,
        date_start: day(at),
        date_end: day(at),
        date_prec: 1,
        time_basis: "event",
        valid_from: day(at),
        valid_to: day(at + 1),
        location: {
          kind,
          place: null,
          label: "Made-up place",
          rule: "point",
          where_prec: kind === "settlement" ? 1 : kind === "line" ? 5 : 7,
          uncertainty_m: 500,
          point: kind === "settlement" ? point : kind === "line" ? [47.1, 39.9] : null,
        },
        where_prec: 1,
        line_position: null,
        claims: [{ id: `c-many-${n}`, claimant: "Made up", claimant_side: side, modality: "asserts", predicate: "shelling", victim_class: null, victim_side: null, outcome: [], quantity_low: null, quantity_high: null, unit: null, item: null, text: "Made up.", quote: false }],
        sources: [],
        confidence: null,
        note: null,
        revision: 1,
      },
    };
  });
  return { type: "FeatureCollection", features };
}

/** Answers for the incidents of a context with these instead of the server's. */
export async function routeMany(context, count) {
  const body = JSON.stringify(manyIncidents(count));
  await context.route("**/layers/incidents.geojson", (route) =>
    route.fulfill({ contentType: "application/geo+json", body }),
  );
}

/** Notes the time between frames from now on; `globalThis.watch.done = true` ends it. */
export function watchFrames() {
  const frames = [];
  let last = performance.now();
  const watch = { frames, done: false };
  const tick = (now) => {
    frames.push(now - last);
    last = now;
    if (!watch.done) requestAnimationFrame(tick);
  };
  globalThis.watch = watch;
  requestAnimationFrame(tick);
}
