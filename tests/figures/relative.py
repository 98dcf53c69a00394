#!/usr/bin/env python3
"""Prints how many relative phrases ("near X", "between A and B") become the geometry that they should.

    python3 tests/figures/relative.py --bin target/release/contactline --gold DIR [--data DIR] [--show]

DIR holds gold_dev.csv (texts), gold_toponyms_dev.csv (places with positions) and relative_phrases_dev.csv
(phrases with the geometry that each should give). A phrase counts when the program finds a location in it
(or, for a description or an origin, finds none) whose rule is of the expected family and whose geometry
holds, or lies within, what the phrase speaks of. Python's standard library only.
"""
import argparse, csv, json, math, pathlib, subprocess, sys

POLYGONS = ("Polygon", "MultiPolygon")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def km(a, b):
    la1, la2 = math.radians(a[1]), math.radians(b[1])
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def polygons(geometry):
    if not geometry or geometry["type"] not in POLYGONS:
        return []
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def in_ring(p, ring):
    inside = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[1] > p[1]) != (b[1] > p[1]) and p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside


def holds(geometry, p):
    return any(in_ring(p, part[0]) and not any(in_ring(p, hole) for hole in part[1:]) for part in polygons(geometry))


def corners(geometry):
    if not geometry:
        return []
    flat, stack = [], [geometry["coordinates"]]
    while stack:
        top = stack.pop()
        if top and isinstance(top[0], (int, float)):
            flat.append(top)
        else:
            stack += top
    return flat


def off(geometry, p):
    """Kilometres from a point to a geometry: 0 inside, else to its nearest corner."""
    if not geometry:
        return math.inf
    return 0.0 if holds(geometry, p) else min((km(c, p) for c in corners(geometry)), default=math.inf)


def extent(geometry):
    """Kilometres between the farthest corners of the rectangle around a geometry."""
    c = corners(geometry)
    return km((min(x[0] for x in c), min(x[1] for x in c)), (max(x[0] for x in c), max(x[1] for x in c))) if c else 0.0


# What a kind of expected geometry asks of the rules, and of the geometry: how near it must come to the places
# of the phrase and how long it may be, in kilometres.
AREAS = {
    "disc": (("near", "side-of", "outskirts", "offset"), 1.0, 60),
    "ring": (("outskirts",), 3.5, 30),
    "along": (("along-line", "along-line-near", "along-last-known-line", "section"), 40.0, 400),
    "between": (("between", "from-to", "road", "along-line", "section", "near", "heights"), 8.0, 80),
    "towards": (("direction", "section", "along-line-near"), 1.0, 120),
    "border": (("border", "section"), 40.0, 250),
    "buffer": (("offset", "near", "along-line-near"), 8.0, 400),
    "unit-border": (("border", "near"), 40.0, 250),
    "part": (("section", "part-of"), 80.0, 300),
}


def wanted(expected):
    e = expected.lower()
    for words, kind in (
        ("must not move", "still"), ("resolves to", "resolves"), ("origin", "origin"), ("seat town", "seat"),
        ("city core", "core"), ("ring around", "ring"), ("sector of line", "part"), ("line of contact nearest", "towards"),
        ("corridor to border", "towards"), ("border segments", "border"), ("unit boundary", "unit-border"),
        ("buffer of a line", "buffer"), ("line buffer", "along"), ("between", "between"), ("line segment", "between"), ("disc", "disc"),
    ):
        if words in e:
            return kind
    return "unknown"


def check(row, text, found, places, kinds):
    """Why a phrase does not count; nothing if it does."""
    kind = wanted(row["expected_geometry"])
    start = text.find(row["phrase"])
    if start < 0:
        return "the text does not hold the phrase"
    end = start + len(row["phrase"])
    inside = [i for i, m in enumerate(found["mentions"]) if start <= m["start"] and m["end"] <= end]
    mentions = [found["mentions"][i] for i in inside]
    locations = [l for l in found["locations"] if any(i in l["mentions"] for i in inside)]
    i = found["event_location"]
    event = found["locations"][i] if i is not None else None
    if kind == "origin":
        wrong = [m["text"] for m in mentions if m["role"] not in ("origin", "context")]
        return f"not an origin: {wrong}" if wrong or not mentions or mentions[0]["role"] != "origin" else None
    if kind == "still":
        return "it moves the event" if any(m["role"] not in ("context",) for m in mentions) else None
    if kind == "resolves":
        described = row["anchor_place_ids"].split(";")[0]
        own = [l for l in found["locations"] if l["rule"] in ("settlement", "site")
               and (described not in places or km(l["point"], places[described]) <= 5)]
        extra = [l["text"] for l in locations if l not in own]
        return f"also located: {extra}" if extra else None if own else "the place itself is not located"
    anchors = [a for a in row["anchor_place_ids"].split(";") if places.get(a)]
    district = lambda a: kinds.get(a, "").startswith("district")
    if kind == "disc" and not all(district(a) for a in row["anchor_place_ids"].split(";")):
        anchors = [a for a in anchors if not district(a)]
    points = [places[a] for a in anchors]
    if not locations:
        return "no location"
    if kind == "seat":
        ok = [l for l in locations if any(km(l["point"], p) <= 5 for p in points)]
        return None if ok else f"not at the seat: {locations[0]['rule']}"
    if kind == "core":
        ok = [l for l in locations if l["point"] and any(km(l["point"], p) <= 5 for p in points)]
        return None if ok else f"not at the centre: {locations[0]['rule']}"
    if kind not in AREAS:
        return f"no check for {row['expected_geometry']!r}"
    rules, reach, longest = AREAS[kind]
    drawn = [l for l in locations if l["geometry"] and l["geometry"]["type"] != "Point" and l["rule"] in rules]
    if not drawn:
        return f"rules {[(l['rule'], (l['geometry'] or {}).get('type')) for l in locations]}"
    for l in drawn:
        if not l["point"] or (polygons(l["geometry"]) and not holds(l["geometry"], l["point"])):
            return f"{l['rule']}: the point is not inside"
        if extent(l["geometry"]) > longest:
            return f"{l['rule']}: {extent(l['geometry']):.0f} km long"
    far = [f"{p} is {min(off(l['geometry'], p) for l in drawn):.1f} km off" for p in points
           if min(off(l["geometry"], p) for l in drawn) > reach]
    return "; ".join(far) or None


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--bin", required=True)
    a.add_argument("--gold", required=True)
    a.add_argument("--data", help="data folder whose gazetteer is used")
    a.add_argument("--suffix", default="dev")
    a.add_argument("--show", action="store_true", help="print each miss")
    o = a.parse_args()
    g = pathlib.Path(o.gold)
    names = [g / f"{name}_{o.suffix}.csv" for name in ("gold", "gold_toponyms", "relative_phrases")]
    missing = [str(name) for name in names if not name.is_file()]
    if missing:
        sys.exit(f"There is no {missing[0]}: --gold names the folder with the marked texts, which are not part of this repository.")
    texts = {r["id"]: r for r in rows(names[0])}
    places, kinds = {}, {}
    for r in rows(names[1]):
        if r.get("lon") and r.get("coord_source", "") not in ("", "none"):
            places.setdefault(r["place_id"], (float(r["lon"]), float(r["lat"])))
        kinds[r["place_id"]] = r["kind"]
    # A line or a region is no point that a geometry could come near.
    places = {k: v for k, v in places.items() if kinds[k] not in ("line", "region")}
    phrases = rows(names[2])
    lines = "".join(json.dumps({"id": t["id"], "text": t["text"], "lang": t["lang"], "date": t["date"]}) + "\n" for t in texts.values())
    command = [o.bin, "geoparse", "--jsonl"] + (["--data", o.data] if o.data else [])
    run = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE)
    if run.returncode:
        sys.exit(f"{o.bin} geoparse ended with {run.returncode}")
    found = {d["id"]: d for d in map(json.loads, run.stdout.decode().splitlines())}
    right = 0
    for row in phrases:
        text = texts.get(row["text_id"])
        why = check(row, text["text"], found[row["text_id"]], places, kinds) if text else "there is no such text"
        right += why is None
        if why and o.show:
            print(f"{row['text_id']}: {row['phrase']!r} ({row['expected_geometry']}): {why}")
    print(f"relative phrases {right}/{len(phrases)} = {right / max(1, len(phrases)):.3f}")


if __name__ == "__main__":
    main()
