#!/usr/bin/env python3
"""Measures the release build: size of the first load, POST /api/match at two sizes, pages, start, memory.

Standard library only. One client on one connection, so the times are those of one person; each size has a
database of its own in a temporary folder. The mentors are made from the demo people by mixing their words.
"""

import argparse
import http.client
import itertools
import json
import os
import platform
import random
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / "target/release/office-hours"
DEMO = ROOT / "server/src/demo"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def mentors(count, seed=7):
    """Profiles that differ: each has another person's sentences, areas and hours."""
    chance = random.Random(seed)
    people = [json.loads(line) for line in (DEMO / "mentors.jsonl").read_text().splitlines() if line.strip()]
    sentences = [s for p in people for s in re.split(r"(?<=[.!?])\s+", p["bio"]) if 30 < len(s) < 200]
    for n in range(count):
        base = chance.choice(people)
        yield {
            **base,
            "id": f"bench-{n}",
            "email": f"bench-{n}@demo.example",
            "name": f"{base['name'].split()[0]} {n}",
            "bio": " ".join(chance.sample(sentences, 3)),
            "expertise": chance.choice(people)["expertise"][:2] + base["expertise"][:2],
        }


class Server:
    """The release build on a free port, with a database in a folder of its own."""

    def __init__(self, folder, *arguments):
        self.port = free_port()
        self.environment = {
            **os.environ,
            "APP_ENV": "development",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite://{folder}/bench.db?mode=rwc",
            "LEPTOS_SITE_ADDR": f"127.0.0.1:{self.port}",
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "RUST_LOG": "warn",
            "KEEP_ANSWERS": "off",
        }
        self.arguments = arguments

    def __enter__(self):
        started = time.perf_counter()
        self.process = subprocess.Popen([BINARY, "serve", *self.arguments], cwd=ROOT, env=self.environment)
        while True:
            try:
                if self.get("/api/health")[0] == 200:
                    break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("The server ended before it answered.")
                if time.perf_counter() - started > 60:
                    sys.exit("The server did not answer within a minute.")
                time.sleep(0.005)
        self.start_ms = (time.perf_counter() - started) * 1000
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)

    def run(self, *arguments):
        subprocess.run([BINARY, *arguments], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def get(self, path, headers={}):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers

    def wait_until_indexed(self, count):
        while True:
            ready = json.loads(self.get("/api/ready")[1])
            if ready["model"] == "ready" and (ready["mentors_indexed"] or 0) >= count:
                return
            time.sleep(0.2)

    def memory_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def timed(port, requests):
    """The time of each request in milliseconds, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for method, path, body in requests:
        headers = {"content-type": "application/json"} if body else {}
        started = time.perf_counter()
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            sys.exit(f"{method} {path} answered {answer.status}")
    return times


def said(times):
    ordered = sorted(times)
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    return f"p50 {at(0.5):6.2f} ms   p95 {at(0.95):6.2f} ms   ({len(ordered)} requests)"


def match(text):
    return ("POST", "/api/match", json.dumps({"query": text}))


def first_load(server):
    """Bytes as a browser gets them for the search page: brotli for all of them."""
    accept = {"accept-encoding": "br"}
    _, page, headers = server.get("/find?query=Help+with+fundraising", accept)
    _, plain, _ = server.get("/find?query=Help+with+fundraising")
    total = {"HTML": len(page)}
    names = set(re.findall(r"/pkg/[\w.-]+\.(?:js|css|wasm)", plain.decode()))
    # What the main script asks for besides.
    for script in [name for name in names if name.endswith(".js")]:
        names |= {f"/pkg/{other}" for other in re.findall(r"[\"']\./([\w.-]+\.js)[\"']", server.get(script)[1].decode())}
    for name in sorted(names):
        kind = name.rsplit(".", 1)[1].upper()
        _, body, answer = server.get(name, accept)
        if answer.get("content-encoding") != "br":
            print(f"  {name} is not compressed")
        total[kind] = total.get(kind, 0) + len(body)
    parts = "   ".join(f"{kind} {size / 1024:.1f}" for kind, size in total.items())
    print(f"first load of the search page, brotli: {sum(total.values()) / 1024:.1f} KB   ({parts})")


def offer_eight_weeks(folder, many):
    """Lets the first mentors be booked eight weeks ahead; gives their ids. The server works their slots out when it starts."""
    with sqlite3.connect(f"{folder}/bench.db") as db:
        # An older SQLite does not know all that the schema says; what it is asked for here it does.
        db.execute("PRAGMA writable_schema = ON")
        first = db.execute("SELECT id FROM mentors ORDER BY id LIMIT ?", (many,)).fetchall()
        for (mentor_id,) in first:
            db.execute(
                "INSERT INTO availability_rules (mentor_id, version, offer, exceptions, updated_at) "
                "VALUES (?, 1, ?, '{}', '2026-01-01T00:00:00+00:00')",
                (mentor_id, json.dumps({"horizon_days": 56})),
            )
    db.close()
    return [str(uuid.UUID(bytes=mentor_id)) for (mentor_id,) in first]


def list_eight_weeks(server, ids):
    """All open times of these mentors in one call, as soon as there are eight weeks of them."""
    body = json.dumps({"mentor_ids": ids, "days": 56})
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("POST", "/api/availability", body=body, headers={"content-type": "application/json"})
        listed = json.loads(connection.getresponse().read())
        slots = [slot["starts_at"] for mentor in listed for slot in mentor["slots"]]
        nearly = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 50 * 24 * 3600))
        if max(slots, default="") > nearly:
            break
        time.sleep(0.5)
    times = timed(server.port, [("POST", "/api/availability", body)] * 100)
    print(f"eight weeks of {len(ids)} mentors, {len(slots)} slots: {said(times)}")


def measure(count, first):
    with tempfile.TemporaryDirectory(prefix="office-hours-bench-") as folder:
        file = Path(folder) / "mentors.jsonl"
        file.write_text("".join(json.dumps(m) + "\n" for m in mentors(count)))
        server = Server(folder, "--no-demo")
        started = time.perf_counter()
        server.run("import", "mentors", str(file))
        print(f"\n{count} mentors (imported and embedded in {time.perf_counter() - started:.0f} s)")
        ids = offer_eight_weeks(folder, min(count, 200))
        with server:
            print(f"start to the first answer: {server.start_ms:.0f} ms")
            server.wait_until_indexed(count)
            needs = [line for line in (DEMO / "needs.txt").read_text().splitlines() if line.strip()]
            timed(server.port, [match(need) for need in needs])
            known = [match(need) for need, _ in zip(itertools.cycle(needs), range(400))]
            print(f"POST /api/match, vector of the need known: {said(timed(server.port, known))}")
            new = [match(f"{need} ({n})") for n, need in zip(range(100), itertools.cycle(needs))]
            print(f"POST /api/match, first-seen need:          {said(timed(server.port, new))}")
            mentor = json.loads(server.get("/api/profiles")[1])["mentors"][0]["mentor_id"]
            pages = {"list of mentors": "/find", "profile with slots": f"/mentors/{mentor}"}
            for name, path in pages.items():
                print(f"page, {name + ':':<38}{said(timed(server.port, [('GET', path, None)] * 200))}")
            list_eight_weeks(server, ids)
            print(f"memory of the server: {server.memory_mb():.0f} MB")
            if first:
                first_load(server)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentors", type=int, nargs="+", default=[200, 10_000])
    sizes = parser.parse_args().mentors
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()}")
    for n, size in enumerate(sizes):
        measure(size, first=n == 0)


if __name__ == "__main__":
    main()
