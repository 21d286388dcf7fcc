"""Clocks that jump, change or move with the person: what was asked for comes at its time by the clock on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from models.tables import Commitment
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.due import announced, waiting
from tests.conftest import NOON
from tests.small_wins.intentions.test_commitments import Moment
from tests.small_wins.talk import Talk
from tests.small_wins.test_due import AT_TWO, READ, journal_of

Opens = Callable[..., Core]
HOUR = timedelta(hours=1)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def talk(open_core: Opens, database_url: str, moment: Moment) -> Talk:
    return Talk(replace(open_core(database=database_url), clock=moment))


def said_between(talk: Talk, moment: Moment, first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    """When something was said to somebody who never answers but with a word about something else."""
    found = []
    moment.now = first
    while moment.now <= last:
        for item in waiting(talk.core, talk.person):
            assert announced(talk.core, talk.person, item)
            found.append(moment.now)
            talk.conversation = Conversation()
            talk.say("what are my plans")
        moment.now += step
    return found


def next_at(talk: Talk) -> datetime | None:
    with journal_of(talk) as journal:
        return journal.session.scalars(select(Commitment)).one().next_at


def test_a_clock_that_jumps_ahead_by_an_hour_lets_go_what_it_jumped_over(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every day at two pm")
    before = said_between(talk, moment, AT_TWO - HOUR, AT_TWO - HOUR / 2, HOUR / 12)
    after = said_between(talk, moment, AT_TWO + HOUR / 2, AT_TWO + 24 * HOUR, HOUR / 4)
    assert (before, after) == ([], [AT_TWO + 24 * HOUR])


def test_a_clock_that_is_put_back_says_nothing_twice(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every day at two pm")
    assert said_between(talk, moment, AT_TWO, AT_TWO + HOUR / 4, HOUR / 12) == [AT_TWO]
    assert said_between(talk, moment, AT_TWO - 3 * HOUR / 4, AT_TWO + 2 * HOUR, HOUR / 12) == []
    moment.now = AT_TWO + HOUR
    assert said_between(talk, moment, AT_TWO + 24 * HOUR, AT_TWO + 24 * HOUR, HOUR) == [AT_TWO + 24 * HOUR]


def test_what_was_announced_can_be_answered_after_the_clock_is_put_back(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every day at two pm")
    moment.now = AT_TWO
    for item in waiting(talk.core, talk.person):
        announced(talk.core, talk.person, item)
    moment.now = AT_TWO - HOUR + timedelta(minutes=1)
    assert talk.say("done").speech.startswith("You read a page.")


def test_a_clock_that_was_years_ahead_for_a_while_leaves_nothing_there(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every day at two pm")
    moment.now = NOON.replace(year=2031)
    assert waiting(talk.core, talk.person) == []
    assert next_at(talk) is not None
    moment.now = NOON
    assert waiting(talk.core, talk.person) == []
    assert next_at(talk) == AT_TWO


def test_a_clock_that_was_hours_ahead_for_a_while_loses_no_reminder_that_is_meant_once(
    talk: Talk, moment: Moment
) -> None:
    talk.say("remind me to read a page at two pm")
    moment.now = AT_TWO + timedelta(hours=3)
    assert waiting(talk.core, talk.person) == []
    assert "two" not in talk.say("what are my plans").speech
    moment.now = NOON
    assert "two" in talk.say("what are my plans").speech
    assert waiting(talk.core, talk.person) == []
    moment.now = AT_TWO
    assert [item.text for item in waiting(talk.core, talk.person)] == [READ]


@pytest.mark.parametrize(
    ("zone", "changes", "said"),
    [
        ("Europe/Dublin", datetime(2027, 3, 28, tzinfo=UTC), "at half past one am"),
        ("Europe/Dublin", datetime(2027, 10, 31, tzinfo=UTC), "at half past one am"),
        ("America/New_York", datetime(2027, 3, 14, tzinfo=UTC), "at half past two am"),
        ("America/New_York", datetime(2027, 11, 7, tzinfo=UTC), "at half past one am"),
        ("Europe/Dublin", datetime(2027, 3, 28, tzinfo=UTC), "at two pm"),
        ("Europe/Dublin", datetime(2027, 10, 31, tzinfo=UTC), "at two pm"),
    ],
)
def test_when_the_clocks_change_it_is_said_once_a_day_all_the_same(
    talk: Talk, moment: Moment, zone: str, changes: datetime, said: str
) -> None:
    moment.now = changes - timedelta(days=2) + 13 * HOUR
    with journal_of(talk, zone):
        pass
    talk.say(f"remind me to read a page every day {said}")
    start = changes - timedelta(days=1) + 15 * HOUR
    found = said_between(talk, moment, start, start + timedelta(days=3), HOUR / 2)
    assert len(found) == 3
    assert all(HOUR * 23 <= later - sooner <= HOUR * 25 for sooner, later in pairwise(found))


@pytest.mark.parametrize(
    ("to", "utc_hour"),
    [("America/New_York", 19), ("Asia/Tokyo", 5), ("Europe/Paris", 13), ("Pacific/Auckland", 1)],
)
def test_somebody_who_moves_is_reminded_at_two_by_the_clock_there(
    talk: Talk, moment: Moment, to: str, utc_hour: int
) -> None:
    with journal_of(talk, "Europe/Dublin"):
        pass
    talk.say("remind me to read a page every day at two pm")
    said_between(talk, moment, AT_TWO, AT_TWO + HOUR, HOUR / 12)
    moment.now = AT_TWO + 8 * HOUR
    with journal_of(talk, to):
        pass
    found = said_between(talk, moment, AT_TWO + 8 * HOUR, AT_TWO + 56 * HOUR, HOUR)
    assert {(one.hour, one.minute) for one in found} == {(utc_hour, 0)}
    assert len(found) == 2


def test_a_short_hop_west_on_the_same_day_says_nothing_twice(talk: Talk, moment: Moment) -> None:
    with journal_of(talk, "Europe/Paris"):
        pass
    talk.say("remind me to read a page every day at two pm")
    assert len(said_between(talk, moment, AT_TWO - HOUR, AT_TWO - HOUR, HOUR)) == 1
    with journal_of(talk, "Europe/London"):
        pass
    assert said_between(talk, moment, AT_TWO - HOUR / 2, AT_TWO + HOUR, HOUR / 12) == []
    assert said_between(talk, moment, AT_TWO + 23 * HOUR, AT_TWO + 25 * HOUR, HOUR / 12) == [AT_TWO + 24 * HOUR]


@pytest.mark.parametrize(
    ("said", "utc"), [("tomorrow at two pm", AT_TWO + 29 * HOUR), ("in three hours", NOON + 3 * HOUR)]
)
def test_what_is_meant_once_goes_by_the_clock_there_unless_it_is_a_length_of_time(
    talk: Talk, moment: Moment, said: str, utc: datetime
) -> None:
    with journal_of(talk, "Europe/Dublin"):
        pass
    talk.say(f"remind me to read a page {said}")
    with journal_of(talk, "America/New_York"):
        pass
    waiting(talk.core, talk.person)
    assert next_at(talk) == utc
