"""The numbers and time-outs of the page, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from small_wins.limits import LIMITS as CORE


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a view shows, and how long a link and a visit last."""

    link_seconds: int = 300
    """How long the one-time link can be opened."""

    idle: timedelta = timedelta(hours=CORE.page_visit_hours)
    """After so long without a look the page has to be opened anew."""

    prolonged_seconds: int = 60
    """A look prolongs a server's visit once in so long: each time is a write."""

    code_characters: int = 40
    """The longest code that is read, with spaces between its digits."""

    reply_seconds: int = 600
    """How long the last answer stays on the page: as long as a question waits for its answer."""

    body_bytes: int = 256 * 1024
    """The longest form that is read."""

    typed_characters: int = 2000
    """The longest text of one field that is kept. A longer one is screened in whole, and given back."""

    threads: int = 4
    """Requests that are answered at a time."""

    forms_remembered: int = 20
    """Of so many forms it is known where they led, if they are sent again."""

    hard_day_seconds: int = 3600
    """How long what was read on a hard day counts toward the few that are read."""

    wins_listed: int = 30
    """Entries in one list; the rest is a page further. Each is read by the safety screen."""

    beads_a_day: int = 16
    """Beads that a day of the calendar draws; what is more is told as a number."""

    beads_a_row: int = 4
    """Of a day in the calendar."""

    wins_a_day_in_week: int = 8
    """Lines that a day of the week has, so that a week is one sheet of paper."""

    roomy_lines: int = 14
    """A week of at most so many lines is printed large."""

    roomy_width: int = 45
    """So wide a text (a letter is 1, a sign of a wide script 2) is one line then; a wider one is two, and no more."""

    middling_lines: int = 28
    """One of at most so many is printed less small than a full one."""

    feelings_days: int = 30
    """How far back the line of feelings goes."""

    feelings_listed: int = 60
    """The latest of them stand in words below the line; the others are found by their day."""

    favourites: int = 8
    """Things that work for them; a longer list is not read."""

    notes: int = 50

    known_texts: int = 4096
    """Of how many texts it is remembered what the safety screen found in them."""


LIMITS = Limits()
