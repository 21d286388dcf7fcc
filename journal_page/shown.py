"""Wins as a view shows them: in their own words, as beads on a string."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from journal_page.limits import LIMITS
from journal_page.page import Page
from models.tables import Win

BEAD_PITCH = 16
"""From one bead to the next, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class ShownWin:
    """One win in a list."""

    id: uuid.UUID
    text: str
    """'' for one that is opened by itself."""
    domain: str
    day: date
    feeling: str


@dataclass(frozen=True, slots=True)
class Bead:
    """One win on a string, and where it is drawn."""

    domain: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class String:
    """The beads of a day."""

    beads: Sequence[Bead]
    count: int
    """How many wins there are; more than are drawn, perhaps."""
    kinds: Sequence[str]
    """The domains, the commonest first."""
    width: int
    height: int

    @property
    def rows(self) -> Sequence[tuple[int, int]]:
        """For each row of beads where its thread lies and where it ends."""
        ends: dict[int, int] = {}
        for bead in self.beads:
            ends[bead.y] = bead.x
        return list(ends.items())


def shown(page: Page, wins: Iterable[Win]) -> list[ShownWin]:
    """These wins for a list."""
    return [
        ShownWin(
            win.id,
            capital(win.phrase) if page.may_show(win.phrase) else "",
            win.domain,
            win.day,
            felt if (felt := win.feeling_after or "") and page.may_show(felt) else "",
        )
        for win in wins
    ]


def string_of(domains: Sequence[str], in_row: int = LIMITS.beads_a_row, most: int = LIMITS.beads_a_day) -> String:
    """The string of a day from the domains of its wins, in their order."""
    drawn = domains[:most]
    places = [divmod(place, in_row) for place in range(len(drawn))]
    beads = [
        Bead(domain, column * BEAD_PITCH + BEAD_PITCH // 2, row * BEAD_PITCH + BEAD_PITCH // 2)
        for domain, (row, column) in zip(drawn, places, strict=True)
    ]
    rows = places[-1][0] + 1 if places else 0
    kinds = sorted(dict.fromkeys(domains), key=lambda domain: -domains.count(domain))
    return String(beads, len(domains), kinds, min(in_row, max(1, len(drawn))) * BEAD_PITCH, rows * BEAD_PITCH)


def capital(text: str) -> str:
    """The text as a line of its own."""
    return text[:1].upper() + text[1:]
