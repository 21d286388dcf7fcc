"""The numbers and time-outs of the command line, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServeLimits:
    """How `serve` serves."""

    threads: int = 8
    """Requests that one process answers at a time."""

    body_times: int = 16
    """A body of up to so many times what an application reads still reaches it, and is refused in its own words."""

    graceful_stop_seconds: int = 10
    """How long a stop waits for the turns that are being answered; Alexa gives up on us after about eight."""

    keep_alive_seconds: int = 75
    """How long an idle connection of the proxy stays open."""


SERVE = ServeLimits()


@dataclass(frozen=True, slots=True)
class ProgressLimits:
    """When a command at a terminal says how far it has come."""

    silent_seconds: float = 0.5
    """So long without a word, and the line is there."""

    tick_seconds: float = 0.1
    """How often the line is looked at."""

    whole_line_seconds: float = 2.0
    """How often there is a new one where none can be erased."""


PROGRESS = ProgressLimits()


@dataclass(frozen=True, slots=True)
class SentenceLimits:
    """How sentences stand at a terminal."""

    widest_columns: int = 100
    """Longer lines are hard to read."""


SENTENCES = SentenceLimits()
