"""Wins, feelings, the record and corrections: the rules that journeys do not show."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models import queries
from models.ids import new_id
from models.tables import DayState, Feeling, Win
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes.past import edits, record
from tests.conftest import NOON
from tests.small_wins.talk import Talk
from tests.small_wins.test_every_dialogue import OPEN

TODAY = NOON.date()


def person_id(core: Core) -> uuid.UUID:
    with core.database.reading() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        return person.person_id


def add_wins(core: Core, *phrases: str, day: date = TODAY) -> None:
    owner = person_id(core)
    with core.database.writing() as session:
        for phrase in phrases:
            session.add(
                Win(
                    person_id=owner,
                    id=new_id(NOON),
                    said=phrase,
                    phrase=phrase,
                    domain="home",
                    happened_at=NOON,
                    day=day,
                    told_at=NOON,
                    door="typed",
                )
            )
        session.commit()


def set_energy(core: Core, level: int) -> None:
    owner = person_id(core)
    with core.database.writing() as session:
        session.add(DayState(person_id=owner, day=NOON.date(), energy=level, limits={}))
        session.commit()


def feelings_of(core: Core) -> list[Feeling]:
    with core.database.reading() as session:
        return [*session.scalars(select(Feeling).order_by(Feeling.id))]


def at(talk: Talk, **time: int) -> Talk:
    moment = NOON + timedelta(**time)

    def clock() -> datetime:
        return moment

    return replace(talk, core=replace(talk.core, clock=clock))


@pytest.mark.parametrize("line", ["i finished ten minutes of reading", "i opened the door"])
def test_nothing_is_asked_or_offered_on_energy_one(core: Core, talk: Talk, line: str) -> None:
    talk.say("i made my bed")
    set_energy(core, 1)
    reply = talk.say(line)
    assert not reply.open
    assert "?" not in reply.speech
    assert "You could" not in reply.speech


def test_a_vague_aim_is_kept_without_a_question_on_energy_one(core: Core, talk: Talk) -> None:
    talk.say("hello")
    set_energy(core, 1)
    reply = talk.say("i did a bit better today")
    assert reply.speech.startswith("You did a bit better. ")
    assert "?" not in reply.speech


def test_nothing_is_offered_in_care_mode(talk: Talk) -> None:
    talk.say("i want to die")
    reply = talk.say("i opened the door")
    assert reply.speech == "You opened the door. It's kept."


def test_nothing_is_offered_after_a_rest(talk: Talk) -> None:
    assert "You could" not in talk.say("i had a nap").speech


def test_each_offer_is_made_once_a_day(talk: Talk) -> None:
    said = [talk.say(line).speech for line in ("i opened the door", "i opened the curtains", "i opened the window")]
    assert sum(", or stop there." in speech for speech in said) == 1
    asked = [talk.say(f"i finished {count} minutes of reading").speech for count in ("five", "six")]
    assert ["?" in speech for speech in asked] == [True, False]


def test_the_step_that_was_named_beside_a_win_does_not_keep_it_from_being_put_right(talk: Talk) -> None:
    talk.say("i opened the door")
    assert talk.say("that was yesterday").speech == "Changed: yesterday you opened the door."


def test_a_feeling_belongs_to_the_last_win_for_half_an_hour(core: Core, talk: Talk) -> None:
    talk.say("i made my bed")
    at(talk, minutes=30).say("it was a two before and a four after")
    assert [(one.moment, one.score, one.win_id is None) for one in feelings_of(core)] == [
        ("before", 2, False),
        ("after", 4, False),
    ]
    at(talk, minutes=31).say("it was a one before and a three after")
    assert [one.win_id is None for one in feelings_of(core)][2:] == [True, True]


def test_a_feeling_alone_is_of_now_and_of_no_win(core: Core, talk: Talk) -> None:
    talk.say("i made my bed")
    talk.say("i feel flat")
    assert [(one.moment, one.word, one.win_id) for one in feelings_of(core)] == [("now", "flat", None)]


def test_how_hard_it_was_is_a_feeling_during_it(core: Core, talk: Talk) -> None:
    assert talk.say("i rang the bank and it was hard").speech.startswith("You rang the bank, and it was hard. Both")
    assert [(one.moment, one.word) for one in feelings_of(core)] == [("during", "hard")]


def test_a_number_over_five_is_kept_as_a_word(core: Core, talk: Talk) -> None:
    talk.say("i made my bed")
    talk.say("it was a six before and an eight after")
    assert [(one.score, one.word) for one in feelings_of(core)] == [(None, "six"), (None, "eight")]


def test_a_time_that_the_act_names_is_when_it_happened(core: Core, talk: Talk) -> None:
    talk.say("i got up at eight")
    talk.say("i went to bed at ten")
    with core.database.reading() as session:
        up, bed = session.scalars(select(Win).order_by(Win.id))
    assert up.happened_at == datetime(2026, 11, 18, 8, tzinfo=UTC)
    assert bed.happened_at == datetime(2026, 11, 17, 22, tzinfo=UTC)


def test_a_time_to_come_is_not_when_it_happened(core: Core, talk: Talk) -> None:
    talk.say("i booked a table at eight this evening")
    with core.database.reading() as session:
        assert session.scalars(select(Win)).one().happened_at == NOON


def test_a_list_reads_three_and_then_the_next(core: Core, talk: Talk) -> None:
    talk.say("hello")
    add_wins(core, *(f"washed cup {letter}" for letter in "abcde"))
    first = talk.say("read me my wins")
    assert first.speech.count("cup") == 3
    assert first.speech.endswith("There are two more, if you say more.")
    assert len(first.screen.splitlines()) == 5
    last = talk.say("next")
    assert last.speech.count("cup") == 2
    assert not last.open


def test_a_list_asks_nothing_on_energy_one(core: Core, talk: Talk) -> None:
    talk.say("hello")
    set_energy(core, 1)
    add_wins(core, *(f"washed cup {letter}" for letter in "abcde"))
    assert not talk.say("read me my wins").open


def test_a_list_that_is_left_for_a_win_keeps_the_win(core: Core, talk: Talk) -> None:
    talk.say("hello")
    add_wins(core, *(f"washed cup {letter}" for letter in "abcde"))
    talk.say("read me my wins")
    assert talk.say("i made my bed").speech.startswith("You made your bed.")


def test_what_the_screen_would_stop_is_neither_read_nor_shown(core: Core, talk: Talk) -> None:
    talk.say("hello")
    add_wins(core, "wanted to kill myself", "washed a cup")
    reply = talk.say("read me my wins")
    assert "kill" not in reply.speech + reply.screen
    assert "washed a cup" in reply.speech


def test_forms_of_a_word_find_each_other(core: Core, talk: Talk) -> None:
    talk.say("hello")
    add_wins(core, "walked to the shop", "took a short walk", "cooked soup")
    assert talk.say("how many walks have i done").speech == "Two that I know of."


def test_a_correction_that_the_screen_stops_is_not_written(core: Core, talk: Talk) -> None:
    talk.say("i made my bed")
    owner = person_id(core)
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        assert person.person_id == owner
        journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
        (win,) = queries.latest_wins(session, person.person_id, 5)
        assert not edits.set_phrase(journal, win, "wanted to kill myself")
        assert win.phrase == "made my bed"


def test_a_correction_names_the_win_that_it_is_about(talk: Talk) -> None:
    talk.say("i had soap for lunch")
    talk.say("i made my bed")
    assert talk.say("change soap to soup").speech == "Changed: you had soup for lunch."
    assert talk.kept() == ["had soup for lunch", "made my bed"]


def test_a_correction_without_a_win_says_so(talk: Talk) -> None:
    assert talk.say("change soap to soup").speech == "There's nothing kept yet that I could change."


def test_undo_of_a_feeling_says_that_it_was_one(talk: Talk) -> None:
    talk.say("i feel flat")
    assert talk.say("undo that").speech == "Taken back: what you said about how it feels."


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (11, 12, "ten past eleven"),
        (0, 0, "midnight"),
        (12, 30, "half past twelve"),
        (23, 58, "midnight"),
        (11, 58, "midday"),
        (18, 40, "twenty to seven"),
        (23, 45, "a quarter to twelve"),
    ],
)
def test_times_are_said_as_people_say_them(core: Core, hour: int, minute: int, said: str) -> None:
    assert core.language("en-US").grammar.near_clock(hour, minute) == said


def test_a_word_is_looked_for_in_the_latest_wins(core: Core, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "SEARCHED", 2)
    talk.say("hello")
    add_wins(core, "fed the cat", day=NOON.date() - timedelta(days=9))
    add_wins(core, "washed a cup", "washed a bowl")
    assert talk.say("when did i feed the cat").speech.startswith("I find nothing like that.")


@pytest.mark.requirement("R130")
@pytest.mark.parametrize("line", ["i rang the clinic", "i opened the post and it was horrible"])
def test_what_was_hard_is_left_to_land_in_a_second_of_silence(core: Core, line: str) -> None:
    reply = Talk(core).say(line)
    (acts, seconds), (_, after) = reply.timed
    assert (seconds, after) == (1.0, 0.0)
    assert " ".join(text for text, _ in reply.timed) == reply.speech
    assert reply.speech.startswith(acts)


@pytest.mark.requirement("R130", twin=True)
def test_a_small_act_is_answered_without_a_pause(core: Core) -> None:
    assert Talk(core).say("i wiped the table").timed == ()


@pytest.mark.parametrize(
    "question", ["commitments_ask_action", "heavy_set", "plans_tie", "reward_own", "setup_habit", "what_matters"]
)
def test_a_win_that_is_told_in_place_of_an_answer_is_kept(talk: Talk, question: str) -> None:
    for line in OPEN[question]:
        talk.say(line)
    assert talk.conversation.question == question
    talk.say("i washed two plates")
    assert talk.kept() == ["washed two plates"]


@pytest.mark.parametrize("half", ["i dunno what to do with my", "lost the lot haven't i", "i might go to the"])
def test_a_win_after_half_a_sentence_is_no_rest_of_it(talk: Talk, half: str) -> None:
    talk.say(half)
    assert talk.conversation.pending == half
    talk.say("i washed two plates")
    assert talk.kept() == ["washed two plates"]


@pytest.mark.parametrize(
    ("told", "said", "kept"),
    [
        ("i had a bath", "no i had a shower", "had a shower"),
        ("i had a bath", "sorry i had a shower", "had a shower"),
        ("i fed the cat", "no wait i fed the dog", "fed the dog"),
        ("i had toast", "i mean i had crumpets", "had crumpets"),
        ("i had tea", "make that coffee", "had coffee"),
        ("i had a cup of tea", "make that coffee", "had a cup of coffee"),
        ("i had tea", "not tea, coffee", "had coffee"),
    ],
)
def test_another_end_or_another_act_takes_the_place_of_the_one_kept(
    talk: Talk, told: str, said: str, kept: str
) -> None:
    talk.say(told)
    assert talk.say(said).speech == f"Changed: you {kept}."
    assert talk.kept() == [kept]


def test_a_no_before_an_act_of_another_kind_keeps_both(talk: Talk) -> None:
    talk.say("i fed the cat")
    talk.say("no i went to the shop")
    assert talk.kept() == ["fed the cat", "went to the shop"]


def test_what_is_right_already_is_left_and_said(talk: Talk) -> None:
    talk.say("i had coffee")
    assert talk.say("not tea, coffee").speech == "It says that now: you had coffee."


def test_the_right_words_may_begin_with_the_wrong_ones(talk: Talk) -> None:
    talk.say("i went out for a walk with my sister and her dog")
    assert talk.say("you got that wrong").conversation.question == "right_words"
    assert talk.say("not dog, daughter").speech.endswith("and her daughter.")


@pytest.mark.parametrize(
    "said", ["i said no", "no i said no", "i said no thanks", "i did feck all", "i did sod all today"]
)
def test_a_refusal_or_nothing_is_no_win(talk: Talk, said: str) -> None:
    talk.say("no thanks")
    talk.say(said)
    assert talk.kept() == []


def test_whom_a_no_was_said_to_makes_it_a_win(talk: Talk) -> None:
    talk.say("i said no to my boss")
    assert talk.kept() == ["said no to my boss"]
