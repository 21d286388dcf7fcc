"""The limits of the core that guard something, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, and how often."""

    code_minutes: int = 10
    """How long a code that joins two journals can be said."""

    wrong_codes_a_day: int = 5
    """After so many wrong codes of one person, none is taken from them on that day."""

    wrong_codes_in_all: int = 10
    """A code ends once so many wrong ones were said while it waited, by whomever: of 1,000,000 possible ones."""

    pairing_undo_days: int = 7
    """How long two journals that became one can be taken apart as they were."""


LIMITS = Limits()
