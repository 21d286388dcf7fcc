"""What was kept is taken back: the last change, or a win by its name; and put back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.tables import TAKEN_BACK, Change, Feeling
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.past.test_wins_theme import set_energy
from tests.small_wins.talk import Talk

NOTHING_LIKE_THAT = "I find nothing like that. It may be there in other words."


@pytest.fixture
def told(talk: Talk) -> Talk:
    for line in ("i fed the cat", "i made soup", "i hoovered"):
        talk.say(line)
    return talk


def after(talk: Talk, **time: int) -> Talk:
    moment = NOON + timedelta(**time)

    def clock() -> datetime:
        return moment

    return replace(talk, core=replace(talk.core, clock=clock))


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("take out the soup", "made soup"),
        ("delete the cat one", "fed the cat"),
        ("remove feeding the cat", "fed the cat"),
        ("forget the soup", "made soup"),
        ("take that soup off the list", "made soup"),
        ("ah get rid of the cat one would you", "fed the cat"),
        ("can you remove the bit about soup please", "made soup"),
        ("the soup one wasn't real take it out", "made soup"),
        ("i didn't make soup actually", "made soup"),
        ("no i never fed the cat", "fed the cat"),
        ("i haven't actually made the soup yet", "made soup"),
    ],
)
def test_what_is_named_is_taken_out_and_no_other(told: Talk, said: str, gone: str) -> None:
    before = told.kept()
    assert told.say(said).speech == f"Taken back: {gone}."
    assert told.kept() == [win for win in before if win != gone]


@pytest.mark.parametrize("said", ["take out the stew", "delete the laundry", "delete the dog one"])
def test_where_nothing_has_that_name_that_is_said(told: Talk, said: str) -> None:
    assert told.say(said).speech == NOTHING_LIKE_THAT
    assert told.kept() == ["fed the cat", "made soup", "hoovered"]


@pytest.mark.parametrize("said", ["i didn't make the bed", "i didn't make bread", "take out the bins"])
def test_what_names_no_win_takes_none(told: Talk, said: str) -> None:
    told.say(said)
    assert told.kept() == ["fed the cat", "made soup", "hoovered"]


def test_of_several_with_that_name_it_is_asked_which(talk: Talk) -> None:
    talk.say("i made soup")
    talk.say("i bought soup")
    assert talk.say("take out the soup").speech == "Which one do you mean: bought soup and made soup?"
    assert talk.say("the one i bought").speech == "Taken back: bought soup."
    assert talk.kept() == ["made soup"]


def test_on_energy_one_nothing_is_asked_and_nothing_taken(talk: Talk) -> None:
    talk.say("i made soup")
    talk.say("i bought soup")
    set_energy(talk.core, 1)
    reply = talk.say("take out the soup")
    assert "?" not in reply.speech
    assert not reply.open
    assert talk.kept() == ["made soup", "bought soup"]


def test_where_a_plan_may_be_meant_it_is_asked(talk: Talk) -> None:
    talk.say("after dinner i'll feed the cat")
    talk.say("i fed the cat")
    assert "the plan" in talk.say("delete the cat one").speech
    talk.say("the plan")
    assert talk.kept() == ["fed the cat"]
    assert talk.say("what are my plans").speech == "You have no plan open, and that's fine."


def test_a_plan_is_not_let_go_for_another_name(talk: Talk) -> None:
    talk.say("after lunch i'll do yoga")
    assert talk.say("delete the cat one").speech == NOTHING_LIKE_THAT
    assert "yoga" in talk.say("what are my plans").speech


def test_what_was_taken_out_by_name_comes_back_whole(talk: Talk, core: Core) -> None:
    talk.say("i made soup and felt calm")
    talk.say("i hoovered")
    talk.say("take out the soup")
    assert feelings(core) == []
    assert talk.say("undo that").speech == "It's back as it was: you made soup."
    assert [one.word for one in feelings(core)] == ["calm"]


@pytest.mark.parametrize(
    "said",
    [
        "put it back",
        "no wait put it back",
        "redo",
        "actually keep it",
        "undo the undo",
        "no leave it in",
        "i want it back",
        "on second thoughts keep that",
        "keep it after all",
        "can you put that back in please",
    ],
)
def test_what_was_taken_back_is_put_back(talk: Talk, core: Core, said: str) -> None:
    talk.say("i fed the cat")
    talk.say("i made soup and felt calm")
    talk.say("undo that")
    assert talk.say(said).speech == "It's back: you made soup."
    assert talk.kept() == ["fed the cat", "made soup"]
    assert [one.word for one in feelings(core)] == ["calm"]


def test_step_by_step_all_of_it_is_put_back(told: Talk) -> None:
    for _ in range(3):
        told.say("undo that")
    assert told.kept() == []
    for _ in range(3):
        told.say("put it back")
    assert told.kept() == ["fed the cat", "made soup", "hoovered"]
    assert told.say("put it back").speech == "Nothing was taken back in the last half hour."


def test_what_was_put_back_can_be_taken_back_again(talk: Talk) -> None:
    for line in ("i made soup", "undo that", "put it back", "undo that"):
        talk.say(line)
    assert talk.kept() == []


def test_after_half_an_hour_it_is_not_put_back_and_its_words_are_gone(talk: Talk, core: Core) -> None:
    talk.say("i made soup")
    talk.say("undo that")
    assert after(talk, minutes=31).say("put it back").speech == "Nothing was taken back in the last half hour."
    with core.database.reading() as session:
        assert [row for row in session.scalars(select(Change)) if row.kind == TAKEN_BACK] == []


def test_a_correction_that_was_undone_comes_back_with_its_day(talk: Talk) -> None:
    talk.say("i made soup")
    talk.say("actually it was yesterday")
    assert talk.say("undo that").speech == "It's back as it was: today you made soup."
    assert talk.say("put it back").speech == "It's back: yesterday you made soup."


def test_that_last_one_is_the_win_and_not_its_correction(talk: Talk) -> None:
    talk.say("i made soup")
    talk.say("actually it was yesterday")
    assert talk.say("no, scrap that last one").speech == "Taken back: made soup."
    assert talk.kept() == []


@pytest.mark.parametrize("said", ["did you keep that", "did you save it", "have you got that down", "is that kept"])
def test_a_question_takes_nothing_back(talk: Talk, said: str) -> None:
    talk.say("i made the bed")
    assert talk.say(said).speech == "The last one I have: today you made the bed."
    assert talk.kept() == ["made the bed"]


def test_where_nothing_is_kept_the_question_is_answered_so(talk: Talk) -> None:
    assert talk.say("did you keep that").speech == "Nothing is kept yet. You can tell me again."


@pytest.mark.parametrize(
    "said", ["cancel that", "no forget it", "no", "nope", "no not that", "scrap that", "forget it"]
)
def test_a_plan_that_was_read_back_is_taken_back_at_once(talk: Talk, said: str) -> None:
    talk.say("after lunch i'll do yoga")
    assert talk.say(said).speech == "Taken back. That plan is gone."
    assert talk.say("put it back").speech == "That's back again."
    assert "yoga" in talk.say("what are my plans").speech


def test_a_no_that_comes_later_lets_no_plan_go(talk: Talk) -> None:
    talk.say("after lunch i'll do yoga")
    after(talk, minutes=11).say("no")
    talk.say("what did i do today")
    talk.say("no")
    assert "yoga" in talk.say("what are my plans").speech


@pytest.mark.parametrize("said", ["at six i'll ring mum", "remind me to eat"])
def test_a_plan_that_is_asked_about_is_taken_back_too(talk: Talk, said: str) -> None:
    assert talk.say(said).open
    assert talk.say("cancel that").speech == "All right, that plan is let go. What you did stays."
    assert talk.say("what are my plans").speech == "You have no plan open, and that's fine."


@pytest.mark.parametrize(
    ("said", "plan"),
    [
        ("make it two minutes of stretching instead", "After lunch, two minutes of stretching. It's changed."),
        ("make it after dinner", "After dinner, do yoga. It's changed."),
        ("actually let's do a short walk instead", "After lunch, a short walk. It's changed."),
    ],
)
def test_a_plan_that_was_read_back_is_put_right(talk: Talk, said: str, plan: str) -> None:
    talk.say("after lunch i'll do yoga")
    assert talk.say(said).speech == plan


def test_a_plain_wish_is_a_plan_without_a_cue_yet(talk: Talk) -> None:
    assert talk.say("i want to go for walks").conversation.question == "commitments_ask_cue"
    assert talk.say("after lunch").speech.startswith("After lunch, go for walks.")


def feelings(core: Core) -> list[Feeling]:
    with core.database.reading() as session:
        return list(session.scalars(select(Feeling)))
