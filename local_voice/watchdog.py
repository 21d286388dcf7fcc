"""Telling systemd that the loop goes on: a service that says nothing for too long is killed and started anew."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress

ALIVE = b"WATCHDOG=1"


class Watchdog:
    """The one of the service that we run as, by sd_notify(3); where there is none, nothing is told."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """What systemd says of it stands in the environment."""
        self._address = environment.get("NOTIFY_SOCKET", "")
        limit = environment.get("WATCHDOG_USEC", "")
        ours = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        # As sd_watchdog_enabled(3) advises: twice as often as it has to be.
        self._every_seconds = int(limit) / 1_000_000 / 2 if limit.isdigit() and ours and self._address else None
        self._told_at = float("-inf")

    def beat(self) -> None:
        """The loop goes on. Cheap enough to be called for each piece of sound."""
        now = time.monotonic()
        if self._every_seconds is None or now - self._told_at < self._every_seconds:
            return
        self._told_at = now
        # A name that begins with @ is no file, but one of the kernel's own.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            door.setblocking(False)
            door.sendto(ALIVE, address)
