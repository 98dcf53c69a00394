#!/usr/bin/env python3
"""Prints whether incidents that the server acknowledged outlive a power cut; the power stays on.

    python3 tests/figures/crash.py --bin target/release/contactline [--writes 60] [--clients 4] [--images 300]
                                   [--verify 20] [--seed 1] [--control]

The server runs under strace while clients publish incidents, and twice another process moves the write-ahead
log into the file. From the calls that were seen, crash images are made. Each is of a random moment, half of them
at most a few calls after an answer. What an fsync of the same file (of the folder, for names) had covered by then
is in the image; of every other call all, nothing or some sectors are. Each image must pass SQLite's integrity
check and hold every incident whose answer had begun to be sent; contactline verify must agree on some of them.
Then the same calls are replayed as if fsync did nothing: unless that loses acknowledged incidents, the first
result means nothing; --control does only that. Ends with 1 if anything was lost or broken, or if the control
lost nothing. Needs strace, and a Python with SQLite 3.38 or newer; else Python's standard library only; Linux.
"""
import argparse, contextlib, http.client, itertools, json, math, os, pathlib, random, re, shutil, signal, sqlite3, subprocess
import sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import NamedTuple

FILE, FOLDER, SECTOR = "contactline.sqlite", "the folder", 512
UNDERSTOOD = "pwrite64 ftruncate fsync fdatasync open openat unlink unlinkat".split()
ANSWERING = "write writev sendto sendmsg".split()
# Should the data files ever see one of these, the replay would be wrong: it stops then.
STRANGE = "creat pwritev pwritev2 truncate fallocate rename renameat renameat2 link linkat".split()
# Serves until the end of input. At every line of it another process opens the folder and closes it, which moves
# the write-ahead log into the file.
UNDER_STRACE = """
"$0" --log warn serve --listen 127.0.0.1:0 --data "$1" &
while read line; do "$0" --log warn token list --data "$1" < /dev/null > /dev/null; done
kill "$!"; wait "$!"
"""


class Call(NamedTuple):
    """A call that changed a file or, in the folder, what a name stands for."""
    begin: int  # moments are counted in lines of strace's log: only then was the call let run
    end: float  # by then it had returned; infinite if it never did
    file: object  # its name, for one made later with the moment, since a name may come to stand for another; or FOLDER
    what: str  # write, truncate or name
    where: object  # offset, length or name
    value: object  # what is written; the file that the name now stands for, None when it goes


def address(process):
    return int(re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())[1])


def seed(program, folder):
    """Makes a data folder as a first start does, and a token: the files as they are then, and the token."""
    command = [program, "--log", "warn", "serve", "--listen", "127.0.0.1:0", "--data", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address(process)
            made = subprocess.run([program, "token", "new", "--label", "figures", "--data", folder],
                                  check=True, capture_output=True, text=True)
        finally:
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
    for file in folder.iterdir():
        # The index of the write-ahead log is made anew from it; and an empty log goes, so that it is seen being made.
        if file.name.endswith("-shm") or not file.stat().st_size:
            file.unlink()
    return {file.name: file.read_bytes() for file in folder.iterdir()}, made.stdout.strip().splitlines()[-1].strip()


def publish(program, folder, log, token, options):
    """Publishes incidents while strace writes its log: the ids that the clients were told."""
    traced = ",".join(f"?{name}" for name in UNDERSTOOD + ANSWERING + STRANGE)
    command = ["strace", "-f", "-y", "-xx", "-s", "1048576", "-e", f"trace={traced}", "-e", "signal=none", "-o", log]
    process = subprocess.Popen([*command, "sh", "-c", UNDER_STRACE, program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/geo+json"}
    told, numbers = set(), itertools.count()

    def client(port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (n := next(numbers)) < options.writes:
            if n in (options.writes // 3, options.writes * 2 // 3):
                process.stdin.write("\n")
                process.stdin.flush()
            properties = {"date": "2020-10-02", "kind": "shelling", "summary": f"Shells were reported, number {n}.",
                          "claimant": "Town council", "side": "arm", "source": f"Bulletin {n}"}
            at = [46.05 + n % 97 / 100, 39.05 + n % 89 / 100]
            body = json.dumps({"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties})
            connection.request("POST", "/ogc/collections/incidents/items?publish=true", body, headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 201:
                raise RuntimeError(f"An incident was answered {answer.status}: {text[-200:]}")
            told.add(json.loads(text)["id"])

    try:
        with ThreadPoolExecutor(options.clients) as pool:
            list(pool.map(client, [address(process)] * options.clients))
    finally:
        process.stdin.close()
        process.stdout.read()
        process.wait(60)
    if process.returncode:
        raise SystemExit(f"The server ended with {process.returncode}")
    return told


def read_log(log, folder):
    """What strace saw of the folder and of answers, in the order of beginning; and the last moment."""
    marks = ["".join(f"\\x{byte:02x}" for byte in text) for text in (bytes(folder), b"HTTP/1.1 201 ")]
    seen, unfinished, moment = [], {}, 0
    with open(log, encoding="ascii") as file:
        for line in file:
            thread, rest = line.rstrip("\n").split(None, 1)
            if rest.startswith("<... "):
                call = unfinished.pop(thread, None)
            elif any(mark in rest for mark in marks):
                name, rest = rest.split("(", 1)
                seen.append(call := SimpleNamespace(begin=moment, end=math.inf, name=name, arguments="", result=None))
            else:
                call = None
            if call is None:
                continue
            if rest.endswith(" <unfinished ...>"):
                call.arguments, unfinished[thread] = rest.removesuffix(" <unfinished ...>"), call
            else:
                before, _, result = rest.rpartition(" = ")
                call.arguments = call.arguments or before.rstrip().removesuffix(")")
                if number := re.match(r"-?\d+", result):  # a question mark if it never returned
                    call.end, call.result = moment, int(number[0])
            moment += 1
    return seen, moment


def understand(seen, folder, base):
    """The calls that changed files, the syncs as (file, begin, end), and when each answer began to be sent."""
    calls, syncs, answers, names = [], [], {}, {name: name for name in base}
    plain = lambda text: bytes.fromhex(text.replace("\\x", ""))
    for call in seen:
        strings = [plain(text) for text in re.findall(r'"([^"]*)"', call.arguments)]
        if call.name in ANSWERING and (answer := b"".join(strings)).startswith(b"HTTP/1.1 201 "):
            answers[re.search(rb"(?im)^location: \S*/(\S+)", answer)[1].decode()] = call.begin
            continue
        named = call.name in ("open", "openat", "unlink", "unlinkat")
        path = pathlib.Path(os.fsdecode(strings[0] if named else plain(re.search(r"<([^>]*)|$", call.arguments)[1] or "")))
        failed = call.result is not None and call.result < 0
        if path == folder and call.name in ("fsync", "fdatasync") and not failed:
            syncs.append((FOLDER, call.begin, call.end))
        if path.parent == folder and not path.name.endswith("-shm") and not failed or call.name in STRANGE:
            if call.name not in UNDERSTOOD or re.search(r'"\.\.\.|>\(deleted\)|O_TRUNC', call.arguments):
                raise SystemExit(f"A call that is not understood: {call.name}({call.arguments[:500]} = {call.result}")
            if call.name in ("open", "openat"):
                if "O_CREAT" in call.arguments and path.name not in names:
                    names[path.name] = (path.name, call.begin)
                    calls.append(Call(call.begin, call.end, FOLDER, "name", path.name, names[path.name]))
            elif named:
                del names[path.name]
                calls.append(Call(call.begin, call.end, FOLDER, "name", path.name, None))
            elif call.name in ("fsync", "fdatasync"):
                syncs.append((names[path.name], call.begin, call.end))
            else:
                what, value = ("write", strings[0][:call.result]) if call.name == "pwrite64" else ("truncate", None)
                where = int(call.arguments.rsplit(", ", 1)[1])
                calls.append(Call(call.begin, call.end, names[path.name], what, where, value))
    return calls, syncs, answers


# What becomes of a call that no fsync covers yet; given chance, and whether it is the last of them.
POLICIES = {
    "none of them is there": lambda chance, last: "dropped",
    "all of them are there": lambda chance, last: "kept",
    "the last is missing": lambda chance, last: "dropped" if last else "kept",
    "the last is torn": lambda chance, last: "torn" if last else "kept",
    "one in ten is missing": lambda chance, last: "dropped" if chance.random() < .1 else "kept",
    "each is there, torn, empty or missing": lambda chance, last: chance.choice(["kept", "dropped", "torn", "empty"]),
}


def crash(base, calls, syncs, moment, policy, chance):
    """The files as they may be after a power cut at a moment, and how many calls were not certain to be there."""
    files, names = {name: bytearray(content) for name, content in base.items()}, {name: name for name in base}
    synced = {}  # until when calls on a file must have returned for being certain to be there
    for file, begin, end in syncs:
        if end < moment:
            synced[file] = max(begin, synced.get(file, -1))
    before = [call for call in calls if call.begin < moment]
    uncertain = [call for call in before if call.end >= synced.get(call.file, -1)]
    for call in before:
        fate = "kept" if call.end < synced.get(call.file, -1) else POLICIES[policy](chance, call is uncertain[-1])
        if fate == "dropped":
            continue
        if call.what == "name":
            names[call.where] = call.value
            continue
        file, offset, value = files.setdefault(call.file, bytearray()), call.where, call.value
        if call.what == "truncate":
            del file[offset:]
            file.extend(bytes(offset - len(file)))
            continue
        if fate == "empty":  # the file has become as long as that, and no more
            offset, value = offset + len(value), b""
        elif fate == "torn":  # only what lies before, or only what lies behind the beginning of a sector
            cut = chance.choice([*range(-offset % SECTOR, len(value), SECTOR), len(value)])
            offset, value = (offset, value[:cut]) if chance.random() < .5 else (offset + cut, value[cut:])
        file.extend(bytes(max(0, offset - len(file))))
        file[offset:offset + len(value)] = value
    return {name: files.get(file, b"") for name, file in names.items() if file is not None}, len(uncertain)


def examine(folder, acknowledged):
    """How many acknowledged incidents a folder lacks, and what is wrong with it otherwise."""
    try:
        with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
            # What SQLite makes of a check differs between versions: json_valid(null) was false once. It is left to verify.
            connection.executescript("pragma synchronous = off; pragma ignore_check_constraints = on;")
            rows = connection.execute("select id from incident join feature using (id) where state = 'published' and collection = 'incidents'")
            lost = len(acknowledged - {row[0] for row in rows})
            said = " ".join(connection.execute("pragma integrity_check(1)").fetchone()[0].split())
            return lost, None if said == "ok" else said[:200]
    except sqlite3.DatabaseError as error:
        return len(acknowledged), str(error)


def refused(program, folder):
    """What contactline verify has against a folder."""
    ran = subprocess.run([program, "--log", "warn", "verify", "--data", folder], capture_output=True, text=True)
    return f"verify ended with {ran.returncode}: {' '.join((ran.stdout + ran.stderr).split())[-300:]}" if ran.returncode else None


def replay(title, base, calls, syncs, answers, last, verify, options):
    """Makes crash images and examines them: how many lack acknowledged incidents, and what is wrong with others."""
    begun, lacking, most, undecided, verified, broken = time.monotonic(), 0, 0, 0, 0, []
    for n in range(options.images):
        chance = random.Random(f"{options.seed} {n}")
        moment = 1 + (chance.choice(list(answers.values())) + chance.choice([0, 3, 30]) if n % 2 else chance.randrange(last))
        policy = chance.choice(list(POLICIES))
        files, uncertain = crash(base, calls, syncs, moment, policy, chance)
        acknowledged = {name for name, sent in answers.items() if sent < moment}
        wrong = []
        # Each reads an image of its own, since whoever opens it also repairs it.
        by_program = verify and n * verify // options.images < (n + 1) * verify // options.images
        for reader in ["verify", "here"] if by_program else ["here"]:
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                for name, content in files.items():
                    (folder / name).write_bytes(content)
                if reader == "verify":
                    wrong.append(refused(options.bin, folder))
                else:
                    lost, trouble = examine(folder, acknowledged)
                    wrong.append(trouble)
        lacking, most, undecided, verified = lacking + (lost > 0), max(most, lost), undecided + (uncertain > 0), verified + bool(by_program)
        if any(wrong):
            broken.append(f"  image {n}, at {moment} of {last}, {policy}: {'; '.join(filter(None, wrong))}")
    print(f"{title}: of {options.images} images {lacking} lack acknowledged incidents (up to {most} of {len(answers)}) and {len(broken)} are broken; "
          f"{undecided} had calls that were not certain yet, contactline verify read {verified}; {time.monotonic() - begun:.1f} s")
    return lacking, broken


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/contactline", type=pathlib.Path)
    parser.add_argument("--writes", type=int, default=60)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--images", type=int, default=300)
    parser.add_argument("--verify", type=int, default=20, help="how many of the images contactline verify reads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true", help="only the replay in which fsync does nothing")
    options = parser.parse_args()
    options.bin = options.bin.resolve()
    if not shutil.which("strace"):
        raise SystemExit("This needs strace")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        base, token = seed(options.bin, folder / "data")
        begun = time.monotonic()
        told = publish(options.bin, folder / "data", folder / "log", token, options)
        took = time.monotonic() - begun
        seen, last = read_log(folder / "log", folder / "data")
        calls, syncs, answers = understand(seen, folder / "data", base)
    if not told or told != answers.keys():
        raise SystemExit(f"The clients were told of {len(told)} incidents, strace saw {len(answers)} answers")
    emptied = sum(call.what == "truncate" and call.where == 0 for call in calls)
    print(f"{len(told)} incidents were acknowledged to {options.clients} clients, in {took:.1f} s with the start: {len(calls)} calls changed files, "
          f"{len(syncs)} were fsync; {emptied} times the write-ahead log was moved into the file and emptied")
    failed = False
    if not options.control:
        lacking, broken = replay("fsync as it was", base, calls, syncs, answers, last, options.verify, options)
        for line in broken[:5]:
            print(line)
        failed = bool(lacking or broken)
    lacking, _ = replay("control, as if fsync did nothing", base, calls, [], answers, last, 0, options)
    return 1 if failed or not lacking else 0


if __name__ == "__main__":
    sys.exit(main())
