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

    page_code_minutes: int = 10
    """How long a code that opens the page can be typed."""

    page_tries: int = 10
    """A code of six digits ends once so many were tried while it waited, by whomever: of 1,000,000 possible ones."""

    guessing_remembered_days: int = 1
    """So long after a code ended like that, those that are told are twice as long, and no tries are counted."""

    page_visit_hours: int = 12
    """After so long without a look, a server's page has to be opened with a new code."""

    page_visit_days: int = 7
    """So long after it was opened too, whatever was looked at."""

    pairing_undo_days: int = 7
    """How long two journals that became one can be taken apart as they were."""


LIMITS = Limits()
