"""The skill's icons, drawn here: a quiet tick in a ring."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache

SIZES = {"small": 108, "large": 512}
"""What Amazon asks for, in pixels."""

Point = tuple[float, float]
GROUND, INK = (46, 94, 99), (247, 243, 233)
"""Red, green, blue."""
CENTRE, RADIUS, PEN = (0.5, 0.5), 0.34, 0.035
"""In widths of the icon: the ring, and half the width of its line."""
TICK: tuple[Point, Point, Point] = ((0.36, 0.51), (0.46, 0.61), (0.65, 0.40))
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@cache
def icon(name: str) -> bytes:
    """The PNG of an icon in `SIZES`: eight bits a channel, opaque."""
    size = SIZES[name]
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + _row(y, size) for y in range(size))
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def look_the_same(one: bytes, other: bytes) -> bool:
    """Whether two PNGs of ours have the same pixels: zlib packs them in its own way on each machine."""
    try:
        return _unpacked(one) == _unpacked(other)
    except (struct.error, zlib.error):
        return False


def _row(y: int, size: int) -> bytes:
    pixels = bytearray()
    for x in range(size):
        far = _distance_from_ink(((x + 0.5) / size, (y + 0.5) / size)) * size
        share = min(1.0, max(0.0, 0.5 - far))  # of the pixel that the line covers: a smooth edge
        pixels += bytes(round(ground + (ink - ground) * share) for ground, ink in zip(GROUND, INK, strict=True))
    return bytes(pixels)


def _distance_from_ink(point: Point) -> float:
    """To the edge of the nearest line; below nothing inside it."""
    ring = abs(math.dist(point, CENTRE) - RADIUS)
    return min(ring, _from_line(point, *TICK[:2]), _from_line(point, *TICK[1:])) - PEN


def _from_line(point: Point, start: Point, end: Point) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    gone = (point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]
    share = min(1.0, max(0.0, gone / (along[0] ** 2 + along[1] ** 2)))
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _unpacked(png: bytes) -> tuple[bytes, bytes]:
    """The header and the pixels."""
    header = len(_SIGNATURE) + 4 + 4
    begins = header + 13 + 4
    (length,) = struct.unpack(">I", png[begins : begins + 4])
    return png[header : header + 13], zlib.decompress(png[begins + 8 : begins + 8 + length])
