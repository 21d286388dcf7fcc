"""Sends prepared requests over some connections, each kept open, and times every answer.

A loop of our own: the known load generators send one body again and again, or sign nothing.
"""

from __future__ import annotations

import asyncio
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

_LENGTH = re.compile(rb"content-length: (\d+)", re.I)


@dataclass
class Load:
    """What came of a load."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    """Answers without 200, or without the act that was told."""

    @property
    def a_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def percentile(self, per_cent: int) -> float:
        """Milliseconds within which so many of a hundred were answered."""
        return statistics.quantiles(self.milliseconds, n=100)[per_cent - 1]


def send(port: int, requests: list[bytes], connections: int, expected: bytes = b"") -> Load:
    """Send them all, over so many connections at once; each answer has to hold `expected`."""
    return asyncio.run(_send(port, requests, connections, expected))


async def _send(port: int, requests: list[bytes], connections: int, expected: bytes) -> Load:
    load, waiting = Load(), iter(requests)
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    begun = perf_counter()
    await asyncio.gather(*(_one_after_another(load, waiting, *streams, expected) for streams in opened))
    load.seconds = perf_counter() - begun
    for _, writer in opened:
        writer.close()
    return load


async def _one_after_another(
    load: Load, waiting: Iterator[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter, expected: bytes
) -> None:
    for request in waiting:
        begun = perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        load.milliseconds.append((perf_counter() - begun) * 1000)
        load.errors += not (head.startswith(b"HTTP/1.1 200") and expected in body)
