"""Exercises of the body, and how a reply is to sound."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.tables import Person, Win
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Manner
from small_wins.themes import days
from tests.conftest import NOON
from tests.small_wins.talk import Talk

LEAST_SECONDS, MOST_SECONDS = 5, 70


def with_journal(core: Core, change: object) -> None:
    """Change something in the one journal there is."""
    with core.database.writing() as session:
        person = session.scalars(select(Person)).one()
        change(Journal(session, person, NOON, core.language("en-US"), core.settings.person))  # type: ignore[operator]
        session.commit()


def low_energy(core: Core) -> None:
    with_journal(core, lambda journal: days.set_energy(journal, 1))


def test_breathing_is_three_rounds_of_four_in_and_six_out(talk: Talk) -> None:
    reply = talk.say("breathe with me")
    assert [seconds for _, seconds in reply.timed] == [4, 6] * 3
    assert (reply.open, reply.conversation.question) == (True, "breathing")


def test_where_it_has_to_be_quiet_an_exercise_is_one_round_and_softer(talk: Talk) -> None:
    talk.say("i drank some water")
    with_journal(talk.core, lambda journal: days.add_limits(journal, {"quiet": True}))
    reply = talk.say("breathe with me")
    assert [seconds for _, seconds in reply.timed] == [4, 6]
    assert reply.manner.volume < 100
    assert talk.say("stop").manner == Manner()


@pytest.mark.parametrize("exercise", list(Core.open().language("en-US").exercises), ids=lambda exercise: exercise.id)
def test_every_exercise_is_short_and_says_no_more_than_its_pieces(exercise: object) -> None:
    timed = exercise.timed()  # type: ignore[attr-defined]
    assert LEAST_SECONDS <= sum(seconds for _, seconds in timed) <= MOST_SECONDS
    assert all(0 < seconds <= 10 for _, seconds in timed)
    assert "!" not in str(timed)


@pytest.mark.parametrize(
    ("kind", "part", "chosen"),
    [
        (None, None, "four_six"),
        (None, "jaw", "jaw"),
        ("soften", None, "jaw"),
        ("relaxation", "legs", "squeeze_feet"),
        ("relaxation", "chest", "squeeze"),
        ("stretch", "neck", "stretch_neck"),
        ("nothing of ours", None, "four_six"),
        ("nothing of ours", "shoulders", "shoulders"),
    ],
)
def test_the_exercise_is_chosen_by_kind_and_part(talk: Talk, kind: str, part: str, chosen: str) -> None:
    exercise = talk.core.language("en-US").exercises.choose(kind, part)
    assert exercise.id == ("soften" if chosen == "jaw" and kind else chosen)


def test_on_energy_one_nothing_is_asked_after_an_exercise(talk: Talk) -> None:
    talk.say("i drank some water")
    low_energy(talk.core)
    talk.say("breathe with me")
    reply = talk.say("done")
    assert (reply.speech, reply.open) == ("You breathed slowly for three rounds. It's kept.", False)
    assert "?" not in talk.say("my heart's thumping").speech


def test_after_a_disclosure_an_exercise_is_led_and_nothing_asked(talk: Talk) -> None:
    talk.say("i want to die")
    assert talk.say("breathe with me").timed
    reply = talk.say("done")
    assert "?" not in reply.speech
    assert reply.conversation.in_care(NOON)


def test_how_it_was_is_kept_with_the_win_and_undone_with_it(talk: Talk) -> None:
    talk.say("breathe with me")
    talk.say("that helped a bit")
    with talk.core.database.reading() as session:
        assert session.scalars(select(Win)).one().feeling_after == "that helped a bit"
    talk.say("undo that")
    assert talk.kept() == []


def test_a_noise_leaves_the_exercise_as_it_is_and_a_second_one_is_met(talk: Talk) -> None:
    talk.say("breathe with me")
    reply = talk.say("the house of the")
    assert (reply.speech, reply.open, reply.conversation.question) == ("", True, "breathing")


def test_slower_in_an_exercise_leads_it_anew_and_slower(talk: Talk) -> None:
    talk.say("breathe with me")
    reply = talk.say("slower")
    assert (reply.manner.rate, bool(reply.timed)) == (85, True)


def test_an_exercise_that_is_no_longer_there_is_dropped(talk: Talk) -> None:
    talk.conversation = Conversation(question="breathing", about={"exercise": "gone"}, reprompt="body_again")
    assert talk.say("i drank some water").speech.startswith("You drank some water.")


def test_short_answers_lose_what_is_no_question_and_never_a_line_of_safety(talk: Talk) -> None:
    full = talk.say("i want to die").speech
    talk.conversation = Conversation()
    assert talk.say("shorter answers").speech == "Short answers from now on."
    assert talk.say("i drank some water").speech == "You drank some water."
    assert talk.say("what should i look after").speech.endswith("Which of them is nearest?")
    assert talk.say("say that again").speech.endswith("Which of them is nearest?")
    talk.conversation = Conversation()
    assert talk.say("i want to die").speech == full


def test_a_line_of_safety_is_said_at_their_own_loudness(talk: Talk) -> None:
    talk.say("speak up")
    assert talk.say("i want to die").manner.volume == 125


def test_the_same_request_again_sounds_the_same(talk: Talk) -> None:
    first = talk.say("speak up", request_id="twice")
    again = talk.say("speak up", request_id="twice")
    assert (again.speech, again.manner) == (first.speech, Manner(volume=125))


def test_a_chime_comes_with_what_is_kept_and_with_nothing_else(talk: Talk) -> None:
    assert not talk.say("i drank some water").manner.chime
    assert not talk.say("turn the chimes on").manner.chime
    assert talk.say("i drank some tea").manner.chime
    assert not talk.say("what did i do today").manner.chime


def test_an_aside_leaves_the_question_and_its_reprompt(talk: Talk) -> None:
    asked = talk.say("what should i look after")
    for aside in ("hang on", "say that again", "slower"):
        reply = talk.say(aside)
        assert (reply.open, reply.reprompt, reply.conversation.question) == (True, asked.reprompt, "basics")


def test_repeat_has_the_reprompt_of_the_question_it_repeats(talk: Talk) -> None:
    talk.say("my heart's thumping")
    assert talk.say("say that again").reprompt == "A yes slows one breath, and a no leaves it."


def test_a_basic_fits_the_limits_and_the_energy_of_the_day(talk: Talk) -> None:
    talk.say("i drank some water")
    with_journal(talk.core, lambda journal: days.add_limits(journal, {"in_bed": True}))
    talk.say("what should i look after")
    assert talk.say("food").speech == "I have nothing for that which fits today. Leaving it is fine."
    low_energy(talk.core)
    assert "?" not in talk.say("what should i look after").speech


def test_foggy_is_short_for_the_rest_of_the_day_and_no_longer(talk: Talk) -> None:
    talk.say("i'm foggy")
    assert talk.say("i drank some tea").speech == "You drank some tea."
    tomorrow = NOON + timedelta(days=1)
    later = replace(talk, core=replace(talk.core, clock=lambda: tomorrow), conversation=Conversation())
    assert later.say("i drank some tea").speech.count(".") == 2
