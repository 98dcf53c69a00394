import { describe, expect, it, vi } from "vitest";
import { firstState, fromHash, knownBy, Store, toHash } from "../src/state";

const FIRST = "1994-05-12";
const LAST = "2023-10-01";
const base = firstState(FIRST, LAST);
const read = (hash: string) => fromHash(hash, base, FIRST, LAST);

describe("the address", () => {
  it("gives the same state again", () => {
    const state = {
      ...base,
      date: "2020-10-04",
      span: "month" as const,
      scope: "all" as const,
      stance: "az-claimed" as const,
      both: true,
      layers: new Set(["incidents", "control"] as const),
      view: { zoom: 9.25, lat: 39.8123, lon: 46.7512 },
      selection: { type: "incident" as const, id: "i-20200930-1a2b&c=d-1" },
    };
    expect(read(`#${toHash(state)}`)).toEqual(state);
    expect(toHash(read(toHash(state)))).toBe(toHash(state));
  });

  it("keeps the diagram, its box, the other date and the divider", () => {
    const state = {
      ...base,
      diagram: true,
      box: { from: "2020-10-01", to: "2020-10-10", fromKm: 60, toKm: 110.5 },
      against: "2020-09-26",
      swipe: 37,
    };
    expect(read(`#${toHash(state)}`)).toEqual(state);
    expect(toHash(base)).not.toMatch(/box|against|show|swipe/);
  });

  it("takes no box and no date that is none", () => {
    const good = "2020-10-01/2020-10-10/60/110";
    expect(read(`#box=${good}`).box?.toKm).toBe(110);
    for (const bad of [
      "2020-10-10/2020-10-01/60/110",
      "2020-10-01/2020-10-10/110/60",
      "2020-10-01/2020-10-32/60/110",
      "2020-10-01/2020-10-10/-1/110",
      `${good}/5`,
      "box",
      "",
    ]) {
      expect(read(`#box=${bad}`).box, bad).toBeNull();
    }
    expect(read("#against=then").against).toBeNull();
    expect(read("#against=1900-01-01").against).toBe(FIRST);
    expect(read("#swipe=0").swipe).toBe(2);
    expect(read("#swipe=left").swipe).toBe(50);
  });

  it("keeps all layers switched off", () => {
    expect(read("#layers=").layers.size).toBe(0);
    expect(read("#date=2020-10-01").layers).toEqual(base.layers);
  });

  it("keeps a point of the line, and no point that is none", () => {
    const selection = { type: "line" as const, id: "46.72130,39.51000" };
    expect(read(`#${toHash({ ...base, selection })}`).selection).toEqual(selection);
    for (const bad of ["here", "46", "46,95", "46,39,1", "NaN,NaN"]) {
      expect(read(`#line=${bad}`).selection, bad).toBeNull();
    }
  });

  it("knows four stances and no other", () => {
    for (const stance of ["agreed", "az-claimed", "arm-claimed", "third-party"]) {
      expect(read(`#stance=${stance}`).stance).toBe(stance);
    }
    expect(read("#stance=mine").stance).toBe("agreed");
    expect(toHash(base)).toContain("stance=agreed");
    expect(toHash(base)).not.toContain("accounts=");
  });

  it("keeps the second clock, which a comparison does not follow", () => {
    const state = read("#date=2020-10-10&known=2020-10-05");
    expect(state.asOf).toBe("2020-10-05");
    expect(toHash(state)).toContain("known=2020-10-05");
    expect(knownBy(state)).toBe("2020-10-05");
    expect(knownBy({ ...state, against: "2020-09-27" })).toBeNull();
    expect(toHash(base)).not.toContain("known=");
    expect(read("#known=then").asOf).toBeNull();
  });

  it("leaves out what it does not understand", () => {
    expect(read("#date=yesterday&span=year&map=a/b/c&layers=incidents,moon")).toEqual({
      ...base,
      layers: new Set(["incidents"]),
    });
    expect(read("#map=9/95/46").view).toBeNull();
    expect(read("#map=9/40").view).toBeNull();
    expect(read("#map=99/40/46").view?.zoom).toBe(16);
  });

  it("moves a date outside the record to its nearer end", () => {
    expect(read("#date=1980-01-01").date).toBe(FIRST);
    expect(read("#date=2050-01-01").date).toBe(LAST);
  });
});

describe("the store", () => {
  it("tells of changes, with what was before, and only of changes", () => {
    const store = new Store(base);
    const listener = vi.fn();
    store.subscribe(listener);
    store.set({ date: base.date });
    expect(listener).not.toHaveBeenCalled();
    store.set({ date: "2020-10-01" });
    expect(listener).toHaveBeenCalledExactlyOnceWith(store.get(), base);
  });

  it("switches one layer and leaves the others", () => {
    const store = new Store(base);
    store.switchLayer("control", true);
    expect(store.get().layers.has("control")).toBe(true);
    store.switchLayer("incidents", false);
    expect(store.get().layers.has("incidents")).toBe(false);
    expect(base.layers.has("incidents")).toBe(true);
  });
});
