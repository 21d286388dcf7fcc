"""Settings by voice, the set-up and greetings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from interaction_model.request import Request
from models.tables import DayState, Person, PlaybookEntry
from small_wins.journal import Journal
from small_wins.themes import days
from tests.conftest import NOON
from tests.small_wins.talk import Talk

WORDS_A_MINUTE = 150
SECONDS_TO_ANSWER = 3


def person(talk: Talk) -> Person:
    with talk.core.database.reading() as session:
        return session.scalars(select(Person)).one()


def at(talk: Talk, moment: datetime) -> Talk:
    return replace(talk, core=replace(talk.core, clock=lambda: moment))


def test_speech_gets_slower_and_faster_by_steps_to_its_ends(talk: Talk) -> None:
    said = [talk.say("slower") for _ in range(4)]
    assert [reply.manner.rate for reply in said] == [85, 70, 60, 60]
    assert said[-1].speech == "This is as slow as I go."
    assert [talk.say("faster please").manner.rate for _ in range(6)] == [75, 90, 105, 120, 135, 140]


def test_speech_gets_louder_and_softer_by_steps_to_its_ends(talk: Talk) -> None:
    assert [talk.say("speak up").manner.volume for _ in range(3)] == [125, 150, 150]
    assert [talk.say("quieter please").manner.volume for _ in range(5)] == [125, 100, 75, 50, 50]


@pytest.mark.parametrize("before", [[], ["slower"]])
def test_a_changed_manner_is_undone(talk: Talk, before: list[str]) -> None:
    rate = ([100] + [talk.say(line).manner.rate for line in before])[-1]
    talk.say("slower")
    assert talk.say("undo that").manner.rate == rate


@pytest.mark.parametrize(
    ("said", "minute", "told"),
    [
        ("move the recap to half past nine", 21 * 60 + 30, "The recap comes at half past nine."),
        ("evening recap at eight", 20 * 60, "The recap comes at eight."),
        ("move the recap to seven in the morning", 7 * 60, "The recap comes at seven in the morning."),
        ("make the recap a bit later", 20 * 60 + 30, "The recap comes at half past eight."),
        ("no recap thanks", None, "No recap in the evening, then."),
    ],
)
def test_the_recap_comes_when_they_say(talk: Talk, said: str, minute: int | None, told: str) -> None:
    assert talk.say(said).speech == told
    assert person(talk).recap_minute == minute


def test_a_recap_time_that_was_not_said_is_asked_for(talk: Talk) -> None:
    assert talk.say("change the recap").speech.endswith("?")
    assert talk.say("at nine").speech == "The recap comes at nine."
    talk.say("change the recap")
    assert talk.say("never mind").speech == "That's fine. It stays as it was."
    assert person(talk).recap_minute == 21 * 60


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("my day ends at two at night", 2),
        ("my day ends at three", 3),
        ("my day ends at midnight", 0),
        ("set the end of my day to half two", 3),
        ("my day ends at eleven pm", None),
        ("after midnight still counts as today", 4),
    ],
)
def test_the_day_ends_when_they_say(talk: Talk, said: str, hour: int | None) -> None:
    talk.say(said)
    assert person(talk).day_ends_at_hour == hour


def test_the_name_is_kept_as_it_was_said_and_forgotten_on_a_wish(talk: Talk) -> None:
    assert talk.say("call me Mrs Ellis").speech == "I'll call you Mrs Ellis."
    assert person(talk).name == "Mrs Ellis"
    assert at(talk, NOON + timedelta(minutes=1)).say("hello").speech.startswith("Hello, Mrs Ellis.")
    talk.say("don't call me anything")
    assert person(talk).name is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("i live in northern ireland", "GB-NIR"),
        ("i live in ireland", "IE"),
        ("we've moved to the netherlands", "NL"),
        ("i'm living in the states", "US"),
    ],
)
def test_the_country_becomes_the_region_of_the_help_lines(talk: Talk, said: str, code: str) -> None:
    talk.say(said)
    assert person(talk).region == code
    assert code in talk.core.language("en-US").regions


def test_a_country_without_lines_or_unknown_is_said_to_be_so(talk: Talk) -> None:
    assert "no help lines" in talk.say("i live in portugal").speech
    assert "don't know that country" in talk.say("i live in narnia").speech
    assert person(talk).region == "PT"


def test_what_is_said_of_privacy_is_true_of_the_door(talk: Talk) -> None:
    assert "on this device" in talk.say("keep this between us").speech
    told = talk.send(Request("local:me", "alexa", "private", ("keep this between us",), "en-US"))
    assert "Amazon" in told.speech
    assert "on this device" not in told.speech


def test_the_set_up_takes_less_than_a_minute(talk: Talk) -> None:
    said, lines = "", ["set me up", "call me jo", "i'm in ireland", "at eight", "water the plants"]
    for line in lines:
        reply = talk.send(Request("local:me", "typed", line, (line,), "en"))
        said += f" {reply.speech}"
    assert said.endswith("That's everything I need.")
    answers = sum(len(line.split()) for line in lines)
    seconds = 60 * (len(re.findall(r"[\w']+", said)) + answers) / WORDS_A_MINUTE
    assert seconds < 60 - SECONDS_TO_ANSWER
    kept = person(talk)
    assert (kept.name, kept.region, kept.recap_minute) == ("jo", "IE", 20 * 60)
    with talk.core.database.reading() as session:
        [entry] = session.scalars(select(PlaybookEntry))
        assert (entry.phrase, entry.status) == ("watered the plants", "works")


@pytest.mark.parametrize("name", ["noah", "beth", "Nora", "it's tom"])
def test_a_name_is_no_no(talk: Talk, name: str) -> None:
    talk.say("set me up")
    assert "I'll call you" in talk.say(name).speech


def test_a_region_that_is_known_is_not_asked_for(talk: Talk) -> None:
    talk.say("set me up")
    assert "country" not in talk.say("skip").speech


def test_on_energy_one_the_set_up_says_what_it_has_to_and_asks_nothing(talk: Talk) -> None:
    talk.say("i drank some water")
    with talk.core.database.writing() as session:
        one = session.scalars(select(Person)).one()
        days.set_energy(Journal(session, one, NOON, talk.core.language("en-US"), talk.core.settings.person), 1)
        session.commit()
    reply = talk.say("set me up")
    assert "no replacement for a doctor" in reply.speech
    assert ("?" in reply.speech, reply.open) == (False, False)
    assert person(talk).set_up_at == NOON


def test_a_win_told_in_the_set_up_is_kept_as_one(talk: Talk) -> None:
    talk.say("set me up")
    talk.say("skip")
    talk.say("skip")
    assert talk.say("i fed the cat").speech.startswith("You fed the cat.")
    assert talk.kept() == ["fed the cat"]


def test_a_first_launch_says_who_it_is_and_later_ones_are_shorter(talk: Talk) -> None:
    launch = Request("local:me", "typed", "launch", intent="launch")
    first = talk.send(launch).speech
    assert "Small Wins" in first
    talk.say("i drank some water")
    again = at(talk, NOON + timedelta(days=1)).send(replace(launch, request_id="again")).speech
    assert "Small Wins" not in again
    assert len(again) < len(first)
    after_weeks = at(talk, NOON + timedelta(days=30)).send(replace(launch, request_id="weeks")).speech
    assert "good to hear you" in after_weeks


def test_after_a_day_of_low_energy_the_morning_asks_nothing(talk: Talk) -> None:
    talk.say("i drank some water")
    with talk.core.database.writing() as session:
        one = session.scalars(select(Person)).one()
        session.add(DayState(person_id=one.person_id, day=NOON.date(), energy=1, limits={}))
        session.commit()
    reply = at(talk, NOON + timedelta(hours=20)).say("good morning")
    assert reply.speech == "Good morning. It's a clean page."


@pytest.mark.parametrize("said", ["call me by my surname", "call me something else", "call me by another name please"])
def test_a_name_that_is_not_said_is_asked_for(talk: Talk, said: str) -> None:
    assert talk.say(said).expects == "text"
    assert talk.say("Byrne").speech == "I'll call you Byrne."


@pytest.mark.parametrize(
    "said",
    ["my name's Aoife but everyone calls me Ee", "i'm Aoife but you can call me Ee", "Aoife but they call me Ee"],
)
def test_of_two_names_the_one_that_people_use_is_kept(talk: Talk, said: str) -> None:
    talk.say("set me up")
    talk.say(said)
    assert person(talk).name == "Ee"


def test_a_name_that_is_not_said_in_the_set_up_is_not_made_up(talk: Talk) -> None:
    talk.say("set me up")
    talk.say("call me by my surname")
    assert person(talk).name is None


@pytest.mark.parametrize("said", ["speak normally", "go back to your normal speed", "talk at your usual volume"])
def test_the_usual_manner_of_speech_comes_back_on_asking(talk: Talk, said: str) -> None:
    talk.say("slower please")
    talk.say("louder")
    assert talk.say(said).speech == "At my usual pace and volume, like this."
    assert (person(talk).speech_rate, person(talk).speech_volume) == (None, None)


def test_how_things_are_set_is_told_on_asking(talk: Talk) -> None:
    talk.say("call me jo")
    talk.say("recap at eight")
    told = talk.say("what are my settings").speech
    assert told == "I call you jo. The recap comes at eight. Your day ends at four in the morning."


def test_a_name_that_they_do_not_like_is_dropped(talk: Talk) -> None:
    talk.say("call me love")
    assert talk.say("don't call me that").speech == "No name, then."
    assert person(talk).name is None


@pytest.mark.parametrize("said", ["i can't shower", "i just can't shower today", "i can't wash my hair"])
def test_an_act_that_is_too_much_is_no_wish_for_slower_speech(talk: Talk, said: str) -> None:
    assert talk.say(said).speech == "That's all right. It can wait."
    assert person(talk).speech_rate is None
