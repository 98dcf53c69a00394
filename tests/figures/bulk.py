#!/usr/bin/env python3
"""Prints how long it takes to import a table of incidents, as a whole process, and that a second time changes nothing.

    python3 tests/figures/bulk.py --bin target/release/contactline [--rows 100000] [--publish]

The table is made up: points all over the map's region, days of 2016 to 2020, all kinds, two sides and
third parties, one row in ten with an error of some kind. Each step prints seconds and the most memory that
the process took. Python's standard library only.
"""
import argparse, csv, os, pathlib, random, subprocess, tempfile, time

HEAD = "id,date,kind,lon,lat,accuracy_m,claimant,side,low,high,outcome,victim class,victim side,text".split(",")
KINDS = ["shelling", "clash", "air-drone-strike", "losses", "mine", "ceasefire-violation"]
SPEAKERS = [("A ministry of one side", "az"), ("A ministry of the other side", "arm"), ("An observer", "third-party")]


def table(path, rows):
    chance = random.Random(1)
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f)
        out.writerow(HEAD)
        for n in range(rows):
            lon, lat = chance.uniform(45.5, 48), chance.uniform(38.8, 40.6)
            if n % 10 == 9:
                lon, lat = lat, lon
            who, side = chance.choice(SPEAKERS)
            low = chance.randrange(20)
            out.writerow([
                f"row-{n}", f"{chance.randrange(2016, 2021)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
                chance.choice(KINDS), repr(lon), repr(lat), chance.choice([100, 1000, 5000]), who, side, low,
                low + chance.randrange(5), "killed", chance.choice(["military", "civilians"]),
                chance.choice(["az", "arm"]), f"Made-up words about an event of number {n}, as somebody told it."])


def run(*command):
    begin = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {status}")
    lines = [line for line in text.splitlines() if line.split(":")[0].split(" ")[-1] in
             ("new", "changed", "unchanged", "conflict", "refused")]
    return time.monotonic() - begin, usage.ru_maxrss / 1024, ", ".join(line for line in lines if not line.startswith(" "))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True, type=pathlib.Path)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--publish", action="store_true")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, file = pathlib.Path(folder, "data"), pathlib.Path(folder, "rows.csv")
        table(file, options.rows)
        run(options.bin, "search", "Hadrut", "--data", data)
        common = [options.bin, "import", file, "--as", "incidents", "--data", data]
        more = ["--publish"] if options.publish else []
        for name, extra in [("preview", ["--dry-run"]), ("import", more), ("again", more)]:
            seconds, megabytes, said = run(*common, *extra)
            print(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB; {said}")
        size = sum(part.stat().st_size for part in data.iterdir()) / 1e6
        print(f"data folder: {size:.0f} MB")


main()
