"""Small rewards of their own. Rest is one that nobody has to earn."""

from __future__ import annotations

from datetime import timedelta

from models import queries
from models.ids import new_id
from models.tables import Commitment, Reward
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.wordlists import alike, plain

MOST = 50
SPOKEN = 3
JUST_MADE = timedelta(minutes=10)
"""So long a reward that is named belongs to the plan that was made before it."""
ASKED, ASKED_REACHES = "asked for rewards", timedelta(days=365)
"""Which rewards they like is asked once: the days of a year are looked through for it."""


def listed(journal: Journal) -> list[Reward]:
    """Their rewards, as far as they may be said; the latest first."""
    found = queries.rewards(journal.session, journal.person.person_id, MOST)
    return [reward for reward in reversed(found) if journal.may_say(reward.text)]


def add(journal: Journal, text: str) -> Reward:
    """Remember a reward; one that is there is not kept twice."""
    found = queries.rewards(journal.session, journal.person.person_id, MOST)
    known = next((reward for reward in found if plain(reward.text) == plain(text)), None)
    if known is not None:
        return known
    reward = Reward(person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, text=text)
    journal.session.add(reward)
    return reward


def for_plan(journal: Journal, text: str) -> Commitment | None:
    """Tie the reward to the plan that was made a moment ago; None where there is none."""
    since = journal.now - JUST_MADE
    plan = queries.commitment_made_since(journal.session, journal.person.person_id, since)
    if plan is not None:
        plan.reward = text
    return plan


def named(journal: Journal, text: str) -> Reward | None:
    """The reward of theirs that the words name."""
    return next((reward for reward in listed(journal) if alike(journal, text, reward.text)), None)


def next_one(journal: Journal) -> str | None:
    """One of theirs, another one each time that it is asked for."""
    own = listed(journal)
    if not own:
        return None
    times = days.remarked(journal, "celebrated")
    days.remark(journal, "celebrated")
    return own[(journal.today.toordinal() + times) % len(own)].text


def may_ask(journal: Journal) -> bool:
    """Whether they were never asked what they like."""
    first = journal.today - ASKED_REACHES
    return not queries.remarked_since(journal.session, journal.person.person_id, ASKED, first)


def asked(journal: Journal) -> None:
    days.remark(journal, ASKED)
