"""Dips that a person names: kept, with one step that may fit."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import queries
from models.ids import new_id
from models.tables import PlaybookEntry, Suggestion, Trigger
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes import days
from tests.conftest import NOON
from tests.small_wins.talk import Talk


def kept(core: Core) -> list[str]:
    with core.database.reading() as session:
        return list(session.scalars(select(Trigger.text).order_by(Trigger.id)))


def with_day(core: Core, energy: int | None = None, **limits: bool) -> None:
    """What holds for today, as another theme keeps it."""
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me") or queries.add_person(session, "local:me", NOON)
        journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
        if energy:
            days.set_energy(journal, energy)
        days.add_limits(journal, limits)
        session.commit()


def test_a_dip_is_kept_in_their_words_with_one_step_and_a_seated_choice(core: Core, talk: Talk) -> None:
    reply = talk.say("i always crash after lunch")
    assert reply.speech.startswith("Kept as a dip: after lunch. Would it fit there to ")
    assert reply.speech.endswith(", or something seated?")
    assert reply.expects == "yes_no"
    assert kept(core) == ["after lunch"]


def test_the_same_dip_is_kept_once(core: Core, talk: Talk) -> None:
    talk.say("i always crash after lunch")
    talk.say("no")
    talk.say("i always crash after lunch")
    assert kept(core) == ["after lunch"]


def test_a_no_is_final_and_short(core: Core, talk: Talk) -> None:
    talk.say("i always crash after lunch")
    reply = talk.say("no")
    assert "?" not in reply.speech
    assert not reply.open
    assert kept(core) == ["after lunch"]


def test_something_seated_is_another_step(core: Core, talk: Talk) -> None:
    talk.say("i always crash after lunch")
    reply = talk.say("something seated")
    assert reply.speech.startswith("You could ")
    assert "after lunch" in reply.speech
    with core.database.reading() as session:
        last = session.scalars(select(Suggestion).order_by(Suggestion.id.desc())).first()
        assert last is not None
        step = core.language("en-US").steps.find(last.step)
    assert step is not None
    assert step.seated


def test_an_answer_that_is_a_win_is_kept_as_one(talk: Talk) -> None:
    talk.say("i always crash after lunch")
    talk.say("i washed one dish")
    assert talk.kept() == ["washed one dish"]


def test_on_energy_one_it_is_kept_and_nothing_is_offered(core: Core, talk: Talk) -> None:
    with_day(core, energy=1)
    reply = talk.say("i always crash after lunch")
    assert reply.speech == "Kept as a dip: after lunch."
    assert reply.expects is None
    assert kept(core) == ["after lunch"]


def test_in_care_mode_nothing_is_offered(core: Core, talk: Talk) -> None:
    talk.say("i want to die")
    reply = talk.say("i always crash after lunch")
    assert "?" not in reply.speech


@pytest.mark.parametrize("limit", ["seated", "in_bed"])
def test_what_today_does_not_allow_is_not_offered(core: Core, talk: Talk, limit: str) -> None:
    with_day(core, **{limit: True})
    reply = talk.say("i always crash after lunch")
    assert "walk" not in reply.speech
    assert limit != "seated" or "seated" not in reply.speech


def test_a_step_that_is_never_wanted_is_not_offered(core: Core, talk: Talk) -> None:
    with core.database.writing() as session:
        person = queries.add_person(session, "local:me", NOON)
        session.add(
            PlaybookEntry(
                person_id=person.person_id, id=new_id(NOON), at=NOON, step="after_meal_walk", status="never", heavy=None
            )
        )
        session.commit()
    assert "walk" not in talk.say("i always crash after lunch").speech


def test_what_to_do_is_about_the_dip_that_was_named_and_another_step_each_time(talk: Talk) -> None:
    talk.say("i always crash after lunch")
    talk.say("no")
    said = {talk.say("what can i do about that dip").speech for _ in range(3)}
    assert len(said) == 3
    assert all("after lunch" in one and "?" not in one for one in said)


def test_of_several_dips_the_one_that_is_named_is_meant(talk: Talk) -> None:
    for line in ("i always crash after lunch", "no", "scrolling in bed always flattens me", "no"):
        talk.say(line)
    assert "after lunch" in talk.say("what can i do about the lunch slump").speech
    assert "scrolling in bed" in talk.say("what can i do about the scrolling").speech


def test_without_any_dip_a_step_is_said_for_then(talk: Talk) -> None:
    assert talk.say("what would soften that dip").speech.startswith("You could ")


def test_undo_takes_a_dip_back(core: Core, talk: Talk) -> None:
    talk.say("i always crash after lunch")
    talk.say("undo that")
    assert kept(core) == []


def test_the_dips_that_were_named_are_read_back(talk: Talk) -> None:
    assert talk.say("what are my triggers").speech.startswith("You've named no dips so far.")
    talk.say("i always crash after lunch")
    talk.say("no")
    assert talk.say("what are my dips").speech == "Dips that you named: after lunch."
