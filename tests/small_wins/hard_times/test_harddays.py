"""Hard days, harsh thoughts, notes, recaps and reflection: what journeys don't show."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from interaction_model.understanding.meaning import Meaning
from models import queries
from models.ids import new_id
from models.tables import Commitment, Note, Win
from small_wins.answers import answer
from small_wins.answers.hard_times.hard_days import usual_step_line
from small_wins.answers.past.recaps import recap_named
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.safety import HelpLines
from small_wins.themes import days
from small_wins.themes.hard_times import hard_days
from small_wins.themes.past import notes, recaps
from small_wins.themes.past.day_names import day_name, days_name
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn
from tests.conftest import NOON
from tests.small_wins.talk import Talk

UNSAYABLE = "thought about killing myself"
KINDS = ("lazy", "never", "zero", "ruined", "rebound", "worse", "not_enough", "no_progress", "capable", "unnoticed",
         "long_day")  # fmt: skip


@pytest.fixture
def journal(core: Core) -> Iterator[Journal]:
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me") or queries.add_person(session, "local:me", NOON)
        yield Journal(session, person, NOON, core.language("en-US"), core.settings.person)


def turn_of(journal: Journal, core: Core, intent: str, text: str = "", **slots: str) -> Turn:
    lines = HelpLines(journal.language, "US")
    return Turn(journal, Meaning(intent, text, slots=slots), Conversation(), "typed", lines, core.settings)


def follow(turn: Turn, reply: Reply, intent: str, text: str = "") -> Reply:
    """The next turn."""
    return answer(replace(turn, meaning=Meaning(intent, text or intent), conversation=reply.conversation))


def add(journal: Journal, phrase: str, ago: int = 0, **more: object) -> Win:
    at = NOON - timedelta(days=ago)
    values = {"said": phrase, "domain": "home", "door": "typed", **more}
    win = Win(person_id=journal.person.person_id, id=new_id(at), phrase=phrase, happened_at=at, told_at=at,
              day=journal.day_of(at), **values)  # fmt: skip
    journal.session.add(win)
    journal.session.flush()
    return win


@contextmanager
def counted(journal: Journal) -> Iterator[list[int]]:
    """How many wins are read from the database."""
    read = [0]

    def count(*_: object) -> None:
        read[0] += 1

    journal.session.expire_all()
    event.listen(Win, "load", count)
    event.listen(Win, "refresh", count)
    try:
        yield read
    finally:
        event.remove(Win, "load", count)
        event.remove(Win, "refresh", count)


def test_on_energy_one_a_hard_day_is_acknowledged_and_nothing_is_asked(journal: Journal, core: Core) -> None:
    add(journal, "fed the cat", 2)
    notes.keep_note(journal, "the walk helped", notes.FUTURE)
    days.set_energy(journal, 1)
    reply = answer(turn_of(journal, core, "hard_day"))
    assert (reply.open, "?" in reply.speech, "cat" in reply.speech) == (False, False, False)
    assert reply.speech.endswith("Nothing has to get done.")


@pytest.mark.parametrize("kind", KINDS)
def test_on_energy_one_and_in_care_mode_a_harsh_thought_is_answered_without_a_question_or_offer(
    journal: Journal, core: Core, kind: str
) -> None:
    add(journal, "fed the cat")
    care = replace(turn_of(journal, core, "harsh_thought", kind=kind), conversation=Conversation().with_care(NOON))
    in_care = answer(care)
    days.set_energy(journal, 1)
    low = answer(turn_of(journal, core, "harsh_thought", kind=kind))
    for reply in (low, in_care):
        assert "?" not in reply.speech
        assert "You could" not in reply.speech
        assert "if you want" not in reply.speech
        assert reply.conversation.question is None
    assert not low.open


@pytest.mark.parametrize("kind", KINDS)
def test_no_harsh_thought_is_answered_twice_in_a_row_with_the_same_remark(
    journal: Journal, core: Core, kind: str
) -> None:
    first = answer(turn_of(journal, core, "harsh_thought", kind=kind))
    again = answer(turn_of(journal, core, "harsh_thought", kind=kind))
    assert (
        first.speech != again.speech or kind == "capable"
    )  # They asked for it; with nothing heard there is one answer.


def test_a_harsh_thought_of_no_known_kind_is_heard_too(journal: Journal, core: Core) -> None:
    reply = answer(turn_of(journal, core, "harsh_thought"))
    assert reply.speech in journal.language.replies["harddays_thought"]
    assert not reply.open


def test_what_the_screen_stops_is_never_read_out(journal: Journal, core: Core) -> None:
    add(journal, UNSAYABLE)
    assert not hard_days.has_archive(journal)
    assert hard_days.win_to_hear(journal) is None
    assert hard_days.usual_win(journal) is None
    assert hard_days.past_instance(journal, "thought about") is None
    assert recaps.recap_today(journal).speech == "Nothing is kept for today yet, and that's allowed."
    for kind in KINDS:
        assert "killing" not in answer(turn_of(journal, core, "harsh_thought", kind=kind)).speech


def test_a_note_that_the_screen_stops_is_neither_kept_nor_played(journal: Journal, core: Core) -> None:
    reply = answer(turn_of(journal, core, "future_self_note", f"note to future me i {UNSAYABLE}", note=UNSAYABLE))
    assert reply.speech == "I can't keep that one as a note."
    note = notes.keep_note(journal, "the walk helped", notes.FUTURE)
    assert note
    note.text = UNSAYABLE
    assert notes.note_to_hear(journal) is None


def test_the_most_concrete_thing_is_read_and_not_the_same_again_within_a_week(journal: Journal) -> None:
    add(journal, "rested", 3)
    concrete = add(journal, "sat with my sister in the garden", 5)
    add(journal, "ate", 2)
    assert hard_days.win_to_hear(journal) is concrete
    second = hard_days.win_to_hear(journal)
    assert second is not None
    assert second is not concrete


def test_today_is_read_only_when_there_is_nothing_from_before(journal: Journal) -> None:
    today = add(journal, "sat with my sister in the garden by the gate")
    assert hard_days.win_to_hear(journal) is today
    before = add(journal, "ate", 4)
    assert hard_days.win_to_hear(journal) is before


def test_three_are_read_at_most(journal: Journal, core: Core) -> None:
    for ago in range(1, 8):
        add(journal, f"read page {ago} in the garden", ago)
    turn = turn_of(journal, core, "hard_day")
    reply = answer(turn)
    for _ in range(3):
        assert reply.open
        reply = follow(turn, reply, "yes")
    assert not reply.open
    assert reply.speech.endswith("That's enough reading for now.")


def test_who_ignores_the_question_twice_is_not_asked_a_third_time(journal: Journal, core: Core) -> None:
    add(journal, "fed the cat", 1)
    assert [answer(turn_of(journal, core, "hard_day")).open for _ in range(3)] == [True, True, False]


def test_the_note_is_played_when_it_is_chosen(journal: Journal, core: Core) -> None:
    add(journal, "fed the cat", 1)
    notes.keep_note(journal, "the walk helped", notes.FUTURE)
    turn = turn_of(journal, core, "hard_day")
    asked = answer(turn)
    assert "the note you left" in asked.speech
    assert "walk" not in asked.speech
    assert follow(turn, asked, "unknown", "the note").speech == "You left this today: the walk helped."


def test_notes_are_played_in_turn(journal: Journal) -> None:
    for text in ("one", "two"):
        notes.keep_note(journal, text, notes.FUTURE)
    heard = []
    for _ in range(3):
        note = notes.note_to_hear(journal)
        assert note
        heard.append(note.text)
        notes.mark_heard(Journal(journal.session, journal.person, NOON + timedelta(seconds=len(heard)),
                                 journal.language, journal.defaults), note)  # fmt: skip
    assert len(set(heard[:2])) == 2
    assert heard[2] == heard[0]


def test_observations_and_messages_are_no_notes_to_play(journal: Journal) -> None:
    notes.keep_note(journal, "grey", notes.OBSERVATION)
    notes.keep_note(journal, "thinking of you", "message")
    assert notes.note_to_hear(journal) is None


def test_a_note_in_words_that_mean_something_else_is_still_the_note(journal: Journal, core: Core) -> None:
    turn = turn_of(journal, core, "future_self_note")
    asked = answer(turn)
    kept = follow(turn, asked, "log_win", "i rang dad and it felt good")
    assert kept.speech == "Kept for future you. I read it when you ask for it."
    assert journal.session.scalars(select(Note.text)).all() == ["i rang dad and it felt good"]
    assert not journal.session.scalars(select(Win)).all()


def test_stop_in_place_of_a_note_stops(journal: Journal, core: Core) -> None:
    turn = turn_of(journal, core, "future_self_note")
    assert follow(turn, answer(turn), "stop").speech == "Okay. I'm here when you want me."
    assert not journal.session.scalars(select(Note)).all()


def test_the_usual_is_what_was_done_on_three_days_at_least(journal: Journal, core: Core) -> None:
    add(journal, "fed the cat", 1)
    add(journal, "fed the cat", 1)
    add(journal, "fed the cat", 2)
    turn = turn_of(journal, core, "feeling_report")
    assert usual_step_line(turn) is None
    add(journal, "Fed the cat", 3)
    assert usual_step_line(turn) == "You could do your usual, like when you fed the cat, or rest."
    days.set_energy(journal, 1)
    assert usual_step_line(turn) is None
    assert usual_step_line(replace(turn, conversation=Conversation().with_care(NOON))) is None


def test_what_was_usual_a_year_ago_is_not(journal: Journal) -> None:
    for ago in (300, 301, 302, 303):
        add(journal, "swam", ago)
    assert hard_days.usual_win(journal) is None


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("shower", "had a shower"),
        ("the shower", "showered"),
        ("washing my hair", "washed my hair"),
        ("ring mum", "rang mum for five minutes"),
        ("cooking", "cooked some rice"),
        ("phone anyone", "phoned my sister"),
        ("get out of bed", "got out of bed"),
    ],
)
def test_the_same_act_is_found_in_other_forms(journal: Journal, act: str, told: str) -> None:
    win = add(journal, told, 4)
    add(journal, "tidied the desk", 1)
    assert hard_days.past_instance(journal, act) is win


@pytest.mark.parametrize("act", ["brush my teeth", "", "it", "call the bank", "any of it"])
def test_another_act_is_not_found(journal: Journal, act: str) -> None:
    add(journal, "brushed the dog", 1)
    add(journal, "had a shower", 2)
    assert hard_days.past_instance(journal, act) is None


def test_of_an_act_in_care_mode_nothing_from_before_is_said(journal: Journal, core: Core) -> None:
    add(journal, "showered", 1)
    turn = turn_of(journal, core, "cannot", kind="one", act="shower")
    assert "showered" not in answer(replace(turn, conversation=Conversation().with_care(NOON))).speech
    assert answer(turn).speech == "You showered yesterday. It can be today or not."


@pytest.mark.requirement("R072")
def test_who_can_do_none_of_it_is_asked_for_nothing(journal: Journal, core: Core) -> None:
    reply = answer(turn_of(journal, core, "cannot", kind="any"))
    assert reply.speech == "That's all right. You can sit here a minute."
    assert not reply.open


@pytest.mark.requirement("R072", twin=True)
def test_the_step_that_none_could_be_done_of_is_not_offered_again(journal: Journal, core: Core) -> None:
    steps.suggest_step(journal)
    answer(turn_of(journal, core, "cannot", kind="any"))
    journal.session.flush()
    assert steps.open_offer(journal) is None


def test_a_part_of_the_day_fits_what_limits_them(journal: Journal) -> None:
    days.add_limits(journal, {"in_bed": True, "quiet": True})
    rung = hard_days.partial_step(journal, "the day is ruined")
    assert rung
    step = next(step for step in journal.language.steps if rung in step.chain)
    assert step.in_bed
    assert step.quiet


def test_a_part_of_the_day_has_to_do_with_what_was_named(journal: Journal) -> None:
    rung = hard_days.partial_step(journal, "i never drank any water so the day is ruined")
    assert rung
    assert "water" in rung.do


def test_the_anchor_of_the_day_is_told_first(journal: Journal) -> None:
    anchor = Commitment(person_id=journal.person.person_id, id=uuid.uuid4(), made_at=NOON, status="open",
                        action="walk", cue="after lunch", repeats="daily", anchor=True)  # fmt: skip
    journal.session.add(anchor)
    add(journal, "made tea")
    add(journal, "walked", commitment_id=anchor.id)
    assert recaps.recap_today(journal).speech == "Today you walked and made tea. Both were your doing."


def test_a_recap_of_many_says_the_count_and_the_latest_and_shows_a_line_each(journal: Journal) -> None:
    for number in range(30):
        add(journal, f"read page {number}")
    recap = recaps.recap_today(journal)
    assert recap.speech.startswith("You kept 30 things today. The latest: you read page 26, read page 27, ")
    lines = recap.screen.split("\n")
    assert len(lines) == recaps.SHOWN_AT_MOST
    assert lines[-1] == "You read page 29"


def test_a_recap_reads_a_few_rows_however_many_there_are(journal: Journal) -> None:
    for number in range(200):
        add(journal, f"read page {number}")
    with counted(journal) as read:
        recaps.recap_today(journal)
        recaps.recap_week(journal)
        recaps.recap_days(journal, date(2026, 1, 1), journal.today)
    assert read[0] <= 3 * recaps.SHOWN_AT_MOST


def test_the_archive_is_not_read_whole(journal: Journal) -> None:
    for number in range(queries.archive.LATEST_ROWS + 50):
        add(journal, f"read page {number}", 1)
    with counted(journal) as read:
        hard_days.win_to_hear(journal)
    assert read[0] <= queries.archive.LATEST_ROWS


@pytest.mark.parametrize(
    ("ago", "name"),
    [(0, "Today"), (1, "Yesterday"), (2, "The day before yesterday"), (3, "On Sunday"), (6, "On Thursday"),
     (7, "A week ago"), (8, "On the tenth of November"), (380, "On the third of November last year"),
     (800, "On the ninth of September, two years ago")],
)  # fmt: skip
def test_a_day_gone_by_has_a_name(journal: Journal, ago: int, name: str) -> None:
    assert day_name(journal, journal.today - timedelta(days=ago)) == name


def test_days_gone_by_have_a_name(journal: Journal) -> None:
    assert days_name(journal, date(2026, 11, 9), date(2026, 11, 15)) == "Last week"
    assert days_name(journal, date(2026, 11, 14), date(2026, 11, 15)) == "At the weekend"
    assert days_name(journal, date(2026, 10, 1), date(2026, 10, 31)) == "In October"
    assert days_name(journal, date(2026, 11, 1), journal.today) == "In November"
    assert days_name(journal, date(2025, 10, 1), date(2025, 10, 31)) == "In October last year"
    assert days_name(journal, date(2026, 11, 12), journal.today) == "This week"
    assert days_name(journal, date(2026, 11, 16), journal.today) == "This week"
    assert days_name(journal, date(2026, 1, 1), journal.today) == "This year"
    assert days_name(journal, date(2025, 1, 1), date(2025, 12, 31)) == "Last year"


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 11, 2), date(2026, 11, 8), "From the second of November to the eighth of November"),
        (date(2026, 3, 1), date(2026, 3, 7), "From the first of March to the seventh of March"),
        (date(2026, 11, 17), date(2026, 11, 18), "From the seventeenth of November to the eighteenth of November"),
        (date(2026, 11, 15), date(2026, 11, 18), "From the fifteenth of November to the eighteenth of November"),
        (
            date(2025, 11, 24),
            date(2025, 11, 30),
            "From the twenty-fourth of November to the thirtieth of November last year",
        ),
    ],
)
def test_days_that_are_no_week_or_month_are_named_by_their_dates(
    journal: Journal, first: date, last: date, name: str
) -> None:
    assert days_name(journal, first, last) == name


def test_any_day_that_is_named_is_told_whatever_the_intent(journal: Journal, core: Core) -> None:
    add(journal, "took the bins out", 8)
    turn = turn_of(journal, core, "list_wins", "and on the tenth what was there")
    reply = recap_named(turn)
    assert reply
    assert reply.speech == "On the tenth of November you took the bins out."
    assert reply.screen == "You took the bins out"
    assert recap_named(turn_of(journal, core, "list_wins", "read me my list")) is None


def test_last_week_is_told_by_its_range_alone(journal: Journal, core: Core) -> None:
    add(journal, "took the bins out", 8)
    add(journal, "made tea")
    assert answer(turn_of(journal, core, "recap_week", range="last")).speech == "Last week you took the bins out."


def test_whether_one_thing_is_kept_today_is_answered_without_proof_of_the_opposite(
    journal: Journal, core: Core
) -> None:
    add(journal, "washed my face")
    add(journal, "rang mum", 1)
    asked = turn_of(journal, core, "recap_today", "did i wash my face today", search="wash my face")
    assert answer(asked).speech == "Yes, you washed your face today."
    asked = turn_of(journal, core, "recap_today", "did i ring mum today", search="ring mum")
    assert answer(asked).speech == "I haven't heard that one today. It may have happened all the same."


def test_on_energy_one_the_reflection_reads_one_thing_and_asks_nothing(journal: Journal, core: Core) -> None:
    days.set_energy(journal, 1)
    empty = answer(turn_of(journal, core, "reflect"))
    assert (empty.open, empty.speech) == (False, "Nothing needs looking back at today.")
    add(journal, "fed the cat")
    reply = answer(turn_of(journal, core, "reflect"))
    assert (reply.open, reply.speech) == (False, "Today you fed the cat.")


def test_what_is_kept_already_is_not_kept_twice_by_the_reflection(journal: Journal, core: Core) -> None:
    add(journal, "went for a walk by the river")
    turn = turn_of(journal, core, "reflect")
    asked = answer(turn)
    second = follow(turn, asked, "unknown", "the walk")
    assert second.speech == "That's kept. One word for how your mood went today?"
    assert len(journal.session.scalars(select(Win)).all()) == 1
    assert not journal.session.scalars(select(Note)).all()


def test_what_is_no_act_is_kept_beside_the_day(journal: Journal, core: Core) -> None:
    turn = turn_of(journal, core, "reflect")
    follow(turn, answer(turn), "unknown", "the light on the water")
    kept = journal.session.scalars(select(Note)).all()
    assert [(note.kind, note.text) for note in kept] == [("observation", "the light on the water")]


def test_a_note_is_taken_back_by_undo_and_hearing_one_is_not_a_change(open_core: Callable[..., Core]) -> None:
    core = open_core()
    talk = Talk(core)
    talk.say("note to future me the swim was worth the cold")
    assert talk.say("what did i write to myself").speech == "You left this today: the swim was worth the cold."
    assert talk.say("undo that").speech.startswith("Taken back.")
    with core.database.reading() as session:
        assert session.scalars(select(Note)).all() == []
    assert talk.say("undo that").speech == "There's nothing from the last half hour to take back."


def test_a_note_keeps_its_last_words(core: Core) -> None:
    talk = Talk(core)
    talk.say("one hopeful line the garden will be green again eventually")
    with core.database.reading() as session:
        assert session.scalars(select(Note.text)).all() == ["the garden will be green again eventually"]


def test_one_thing_of_the_day_is_told_to_the_door_as_the_win_that_it_is(talk: Talk) -> None:
    talk.say("let's reflect")
    assert [win.what for win in talk.say("i fed the cat").wins] == ["fed the cat"]
