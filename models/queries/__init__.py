"""The queries, a file a theme. All but those of `people` name the person whose rows they touch."""

from models.queries.people import add_person, find_person
from models.queries.playbook import Done, latest_done, latest_suggestions, playbook_entries
from models.queries.rewards import commitment_made_since, remarked_since, rewards
from models.queries.steps import last_suggestion
from models.queries.talk import find_turn, keep_conversation, last_change, load_conversation, sweep
from models.queries.values import personal_values
from models.queries.weekly_plan import plan_items
from models.queries.wins import all_wins, wins_between, wins_by_id

__all__ = [
    "Done",
    "add_person",
    "all_wins",
    "commitment_made_since",
    "find_person",
    "find_turn",
    "keep_conversation",
    "last_change",
    "last_suggestion",
    "latest_done",
    "latest_suggestions",
    "load_conversation",
    "personal_values",
    "plan_items",
    "playbook_entries",
    "remarked_since",
    "rewards",
    "sweep",
    "wins_between",
    "wins_by_id",
]
