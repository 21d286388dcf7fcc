"""Medicine that was not taken, and misses where no plan is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk

NAMES_WHO_CAN_SAY = "pharmacist"
WAVED_THROUGH = ("changes nothing", "nothing is lost", "all right", "counts")


@pytest.mark.parametrize(
    "line",
    [
        "i skipped my meds",
        "i forgot my tablets this morning",
        "forgot me tablets",
        "i haven't had my meds yet today",
        "i missed two doses of my antidepressants",
        "i was too tired to take my meds",
        "i couldn't face my tablets",
        "i left my tablets at home",
        "i've run out of my sertraline",
        "i keep forgetting my tablets",
        "what if i miss a dose",
        "i can't remember if i took my tablets",
        "no tablets today",
        "i've no tablets left",
    ],
)
def test_medicine_that_was_not_taken_is_never_waved_through(talk: Talk, line: str) -> None:
    reply = talk.say(line)
    assert NAMES_WHO_CAN_SAY in reply.speech
    assert not [word for word in WAVED_THROUGH if word in reply.speech]
    assert (reply.safety, reply.wins) == ("none", ())


@pytest.mark.parametrize(
    "line", ["i didn't take my insulin", "i missed my warfarin", "i haven't had my epilepsy tablets"]
)
def test_medicine_that_cannot_wait_is_answered_more_urgently(talk: Talk, line: str) -> None:
    speech = talk.say(line).speech
    assert NAMES_WHO_CAN_SAY in speech
    assert " now" in speech
    assert "9 1 1" in speech


def test_no_word_about_doses_is_said_when_someone_asks_for_it(talk: Talk) -> None:
    talk.say("i forgot my tablets")
    assert NAMES_WHO_CAN_SAY in talk.say("should i take two tomorrow").speech


@pytest.mark.parametrize(
    "line", ["i had a shower but forgot my tablets", "i didn't take my tablets but i had a shower"]
)
def test_what_was_done_beside_it_is_kept(talk: Talk, line: str) -> None:
    reply = talk.say(line)
    assert talk.kept() == ["had a shower"]
    assert reply.speech.startswith("You had a shower.")
    assert NAMES_WHO_CAN_SAY in reply.speech


@pytest.mark.parametrize(
    "line",
    ["i took my tablets", "i picked up my prescription", "i remembered my tablets", "i didn't forget my tablets"],
)
def test_medicine_that_was_taken_is_a_win(talk: Talk, line: str) -> None:
    assert NAMES_WHO_CAN_SAY not in talk.say(line).speech
    assert len(talk.kept()) == 1


@pytest.mark.parametrize("line", ["i forgot the dishwasher tablets", "i forgot to give the cat her tablets"])
def test_other_tablets_are_not_theirs(talk: Talk, line: str) -> None:
    assert NAMES_WHO_CAN_SAY not in talk.say(line).speech


def test_a_plan_about_medicine_that_was_missed_is_not_waved_through(open_core: Callable[..., Core]) -> None:
    talk = Talk(open_core())
    talk.say("i'll take my insulin at one")
    talk.core = open_core(NOON + timedelta(hours=1, minutes=10))
    assert NAMES_WHO_CAN_SAY in talk.say("i forgot").speech


@pytest.mark.parametrize(
    "line", ["i broke my arm", "i couldn't sleep last night", "i missed my appointment", "i skipped the hospital scan"]
)
def test_a_miss_that_may_change_something_is_heard_and_no_more(talk: Talk, line: str) -> None:
    assert "changes nothing" not in talk.say(line).speech


def test_a_miss_of_a_plan_changes_nothing(talk: Talk) -> None:
    assert "One miss changes nothing" in talk.say("i missed my plan").speech
    talk.say("after lunch i'll stretch")
    talk.say("after dinner i'll read")
    assert "One miss changes nothing" in talk.say("i skipped it").speech
