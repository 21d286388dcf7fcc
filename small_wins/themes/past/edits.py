"""Wins corrected: their words or their day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from difflib import SequenceMatcher

from models import queries
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.wordlists import listed

LOOKED_THROUGH = 50
"""So many of the latest wins may be meant by a correction that names one."""
SOUNDS_ALIKE = 0.5
"""So alike a word must be to the right one, to be what was misheard; by its letters, from 0 to 1."""
_NOON = time(12)


def meant_by(journal: Journal, text: str, words: str = "") -> Win | None:
    """The win that a correction is about: the latest that holds `words`, the one that the text names, or the last."""
    latest = queries.latest_wins(journal.session, journal.person.person_id, LOOKED_THROUGH)
    if words and (holds := next((win for win in latest if _place(win.phrase, words)), None)):
        return holds
    named = set(record.roots(journal, text))
    base = journal.language.grammar.base
    shared = [len(named & {base(word) for word in win.phrase.split()}) for win in latest]
    return latest[shared.index(max(shared))] if latest else None


def replaced(journal: Journal, phrase: str, wrong: str, right: str) -> str | None:
    """The phrase with other words; None where it can't be told which are wrong."""
    if wrong and (place := _place(phrase, wrong)):
        return _put(journal, phrase, place, right)
    acts = journal.language.grammar.find_acts(right)
    if len(acts) == 1 and not wrong:
        return acts[0].what
    bare = _without_article(journal, right)
    likeness, said = max((_likeness(word, bare), word) for word in phrase.split()[1:] or [""])
    if likeness < SOUNDS_ALIKE:
        return None
    place = _place(phrase, said)
    return _put(journal, phrase, place, bare) if place else None


def set_phrase(journal: Journal, win: Win, phrase: str) -> bool:
    """Write other words for a win, and say whether they were: what the screen stops is not."""
    language = journal.language
    if language.screen.read_all((phrase, language.as_sentence(phrase))).level != "none":
        return False
    if win.phrase in win.said:
        win.said = win.said.replace(win.phrase, phrase)
    win.phrase = phrase
    win.domain = language.understanding.domain_of(phrase)
    return True


def set_day(journal: Journal, win: Win, day: date) -> None:
    """Move a win to another day gone by; at what time of it is not known."""
    win.day = day
    moved = datetime.combine(day, _NOON, journal.zone).astimezone(UTC)
    win.happened_at = win.told_at if day == journal.day_of(win.told_at) else moved


def day_in(journal: Journal, text: str) -> date | None:
    """The one day gone by that a text names."""
    found = journal.language.grammar.find_past_days(text, journal.today)
    if found is None or found[1] - found[0] >= timedelta(days=1):
        return None
    return found[0]


def _place(phrase: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a phrase, as whole words; 'the soap' also where there is only 'soap'."""
    for start in range(len(words.split())):
        wanted = r"\s+".join(re.escape(word) for word in words.split()[start:])
        if found := re.search(rf"(?<!\w){wanted}(?!\w)", phrase, re.IGNORECASE):
            return found.span()
    return None


def _put(journal: Journal, phrase: str, place: tuple[int, int], right: str) -> str:
    """The right words in that place; an article that stands before it stays."""
    before = phrase[: place[0]]
    if (before.split() or [""])[-1].lower() in _articles(journal):
        right = _without_article(journal, right)
    return f"{before}{right}{phrase[place[1] :]}"


def _without_article(journal: Journal, words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _articles(journal) else words


def _likeness(word: str, right: str) -> float:
    return SequenceMatcher(None, word.lower(), right.lower()).ratio()


def _articles(journal: Journal) -> frozenset[str]:
    return frozenset(listed(journal, "wins", "articles"))
