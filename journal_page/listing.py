"""A list of wins, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal_page.limits import LIMITS
from journal_page.page import Page
from journal_page.shown import ShownWin, shown
from models import queries
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.past.record import Asked


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list."""

    wins: Sequence[ShownWin]
    count: int
    """How many the whole list has."""
    number: int
    """Of this page, from 1."""
    pages: int


def listing(page: Page, journal: Journal, asked: Asked, number: int = 1, *, newest_first: bool = True) -> Listing:
    """The wins that are asked for, the given page of them."""
    ids = list(record.find(journal, asked, narrow=True))
    if not newest_first:
        ids.reverse()
    pages = max(1, -(-len(ids) // LIMITS.wins_listed))
    number = min(max(1, number), pages)
    on_page = ids[(number - 1) * LIMITS.wins_listed : number * LIMITS.wins_listed]
    found = {win.id: win for win in queries.wins_by_id(journal.session, journal.person.person_id, on_page)}
    return Listing(shown(page, (found[one] for one in on_page if one in found)), len(ids), number, pages)
