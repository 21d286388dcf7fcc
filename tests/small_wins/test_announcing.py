"""What a door says unasked: begun and then noted, answered through any door, put off, left, and once more at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from interaction_model.request import Request
from models import queries
from models.ids import new_id
from models.tables import Commitment, TrustedPerson
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.due import LATE, Announcement, announced, waiting
from small_wins.themes.announcements import UNHEARD_AGAIN
from tests.conftest import NOON
from tests.small_wins.intentions.test_commitments import Moment
from tests.small_wins.talk import Talk
from tests.small_wins.test_due import AT_TWO, READ, journal_of

Opens = Callable[..., Core]
RECAP = "Here is your evening moment. Ask what you did today, if you'd like to hear it."
LEFT = "All right, it's left for today."


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def talk(core: Core, moment: Moment) -> Talk:
    """Somebody who is to be reminded at two, every day."""
    talk = Talk(replace(core, clock=moment))
    talk.say("remind me to read a page every day at two pm")
    return talk


def texts(talk: Talk) -> list[str]:
    return [item.text for item in waiting(talk.core, talk.person)]


def hear(talk: Talk) -> list[str]:
    """The door says what waits, and the talk begins anew: as after a restart."""
    items = waiting(talk.core, talk.person)
    assert all(announced(talk.core, talk.person, item) for item in items)
    talk.conversation = Conversation()
    return [item.text for item in items]


def the_one(talk: Talk) -> Commitment:
    with journal_of(talk) as journal:
        return journal.session.scalars(select(Commitment)).one()


def test_it_waits_until_the_speaker_has_begun(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    (item,) = waiting(talk.core, talk.person)
    assert item == Announcement(READ, "commitment", str(the_one(talk).id), AT_TWO, opens=True)
    moment.pass_(minutes=3)
    assert texts(talk) == [READ]  # nobody has said that it was begun: muted, or ended before
    assert announced(talk.core, talk.person, item)
    assert texts(talk) == []
    assert announced(talk.core, talk.person, item)
    assert texts(talk) == []


@pytest.mark.parametrize(("late", "said"), [(LATE - timedelta(seconds=1), [READ]), (LATE, [])])
def test_what_is_muted_for_long_is_let_go_in_silence(
    talk: Talk, moment: Moment, late: timedelta, said: list[str]
) -> None:
    moment.now = AT_TWO + late
    assert texts(talk) == said
    assert the_one(talk).missed == 0


def test_a_stranger_is_told_nothing(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    (item,) = waiting(talk.core, talk.person)
    assert waiting(talk.core, "local:stranger") == []
    assert not announced(talk.core, "local:stranger", item)


def test_it_survives_a_restart_before_and_after_it_is_said(open_core: Opens, database_url: str) -> None:
    Talk(open_core(database=database_url)).say("remind me to read a page every day at two pm")
    first = open_core(AT_TWO, database_url)
    (item,) = waiting(first, "local:me")
    first.database.close()
    second = open_core(AT_TWO + timedelta(minutes=2), database_url)
    assert waiting(second, "local:me") == [item]
    assert announced(second, "local:me", item)
    second.database.close()
    third = Talk(open_core(AT_TWO + timedelta(minutes=3), database_url))
    assert waiting(third.core, "local:me") == []
    assert third.say("later").speech == "All right, again in ten minutes."
    third.core.database.close()
    fourth = open_core(AT_TWO + timedelta(minutes=13), database_url)
    assert [item.text for item in waiting(fourth, "local:me")] == [READ]


@pytest.mark.parametrize(
    ("said", "after", "answer"),
    [
        ("later", timedelta(minutes=10), "All right, again in ten minutes."),
        ("not yet", timedelta(minutes=10), "All right, again in ten minutes."),
        ("in half an hour", timedelta(minutes=30), "All right, again in 30 minutes."),
        ("ten more minutes", timedelta(minutes=10), "All right, again in ten minutes."),
        ("remind me again in an hour", timedelta(hours=1), "All right, again at three."),
        ("at six", timedelta(hours=4), "All right, again at six."),
        ("this evening", timedelta(hours=5), "All right, again at seven."),
        ("after dinner", timedelta(hours=4), "All right, again at six."),
    ],
)
def test_later_brings_it_again_once_and_changes_nothing_else(
    talk: Talk, moment: Moment, said: str, after: timedelta, answer: str
) -> None:
    moment.now = AT_TWO
    hear(talk)
    reply = talk.say(said)
    assert (reply.speech, reply.open) == (answer, False)
    assert (the_one(talk).next_at, the_one(talk).minute, the_one(talk).missed) == (AT_TWO, 14 * 60, 0)
    moment.now = AT_TWO + after - timedelta(seconds=1)
    assert texts(talk) == []
    moment.now = AT_TWO + after
    assert hear(talk) == [READ]
    moment.pass_(minutes=6)
    assert texts(talk) == []
    moment.now = AT_TWO + timedelta(days=1)
    assert texts(talk) == [READ]


def test_what_was_put_off_may_be_done_left_or_put_off_again(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    talk.say("later")
    moment.pass_(minutes=1)
    assert talk.say("in an hour").speech == "All right, again at three oh one."
    moment.now = AT_TWO + timedelta(minutes=61)
    assert hear(talk) == [READ]
    talk.say("later")
    assert talk.say("done").speech.startswith("You read a page.")
    moment.pass_(minutes=10)
    assert texts(talk) == []


@pytest.mark.parametrize("event", ["after lunch", "after my shower", "after my walk"])
def test_an_event_nobody_can_hear_is_said_so_and_the_time_asked_for_is_open(
    talk: Talk, moment: Moment, event: str
) -> None:
    moment.now = AT_TWO
    hear(talk)
    assert talk.say(event).speech == "I can't hear when that is. A time works, like in half an hour."
    assert talk.say("in half an hour").speech == "All right, again in 30 minutes."


def test_tomorrow_is_when_it_comes_anyway(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    assert talk.say("tomorrow").speech == LEFT
    moment.now = AT_TWO + timedelta(days=1)
    assert hear(talk) == [READ]


@pytest.mark.parametrize("said", ["not today", "no", "no thanks", "skip it", "leave it for today", "not now", "nah"])
def test_not_today_leaves_this_days_one_and_counts_nothing(talk: Talk, moment: Moment, said: str) -> None:
    moment.now = AT_TWO
    hear(talk)
    reply = talk.say(said)
    assert (reply.speech, reply.open) == (LEFT, False)
    assert (the_one(talk).status, the_one(talk).missed) == ("open", 0)
    moment.pass_(minutes=6)
    assert texts(talk) == []
    moment.now = AT_TWO + timedelta(days=1)
    assert texts(talk) == [READ]


@pytest.mark.parametrize("said", ["done", "i did it", "i read a page"])
def test_done_is_the_commitment(talk: Talk, moment: Moment, said: str) -> None:
    moment.now = AT_TWO
    hear(talk)
    assert talk.say(said).speech.startswith("You read a page.")
    assert the_one(talk).done_at == AT_TWO
    moment.pass_(minutes=6)
    assert texts(talk) == []


def test_a_lone_yes_to_a_reminder_is_no_report(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    assert talk.say("yes").speech == "All right. You can tell me when it's done."
    assert talk.kept() == []


def test_yes_and_no_answer_the_question_once_a_day(talk: Talk, moment: Moment) -> None:
    talk.say("after my coffee i'll water the fern")
    talk.say("i keep forgetting it")
    talk.say("ask me once a day")
    moment.now = NOON + timedelta(hours=6)
    assert hear(talk) == ["The question for today: water the fern. Yes, no or nothing, all are fine."]
    assert talk.say("no").speech == LEFT
    moment.pass_(days=1)
    hear(talk)
    assert talk.say("yes").speech.startswith("You watered the fern.")


def test_another_door_is_understood_too(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    talk.send(Request(talk.person, "alexa", "one", ("in half an hour",)))
    moment.pass_(minutes=30)
    assert texts(talk) == [READ]


def test_later_is_understood_where_another_door_said_it(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO + timedelta(minutes=1)
    reply = talk.send(Request(talk.person, "alexa", "one", ("later",)))
    assert reply.speech == "All right, again in ten minutes."
    assert reply.actions == ({"kind": "reminders", "promises": True},)
    moment.pass_(minutes=10)
    assert texts(talk) == [READ]


@pytest.mark.parametrize("said", ["i fed the goldfish", "louder", "what did i do today"])
def test_somebody_who_has_spoken_since_has_heard_it(talk: Talk, moment: Moment, said: str) -> None:
    moment.now = AT_TWO
    hear(talk)
    moment.pass_(minutes=1)
    talk.say(said)
    moment.now = AT_TWO + UNHEARD_AGAIN
    assert texts(talk) == []


def test_a_reminder_that_nobody_answers_is_said_once_more_and_then_let_go(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    moment.now = AT_TWO + UNHEARD_AGAIN - timedelta(seconds=1)
    assert hear(talk) == []
    moment.now = AT_TWO + UNHEARD_AGAIN
    assert hear(talk) == [READ]
    for _ in range(30):
        moment.pass_(minutes=1)
        assert hear(talk) == []
    assert the_one(talk).missed == 0


def test_a_ghost_of_the_ear_is_nobody(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    hear(talk)
    talk.say("the")
    moment.now = AT_TWO + UNHEARD_AGAIN
    assert texts(talk) == [READ]


def test_what_is_typed_stands_there_to_be_read_and_is_not_said_again(talk: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    assert [action["speech"] for action in talk.say("what are my plans").actions] == [READ]
    moment.now = AT_TWO + UNHEARD_AGAIN
    assert texts(talk) == []


def test_a_recap_comes_again_when_it_is_put_off_and_never_by_itself(talk: Talk, moment: Moment) -> None:
    with journal_of(talk) as journal:
        journal.person.recap_minute = 20 * 60
    moment.now = at_eight = NOON + timedelta(hours=8)
    assert hear(talk) == [RECAP]
    moment.now = at_eight + UNHEARD_AGAIN
    assert hear(talk) == []
    assert talk.say("later").speech == "All right, again in ten minutes."
    moment.pass_(minutes=10)
    assert hear(talk) == [RECAP]
    assert talk.say("not now").speech == LEFT
    moment.now = at_eight + timedelta(days=1)
    assert hear(talk) == [RECAP]
    talk.say("i fed the goldfish")
    moment.now = at_eight + timedelta(days=2)
    hear(talk)
    assert talk.say("yes").intent in {"yes", "done_commitment", "recap_today"}


def test_yes_to_the_recap_is_the_recap(talk: Talk, moment: Moment) -> None:
    talk.say("i fed the goldfish")
    with journal_of(talk) as journal:
        journal.person.recap_minute = 20 * 60
    moment.now = NOON + timedelta(hours=8)
    hear(talk)
    assert "fed the goldfish" in talk.say("yes").speech


def test_a_check_in_can_be_put_off_left_or_taken_up(talk: Talk, moment: Moment) -> None:
    with journal_of(talk) as journal:
        row = TrustedPerson(
            person_id=journal.person.person_id, id=new_id(NOON), at=NOON, name="my sister", check_in="daily",
            address="json://localhost",
        )  # fmt: skip
        journal.session.add(row)
    said = ["It's your day to check in with your sister. You can tell me what to say, or leave it."]
    moment.now = NOON + timedelta(hours=6)
    assert hear(talk) == said
    talk.say("in half an hour")
    moment.pass_(minutes=30)
    assert hear(talk) == said
    assert talk.say("not today").speech == LEFT
    moment.now = NOON + timedelta(days=1, hours=6)
    assert hear(talk) == said
    assert talk.say("yes").open


def test_putting_off_can_be_undone(talk: Talk, moment: Moment) -> None:
    talk.say("i fed the goldfish")
    moment.now = AT_TWO
    hear(talk)
    talk.say("later")
    talk.say("undo that")
    assert talk.kept() == ["fed the goldfish"]
    moment.pass_(minutes=10)
    assert texts(talk) == []


@pytest.mark.parametrize("said", ["stop reminding me about the reading", "cancel my reading plan"])
def test_what_is_given_up_does_not_come_again(talk: Talk, moment: Moment, said: str) -> None:
    moment.now = AT_TWO
    hear(talk)
    talk.say("later")
    talk.say(said)
    moment.pass_(minutes=10)
    assert texts(talk) == []


def test_with_nothing_announced_there_is_nothing_to_put_off(talk: Talk) -> None:
    assert talk.say("snooze").speech == "There's nothing waiting just now."


def test_on_energy_one_nothing_is_asked(talk: Talk, moment: Moment) -> None:
    talk.say("my energy is one")
    moment.now = AT_TWO
    assert all("?" not in text for text in hear(talk))
    for said in ("later", "after lunch", "not today"):
        reply = talk.say(said)
        assert "?" not in reply.speech
        assert not reply.open


def test_a_journal_that_cannot_be_written_is_said_so_to_the_door(
    talk: Talk, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment.now = AT_TWO
    (item,) = waiting(talk.core, talk.person)
    path = talk.core.settings.data_dir / "journal.db"
    talk.core.database.close()
    for file in path.parent.glob("journal.db*"):
        file.unlink()
    path.mkdir()
    assert waiting(talk.core, talk.person) == []
    assert not announced(talk.core, talk.person, item)


def test_every_day_of_a_year_it_comes_once_at_two_by_the_clock_on_the_wall(open_core: Opens) -> None:
    at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    core = open_core(at)
    moment = Moment()
    talk = Talk(replace(core, clock=moment))
    with journal_of(talk, "Europe/Dublin"):
        pass
    talk.say("remind me to read a page every day at two pm")
    said = []
    with core.database.reading() as session:
        assert queries.find_person(session, talk.person)
    for _ in range(160):  # through the change to summer time
        for minute in (-60, -1, 0, 30):
            moment.now = at.replace(hour=14, minute=0) + timedelta(minutes=minute)
            said += [moment.now for _ in hear(talk)]
        at += timedelta(days=1)
    changed = datetime(2027, 3, 28, tzinfo=UTC)
    assert [one.hour for one in said] == [14 if one < changed else 13 for one in said]
    assert len(said) == 160
