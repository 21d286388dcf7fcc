from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from interaction_model.request import Request
from models import queries
from models.database import Database, DatabaseLimits
from small_wins.conversation import VERSION, Conversation
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk


def test_a_win_is_kept_and_said_back(talk: Talk) -> None:
    reply = talk.say("I drank a glass of water")
    assert reply.speech.startswith("You drank a glass of water. ")
    assert [win.what for win in reply.wins] == talk.kept() == ["drank a glass of water"]


def test_a_win_keeps_everything_that_was_told_of_it(core: Core, talk: Talk) -> None:
    talk.say("yesterday i had a bath and felt calmer")
    with core.database.reading() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        (win,) = queries.all_wins(session, person.person_id)
    assert (win.said, win.phrase) == ("yesterday i had a bath and felt calmer", "had a bath")
    assert (win.day.isoformat(), win.told_at, win.door) == ("2026-11-17", NOON, "typed")
    assert win.happened_at == NOON - timedelta(days=1)
    assert (win.domain, win.feeling_after) == ("self-care", "calmer")


def test_two_acts_in_one_breath_are_two_wins(talk: Talk) -> None:
    reply = talk.say("i brushed my teeth and made my bed")
    assert talk.kept() == ["brushed my teeth", "made my bed"]
    assert reply.speech.startswith("You brushed your teeth and made your bed. ")


def test_no_acknowledgement_comes_twice_within_five(core: Core) -> None:
    heard = [Talk(core).say(f"i washed cup number {number}").speech.partition(". ")[2] for number in range(40)]
    for place in range(len(heard)):
        window = heard[max(0, place - 4) : place + 1]
        assert len(set(window)) == len(window)
    assert len(set(heard)) >= 12


def test_an_undo_does_not_bring_the_same_acknowledgement_again(talk: Talk) -> None:
    first = talk.say("i made my bed").speech
    talk.say("undo that")
    assert talk.say("i made my bed").speech != first


def test_undo_takes_back_all_of_the_last_utterance(talk: Talk) -> None:
    talk.say("i opened the window")
    talk.say("i brushed my teeth and made my bed")
    assert "brushed your teeth and made your bed" in talk.say("undo that").speech
    assert talk.kept() == ["opened the window"]


def test_undo_reaches_back_half_an_hour(open_core: Callable[..., Core]) -> None:
    Talk(open_core()).say("i opened the window")
    late, in_time = (Talk(open_core(NOON + timedelta(minutes=minutes))) for minutes in (31, 29))
    late.say("undo that")
    assert late.kept() == ["opened the window"]
    in_time.say("undo that")
    assert in_time.kept() == []


def test_the_recap_tells_todays_acts_and_nothing_of_other_days(open_core: Callable[..., Core]) -> None:
    Talk(open_core(NOON - timedelta(days=1))).say("i rang the dentist")
    talk = Talk(open_core())
    assert talk.say("what did i do today").speech == "Nothing is kept for today yet, and that's allowed."
    talk.say("i opened the window")
    assert talk.say("what did i do today").speech == "Today you opened the window. One thing is a full day."


def test_a_long_day_is_told_as_a_count_and_the_latest_acts(talk: Talk) -> None:
    for thing in ("cup", "plate", "bowl", "fork", "spoon", "pan"):
        talk.say(f"i washed one {thing}")
    speech = talk.say("what did i do today").speech
    assert speech.startswith("You kept six things today. The latest: you washed one bowl, ")


def test_a_persons_day_ends_at_four_in_the_morning(open_core: Callable[..., Core]) -> None:
    Talk(open_core(datetime(2026, 11, 19, 3, 59, tzinfo=UTC))).say("i made toast")
    recap = Talk(open_core(datetime(2026, 11, 18, 23, 0, tzinfo=UTC))).say("what did i do today").speech
    assert "made toast" in recap


def test_a_day_is_cut_in_the_persons_own_time_zone(
    open_core: Callable[..., Core], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALL_WINS_PERSON__TIME_ZONE", "Australia/Sydney")
    talk = Talk(open_core(datetime(2026, 11, 18, 20, 0, tzinfo=UTC)))
    assert talk.say("i made toast").wins[0].day == "2026-11-19"


def test_a_repeated_request_gets_the_same_reply_and_writes_nothing_new(talk: Talk) -> None:
    first = talk.say("i made my bed", request_id="same")
    assert talk.say("i made my bed", request_id="same") == first
    assert talk.kept() == ["made my bed"]


def test_a_stored_reply_is_gone_after_ten_minutes(open_core: Callable[..., Core]) -> None:
    Talk(open_core()).say("i made my bed", request_id="same")
    later = open_core(NOON + timedelta(minutes=11))
    Talk(later).say("i opened the window", request_id="other")
    with later.database.reading() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        assert queries.find_turn(session, person.person_id, "same") is None
        assert queries.find_turn(session, person.person_id, "other") is not None


def test_people_do_not_see_each_other(core: Core) -> None:
    Talk(core, "local:me").say("i made my bed")
    other = Talk(core, "local:sample")
    assert other.kept() == []
    other.say("undo that")
    assert Talk(core, "local:me").kept() == ["made my bed"]


def test_the_first_hypothesis_that_makes_sense_is_taken(talk: Talk) -> None:
    assert talk.say("hide rank a glass", "i drank a glass of water").intent == "log_win"
    assert talk.kept() == ["drank a glass of water"]


def test_what_is_not_understood_gets_one_line_a_shorter_one_and_then_silence(talk: Talk) -> None:
    replies = [talk.say("purple monkey dishwasher").speech for _ in range(4)]
    assert replies[0] != replies[1]
    assert len(replies[1]) < len(replies[0])
    assert replies[2:] == ["", ""]
    assert [reply.open for reply in (Talk(talk.core).say("purple"), talk.say("purple"))] == [True, False]
    assert talk.say("i made my bed").speech


def test_a_lone_ghost_of_the_ear_is_met_with_silence(talk: Talk) -> None:
    assert talk.say("the").speech == talk.say("huh").speech == ""


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂", "i " * 5000, "a" * 10_000, "{{}}%s\\", "i {act} {win}"])
def test_odd_text_neither_breaks_nor_is_kept(talk: Talk, text: str) -> None:
    talk.say(text)
    assert talk.kept() == []


def test_braces_in_a_win_are_said_back_as_they_are(talk: Talk) -> None:
    assert talk.say("i made a {cup} of tea").speech


def test_repeat_says_the_last_reply_again(talk: Talk) -> None:
    said = talk.say("i made my bed").speech
    assert talk.say("say that again").speech == said
    assert talk.say("say that again").speech == said


def test_the_greeting_asks_and_no_is_final(talk: Talk) -> None:
    greeting = talk.send(Request("local:me", "typed", "launch", intent="launch"))
    assert (greeting.open, greeting.expects) == (True, "text")
    assert greeting.reprompt
    declined = talk.say("no")
    assert (declined.open, declined.expects) == (False, None)


def test_suggestions_do_not_come_twice_in_a_row(talk: Talk) -> None:
    offered = [talk.say("what's one small thing i can do").speech for _ in range(5)]
    assert len(set(offered)) == 5


def test_a_locked_database_is_answered_with_what_to_do(core: Core) -> None:
    Talk(core).say("i opened the window")
    impatient = Database(core.settings.database_url, DatabaseLimits(busy_timeout_seconds=0.05))
    talk = Talk(replace(core, database=impatient))
    assert impatient.path is not None
    with closing(sqlite3.connect(impatient.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        reply = talk.say("i made my bed")
    assert reply.failed
    assert "again" in reply.speech
    assert talk.kept() == ["opened the window"]
    assert talk.say("i made my bed").failed is False
    impatient.close()


def test_a_full_database_is_answered_and_loses_nothing(core: Core) -> None:
    talk = Talk(core)
    talk.say("i opened the window")

    @event.listens_for(core.database.engine, "begin")
    def limit(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    reply = talk.say("i read " + "a page and " * 40_000 + "another")
    assert reply.failed
    assert "full" in reply.speech
    assert talk.kept() == ["opened the window"]


def test_a_read_only_database_is_answered(open_core: Callable[..., Core]) -> None:
    core = open_core()
    Talk(core).say("i opened the window")
    read_only = Talk(open_core(database=f"sqlite:///file:{core.database.path}?mode=ro&uri=true"))
    reply = read_only.say("i made my bed")
    assert reply.failed
    assert "can't write" in reply.speech
    assert Talk(core).kept() == ["opened the window"]


def test_a_damaged_database_is_answered_and_left_as_it_is(open_core: Callable[..., Core]) -> None:
    core = open_core()
    path = core.database.path
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database" * 100)
    reply = Talk(core).say("i made my bed")
    assert reply.failed
    assert "damaged" in reply.speech
    assert path.read_bytes().startswith(b"this is no database")


def test_a_conversation_of_another_version_reads_as_empty() -> None:
    kept = Conversation(question="first_win", last_speech="Hello.")
    assert Conversation.from_json(kept.to_json()) == kept
    whole = kept.to_json()
    changes = {
        f'"version": {VERSION}': f'"version": {VERSION + 1}',
        '"about": {}': '"about": {"commitment": 7}',
        '"care_until": null': '"care_until": "2026-11-18T12:00:00"',
        '"not_understood": 0': '"not_understood": "0"',
    }
    altered = [whole.replace(old, new) for old, new in changes.items()]
    assert whole not in altered
    for text in (None, "", "[]", "7", '{"version": 999}', *altered):
        assert Conversation.from_json(text) == Conversation()


def test_a_database_that_does_not_answer_is_told_apart(open_core: Callable[..., Core]) -> None:
    reply = Talk(open_core(database="postgresql://nobody@127.0.0.1:1/nothing")).say("i made my bed")
    assert reply.failed
    assert "reach" in reply.speech


def test_a_failure_logs_nobodys_words(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    path = core.database.path
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database" * 100)
    Talk(core).say("i watered the aspidistra")
    assert caplog.records
    assert "aspidistra" not in caplog.text


def test_a_folder_with_odd_characters_holds_a_journal(
    open_core: Callable[..., Core], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "what? a #folder %20 of mine"
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(folder))
    assert Talk(open_core()).say("i made my bed").failed is False
    assert (folder / "journal.db").exists()


def test_undo_takes_back_nothing_that_is_still_to_come(open_core: Callable[..., Core]) -> None:
    Talk(open_core()).say("i made my bed")
    earlier = Talk(open_core(NOON - timedelta(days=3)))
    earlier.say("undo that")
    assert earlier.kept() == ["made my bed"]
