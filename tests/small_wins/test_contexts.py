"""The same words mean different things in different states of the talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from small_wins.conversation import Conversation
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk


@pytest.fixture
def later(core: Core) -> Callable[..., Talk]:
    """The same person some time later."""

    def talk(before: Talk, **time: int) -> Talk:
        moment = NOON + timedelta(**time)

        def clock() -> datetime:
            return moment

        return replace(before, core=replace(before.core, clock=clock))

    return talk


def test_done_after_a_step_keeps_that_step(talk: Talk) -> None:
    talk.say("what's one small thing i can do")
    assert talk.say("done").speech.startswith("You breathed in deeply once. ")
    assert talk.kept() == ["breathed in deeply once"]


def test_done_reaches_back_two_hours_and_no_further(talk: Talk, later: Callable[..., Talk]) -> None:
    talk.say("what's one small thing i can do")
    later(talk, hours=2, minutes=1).say("done")
    assert talk.kept() == []
    later(talk, hours=2).say("done")
    assert talk.kept() == ["breathed in deeply once"]


def test_smaller_after_a_step_makes_that_step_smaller(talk: Talk) -> None:
    talk.say("what's one small thing i can do")
    assert talk.say("smaller").speech.startswith("Let one slow breath out.")
    talk.say("done")
    assert talk.kept() == ["let one slow breath out"]


def test_smaller_without_a_step_is_the_smallest_one_there_is(talk: Talk) -> None:
    assert talk.say("make it smaller").speech == "Notice the next breath as it comes. That counts too."


def test_no_after_a_step_and_no_to_a_question_differ(talk: Talk) -> None:
    talk.say("what's one small thing i can do")
    assert talk.say("no not that one").intent == "different"
    fresh = replace(talk, conversation=Conversation(question="first_win"))
    assert fresh.say("no").intent == "no"


def test_of_several_hypotheses_the_one_that_makes_sense_is_kept(talk: Talk) -> None:
    talk.say("i made my bad", "i made my bed")
    talk.say("i drunk a glass of water", "i drank a glass of water")
    assert talk.kept() == ["made my bed", "drank a glass of water"]


@pytest.mark.parametrize("said", ["I made my bed.", "i made my bed!", '"I made my bed"', "So: I made my bed..."])
def test_marks_are_no_part_of_a_win(talk: Talk, said: str) -> None:
    assert talk.say(said).speech.startswith("You made your bed.")
    assert talk.kept() == ["made my bed"]


@pytest.mark.parametrize("ghost", ["the", "huh", "um", "a"])
def test_a_lone_ghost_is_met_with_silence(talk: Talk, ghost: str) -> None:
    assert talk.say(ghost).speech == ""
    assert talk.kept() == []


def test_our_own_words_heard_again_mean_nothing(talk: Talk) -> None:
    said = talk.say("i drank a glass of water").speech
    reply = talk.say(said.lower().rstrip(".").replace(".", ""))
    assert (reply.speech, talk.kept()) == ("", ["drank a glass of water"])


def test_the_same_act_told_again_is_no_echo(talk: Talk) -> None:
    talk.say("i drank a glass of water")
    talk.say("i drank a glass of water")
    assert len(talk.kept()) == 2


def test_a_half_sentence_waits_for_its_rest(talk: Talk) -> None:
    assert talk.say("i made the").speech == ""
    assert talk.kept() == []
    talk.say("bed this morning")
    assert talk.kept() == ["made the bed"]


def test_a_half_sentence_does_not_wait_for_ever(talk: Talk, later: Callable[..., Talk]) -> None:
    talk.say("i made the")
    later(talk, minutes=2).say("bed this morning")
    assert talk.kept() == []


def test_what_follows_a_half_sentence_may_stand_for_itself(talk: Talk) -> None:
    talk.say("i made the")
    talk.say("i had a shower")
    assert talk.kept() == ["had a shower"]


@pytest.mark.parametrize(
    ("half", "then", "kept"),
    [
        ("did the you know", "i made my bed", ["made my bed"]),
        ("i fed the cat and", "i made my bed", ["fed the cat", "made my bed"]),
        ("i disappeared on you didn't i", "i made my bed", ["made my bed"]),
    ],
)
def test_a_whole_win_is_no_rest_of_a_half_sentence(talk: Talk, half: str, then: str, kept: list[str]) -> None:
    talk.say(half)
    talk.say(then)
    assert sorted(talk.kept()) == kept


def test_a_cry_for_help_in_two_halves_is_heard(talk: Talk) -> None:
    talk.say("i want to")
    assert talk.say("die").safety == "crisis"


def test_what_is_not_to_be_kept_is_not(talk: Talk) -> None:
    assert talk.say("don't log this but i went to the pub").speech == "All right. That isn't kept."
    assert talk.kept() == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("yesterday i had a bath", "Yesterday you had a bath. "),
        ("three days ago i finished my book", "On Sunday you finished your book. "),
        ("last week i got my hair cut", "Last week you got your hair cut. "),
        ("i walked to the corner and it felt good", "You walked to the corner, and it felt good. "),
        ("i did the dishes and felt proud", "You did the dishes, and you felt proud. "),
        ("i had a bath which is something", "You had a bath. "),
    ],
)
def test_the_day_and_the_feeling_are_said_back(talk: Talk, told: str, said: str) -> None:
    assert talk.say(told).speech.startswith(said)
