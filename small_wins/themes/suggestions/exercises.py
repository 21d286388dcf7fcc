"""Exercises of the body: chosen, and kept as a win when the person says that it was done."""

from __future__ import annotations

import uuid

from interaction_model.exercises import Exercise, Pieces
from interaction_model.understanding.meaning import Win as ToldWin
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.past.wins import keep_wins

DOMAIN = "somatic"
LONGEST_FEELING = 10
"""Words; what is longer is kept, but not said back."""


def is_quiet(journal: Journal) -> bool:
    """Whether they said that it has to be quiet around them today."""
    return bool(days.limits(journal).get("quiet"))


def pieces_of(journal: Journal, exercise: Exercise) -> Pieces:
    """What is said, with its silences: a single round where it has to be quiet."""
    return exercise.timed(1 if is_quiet(journal) else None)


def keep_done(journal: Journal, exercise: Exercise, said: str, door: str, feeling: str | None = None) -> list[Win]:
    """Keep the exercise as a win, with how it was; empty where the screen stops what was said."""
    return keep_wins(journal, [ToldWin(exercise.act, DOMAIN, feeling=feeling)], said, door)


def keep_feeling(journal: Journal, win_id: str, feeling: str) -> bool:
    """Keep how an exercise was with its win; false where that is gone by now."""
    win = journal.session.get(Win, (journal.person.person_id, uuid.UUID(win_id)))
    if win is None:
        return False
    win.feeling_after = feeling
    return True


def say_done(journal: Journal, exercise: Exercise, feeling: str | None) -> str:
    """What was done, said back with how it was where that can be said: 'it felt calmer', 'that helped a bit'."""
    language = journal.language
    acts = language.grammar.second_person(exercise.act)
    if feeling is None or len(feeling.split()) > LONGEST_FEELING or language.grammar.find_number(feeling) is not None:
        return language.say("body_done", acts=acts)
    if felt := language.grammar.felt(feeling):
        return language.say("body_done_felt", acts=acts, feeling=felt)
    return language.say("body_done_and", acts=acts, told=language.grammar.second_person(feeling))
