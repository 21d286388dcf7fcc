"""Reminders that another service sounds: which are wanted, when, and what differs from what was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from interaction_model.request import Request
from models import queries
from small_wins import reminding
from small_wins.core import Core
from small_wins.reminding import Outcome, Told
from small_wins.reply import Reply
from small_wins.themes.intentions.reminders import Change
from tests.small_wins.talk import Talk

WEDNESDAY_NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
_numbers = count()


class Clock:
    now = WEDNESDAY_NOON

    def __call__(self) -> datetime:
        return self.now


class Through(Talk):
    """Talking through a door that another service sounds reminders for."""

    def say(self, *hypotheses: str, request_id: str = "") -> Reply:  # noqa: ARG002 - each has one of its own
        return self.send(self.request(*hypotheses))

    def request(self, *hypotheses: str) -> Request:
        return Request("alexa:me", "alexa", f"r{next(_numbers)}", hypotheses)

    def begin(self) -> list[Change]:
        return reminding.begin(self.core, self.request())

    def finish(self, *outcomes: Outcome) -> Told:
        return reminding.finish(self.core, self.request(), outcomes)

    def agree(self, line: str) -> Change:
        """A reminder that was said yes to and made."""
        self.say(line)
        self.say("yes")
        [change] = self.begin()
        self.finish(Outcome(change, "done", "token"))
        return change


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def talk(core: Core, clock: Clock) -> Through:
    return Through(replace(core, clock=clock), "alexa:me")


@pytest.mark.parametrize(
    ("line", "days", "at"),
    [
        ("remind me to read every day at two pm", (0, 1, 2, 3, 4, 5, 6), "2026-11-18T14:00"),
        ("remind me to read every monday at two pm", (0,), "2026-11-23T14:00"),
        ("remind me to read every weekday at nine am", (0, 1, 2, 3, 4), "2026-11-19T09:00"),
        ("remind me to read tomorrow at two pm", (), "2026-11-19T14:00"),
    ],
)
def test_a_clock_cue_says_when(talk: Through, line: str, days: tuple[int, ...], at: str) -> None:
    change = talk.agree(line)
    assert change.times is not None
    assert (change.times.days, f"{change.times.at:%Y-%m-%dT%H:%M}") == (days, at)


def test_the_end_of_their_day_is_the_next_day_of_the_calendar(talk: Through) -> None:
    talk.say("remind me to read every monday at half past midnight")
    talk.say("yes")
    [change] = talk.begin()
    assert change.times is not None
    assert change.times.days == (change.times.at.weekday(),)


def test_what_was_made_is_settled(talk: Through) -> None:
    talk.agree("remind me to read every day at two pm")
    assert talk.begin() == []
    assert talk.say("what are my plans").actions == ()


def test_what_is_being_tried_is_not_begun_twice_and_is_tried_again_later(talk: Through, clock: Clock) -> None:
    talk.say("remind me to read every day at two pm")
    talk.say("yes")
    [first] = talk.begin()
    assert first.first
    assert talk.begin() == []
    clock.now += timedelta(minutes=11)
    [again] = talk.begin()
    assert not again.first


def test_a_failure_is_news_once(talk: Through, clock: Clock) -> None:
    talk.say("remind me to read every day at two pm")
    talk.say("yes")
    assert talk.finish(*(Outcome(change, "later") for change in talk.begin())).key == "reminders_not_made"
    clock.now += timedelta(minutes=11)
    assert talk.finish(*(Outcome(change, "later") for change in talk.begin())) == Told()


def test_what_could_never_be_made_is_given_up(talk: Through, clock: Clock) -> None:
    talk.say("remind me to read every day at two pm")
    talk.say("yes")
    clock.now += timedelta(days=3)
    assert talk.begin() == []
    with talk.core.database.reading() as session:
        person = queries.find_person(session, "alexa:me")
        assert person is not None
        assert queries.reminders(session, person.person_id) == []


def test_a_time_in_their_quiet_hours_is_sounded_only_if_they_named_it(talk: Through) -> None:
    talk.say("quiet from one to three in the afternoon")
    assert talk.say("remind me to read every day at two pm").open
    talk.say("yes")
    assert len(talk.begin()) == 1


def test_the_zone_of_the_device_is_part_of_it(talk: Through, clock: Clock) -> None:
    talk.agree("remind me to read every day at two pm")
    request = Request("alexa:me", "alexa", "moved", ("what are my plans",), time_zone="Australia/Sydney")
    assert talk.send(request).actions == ({"kind": "reminders", "promises": False},)
    [change] = talk.begin()
    assert change.token == "token"  # noqa: S105
    assert change.times is not None
    assert (str(change.times.at.tzinfo), change.times.at.hour) == ("Australia/Sydney", 14)


def test_through_the_microphone_nothing_is_asked_of_a_service(talk: Through) -> None:
    talk.agree("remind me to read every day at two pm")
    typed = Request("alexa:me", "typed", "t1", ("cancel the reading",))
    assert talk.send(typed).actions == ()
    [change] = talk.begin()
    assert change.times is None


def test_a_stranger_has_none(talk: Through) -> None:
    assert talk.begin() == []
    assert talk.finish() == Told()
    reminding.declined(talk.core, talk.request(), for_good=True)
    assert reminding.permitted(talk.core, talk.request()) == []


def test_on_energy_one_none_is_offered_and_one_that_is_asked_for_waits_for_its_yes(talk: Through) -> None:
    talk.say("my energy is one today")
    assert not talk.say("at two pm i'll read for ten minutes").open
    asked_for = talk.say("remind me to stretch at three pm")
    assert asked_for.speech == "At three pm, stretch. Say yes, and I'll remind you today at three in the afternoon."
    assert asked_for.open
