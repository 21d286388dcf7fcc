"""What is due: at its minute and no later, once, never in care mode, by the person's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from interaction_model.language import load_language
from models import queries
from models.ids import new_id
from models.tables import Commitment, TrustedPerson
from small_wins.contexts import context_of
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.due import LATE, announced, carried_out, due, waiting
from small_wins.journal import Journal
from small_wins.themes.intentions import cues
from small_wins.themes.intentions.upcoming import move_on
from tests.conftest import NOON
from tests.small_wins.intentions.test_commitments import Moment
from tests.small_wins.others.test_people import trust
from tests.small_wins.talk import Talk

AT_TWO = NOON + timedelta(hours=2)
READ = "It's time for this one, if you like: read a page."


def say_due(core: Core, person: str) -> list[str]:
    """What a door that speaks says now; it counts as said."""
    return [item.text for item in waiting(core, person) if announced(core, person, item)]


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def talk(core: Core, moment: Moment) -> Talk:
    return Talk(replace(core, clock=moment))


@contextmanager
def journal_of(talk: Talk, zone: str | None = None) -> Iterator[Journal]:
    with talk.core.database.writing() as session:
        person = queries.find_person(session, talk.person) or queries.add_person(session, talk.person, NOON)
        person.time_zone = zone or person.time_zone
        yield Journal(session, person, talk.core.clock(), load_language("en-US"), talk.core.settings.person)
        session.commit()


@pytest.fixture
def reminded(talk: Talk) -> Talk:
    """Somebody who is to be reminded at two, every day."""
    talk.say("remind me to read a page every day at two pm")
    return talk


def spoken(talk: Talk) -> list[str]:
    return [action["speech"] for action in talk.say("what are my plans").actions]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), True),
        (LATE - timedelta(seconds=1), True),
        (LATE, False),
        (timedelta(hours=5), False),
    ],
)
def test_a_reminder_comes_at_its_minute_or_a_little_later_or_not_at_all(
    reminded: Talk, moment: Moment, after: timedelta, said: bool
) -> None:
    moment.now = AT_TWO + after
    assert spoken(reminded) == [READ] * said


def test_a_reminder_is_said_once_and_again_the_next_day(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    assert spoken(reminded) == [READ]
    moment.pass_(minutes=1)
    assert spoken(reminded) == []
    moment.now = AT_TWO + timedelta(days=1)
    assert spoken(reminded) == [READ]


def test_what_came_and_went_moves_on_in_silence(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO + timedelta(days=3, hours=3)
    with journal_of(reminded) as journal:
        move_on(journal)
        (one,) = journal.session.scalars(select(Commitment))
        assert (one.next_at, one.missed, one.status) == (AT_TWO + timedelta(days=4), 0, "open")


def test_moving_on_is_nothing_to_undo(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO + timedelta(hours=20)
    reminded.say("what are my plans")
    assert reminded.say("undo that").speech == "There's nothing from the last half hour to take back."


def test_no_reminder_in_care_mode_or_in_a_crisis(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    reply = reminded.say("i want to die")
    assert (reply.safety, reply.actions) == ("crisis", ())
    assert reminded.say("what are my plans").actions == ()
    moment.pass_(minutes=11)
    reminded.conversation = Conversation()
    assert spoken(reminded) == []


def test_what_was_done_early_is_not_reminded_of(reminded: Talk, moment: Moment) -> None:
    reminded.say("i read a page")
    moment.now = AT_TWO
    assert spoken(reminded) == []


def test_who_said_no_is_not_reminded(talk: Talk, moment: Moment) -> None:
    talk.say("every day at two pm i'll read a page")
    talk.say("no")
    moment.now = AT_TWO
    assert spoken(talk) == []


def test_what_is_due_is_what_done_and_no_mean(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO + timedelta(minutes=30)
    with journal_of(reminded) as journal:
        assert context_of(Conversation(), journal) == "after_commit_due"
    assert reminded.say("done").speech.startswith("You read a page.")
    with journal_of(reminded) as journal:
        assert context_of(Conversation(), journal) == "after_log"


def test_after_two_hours_it_is_due_no_longer(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO + timedelta(hours=2)
    with journal_of(reminded) as journal:
        assert context_of(Conversation(), journal) == "any"


def test_a_step_that_was_offered_later_comes_first(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    assert spoken(reminded) == [READ]
    moment.pass_(minutes=5)
    reminded.say("what's one small thing i can do")
    with journal_of(reminded) as journal:
        assert context_of(Conversation(), journal) == "after_suggestion"


def test_the_evening_recap_comes_once_a_day_at_its_minute(talk: Talk, moment: Moment) -> None:
    with journal_of(talk) as journal:
        journal.person.recap_minute = 20 * 60
    moment.now = NOON + timedelta(hours=8, minutes=2)
    assert spoken(talk) == ["Here is your evening moment. Ask what you did today, if you'd like to hear it."]
    assert spoken(talk) == []
    moment.pass_(days=1)
    assert len(spoken(talk)) == 1


def test_without_a_recap_time_there_is_no_recap(talk: Talk, moment: Moment) -> None:
    talk.say("i drank some water")
    moment.now = NOON + timedelta(hours=8)
    assert spoken(talk) == []


def test_a_check_in_comes_on_its_day_unless_sharing_is_stopped(talk: Talk, moment: Moment) -> None:
    with journal_of(talk) as journal:
        person_id = journal.person.person_id
        row = TrustedPerson(person_id=person_id, id=new_id(NOON), at=NOON, name="my sister", check_in="wed")
        journal.session.add(row)
    moment.now = NOON + timedelta(hours=6)
    with journal_of(talk) as journal:
        journal.person.sharing_stopped = True
    assert spoken(talk) == []
    with journal_of(talk) as journal:
        journal.person.sharing_stopped = False
    assert spoken(talk) == ["It's your day to check in with your sister. You can tell me what to say, or leave it."]
    assert spoken(talk) == []
    moment.pass_(days=1)
    assert spoken(talk) == []


def test_the_question_once_a_day_is_asked_until_it_is_stopped(talk: Talk, moment: Moment) -> None:
    talk.say("after my coffee i'll read a page")
    talk.say("i keep forgetting it")
    talk.say("ask me once a day")
    moment.now = NOON + timedelta(hours=6)
    assert spoken(talk) == ["The question for today: read a page. Yes, no or nothing, all are fine."]
    moment.pass_(days=1)
    assert len(spoken(talk)) == 1
    talk.say("stop reminding me about the reading")
    moment.pass_(days=1)
    assert spoken(talk) == []


def test_a_door_that_waits_is_told_once_and_a_stranger_nothing(reminded: Talk, moment: Moment) -> None:
    assert say_due(reminded.core, reminded.person) == []
    moment.now = AT_TWO
    assert say_due(reminded.core, "local:stranger") == []
    assert say_due(reminded.core, reminded.person) == [READ]
    assert say_due(reminded.core, reminded.person) == []
    moment.pass_(days=1)
    assert say_due(reminded.core, reminded.person) == [READ]


def test_carried_out_by_hand(reminded: Talk, moment: Moment) -> None:
    moment.now = AT_TWO
    with journal_of(reminded) as journal:
        (item,) = due(journal, AT_TWO)
        carried_out(journal, item)
        assert due(journal, AT_TWO) == []


@pytest.mark.parametrize(
    ("repeats", "on"),
    [("daily", "1111111"), ("weekdays", "1111100"), ("sun", "0000001"), ("mon,thu", "1001000"), ("once", "1111111")],
)
def test_days_on_which_a_cue_falls(repeats: str, on: str) -> None:
    monday = date(2026, 11, 16)
    assert "".join(str(int(cues.falls_on(repeats, monday + timedelta(days=ahead)))) for ahead in range(7)) == on


def test_the_clock_time_stays_when_the_clocks_change(talk: Talk) -> None:
    with journal_of(talk, "Europe/Dublin") as journal:
        before = datetime(2027, 3, 27, 12, tzinfo=UTC)
        assert cues.next_time(journal, "daily", 9 * 60, before) == datetime(2027, 3, 28, 8, tzinfo=UTC)
        assert cues.next_time(journal, "daily", 9 * 60, before - timedelta(days=1)) == datetime(
            2027, 3, 27, 9, tzinfo=UTC
        )


def test_a_time_that_the_change_leaves_out_is_moved_and_one_that_comes_twice_is_the_first(talk: Talk) -> None:
    with journal_of(talk, "Europe/Dublin") as journal:
        journal.person.day_ends_at_hour = 0
        assert cues.moment(journal, date(2027, 3, 28), 90) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
        assert cues.moment(journal, date(2026, 10, 25), 90) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_half_past_midnight_belongs_to_the_day_before(talk: Talk) -> None:
    zone = ZoneInfo("America/New_York")
    with journal_of(talk, zone.key) as journal:
        saturday = datetime(2026, 11, 21, 12, tzinfo=zone)
        at = cues.next_time(journal, "sat", 30, saturday).astimezone(zone)
        assert (at.strftime("%a %H:%M"), journal.day_of(at)) == ("Sun 00:30", saturday.date())


def test_before_the_day_ends_at_four_it_is_still_the_day_before(talk: Talk) -> None:
    with journal_of(talk, "Europe/Dublin") as journal:
        late = datetime(2026, 11, 19, 2, tzinfo=UTC)  # Thursday by the calendar, Wednesday for the person
        assert cues.next_time(journal, "wed", 3 * 60, late) == datetime(2026, 11, 19, 3, tzinfo=UTC)
        assert cues.next_time(journal, "thu", 9 * 60, late) == datetime(2026, 11, 19, 9, tzinfo=UTC)


def test_a_turn_asks_for_few_rows_however_many_there_are(talk: Talk, moment: Moment) -> None:
    talk.say("i drank some water")
    with journal_of(talk) as journal:
        for _ in range(700):
            journal.session.add(
                Commitment(
                    person_id=journal.person.person_id,
                    id=new_id(NOON),
                    made_at=NOON,
                    status="open",
                    action="read a page",
                    cue="after my tea",
                    repeats="daily",
                )
            )
    moment.pass_(minutes=1)
    statements: list[str] = []
    engine = talk.core.database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    talk.say("i fed the cat")
    of_commitments = [text for text in statements if "FROM commitments" in text]
    assert of_commitments
    assert all("LIMIT" in text for text in of_commitments)


def test_a_yes_to_the_evening_moment_tells_the_day_once(open_core: Callable[..., Core]) -> None:
    Talk(open_core()).say("set my recap for half past twelve")
    Talk(open_core()).say("i fed the cat")
    evening = Talk(open_core(NOON + timedelta(minutes=31)))
    assert [action["what"] for action in evening.say("i made soup").actions] == ["recap"]
    assert evening.say("yes please").speech.startswith("Today you fed the cat and made soup.")
    assert evening.say("yes").speech == "Okay."


def test_a_yes_long_after_the_evening_moment_is_to_nothing(open_core: Callable[..., Core]) -> None:
    Talk(open_core()).say("set my recap for half past twelve")
    Talk(open_core(NOON + timedelta(minutes=31))).say("i made soup")
    assert Talk(open_core(NOON + timedelta(minutes=60))).say("yes").speech == "Okay."


def test_a_yes_to_a_check_in_asks_for_the_words(open_core: Callable[..., Core]) -> None:
    trust(open_core(), "Priya")
    Talk(open_core()).say("check in with priya on wednesdays")
    talk = Talk(open_core(NOON + timedelta(hours=6, minutes=1)))
    assert [action["what"] for action in talk.say("i made soup").actions] == ["check_in"]
    assert talk.say("yes").speech.startswith("Say the words")
    assert talk.say("i'm grand").speech == 'To Priya: "I\'m grand." Say yes, and it goes.'
