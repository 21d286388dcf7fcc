"""People of one household: told apart by their voices where Alexa recognises them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models import queries
from skill.app import CORE
from skill.identity import person_of
from tests.skill.posting import Skill
from tests.skill.signing import USER_ID
from tests.skill.talking import Alexa

ANA, BEN = "amzn1.ask.person.ANA", "amzn1.ask.person.BEN"


@pytest.fixture
def ana(skill: Skill) -> Alexa:
    return Alexa(skill, voice=ANA)


@pytest.fixture
def ben(skill: Skill) -> Alexa:
    return Alexa(skill, voice=BEN)


@pytest.fixture
def anybody(skill: Skill) -> Alexa:
    return Alexa(skill)


def recap(alexa: Alexa) -> str:
    return alexa.say("what did i do today").speech


def test_two_voices_have_a_journal_each(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    assert ("bed" in recap(ana), "cat" in recap(ana)) == (True, False)
    assert ("bed" in recap(ben), "cat" in recap(ben)) == (False, True)


def test_the_first_voice_goes_on_with_the_journal_of_the_account(anybody: Alexa, ana: Alexa, ben: Alexa) -> None:
    anybody.say("i made my bed")
    ana.say("i fed the cat")
    assert all(word in recap(ana) for word in ("bed", "cat"))
    assert "bed" not in recap(ben)


def test_what_is_told_with_a_hoarse_voice_is_in_the_same_journal(ana: Alexa, anybody: Alexa) -> None:
    ana.say("i made my bed")
    anybody.say("i fed the cat")
    assert all(word in recap(ana) for word in ("bed", "cat"))


def test_a_further_voice_is_never_the_account(ana: Alexa, ben: Alexa, anybody: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    assert "cat" not in recap(anybody)


def test_a_session_stays_with_the_voice_it_began_with(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    ben.say("delete everything")
    ben.voice = None
    ben.say("yes delete everything")
    assert "bed" in recap(ana)
    assert "Nothing is kept" in recap(replace(ben, voice=BEN, attributes={}))


def test_another_voice_answers_no_question_that_it_was_not_asked(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    ana.say("delete everything")
    ana.voice = BEN
    ana.say("yes delete everything")
    assert "cat" in recap(replace(ben, attributes={}))
    assert "bed" in recap(replace(ana, voice=ANA, attributes={}))


def test_a_voice_that_is_recognised_in_mid_session_goes_on_with_it(anybody: Alexa, ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    anybody.say("delete everything")
    anybody.voice = ANA
    assert "deleted" in anybody.say("yes delete everything").speech
    assert "cat" in recap(replace(ben, attributes={}))


def test_care_goes_on_whoever_is_heard_next(ana: Alexa) -> None:
    ana.say("i want to die")
    ana.voice = BEN
    answer = ana.say("i made my bed")
    assert answer.open
    assert "care_until" in answer.attributes["conversation"]
    assert '"care_until": null' not in answer.attributes["conversation"]


def test_a_voice_hears_the_lines_of_the_country_that_the_account_chose(anybody: Alexa, ana: Alexa) -> None:
    anybody.say("i live in ireland")
    assert "1 1 6" in ana.say("i want to die").speech


def test_voices_are_kept_as_keyed_hashes_alone(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    answer = ben.say("help")
    kept = ana.skill.everything_kept()
    assert not any(name in kept for name in ("ANA", "BEN", USER_ID))
    assert "BEN" not in str(answer.envelope)


def test_everybody_of_an_account_is_found_by_it(ana: Alexa, ben: Alexa, anybody: Alexa) -> None:
    for one in (ana, ben, anybody, Alexa(ana.skill, user="amzn1.ask.account.ANOTHER")):
        one.say("i made my bed")
    core: Any = ana.skill.client.application.extensions[CORE]
    account = person_of(USER_ID, ana.skill.settings.id_key_file.read_text().strip().encode())
    with core.database.reading() as session:
        found = set(queries.people_of_account(session, account))
    assert len(found) == 2
    assert len(ana.skill.rows("person_id", "people")) == 3


def test_whoever_begins_anew_after_deleting_keeps_apart_from_the_others(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    ana.say("delete everything")
    ana.say("yes delete everything")
    ana.say("i drank some water")
    assert "cat" in recap(ben)
    assert "water" not in recap(ben)


def test_disabling_the_skill_forgets_every_voice_of_the_household(ana: Alexa, ben: Alexa) -> None:
    ana.say("i made my bed")
    ben.say("i fed the cat")
    event = {**ana.last, "request": {**ana.last["request"], "type": "AlexaSkillEvent.SkillDisabled"}}
    del event["session"]
    ana.skill.post(event)
    assert "bed" not in recap(ana)
    assert "cat" not in recap(ben)
