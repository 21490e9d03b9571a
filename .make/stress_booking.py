#!/usr/bin/env python3
"""Books, cancels and moves from 64 clients at once, kills the servers meanwhile, and asks the database afterwards whether
anybody was booked twice.

Standard library, wrk and, for PostgreSQL, its psql. Each round has a database of its own with 5 mentors (one of whom meets
three at a time), 200 slots and 64 mentees. First everybody only books; then they also cancel and move, while servers are
killed and started again. Load comes from this machine, so that it takes processor time from the servers.
"""

import argparse
import http.client
import json
import os
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench import Server

CLIENTS = 64
MENTORS = 5
GROUP_OF = 3
ATTEMPTS = 10_000
THREADS = 2

# Each thread takes its share of the attempts. What is booked is remembered, to be cancelled or moved by whoever booked it.
LUA = """
local slots, people, left, calm, file, mine = {{ {slots} }}, {{ {people} }}, {attempts}, {calm}, "{file}", {{}}
local threads = {{}}
counts, codes = {{}}, {{}}
local cookies, booked = {{}}, {{}}
local json = {{["content-type"] = "application/json"}}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init()
  math.randomseed({seed} + number)
  log = io.open(file .. number, "w")
  for _, person in ipairs(people) do cookies[person[1]] = person[2] end
end

local function with(cookie, method, path, body)
  return wrk.format(method, path, {{["content-type"] = "application/json", cookie = cookie}}, body)
end

function request()
  local dice = math.random()
  if not calm and #booked > 0 and dice < 0.25 then
    local session = table.remove(booked, math.random(#booked))
    local cookie, path = cookies[session[2]], "/api/sessions/" .. session[1]
    if dice < 0.15 then return with(cookie, "PATCH", path, '{{"status":"cancelled"}}') end
    table.insert(booked, session)
    return with(cookie, "PATCH", path, '{{"slot_id":"' .. slots[math.random(#slots)] .. '"}}')
  end
  local person = people[math.random(#people)]
  return with(person[2], "POST", "/api/sessions", '{{"slot_id":"' .. slots[math.random(#slots)] .. '"}}')
end

function response(status, headers, body)
  left = left - 1
  counts[status] = (counts[status] or 0) + 1
  if status == 201 then
    local session, mentee = body:match('"session_id":"([^"]+)"'), body:match('"mentee_id":"([^"]+)"')
    table.insert(booked, {{session, mentee}})
    if log then log:write(session .. "\\n") log:flush() end
  elseif status >= 400 then
    local code = body:match('"code":"([^"]+)"') or tostring(status)
    codes[code] = (codes[code] or 0) + 1
  end
  if left <= 0 and log then
    log:close()
    log = nil
    io.open(file .. number .. ".done", "w"):close()
    wrk.thread:stop()
  end
end

local function list(found)
  local parts = {{}}
  for name, count in pairs(found) do table.insert(parts, '"' .. name .. '":' .. count) end
  return "{{" .. table.concat(parts, ",") .. "}}"
end

function done(summary, latency, requests)
  for _, thread in ipairs(threads) do
    print("THREAD " .. list(thread:get("counts")) .. " " .. list(thread:get("codes")))
  end
  print(string.format("SUMMARY %.2f %.2f", latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


class Office:
    """One database, and the servers on it."""

    def __init__(self, folder, database, servers):
        self.folder, self.database = folder, database
        self.servers = [Server(folder, "--no-demo") for _ in range(servers)]
        for server in self.servers:
            server.environment["MODEL_DIR"] = str(folder / "no-model")
            server.environment["RUST_LOG"] = "error"
            if database:
                server.environment["DATABASE_URL"] = database

    def start(self):
        for server in self.servers:
            server.__enter__()

    def stop(self):
        for server in self.servers:
            server.__exit__()

    def kill_one(self, chance):
        server = chance.choice(self.servers)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        server.__enter__()

    def call(self, method, path, body=None, cookie=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.servers[0].port, timeout=30)
        headers = {"content-type": "application/json", **({"cookie": cookie} if cookie else {})}
        connection.request(method, path, body=json.dumps(body) if body is not None else None, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            sys.exit(f"{method} {path} answered {answer.status}: {text}")
        return json.loads(text) if text else None, answer.headers

    def mails(self):
        """Every mail that was sent, by its key."""
        found = {}
        for path in (self.folder / "mail").glob("*.eml"):
            record = json.loads(path.with_suffix(".json").read_text())
            found[record["key"]] = record
        return found

    def sign_in(self, emails):
        """Asks for all links, waits for the mails and uses them; gives a cookie for each address."""
        for email in emails:
            self.call("POST", "/api/auth/login-link", {"email": email})
        cookies, deadline = {}, time.monotonic() + 60
        while len(cookies) < len(emails):
            for record in self.mails().values():
                token = re.search(r"token=([0-9a-f]+)", record["text"])
                if token and record["to"] in emails and record["to"] not in cookies:
                    body = {"email": record["to"], "token": token[1]}
                    _, headers = self.call("POST", "/api/auth/login", body)
                    cookies[record["to"]] = headers["set-cookie"].split(";")[0]
            if time.monotonic() > deadline:
                sys.exit("The sign-in links did not come within a minute.")
        return cookies

    def rows(self, sql):
        if self.database:
            command = [PSQL, self.database, "-At", "-F", "\t", "-c", sql]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            return [line.split("\t") for line in said.splitlines()]
        import sqlite3

        with sqlite3.connect(f"file:{self.folder}/bench.db?mode=ro", uri=True) as database:
            # Python's SQLite may be older than the server's and not know all of its triggers.
            database.execute("PRAGMA writable_schema = ON")
            return [[str(value) for value in row] for row in database.execute(sql)]


def prepare(office):
    """Mentors, mentees and their cookies, and the slots."""
    mentors = [
        {
            "id": f"stress-{n}",
            "email": f"mentor-{n}@stress.example",
            "name": f"Mentor {n}",
            "headline": "Has much time",
            "expertise": ["fundraising"],
            "timezone": "UTC",
            "weekly_hours": "Mon 09:00-14:00" if n % 2 else "Mon 09:15-14:15",
        }
        for n in range(MENTORS)
    ]
    file = office.folder / "mentors.jsonl"
    file.write_text("".join(json.dumps(mentor) + "\n" for mentor in mentors))
    office.servers[0].run("import", "mentors", str(file))
    office.start()
    emails = [mentor["email"] for mentor in mentors]
    founders = [f"founder-{n}@stress.example" for n in range(CLIENTS)]
    cookies = office.sign_in(emails + founders)
    for n, email in enumerate(emails):
        rules, _ = office.call("GET", "/api/availability/rules", cookie=cookies[email])
        rules["load_cap_per_week"] = 100
        rules["offer"]["capacity"] = GROUP_OF if n == 0 else 1
        office.call("PUT", "/api/availability/rules", rules, cookies[email])
    people = []
    for email in founders:
        profile = {"name": email.split("@")[0], "company": "Stress", "stage": "seed", "industry": "saas", "goals": "x"}
        office.call("PUT", "/api/profiles/mentee", profile, cookies[email])
        me, _ = office.call("GET", "/api/auth/me", cookie=cookies[email])
        people.append((me["person"]["mentee_id"], cookies[email]))
    slots = [
        slot["slot_id"]
        for mentor in office.call("GET", "/api/profiles")[0]["mentors"]
        for slot in office.call("GET", f"/api/availability/{mentor['mentor_id']}")[0]["slots"]
    ]
    return people, slots


def attack(office, people, slots, calm, chance):
    """wrk on every server at once; gives what was answered, how long it took, and what was booked."""
    running = []
    for number, server in enumerate(office.servers):
        script = office.folder / f"stress-{number}.lua"
        booked = office.folder / f"booked-{'calm' if calm else 'wild'}-{number}-"
        script.write_text(
            LUA.format(
                slots=", ".join(f'"{slot}"' for slot in slots),
                people=", ".join(f'{{"{mentee}", "{cookie}"}}' for mentee, cookie in people),
                attempts=ATTEMPTS // len(office.servers) // THREADS,
                calm="true" if calm else "false",
                file=booked,
                seed=chance.randrange(1 << 30),
            )
        )
        clients = CLIENTS // len(office.servers)
        command = ["wrk", f"-t{THREADS}", f"-c{clients}", "-d300s", "--timeout", "10s", "-s", str(script)]
        command.append(f"http://127.0.0.1:{server.port}")
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
    # wrk ends after a time and not after so many requests: it is told when its threads have made theirs.
    started, kills, next_kill = time.monotonic(), 0, time.monotonic() + 0.5
    ends = [None] * len(running)
    while None in ends:
        for number, process in enumerate(running):
            made = len(list(office.folder.glob(f"booked-{'calm' if calm else 'wild'}-{number}-*.done")))
            if ends[number] is None and made == THREADS:
                ends[number] = time.monotonic()
                process.send_signal(signal.SIGINT)
            if ends[number] is None and process.poll() is not None:
                sys.exit(process.communicate()[0])
        if not calm and None in ends and time.monotonic() >= next_kill:
            office.kill_one(chance)
            kills += 1
            next_kill = time.monotonic() + chance.uniform(0.5, 1.5)
        time.sleep(0.005)
    took = max(ends) - started
    counts, codes, p50, p99 = Counter(), Counter(), [], []
    for process in running:
        said = process.communicate()[0]
        for line in re.findall(r"^THREAD (\S+) (\S+)$", said, re.M):
            counts.update(json.loads(line[0]))
            codes.update(json.loads(line[1]))
        summary = re.search(r"^SUMMARY ([\d.]+) ([\d.]+)$", said, re.M) or sys.exit(said)
        p50.append(float(summary[1]))
        p99.append(float(summary[2]))
    rates = sum(counts.values()) / took
    booked = [line for path in office.folder.glob("booked-*[0-9]") for line in path.read_text().split()]
    print(f"    {sum(counts.values())} attempts answered, {rates:.0f} a second   p50 {max(p50):.1f} ms   p99 {max(p99):.1f} ms")
    print(f"    booked {counts['201']}, changed {counts['200']}, refused {sum(codes.values())}   kills {kills}")
    print("    " + "  ".join(f"{code} {count}" for code, count in codes.most_common()))
    broken = {status: count for status, count in counts.items() if status.startswith("5")}
    if broken and calm:
        sys.exit(f"The servers failed: {broken}")
    return booked


ACTIVE = "status IN ('pending', 'booked')"
OVERLAP = """
SELECT count(*) FROM office_sessions a JOIN office_sessions b ON a.{side} = b.{side} AND a.id < b.id
AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at {apart}
WHERE a.status IN ('pending', 'booked') AND b.status IN ('pending', 'booked')
"""
APART = "AND coalesce(a.group_id, a.id) <> coalesce(b.group_id, b.id)"
OVERSOLD = f"""
SELECT count(*) FROM (SELECT group_id FROM office_sessions WHERE {ACTIVE} AND group_id IS NOT NULL
GROUP BY group_id HAVING count(*) > max(capacity)) sold
"""


def instant(text):
    """An instant as the records of mails have it, to be compared: fractions of a second are written as needed."""
    second, _, fraction = text.rstrip("Z").partition(".")
    return second, fraction.ljust(9, "0")


def verify(office, booked):
    """Nobody twice, no seat too many, nothing lost, nothing told twice or not at all."""
    number = lambda sql: int(office.rows(sql)[0][0])
    wrong = {
        "mentors in two places": number(OVERLAP.format(side="mentor_id", apart=APART)),
        "mentees in two places": number(OVERLAP.format(side="mentee_id", apart="")),
        "groups with too many": number(OVERSOLD),
    }
    text = "id::text" if office.database else "lower(hex(id))"
    sessions = {
        row[0].replace("-", ""): row[1:]
        for row in office.rows(f"SELECT {text}, status, moves, ical_sequence FROM office_sessions")
    }
    wrong["bookings that were answered and are not there"] = sum(
        session.replace("-", "") not in sessions for session in booked
    )
    # What each side of a session is told, in order. A mail that a later one overtook is not sent; the last one is.
    told = []
    for session, (status, moves, sequence) in sessions.items():
        session = f"{session[:8]}-{session[8:12]}-{session[12:16]}-{session[16:20]}-{session[20:]}"
        events = [("booked", 0)] + [("moved", n + 1) for n in range(int(moves))]
        events += [("cancelled", int(sequence))] if status == "cancelled" else []
        told += [[f"session-{e}-{session}-{n}-{side}" for e, n in events] for side in ("mentor", "mentee")]
    expected, due = {key for keys in told for key in keys}, {keys[-1] for keys in told}
    # What waits for a mail whose process was killed is tried again after up to 81 seconds.
    deadline = time.monotonic() + 240
    while True:
        sent = {key: mail for key, mail in office.mails().items() if key.startswith("session-")}
        if due <= sent.keys() or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    wrong["mails that did not come"] = len(due - sent.keys())
    wrong["mails of what did not happen"] = len(sent.keys() - expected)
    times = [[instant(sent[key]["sent_at"]) for key in keys if key in sent] for keys in told]
    wrong["mails out of order"] = sum(at != sorted(at) for at in times)
    active = number(f"SELECT count(*) FROM office_sessions WHERE {ACTIVE}")
    print(f"    {active} sessions stand, {len(sessions)} were made, {len(expected)} mails were due, "
          f"{len(expected - sent.keys())} of them overtaken")
    failed = {what: count for what, count in wrong.items() if count}
    if failed:
        sys.exit(f"Broken: {failed}")
    print("    " + ", ".join(f"{what}: 0" for what in wrong))


def measure(name, folder, database, servers, seed):
    print(f"\n{name}, {servers} server process{'es' if servers > 1 else ''}")
    chance = random.Random(seed)
    office = Office(folder, database, servers)
    people, slots = prepare(office)
    try:
        print(f"  {CLIENTS} clients book {len(slots)} slots")
        booked = attack(office, people, slots, True, chance)
        verify(office, booked)
        print(f"  {CLIENTS} clients book, cancel and move, servers are killed")
        booked = attack(office, people, slots, False, chance)
        verify(office, booked)
    finally:
        office.stop()


def main():
    global PSQL
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    arguments = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()}")
    url = os.environ.get("TEST_POSTGRES_URL")
    with tempfile.TemporaryDirectory(prefix="office-hours-stress-") as folder:
        if arguments.only != "postgres":
            (Path(folder) / "sqlite").mkdir()
            measure("SQLite", Path(folder) / "sqlite", None, 1, arguments.seed)
        if url and arguments.only != "sqlite":
            PSQL = os.environ.get("PSQL") or shutil.which("psql") or sys.exit("psql is missing.")
            subprocess.run([PSQL, url, "-q", "-c", "CREATE DATABASE stress"], check=True)
            (Path(folder) / "postgres").mkdir()
            database = url.rsplit("/", 1)[0] + "/stress"
            measure("PostgreSQL", Path(folder) / "postgres", database, 2, arguments.seed)


if __name__ == "__main__":
    main()
