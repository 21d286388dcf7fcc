"""Very many requests: whether one fails, and whether memory stays flat."""

from __future__ import annotations

from benchmarks.skill.load import send
from benchmarks.skill.process import Server
from benchmarks.skill.signing import Signer

CONNECTIONS = 16
BATCH = 2000
SETTLED = 0.2
"""So much of the way caches and pools have what they want; what is added later is growth."""
GROWTH_LIMIT_PER_CENT = 5.0


def soak(kind: str, server: Server, signer: Signer, count: int) -> list[str]:
    """Send them, print a line now and then, and give what is beyond a limit, in words."""
    print(f"\n### {kind}, {count} requests over {CONNECTIONS} connections\n")
    print("| requests | a second | p99, ms | errors | MB a process |\n| ---: | ---: | ---: | ---: | ---: |")
    errors, settled, memory = 0, 0.0, 0.0
    batches = -(-count // BATCH)
    for number in range(1, batches + 1):
        load = send(server.port, signer.requests(BATCH), CONNECTIONS, b"outputSpeech")
        errors, memory = errors + load.errors, max(server.memory_mb())
        if not settled and number >= SETTLED * batches:
            settled = memory
        if number == 1 or number % max(1, batches // 10) == 0:
            line = f"| {number * BATCH} | {load.a_second:.0f} | {load.percentile(99):.0f} | {errors} | {memory:.1f} |"
            print(line, flush=True)
    growth = (memory / settled - 1) * 100
    print(f"\nmemory grew by {growth:.1f} % after the first {SETTLED:.0%}")
    beyond = [f"{kind}: {errors} errors in the soak"] if errors else []
    return beyond + ([f"{kind}: memory grew by {growth:.1f} %"] if growth > GROWTH_LIMIT_PER_CENT else [])
