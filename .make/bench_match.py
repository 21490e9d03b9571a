#!/usr/bin/env python3
"""Measures matching alone: latency, throughput, the share of each stage and memory, on generated mentors.

Standard library only. The mentors are the ones of `bench.py`, the same every time. Every search is computed: there is no
cache of results. Load comes from this machine, so that it takes processor time from the server.
"""

import argparse
import json
import multiprocessing
import os
import platform
import socket
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench import DEMO, Server, mentors

CONNECTIONS = 8
LOAD_SECONDS = 8


def request(need, **rest):
    body = json.dumps({"query": need, **rest}).encode()
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


def client(port, requests, start, until, served):
    connection = Connection(port)
    connection.ask(requests[0])
    start.wait()
    count, ends = 0, time.perf_counter() + until
    while time.perf_counter() < ends:
        connection.ask(requests[count % len(requests)])
        count += 1
    served.put(count)


def throughput(port, requests):
    served, start = multiprocessing.Queue(), multiprocessing.Event()
    clients = [
        multiprocessing.Process(target=client, args=(port, requests[n:] + requests[:n], start, LOAD_SECONDS, served))
        for n in range(CONNECTIONS)
    ]
    for one in clients:
        one.start()
    time.sleep(0.5)  # until all are connected; the clock of each starts with the event
    start.set()
    total = sum(served.get() for _ in clients)
    for one in clients:
        one.join()
    return total / LOAD_SECONDS


def said(times):
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    return f"p50 {at(0.5):6.2f}  p95 {at(0.95):6.2f}  p99 {at(0.99):6.2f} ms"


def measure(folder, count, database):
    server = Server(folder, "--no-demo", "--no-worker")
    if database:
        server.environment["DATABASE_URL"] = database
    print(f"\n{count} mentors, {'PostgreSQL' if database else 'SQLite'}")
    if not (folder / "filled").exists():
        file = folder / "mentors.jsonl"
        file.write_text("".join(json.dumps(m) + "\n" for m in mentors(count)))
        started = time.perf_counter()
        server.run("import", "mentors", str(file))
        print(f"  imported and embedded in {time.perf_counter() - started:.0f} s")
        (folder / "filled").touch()
    needs = [line for line in (DEMO / "needs.txt").read_text().splitlines() if line.strip()]
    started = time.perf_counter()
    with server:
        server.wait_until_indexed(count)
        print(f"  model and indexes ready {time.perf_counter() - started:.1f} s after the start")
        wait_for_topics(server)
        kinds = {
            "vector known": [request(need) for need in needs],
            "filtered": [request(need, filters={"language": "en", "stage": "seed"}) for need in needs],
            "with a time": [request(f"{need}, on Tuesday or Wednesday after 14:00") for need in needs],
        }
        for name, requests in kinds.items():
            latency(server.port, requests * 2)
            times, stages = latency(server.port, (requests * 400)[:400])
            print(f"  {name:<14}{said(times)}   {throughput(server.port, requests):6.0f} requests/s")
            print("    " + "  ".join(f"{stage} {ms:.2f}" for stage, ms in stages.items()))
        new = [request(f"{needs[n % len(needs)]} ({n})") for n in range(100)]
        print(f"  {'first seen':<14}{said(latency(server.port, new)[0])}")
        print(f"  memory of the server: {server.memory_mb():.0f} MB")


def wait_for_topics(server):
    """The topics' texts are embedded once for a database, after the start."""
    connection, need = Connection(server.port), request("We are running out of money")
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
