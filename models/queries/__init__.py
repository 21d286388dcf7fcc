"""The queries, a file a theme. All but those of `people` name the person whose rows they touch."""

from models.queries.patterns import newest_feelings, newest_triggers, newest_wins, steps_never_wanted
from models.queries.people import add_person, find_person
from models.queries.steps import last_suggestion
from models.queries.talk import find_turn, keep_conversation, last_change, load_conversation, sweep
from models.queries.wins import all_wins, wins_between, wins_by_id

__all__ = [
    "add_person",
    "all_wins",
    "find_person",
    "find_turn",
    "keep_conversation",
    "last_change",
    "last_suggestion",
    "load_conversation",
    "newest_feelings",
    "newest_triggers",
    "newest_wins",
    "steps_never_wanted",
    "sweep",
    "wins_between",
    "wins_by_id",
]
