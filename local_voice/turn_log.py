"""How long the last turns took, for `small-wins status`: stages in milliseconds, never a word nor an intent."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, FiniteFloat, TypeAdapter

from local_voice.limits import LIMITS
from local_voice.whole_file import replace_whole


@dataclass(frozen=True, slots=True)
class LoggedTurn:
    """One turn."""

    at: AwareDatetime

    stages: dict[str, FiniteFloat]
    """When each stage was reached, in milliseconds since the end of speech."""


_TURNS = TypeAdapter(tuple[LoggedTurn, ...])


class TurnLog:
    """The last turns, in a file. Where it can't be written, the log is lost and nothing else."""

    def __init__(self, path: Path, keep: int = LIMITS.turns_logged) -> None:
        self._path = path
        self._keep = keep

    def add(self, stages: Mapping[str, float], at: datetime) -> None:
        """Keep a turn's timings (see Timings.milliseconds), and let the oldest go."""
        turns = (*self.read(), LoggedTurn(at, dict(stages)))
        with suppress(OSError):
            replace_whole(self._path, _TURNS.dump_json(turns[-self._keep :]))

    def read(self) -> tuple[LoggedTurn, ...]:
        """The turns, the oldest first; a file that is missing or broken has none."""
        try:
            return _TURNS.validate_json(self._path.read_bytes())[-self._keep :]
        except (OSError, ValueError):
            return ()
