#!/usr/bin/env python3
"""Measures matching alone: latency, throughput, the share of each stage and memory, on generated mentors.

Standard library and wrk. The mentors are the ones of `bench.py`, the same every time. Every search is computed: there is no
cache of results. Load comes from this machine, so that it takes processor time from the server.
"""

import argparse
import json
import os
import platform
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench import DEMO, Server, mentors

# More mentors than this get vectors of the first ones.
ALL_EMBEDDED = 20_000
VECTORS_REUSED = 5_000
REUSE = """
WITH first AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM mentors
               WHERE id IN (SELECT mentor_id FROM mentor_embeddings)),
     other AS (SELECT id, updated_at, row_number() OVER (ORDER BY id) - 1 AS place FROM mentors
               WHERE id NOT IN (SELECT mentor_id FROM mentor_embeddings))
INSERT INTO mentor_embeddings (mentor_id, part, model, content_hash, vector, updated_at)
SELECT other.id, e.part, e.model, e.content_hash, e.vector, other.updated_at
FROM other JOIN first ON first.place = other.place % :period JOIN mentor_embeddings e ON e.mentor_id = first.id
"""

CONNECTIONS = 8
LOAD_SECONDS = 8


def body(need, **rest):
    return json.dumps({"query": need, **rest})


def request(body):
    body = body.encode()
    head = f"POST /api/match HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Connection:
    """HTTP with as little work on this side as can be."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request):
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.more()
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit(f"answered {head.splitlines()[0].decode()}: {body.decode()}")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        parts, missing = [body], length - len(body)
        while missing > 0:
            parts.append(self.more())
            missing -= len(parts[-1])
        return b"".join(parts)

    def more(self):
        received = self.socket.recv(1 << 18)
        return received or sys.exit("The server closed the connection.")


def latency(port, requests):
    """One client: the times in milliseconds, and those of each stage as the server says them."""
    connection = Connection(port)
    times, stages = [], defaultdict(list)
    for one in requests:
        started = time.perf_counter()
        answer = connection.ask(one)
        times.append((time.perf_counter() - started) * 1000)
        for stage in json.loads(answer)["stages"]:
            stages[stage["name"]].append(stage["ms"])
    return sorted(times), {name: sorted(values)[len(values) // 2] for name, values in stages.items()}


# The requests are formatted once: making them anew would cost the server processor time.
LUA = """
local requests, at = {{}}, 0
function init()
  for place, body in ipairs({{ {bodies} }}) do
    requests[place] = wrk.format("POST", nil, {{["content-type"] = "application/json"}}, body)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
"""


def throughput(port, bodies):
    """Requests a second of several clients at once, by wrk, which takes little of the processor they share."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        # All ASCII; what is quoted for JSON is quoted for Lua.
        script.write(LUA.format(bodies=", ".join(json.dumps(body) for body in bodies)))
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{LOAD_SECONDS}s", "-s", script.name]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}/api/match"], check=True, capture_output=True, text=True
        ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"Some requests failed:\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def said(times):
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    return f"p50 {at(0.5):6.2f}  p95 {at(0.95):6.2f}  p99 {at(0.99):6.2f} ms"


def measure(folder, count, database):
    server = Server(folder, "--no-demo", "--no-worker")
    if database:
        server.environment["DATABASE_URL"] = database
    print(f"\n{count} mentors, {'PostgreSQL' if database else 'SQLite'}")
    if not (folder / "filled").exists():
        fill(folder, count, server)
        (folder / "filled").touch()
    needs = [line for line in (DEMO / "needs.txt").read_text().splitlines() if line.strip()]
    started = time.perf_counter()
    with server:
        server.wait_until_indexed(count)
        print(f"  model and indexes ready {time.perf_counter() - started:.1f} s after the start")
        wait_for_topics(server)
        kinds = {
            "vector known": [body(need) for need in needs],
            "filtered": [body(need, filters={"language": "en", "stage": "seed"}) for need in needs],
            "with a time": [body(f"{need}, on Tuesday or Wednesday after 14:00") for need in needs],
        }
        for name, bodies in kinds.items():
            requests = [request(body) for body in bodies]
            latency(server.port, requests * 2)
            times, stages = latency(server.port, (requests * 400)[:400])
            print(f"  {name:<14}{said(times)}   {throughput(server.port, bodies):6.0f} requests/s")
            print("    " + "  ".join(f"{stage} {ms:.2f}" for stage, ms in stages.items()))
        new = [request(body(f"{needs[n % len(needs)]} ({n})")) for n in range(100)]
        print(f"  {'first seen':<14}{said(latency(server.port, new)[0])}")
        print(f"  memory of the server: {server.memory_mb():.0f} MB")


def fill(folder, count, server):
    """Imports the mentors. Of very many, the vectors of the first are used again for the others: embedding all of
    them would take an hour, and how long a search takes does not depend on what the numbers are."""
    lines = [json.dumps(m) + "\n" for m in mentors(count)]
    embedded, rest = folder / "embedded.jsonl", folder / "rest.jsonl"
    embedded.write_text("".join(lines if count <= ALL_EMBEDDED else lines[:VECTORS_REUSED]))
    started = time.perf_counter()
    server.run("import", "mentors", str(embedded))
    print(f"  imported and embedded in {time.perf_counter() - started:.0f} s")
    if count <= ALL_EMBEDDED:
        return
    if server.environment["DATABASE_URL"].startswith("postgres"):
        sys.exit(f"More than {ALL_EMBEDDED} mentors are measured on SQLite only.")
    rest.write_text("".join(lines[VECTORS_REUSED:]))
    server.environment["MODEL_DIR"] = str(folder / "no-model")
    started = time.perf_counter()
    server.run("import", "mentors", str(rest))
    del server.environment["MODEL_DIR"]
    with sqlite3.connect(folder / "bench.db") as database:
        # An older SQLite does not know all that the schema says; what it is asked for here it does.
        database.execute("PRAGMA writable_schema = ON")
        database.execute(REUSE, {"period": VECTORS_REUSED})
    print(f"  the rest imported, with vectors of the first {VECTORS_REUSED}, in {time.perf_counter() - started:.0f} s")


def wait_for_topics(server):
    """The topics' texts are embedded once for a database, after the start."""
    connection, need = Connection(server.port), request(body("We are running out of money"))
    while json.loads(connection.ask(need))["results"][0]["signals"]["topics"] is None:
        time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentors", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--folder", type=Path, help="keeps the databases, for the next time")
    parser.add_argument("--postgres", help="address of an empty PostgreSQL database, for one size")
    arguments = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()}")
    for count in arguments.mentors:
        with tempfile.TemporaryDirectory(prefix="office-hours-bench-") as temporary:
            folder = arguments.folder / str(count) if arguments.folder else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            measure(folder, count, arguments.postgres)


if __name__ == "__main__":
    main()
