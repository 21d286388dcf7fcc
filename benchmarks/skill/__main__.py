"""How fast the skill answers signed LogWin requests, verified, each on disk before it is answered.

    .venv/bin/python -m benchmarks.skill [--requests 2000] [--rounds 3] [--database sqlite]
    .venv/bin/python -m benchmarks.skill --soak 200000

Beside it, in turn on the same server with the same processes and threads: an empty Flask view, and ask-sdk-core's
hello-world handler with no verification and no storage; and the same insert committed by itself on the same database.
Rounds of all take turns; the table has the medians. Exits 1 beyond a limit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.skill.commits import commit_wins
from benchmarks.skill.databases import url_of
from benchmarks.skill.load import Load, send
from benchmarks.skill.process import Server, running
from benchmarks.skill.signing import Signer
from benchmarks.skill.soak import soak
from tests.skill.signing import Authority

CONNECTIONS = (1, 16)
PROCESSES = {"sqlite": 1, "postgresql": 2}
"""SQLite has one writer at a time, and a turn writes from its start."""
PEOPLE = 1000
WARM_UP = 300
BATCH = 500
"""So many requests are signed at a time: they grow old."""
ANSWERED = b"outputSpeech"
MEMORY_LIMIT_MB = 150
OF_SMALLER_LIMIT, OF_HELLO_LIMIT, P99_LIMIT = 0.8, 0.4, 2.0
"""On SQLite of the slower one of hello and raw commits; on PostgreSQL, 16 connections, of hello, and of its p99."""

Rounds = dict[tuple[str, int], list[Load]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.skill", description="How fast the skill answers.")
    parser.add_argument("--requests", type=int, default=2000, help="in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, help="of each server; left out: one on SQLite, two on PostgreSQL")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both where left out")
    parser.add_argument("--soak", type=int, default=0, help="instead: so many requests, for errors and memory")
    options = parser.parse_args()
    beyond: list[str] = []
    for kind in options.database or ("sqlite", "postgresql"):
        processes = options.processes or PROCESSES[kind]
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sw-skill-")))
            url, signer = stack.enter_context(url_of(kind, folder)), Signer(Authority(), PEOPLE)
            signer.write_authority(folder)
            if options.soak:
                ours = stack.enter_context(running("ours", folder, url, processes))
                beyond += soak(kind, ours, signer, options.soak)
                continue
            servers = {
                name: stack.enter_context(running(name, folder, url, processes)) for name in ("ours", "empty", "hello")
            }
            rounds = measure(servers, url, signer, options.rounds, options.requests)
            show(kind, rounds, servers)
            beyond += beyond_limits(kind, rounds, servers["ours"])
    for line in beyond:
        print(f"beyond its limit: {line}")
    sys.exit(1 if beyond else 0)


def measure(servers: dict[str, Server], url: str, signer: Signer, rounds: int, count: int) -> Rounds:
    """Every server and the raw commits, one after another, round after round."""
    found: Rounds = {}
    for server in servers.values():
        send(server.port, signer.requests(WARM_UP), max(CONNECTIONS))
    for _ in range(rounds):
        for connections in CONNECTIONS:
            for name, server in servers.items():
                load = sent(server, signer, count, connections, b"" if name == "empty" else ANSWERED)
                found.setdefault((name, connections), []).append(load)
            found.setdefault(("commits", connections), []).append(commit_wins(url, count, connections))
    return found


def sent(server: Server, signer: Signer, count: int, connections: int, expected: bytes) -> Load:
    """So many requests, signed batch by batch; the signing is not counted."""
    whole = Load()
    for begin in range(0, count, BATCH):
        part = send(server.port, signer.requests(min(BATCH, count - begin)), connections, expected)
        whole.seconds += part.seconds
        whole.milliseconds += part.milliseconds
        whole.errors += part.errors
    return whole


def show(kind: str, rounds: Rounds, servers: dict[str, Server]) -> None:
    """The table, as Markdown."""
    print(f"\n### {kind}\n\n| | connections | a second | p50, ms | p99, ms | errors |\n| --- " + "| ---: " * 5 + "|")
    for (name, connections), loads in sorted(rounds.items(), key=lambda entry: entry[0][1]):
        figures = (median(loads, "a_second"), middle(loads, 50), middle(loads, 99))
        errors = sum(load.errors for load in loads)
        print(f"| {name} | {connections} | " + " | ".join(f"{one:.1f}" for one in figures) + f" | {errors} |")
    for name, server in servers.items():
        print(f"\nmemory of a process of {name}: {max(server.memory_mb()):.0f} MB")


def beyond_limits(kind: str, rounds: Rounds, ours: Server) -> list[str]:
    """What is beyond its limit, in words."""
    beyond = []
    for connections in CONNECTIONS:
        speed = {name: median(rounds[name, connections], "a_second") for name in ("ours", "hello", "commits")}
        if kind == "sqlite" and speed["ours"] < OF_SMALLER_LIMIT * min(speed["hello"], speed["commits"]):
            part = speed["ours"] / min(speed["hello"], speed["commits"])
            beyond.append(f"{kind}, {connections}: {part:.2f} of the smaller of hello and commits")
        if kind == "postgresql" and connections > 1:
            if speed["ours"] < OF_HELLO_LIMIT * speed["hello"]:
                beyond.append(f"{kind}, {connections}: {speed['ours'] / speed['hello']:.2f} of hello")
            slower = middle(rounds["ours", connections], 99) / middle(rounds["hello", connections], 99)
            if slower > P99_LIMIT:
                beyond.append(f"{kind}, {connections}: p99 is {slower:.2f} times hello's")
    errors = sum(load.errors for loads in rounds.values() for load in loads)
    memory = max(ours.memory_mb())
    if errors:
        beyond.append(f"{kind}: {errors} errors")
    if memory > MEMORY_LIMIT_MB:
        beyond.append(f"{kind}: {memory:.0f} MB a process")
    return beyond


def median(loads: list[Load], name: str) -> float:
    return statistics.median(getattr(load, name) for load in loads)


def middle(loads: list[Load], per_cent: int) -> float:
    return statistics.median(load.percentile(per_cent) for load in loads)


if __name__ == "__main__":
    main()
