"""The queries, a file a theme. All but those of `people` name the person whose rows they touch."""

from models.queries.commitments import (
    check_ins,
    commitments_due,
    find_commitment,
    open_commitments,
    people_to_tell,
    was_remarked,
)
from models.queries.people import add_person, find_person
from models.queries.steps import last_suggestion
from models.queries.talk import find_turn, keep_conversation, last_change, load_conversation, sweep
from models.queries.wins import all_wins, wins_between, wins_by_id

__all__ = [
    "add_person",
    "all_wins",
    "check_ins",
    "commitments_due",
    "find_commitment",
    "find_person",
    "find_turn",
    "keep_conversation",
    "last_change",
    "last_suggestion",
    "load_conversation",
    "open_commitments",
    "people_to_tell",
    "sweep",
    "was_remarked",
    "wins_between",
    "wins_by_id",
]
