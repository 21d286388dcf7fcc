"""The daily reflection: one thing to keep, one word on the day."""

from __future__ import annotations

from collections.abc import Sequence

from interaction_model.understanding.meaning import Win as ToldWin
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.hard_times.hard_days import last_wins, stems
from small_wins.themes.past import wins
from small_wins.themes.past.notes import OBSERVATION, keep_note

TODAY_AT_MOST = 20
"""So many of today's wins are compared with what is to be kept; more would not be told again."""


def keep_one_thing(journal: Journal, told: Sequence[ToldWin], said: str, door: str) -> Sequence[Win] | None:
    """Keep what they named: acts as wins where they are not kept yet, anything else as an observation.

    The wins that are new; None where nothing of it is kept.
    """
    today = last_wins(journal, 1, TODAY_AT_MOST)
    acts = told or _acts_named(journal, said)
    fresh = [act for act in acts if not _is_kept(journal, act.what, today)]
    if acts:
        return (wins.keep_wins(journal, fresh, said, door) or None) if fresh else ()
    return () if _is_kept(journal, said, today) or keep_observation(journal, said) else None


def keep_observation(journal: Journal, said: str) -> bool:
    """Keep how the day went, in their words."""
    return keep_note(journal, said, OBSERVATION) is not None


def _acts_named(journal: Journal, said: str) -> list[ToldWin]:
    """'feeding the cat' is 'fed the cat' too."""
    language = journal.language
    acts = language.grammar.find_acts(language.grammar.trim(said), infinitive=True, today=journal.today)
    domain_of = language.understanding.domain_of
    return [ToldWin(act.what, domain_of(act.what), act.day_offset or 0, act.feeling) for act in acts]


def _is_kept(journal: Journal, said: str, today: Sequence[Win]) -> bool:
    wanted = stems(journal, said)
    return bool(wanted) and any(wanted <= stems(journal, win.phrase) for win in today)
