"""Wins that are named to be taken out, or of which it is said that they were not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models import changes, queries
from models.queries.talk import UNDO_REACHES
from models.tables import Change, Win
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.past.edits import LOOKED_THROUGH
from small_wins.themes.wordlists import plain


def named(journal: Journal, words: str) -> list[Win]:
    """The wins that have all these words, one of each wording, latest first: those of the last half hour, else of
    today, else of all that may be meant.
    """
    wanted = set(record.roots(journal, words))
    if not wanted:
        return []
    latest = _latest(journal)
    found = [win for win in latest if wanted <= set(record.roots(journal, win.phrase))]
    reaches: Sequence[Callable[[Win], bool]] = (
        lambda win: _is_new(journal, win),
        lambda win: win.day == journal.today,
        lambda _: True,
    )
    nearest = next((near for reach in reaches if (near := [win for win in found if reach(win)])), [])
    return _one_of_each(nearest)


def mentioned(journal: Journal, text: str) -> list[Win]:
    """The wins of the last half hour that share a telling word with a text, one of each wording, latest first."""
    said = set(record.roots(journal, text))
    found = [win for win in _latest(journal) if _is_new(journal, win) and said & set(record.roots(journal, win.phrase))]
    return _one_of_each(found)


def denied(journal: Journal, words: str) -> list[Win]:
    """The win of the last half hour that is this act: 'make soup', 'fed the cat'. A shared word is not enough."""
    act = plain(journal.language.grammar.bare(words))
    verb, roots = act.partition(" ")[0], set(record.roots(journal, words))
    for win in _latest(journal):
        told = plain(journal.language.grammar.bare(win.phrase))
        alike = told.partition(" ")[0] == verb and roots and roots <= set(record.roots(journal, win.phrase))
        if _is_new(journal, win) and (told == act or alike):
            return [win]
    return []


def put_right_last(journal: Journal) -> Win | None:
    """The win that the last change put right: 'scrap that last one' means the win then, and not its correction."""
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    if change is None or changes.ids_added(change.detail, Win) or changes.ids_deleted(change.detail, Win):
        return None
    ids = changes.ids_touched(change.detail, Win)
    return next(iter(queries.wins_by_id(journal.session, journal.person.person_id, ids)), None)


def take_out(journal: Journal, win: Win) -> None:
    """Take one win out, with what its telling changed besides. It is a change like any: "undo" puts it back."""
    session, person_id = journal.session, journal.person.person_id
    if change := _that_added(journal, win):
        changes.put_back(session, person_id, change.detail)
        session.delete(change)
        return
    for feeling in queries.feelings_of(session, win):
        session.delete(feeling)
    session.delete(win)


def _that_added(journal: Journal, win: Win) -> Change | None:
    """The change that can be taken back and added this win and no other."""
    lately = queries.changes_lately(journal.session, journal.person.person_id, journal.now)
    return next((change for change in lately if changes.ids_added(change.detail, Win) == [win.id]), None)


def _one_of_each(latest_first: Sequence[Win]) -> list[Win]:
    return [win for place, win in enumerate(latest_first) if win.phrase not in {w.phrase for w in latest_first[:place]}]


def _latest(journal: Journal) -> list[Win]:
    found = queries.latest_wins(journal.session, journal.person.person_id, LOOKED_THROUGH)
    return [win for win in found if journal.may_say(win.phrase)]


def _is_new(journal: Journal, win: Win) -> bool:
    return win.told_at >= journal.now - UNDO_REACHES
