#!/usr/bin/env python3
"""Prints how the server holds out against many clients at once; everything stays on this machine.

    python3 tests/figures/crowd.py silent    --bin target/release/contactline [--clients 2000]
    python3 tests/figures/crowd.py listeners --bin target/release/contactline [--clients 10000]
    python3 tests/figures/crowd.py writes    --bin target/release/contactline [--rate 200] [--seconds 15]

silent: half of the clients send nothing, half a byte a second of a request that never ends; prints when the
last of them was closed, and how long others waited for an answer meanwhile. listeners: clients of /events;
prints the server's memory, and how long after a change the last of them heard of it. writes: incidents
published at a rate, while four clients read; prints the readers' 50th and 99th percentile with and without
writes. Python's standard library only; Linux.
"""
import argparse, asyncio, itertools, json, pathlib, re, resource, signal, subprocess, sys, tempfile, time

LAYER = {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "p-1", "properties": {"name": "One"},
         "geometry": {"type": "Point", "coordinates": [46.5, 39.9]}}]}


class Served:
    """The program, serving a folder of its own on a free port."""

    def __init__(self, program):
        self.program, self.folder = program, tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([program, "--log", "warn", "serve", "--listen", "127.0.0.1:0", "--data", self.folder.name],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", self.process.stdout.readline())[1])

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments, "--data", self.folder.name], check=True, capture_output=True, text=True).stdout

    def memory(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return {k: int(v.split()[0]) // 1024 for k, v in (line.split(":", 1) for line in lines) if k in ("VmRSS", "VmHWM")}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.folder.cleanup()


async def request(port, path, method="GET", headers="", body=b""):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


def percentiles(times):
    times = sorted(times)
    at = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1000
    return f"{len(times)} answers, median {at(.5):.2f} ms, 99 % within {at(.99):.2f} ms, longest {times[-1] * 1000:.1f} ms"


async def reading(port, path, until, times, pause):
    while time.monotonic() < until():
        begun = time.monotonic()
        status, _ = await request(port, path)
        assert status == 200, status
        times.append(time.monotonic() - begun)
        await asyncio.sleep(pause)


async def silent(served, arguments):
    begun, closed, times = time.monotonic(), [], []

    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        opened = time.monotonic()

        async def dribble():
            writer.write(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
            while True:
                writer.write(b"a")
                await asyncio.sleep(1)

        drip = asyncio.create_task(dribble()) if n % 2 else None
        try:
            while await reader.read(1024):
                pass
        except ConnectionError:
            pass
        closed.append(time.monotonic() - opened)
        if drip:
            drip.cancel()
        writer.close()

    end = [float("inf")]
    reader = asyncio.create_task(reading(served.port, "/healthz", lambda: end[0], times, .05))
    await asyncio.wait_for(asyncio.gather(*(client(n) for n in range(arguments.clients))), 120)
    end[0] = 0
    await reader
    print(f"{len(closed)} clients closed, the first after {min(closed):.1f} s, the last after {max(closed):.1f} s; "
          f"all over after {time.monotonic() - begun:.1f} s. Others: {percentiles(times)}. Memory {served.memory()} MiB")


async def listeners(served, arguments):
    before, heard, ready = served.memory(), [], 0

    async def client():
        nonlocal ready
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while b"retry:" not in await reader.readline():
            pass
        ready += 1
        while b"event: put" not in await reader.readline():
            pass
        heard.append(time.monotonic())
        writer.close()

    begun = time.monotonic()
    clients = []
    for n in range(arguments.clients):
        clients.append(asyncio.create_task(client()))
        if n % 100 == 99:
            await asyncio.sleep(.01)
    while ready < arguments.clients:
        assert time.monotonic() - begun < 120, f"{ready} of {arguments.clients} listen"
        await asyncio.sleep(.1)
    print(f"{ready} listen after {time.monotonic() - begun:.1f} s; memory before {before}, now {served.memory()} MiB")
    await asyncio.sleep(20)
    times = []
    end = time.monotonic() + 3
    await reading(served.port, "/ogc/collections/incidents/items?limit=10", lambda: end, times, .01)
    print(f"20 s later memory {served.memory()} MiB; others: {percentiles(times)}")
    with tempfile.NamedTemporaryFile("w", suffix=".geojson") as file:
        json.dump(LAYER, file)
        file.flush()
        await asyncio.to_thread(served.run, "import", file.name, "--as", "layer", "--layer", "posts", "--licence", "CC0-1.0", "--attribution", "Me")
    changed = time.monotonic()
    await asyncio.wait_for(asyncio.gather(*clients), 120)
    print(f"all {len(heard)} heard of a change, the last {max(heard) - changed:.1f} s after it; memory {served.memory()} MiB")


async def writes(served, arguments):
    token = served.run("token", "new", "--label", "figures").strip().splitlines()[-1].strip()
    headers = f"Authorization: Bearer {token}\r\nContent-Type: application/geo+json\r\n"
    written, wrong, took, sent = 0, [], [], itertools.count()

    def body():
        n = next(sent)
        properties = {"date": "2020-10-02", "kind": "shelling", "summary": f"Shells were reported, number {n}.",
                      "claimant": "Town council", "side": "arm", "source": f"Bulletin {n}"}
        at = [46.05 + n % 97 / 100, 39.05 + n % 89 / 100]
        return json.dumps({"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties}).encode()

    async def write():
        nonlocal written
        begun = time.monotonic()
        status, answer = await request(served.port, "/ogc/collections/incidents/items?publish=true", "POST", headers, body())
        took.append(time.monotonic() - begun)
        if status == 201:
            written += 1
        else:
            wrong.append(answer[-200:])

    async def writing(until):
        pending, due = set(), time.monotonic()
        while time.monotonic() < until:
            due += 1 / arguments.rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            if len(pending) < 64:
                task = asyncio.create_task(write())
                pending.add(task)
                task.add_done_callback(pending.discard)
        await asyncio.gather(*pending)

    path = "/ogc/collections/incidents/items?bbox=46,39,47,40&limit=20"
    for name in ("without writes", "with writes", "without writes"):
        times, end = [], time.monotonic() + arguments.seconds
        readers = [reading(served.port, path, lambda: end, times, .005) for _ in range(4)]
        count = written
        await asyncio.gather(*readers, *([writing(end)] if name == "with writes" else []))
        print(f"{name}: {percentiles(times)}")
        if name == "with writes":
            print(f"  {(written - count) / arguments.seconds:.0f} writes a second were acknowledged; {percentiles(took)}; refused: {len(wrong)} {wrong[:1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["silent", "listeners", "writes"])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--clients", type=int)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=15)
    arguments = parser.parse_args()
    arguments.clients = arguments.clients or {"silent": 2000, "listeners": 10000}.get(arguments.what)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    served = Served(arguments.bin)
    try:
        asyncio.run({"silent": silent, "listeners": listeners, "writes": writes}[arguments.what](served, arguments))
    finally:
        served.stop()


if __name__ == "__main__":
    sys.exit(main())
