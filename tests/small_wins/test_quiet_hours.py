"""Quiet hours: set by voice, read back, and kept by everything that is said unasked but what was asked for within."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models.ids import new_id
from models.tables import TrustedPerson
from small_wins.core import Core
from small_wins.due import waiting
from small_wins.themes.personal import quiet_hours
from tests.conftest import NOON
from tests.small_wins.intentions.test_commitments import Moment
from tests.small_wins.talk import Talk
from tests.small_wins.test_due import journal_of

TEN = NOON + timedelta(hours=10)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def talk(core: Core, moment: Moment) -> Talk:
    talk = Talk(replace(core, clock=moment))
    with journal_of(talk):
        pass
    return talk


def texts(talk: Talk) -> list[str]:
    return [item.text for item in waiting(talk.core, talk.person)]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("no talking between ten at night and eight", 22, 8),
        ("quiet hours from eleven to seven", 23, 7),
        ("quiet hours from nine to nine", 21, 9),
        ("quiet hours from midnight to half past eight", 0, 8.5),
        ("set my quiet hours from half ten until half past seven", 22.5, 7.5),
        ("keep quiet from ten to eight am", 22, 8),
        ("be quiet between one and three", 13, 15),
        ("don't wake me before nine", 0, 9),
        ("no talking after ten", 22, 8),
        ("do not disturb me after 10 pm", 22, 8),
        ("silence from eleven at night until seven", 23, 7),
    ],
)
def test_they_are_set_by_voice(talk: Talk, said: str, start: float, end: float) -> None:
    assert talk.say(said).speech.startswith("Quiet from ")
    with journal_of(talk) as journal:
        assert quiet_hours.hours(journal) == (start * 60, end * 60)


def test_they_are_told_moved_and_turned_off(talk: Talk) -> None:
    assert talk.say("what are my quiet hours").speech == "You have no quiet hours."
    assert talk.say("no talking between ten at night and eight").speech == "Quiet from ten until eight in the morning."
    assert talk.say("don't wake me before nine").speech == "Quiet from ten until nine in the morning."
    assert talk.say("what are my quiet hours").speech == "Your quiet hours are from ten until nine in the morning."
    assert talk.say("quiet hours off").speech == "No quiet hours, then."
    assert talk.say("what are my quiet hours").speech == "You have no quiet hours."


def test_without_times_they_are_asked_for_once(talk: Talk) -> None:
    assert talk.say("quiet hours").open
    assert talk.say("from ten until eight").speech == "Quiet from ten until eight in the morning."
    talk.say("quiet hours")
    assert talk.say("no").speech == "That's fine. It stays as it was."
    talk.say("my energy is one")
    assert not talk.say("quiet hours").open


def test_undo_takes_them_back(talk: Talk) -> None:
    talk.say("no talking between ten at night and eight")
    talk.say("undo that")
    assert talk.say("what are my quiet hours").speech == "You have no quiet hours."


def test_a_recap_and_a_check_in_within_them_stay_unsaid(talk: Talk, moment: Moment) -> None:
    talk.say("quiet hours from five pm to eight am")
    with journal_of(talk) as journal:
        journal.person.recap_minute = 22 * 60
        row = TrustedPerson(
            person_id=journal.person.person_id, id=new_id(NOON), at=NOON, name="my sister", check_in="daily"
        )
        journal.session.add(row)
    for hours in (6, 10):
        moment.now = NOON + timedelta(hours=hours)
        assert texts(talk) == []
    assert len(talk.say("quiet hours off").actions) == 1  # the recap, ten o'clock not being quiet any more


def test_the_question_once_a_day_is_not_asked_within_them(talk: Talk, moment: Moment) -> None:
    talk.say("after my coffee i'll read a page")
    talk.say("i keep forgetting it")
    talk.say("ask me once a day")
    talk.say("quiet hours from five pm to eight am")
    moment.now = NOON + timedelta(hours=6)
    assert texts(talk) == []


def test_a_time_that_they_chose_within_them_is_said_once(talk: Talk, moment: Moment) -> None:
    talk.say("no talking between nine at night and eight")
    talk.say("remind me to take my tablet every day at ten pm")
    moment.now = TEN
    assert len(texts(talk)) == 1
    assert texts(talk)[0].endswith("take your tablet.")


def test_a_part_of_the_day_is_no_time_that_they_chose(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every evening")
    talk.say("quiet hours from five pm to eight am")
    with journal_of(talk) as journal:
        journal.session.flush()
    for hour in range(24):
        moment.now = NOON + timedelta(hours=hour)
        assert texts(talk) == []


def test_they_end_what_waits_and_what_was_due_before_their_end_stays_unsaid(talk: Talk, moment: Moment) -> None:
    talk.say("no talking between ten at night and eight")
    with journal_of(talk) as journal:
        journal.person.recap_minute = 21 * 60 + 58
    moment.now = TEN - timedelta(minutes=2)
    assert len(texts(talk)) == 1
    moment.now = TEN
    assert texts(talk) == []
    with journal_of(talk) as journal:
        journal.person.recap_minute = 7 * 60 + 55
    moment.now = TEN + timedelta(hours=10, minutes=1)
    assert texts(talk) == []


def test_what_they_mean_for_the_recap_or_a_reminder_is_said(talk: Talk) -> None:
    talk.say("put the recap at eleven pm")
    assert talk.say("no talking between ten at night and eight").speech == (
        "Quiet from ten until eight in the morning. The recap is in there, so it stays unsaid."
    )
    assert talk.say("put the recap at half past ten").speech == (
        "The recap is at half past ten. That's in your quiet hours, so it stays unsaid."
    )
    talk.say("no evening recap")
    talk.say("remind me to take my tablet every day at seven am")
    assert talk.say("don't wake me before nine").speech == (
        "Quiet from ten until nine in the morning. What you asked for at a time in between still comes."
    )


def test_later_that_would_fall_into_them_is_left_and_a_time_that_is_named_is_kept(talk: Talk, moment: Moment) -> None:
    talk.say("remind me to read a page every day at half past nine pm")
    talk.say("no talking between ten at night and eight")
    moment.now = TEN - timedelta(minutes=5)
    assert talk.say("later").speech == "Your quiet hours begin before that, so it's left for today."
    moment.pass_(minutes=10)
    assert texts(talk) == []
    moment.now = TEN + timedelta(hours=23, minutes=55)
    assert talk.say("in half an hour").speech == "All right, again in 30 minutes."
    moment.pass_(minutes=30)
    assert len(texts(talk)) == 1


def test_they_go_by_the_clock_where_the_person_is(talk: Talk) -> None:
    talk.say("no talking between ten at night and eight")
    with journal_of(talk, "America/New_York") as journal:
        assert not quiet_hours.is_quiet(journal, TEN)
        assert quiet_hours.is_quiet(journal, TEN + timedelta(hours=5))
        assert not quiet_hours.is_quiet(journal, TEN + timedelta(hours=15))
