"""What the running listener does at this moment, in a file, so that `small-wins status` can tell."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, TypeAdapter

from local_voice.limits import LIMITS, Limits
from local_voice.whole_file import READABLE_BY_OWNER, replace_whole
from small_wins.clock import Clock

STARTING = "starting"


@dataclass(frozen=True, slots=True)
class Door:
    """What a listener was seen to do."""

    state: str
    """'starting', or a state of the loop: 'waiting', 'listening', 'muted', ..."""

    since: AwareDatetime

    process_id: int

    microphone: str | None = None
    """Its name, '' for the system's default; None while there is none."""

    speaker: str | None = None
    """The same."""


_DOOR = TypeAdapter(Door)


class DoorState:
    """The state that a listener keeps for others to read, from `with` to its end.

    A lock beside the file lasts as long as the process does. Without it a number that another process was given after
    a power cut would pass for a listener. Of two listeners on one journal the first is told of. Each change is written
    by a thread of its own, a moment later, with whatever changed meanwhile: the loop never waits for a disk. Where the
    file can't be written, nothing is told.
    """

    def __init__(self, path: Path, clock: Clock, limits: Limits = LIMITS) -> None:
        self.path = path
        self._clock = clock
        self._debounce_seconds = limits.door_state_debounce_seconds
        self._lock_seconds = limits.door_state_lock_seconds
        self._held = _lock_of(path)
        self._changing = threading.Lock()
        self._writing: threading.Timer | None = None
        self._door = Door(STARTING, clock(), os.getpid())

    def __enter__(self) -> DoorState:
        with suppress(OSError, Timeout):
            # `status` holds it for an instant, too.
            self._held.acquire(self._lock_seconds)
            replace_whole(self.path, _DOOR.dump_json(self._door))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._held.is_locked:
            return
        with self._changing:
            writing, self._writing = self._writing, None
        if writing:
            writing.cancel()
            writing.join()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._held.release()

    def enter(self, state: str) -> None:
        """The listener is now in this state; cheap enough to be called for each piece of sound."""
        if state != self._door.state:
            self._change(replace(self._door, state=state, since=self._clock()))

    def hears_with(self, microphone: str | None) -> None:
        """Its microphone is now the one of this name; None while there is none."""
        if microphone != self._door.microphone:
            self._change(replace(self._door, microphone=microphone))

    def speaks_with(self, speaker: str | None) -> None:
        """Its speaker is now the one of this name; None while there is none."""
        if speaker != self._door.speaker:
            self._change(replace(self._door, speaker=speaker))

    def _change(self, door: Door) -> None:
        self._door = door
        if not self._held.is_locked:
            return
        with self._changing:
            if self._writing is None:
                self._write_soon()

    def _write_soon(self) -> None:
        self._writing = threading.Timer(self._debounce_seconds, self._write)
        self._writing.daemon = True
        self._writing.start()

    def _write(self) -> None:
        door = self._door
        with suppress(OSError):
            replace_whole(self.path, _DOOR.dump_json(door))
        with self._changing:
            if self._writing is None:
                return
            self._writing = None
            if self._door is not door:
                self._write_soon()


def read_door(path: Path) -> Door | None:
    """What the listener was last seen to do; None where nothing was written, or the file is broken."""
    try:
        return _DOOR.validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None


def listener_runs(path: Path) -> bool:
    """Whether there is a listener that keeps its state in this file."""
    lock = _lock_of(path)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _lock_of(path: Path) -> FileLock:
    # Not bound to a thread: it is let go by whichever ends the listener.
    return FileLock(path.with_name(f"{path.name}.lock"), mode=READABLE_BY_OWNER, thread_local=False)
