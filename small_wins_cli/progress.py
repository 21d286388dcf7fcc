"""What a command says on standard error while it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable

import typer

from small_wins_cli.limits import PROGRESS, ProgressLimits


class Progress:
    """Says a sentence when a command has been at it for long enough, and again each time that long has gone by."""

    def __init__(self, limits: ProgressLimits = PROGRESS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._every, self._monotonic = limits.every_seconds, monotonic
        self._said_at = monotonic()

    def at(self, sentence: Callable[[], str]) -> None:
        """It has come so far; the sentence is made only where it is said."""
        now = self._monotonic()
        if now - self._said_at >= self._every:
            self._said_at = now
            typer.echo(sentence(), err=True)
