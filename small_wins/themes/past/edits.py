"""Wins corrected: their words or their day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from difflib import SequenceMatcher

from models import changes, queries
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.wordlists import listed, section

LOOKED_THROUGH = 50
"""So many of the latest wins may be meant by a correction that names one."""
SOUNDS_ALIKE = 0.5
"""So alike a word must be to the right one, to be what was misheard; by its letters, from 0 to 1."""
JUST_NOW = timedelta(minutes=10)
"""How long 'no, I had a shower' means the win that was kept last."""
SHORT, MIDDLING = 3, 6
"""Of an act of so many words it is plain which part other words replace: with an article, and without one."""
_NOON = time(12)


def meant_by(journal: Journal, text: str, words: str = "") -> Win | None:
    """The win that a correction is about: the latest that holds `words`, the one that the text names, or the last.

    It is said back, so that none is meant that may not be said.
    """
    found = queries.latest_wins(journal.session, journal.person.person_id, LOOKED_THROUGH)
    latest = [win for win in found if journal.may_tell(win.phrase)]
    if words and (holds := next((win for win in latest if _place(win.phrase, words)), None)):
        return holds
    named = set(record.roots(journal, text))
    base = journal.language.grammar.base
    shared = [len(named & {base(word) for word in win.phrase.split()}) for win in latest]
    return latest[shared.index(max(shared))] if latest else None


def kept_just_now(journal: Journal) -> Win | None:
    """The win that was kept a moment ago, and nothing since."""
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    if change is None or change.at < journal.now - JUST_NOW:
        return None
    kept = queries.wins_by_id(journal.session, journal.person.person_id, changes.ids_added(change.detail, Win))
    return kept[-1] if kept else None


def tells_of_one(journal: Journal, phrase: str, other: str) -> bool:
    """Whether two acts may be one, said in two ways: the verb is the same, or a word that tells wins apart."""
    bare = journal.language.grammar.bare
    same_verb = bare(phrase).split()[:1] == bare(other).split()[:1]
    return same_verb or not set(record.roots(journal, phrase)).isdisjoint(record.roots(journal, other))


def replaced(journal: Journal, phrase: str, wrong: str, right: str) -> str | None:
    """The phrase with other words; None where it can't be told which are wrong."""
    if wrong and (place := _place(phrase, wrong)):
        return _put(journal, phrase, place, right)
    acts = journal.language.grammar.find_acts(right)
    if len(acts) == 1 and not wrong:
        return acts[0].what
    bare = _without_article(journal, right)
    telling = [word for word in phrase.split()[1:] if record.roots(journal, word)]
    likeness, said = max((_likeness(word, bare), word) for word in telling or [""])
    if likeness < SOUNDS_ALIKE:
        return None if wrong else _mended(journal, phrase, right)
    place = _place(phrase, said)
    return _put(journal, phrase, place, bare) if place else None


def _mended(journal: Journal, phrase: str, right: str) -> str | None:
    """A short act with another end, as the grammar mends 'i had tea no sorry coffee'; of a longer one they tell it."""
    grammar, mends = journal.language.grammar, section(journal, "wins").get("mends", "")
    first = right.lower().partition(" ")[0]
    most_words = SHORT if first in _articles(journal) else MIDDLING
    no_end = not first or first in listed(journal, "wins", "goes_on") or grammar.find_number(right) is not None
    if no_end or len(phrase.split()) > most_words:
        return None
    acts = grammar.find_acts(str(mends).format(phrase=phrase, right=right))
    return acts[0].what if len(acts) == 1 and acts[0].what != phrase else None


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


def holds(phrase: str, words: str) -> bool:
    """Whether a phrase has these words in it."""
    return _place(phrase, words) is not None


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
