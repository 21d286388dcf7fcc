"""The queries, a file a theme. All but those of `people` name the person whose rows they touch."""

from models.queries.archive import anchor_ids, archive_count, archive_last, archive_latest, remarks_since
from models.queries.body import count_days_with_wins, last_heard_at
from models.queries.commitments import (
    check_ins,
    commitments_due,
    find_commitment,
    open_commitments,
    people_to_tell,
    was_remarked,
)
from models.queries.deletion import (
    count_about,
    count_days,
    count_feelings,
    count_notes,
    delete_about,
    delete_days,
    delete_feelings,
    delete_notes,
    delete_person,
    forget_echoes,
)
from models.queries.exports import every_win, has_wins, latest_feelings_since, latest_wins_since
from models.queries.notes import latest_notes
from models.queries.patterns import newest_feelings, newest_triggers, newest_wins
from models.queries.people import add_person, find_person
from models.queries.playbook import latest_done, playbook_entries
from models.queries.record import count_wins, last_win, latest_wins, wins_to_search
from models.queries.rewards import commitment_made_since, remarked_since, rewards
from models.queries.sharing import (
    cancel_waiting,
    claim,
    doubt_the_abandoned,
    due_messages,
    latest_commitments,
    latest_message,
    latest_messages_from,
    may_be_sent,
    message_by_id,
    message_to_tell_of,
    settle,
    something_to_do,
    trusted_people,
)
from models.queries.steps import (
    last_suggestion,
    latest_acts,
    latest_after_feelings,
    latest_step_marks,
    latest_suggestions,
    latest_values,
    never_steps,
)
from models.queries.talk import find_turn, keep_conversation, last_change, load_conversation, sweep
from models.queries.values import personal_values
from models.queries.weekly_plan import plan_items
from models.queries.wins import all_wins, wins_between, wins_by_id

__all__ = [
    "add_person",
    "all_wins",
    "anchor_ids",
    "archive_count",
    "archive_last",
    "archive_latest",
    "cancel_waiting",
    "check_ins",
    "claim",
    "commitment_made_since",
    "commitments_due",
    "count_about",
    "count_days",
    "count_days_with_wins",
    "count_feelings",
    "count_notes",
    "count_wins",
    "delete_about",
    "delete_days",
    "delete_feelings",
    "delete_notes",
    "delete_person",
    "doubt_the_abandoned",
    "due_messages",
    "every_win",
    "find_commitment",
    "find_person",
    "find_turn",
    "forget_echoes",
    "has_wins",
    "keep_conversation",
    "last_change",
    "last_heard_at",
    "last_suggestion",
    "last_win",
    "latest_acts",
    "latest_after_feelings",
    "latest_commitments",
    "latest_done",
    "latest_feelings_since",
    "latest_message",
    "latest_messages_from",
    "latest_notes",
    "latest_step_marks",
    "latest_suggestions",
    "latest_values",
    "latest_wins",
    "latest_wins_since",
    "load_conversation",
    "may_be_sent",
    "message_by_id",
    "message_to_tell_of",
    "never_steps",
    "newest_feelings",
    "newest_triggers",
    "newest_wins",
    "open_commitments",
    "people_to_tell",
    "personal_values",
    "plan_items",
    "playbook_entries",
    "remarked_since",
    "remarks_since",
    "rewards",
    "settle",
    "something_to_do",
    "sweep",
    "trusted_people",
    "was_remarked",
    "wins_between",
    "wins_by_id",
    "wins_to_search",
]
