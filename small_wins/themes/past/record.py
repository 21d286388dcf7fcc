"""The record: what was kept, found again by day, kind, word or person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from interaction_model.language import Language
from models import queries
from models.tables import Win
from small_wins.journal import Journal

SEARCHED = 5000
"""So many of the latest wins are looked through for a word: years of them, and still read in a moment."""
SHOWN = 20
"""More lines than this fit no screen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which wins are asked for; nothing set: all."""

    span: tuple[date, date] | None = None
    """First and last day."""
    domain: str | None = None
    words: tuple[str, ...] = ()
    """Roots of words that a win holds, all of them."""

    def to_about(self) -> dict[str, str]:
        """As texts, for an open question."""
        span = " ".join(day.isoformat() for day in self.span) if self.span else ""
        return {"span": span, "domain": self.domain or "", "words": " ".join(self.words)}

    @classmethod
    def from_about(cls, about: Mapping[str, str]) -> Asked:
        """Read what `to_about` wrote."""
        days = [date.fromisoformat(day) for day in about.get("span", "").split()]
        span = (days[0], days[1]) if len(days) == len(("first", "last")) else None
        return cls(span, about.get("domain") or None, tuple(about.get("words", "").split()))


def asked_for(journal: Journal, slots: Mapping[str, str], text: str) -> Asked:
    """What a line asks for; its days are read from the line itself."""
    grammar = journal.language.grammar
    find = grammar.find_past_days
    span = find(text, journal.today) or find(slots.get("day", ""), journal.today)
    search = slots.get("search", "")
    words = roots(journal, search)
    if search and not words and slots.get("when"):  # "when did i get up": small words are all that there is
        plain = journal.language.understanding.contractions.plain(search).split()
        words = [grammar.base(word) for word in plain]
    return Asked(span, slots.get("domain"), tuple(words))


def roots(journal: Journal, text: str) -> list[str]:
    """The roots of the words of a text that tell wins apart."""
    return roots_in(journal.language, text)


def roots_in(language: Language, text: str) -> list[str]:
    """The same for a text of the language's own."""
    base = language.grammar.base
    # Words of a question are no words of a win.
    nothing = frozenset(language.understanding.words.get("wins", {}).get("empty", ()))
    plain = language.understanding.contractions.plain(text).split()
    told = (base(word.removesuffix("'s")) for word in plain if word not in nothing)
    return [word for word in dict.fromkeys(told) if word and word not in nothing]


def find(journal: Journal, asked: Asked) -> Sequence[uuid.UUID]:
    """The ids of the wins asked for, latest first, of the latest SEARCHED."""
    rows = queries.wins_to_search(
        journal.session, journal.person.person_id, asked.span, None if asked.words else asked.domain, SEARCHED
    )
    if not asked.words:
        return [row.id for row in rows]
    base, wanted = cache(journal.language.grammar.base), set(asked.words)
    return [row.id for row in rows if wanted <= {base(word.strip(",.'").lower()) for word in row.phrase.split()}]


def count(journal: Journal, asked: Asked) -> int:
    """How many wins there are of those asked for; all are counted but where a word is looked for."""
    if asked.words:
        return len(find(journal, asked))
    return queries.count_wins(journal.session, journal.person.person_id, asked.span, asked.domain)


def read(journal: Journal, ids: Sequence[uuid.UUID]) -> list[Win]:
    """These wins in the order of their ids, without what the screen would stop: an import may hold it."""
    found = {win.id: win for win in queries.wins_by_id(journal.session, journal.person.person_id, ids)}
    return [found[one] for one in ids if one in found and journal.may_tell(found[one].phrase)]


def last(journal: Journal) -> Win | None:
    """The win that was told last, of those that may be said."""
    latest = queries.latest_wins(journal.session, journal.person.person_id, SHOWN)
    return next((win for win in latest if journal.may_say(win.phrase)), None)
