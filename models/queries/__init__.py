"""The queries, a file a theme. All but those of `people` name the person whose rows they touch."""

from models.queries.body import count_days_with_wins, count_wins, last_heard_at, steps_never_wanted
from models.queries.people import add_person, find_person
from models.queries.steps import last_suggestion
from models.queries.talk import find_turn, keep_conversation, last_change, load_conversation, sweep
from models.queries.wins import all_wins, wins_between, wins_by_id

__all__ = [
    "add_person",
    "all_wins",
    "count_days_with_wins",
    "count_wins",
    "find_person",
    "find_turn",
    "keep_conversation",
    "last_change",
    "last_heard_at",
    "last_suggestion",
    "load_conversation",
    "steps_never_wanted",
    "sweep",
    "wins_between",
    "wins_by_id",
]
