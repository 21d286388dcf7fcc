"""What every view works with: whose journal it is, in which words, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app, g

from interaction_model.language import Language
from interaction_model.understanding.screen import Screening
from journal_page.access import Access, Visit
from journal_page.limits import LIMITS
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.journals import changing, is_marked, reading
from small_wins.locales import locale_of

DOOR = "page"
"""How wins that came by this door are marked."""
EXTENSION = "journal_page"


@dataclass(frozen=True)
class Page:
    """The page of one person."""

    core: Core
    known_as: str
    """How the core knows the person: 'local:me'."""
    access: Access
    read: Callable[[str], Screening] = field(init=False)
    """What the safety screen finds in a text, remembered: the same acts are shown again and again."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "read", lru_cache(LIMITS.known_texts)(self.language.screen.read))

    @property
    def locale(self) -> str:
        return locale_of(self.core.settings)

    @property
    def language(self) -> Language:
        return self.core.language(self.locale)

    @property
    def words(self) -> Mapping[str, Any]:
        """The page's own words, by key."""
        return self.language.page

    @contextmanager
    def reading(self) -> Iterator[Journal]:
        """The journal. What was deleted of it through another door is forgotten by this visit too."""
        guest = visit()
        with reading(self.core, self.known_as) as journal:
            if guest.told_as and not is_marked(journal, guest.told_as):
                guest.forget(journal.now)
            yield journal

    @contextmanager
    def changing(self, kind: str) -> Iterator[Journal]:
        with changing(self.core, self.known_as, kind) as journal:
            yield journal
        visit().put_aside(self.core.clock())

    def may_show(self, text: str) -> bool:
        """Whether a text stands on a view that others may look at too; else it is opened by itself."""
        return self.read(text).level == "none"

    def line(self, key: str, **values: object) -> str:
        """The page's text of that key, its placeholders filled."""
        return str(self.words[key]).format(**values)

    def count(self, key: str, count: int, **values: object) -> str:
        """The same of two texts, for one and for any other number."""
        one, many = self.words[key]
        return str(one if count == 1 else many).format(count=count, **values)

    def day(self, day: date) -> str:
        """'Wednesday 18 November 2026'"""
        names = {"weekday": self.words["weekdays"][day.weekday()], "month": self.words["months"][day.month - 1]}
        return self.line("date", day=day.day, year=day.year, **names)

    def month(self, day: date) -> str:
        """'November 2026'"""
        return self.line("month", month=self.words["months"][day.month - 1], year=day.year)


def page() -> Page:
    """The page of the running application."""
    found: Page = current_app.extensions[EXTENSION]
    return found


def visit() -> Visit:
    """The visit of the present request."""
    found: Visit = g.visit
    return found
