"""Files of the record: whole, private, and nothing in them that was not told."""

from __future__ import annotations

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from interaction_model.request import Request
from models.ids import new_id
from models.tables import Feeling, Win
from small_wins.core import Core
from small_wins.journal import Journal
from tests.conftest import NOON
from tests.small_wins.others.test_people import journal_of
from tests.small_wins.talk import Talk

TODAY = date(2026, 11, 18)


def files(core: Core) -> dict[str, Path]:
    return {path.name: path for path in (core.settings.data_dir / "exports").rglob("*") if path.is_file()}


def keep(journal: Journal, phrase: str, day: date = TODAY, said: str = "", feeling: str | None = None) -> None:
    journal.session.add(
        Win(
            person_id=journal.person.person_id, id=new_id(NOON), said=said or f"i {phrase}", phrase=phrase,
            domain="home", happened_at=NOON, day=day, told_at=NOON, feeling_after=feeling, door="typed",
        )
    )  # fmt: skip


def test_all_wins_are_in_both_files_which_are_the_owners_alone(core: Core) -> None:
    with journal_of(core) as journal:
        for number in range(10):
            keep(journal, f"did thing {number}", feeling="fine, mostly" if number == 4 else None)
    assert (
        Talk(core).say("export my wins").speech
        == "Saved to a file called wins. It's plain text, with a table beside it."
    )
    found = files(core)
    assert found["wins.txt"].read_text().splitlines() == [f"2026-11-18  did thing {number}" for number in range(10)]
    with found["wins.csv"].open(newline="", encoding="utf-8-sig") as table:
        rows = list(csv.DictReader(table))
    assert [row["what"] for row in rows] == [f"did thing {number}" for number in range(10)]
    assert rows[4]["feeling_after"] == "fine, mostly"
    assert {path.stat().st_mode & 0o777 for path in found.values()} == {0o600}
    assert next(iter(found.values())).parent.stat().st_mode & 0o777 == 0o700


def test_a_second_export_takes_the_place_of_the_first(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("export my wins")
    talk.say("i fed the cat")
    talk.say("export my wins")
    assert sorted(files(core)) == ["wins.csv", "wins.txt"]
    assert "fed the cat" in files(core)["wins.txt"].read_text()


def test_each_person_has_files_of_their_own(core: Core) -> None:
    for person in ("local:ann", "local:ben"):
        talk = Talk(core, person)
        talk.say(f"i made my {person[-3:]} bed")
        talk.say("export my wins")
    texts = [path.read_text() for path in (core.settings.data_dir / "exports").rglob("wins.txt")]
    assert len(texts) == 2
    assert texts[0] != texts[1]


def test_what_the_screen_stops_is_theirs_in_the_export_and_left_out_of_the_summary(core: Core) -> None:
    with journal_of(core) as journal:
        keep(journal, "wanted to die")
        keep(journal, "made my bed", feeling="i want to die")
        journal.session.add(
            Feeling(
                person_id=journal.person.person_id, id=new_id(NOON), at=NOON, day=TODAY, moment="now",
                word="like killing myself", score=2,
            )
        )  # fmt: skip
    talk = Talk(core)
    talk.say("export my wins")
    assert "wanted to die" in files(core)["wins.txt"].read_text()
    talk.say("summary for my therapist")
    summary = files(core)["summary.txt"].read_text()
    assert "made my bed" in summary
    assert "2 of 5" in summary
    assert "die" not in summary
    assert "killing" not in summary


def test_the_summary_holds_a_fortnight_by_day_and_no_day_more(core: Core) -> None:
    with journal_of(core) as journal:
        for ago in (0, 13, 14):
            keep(journal, f"swept the hall {ago}", TODAY - timedelta(days=ago), feeling="calm" if ago == 13 else None)
        journal.session.add(
            Feeling(
                person_id=journal.person.person_id, id=new_id(NOON), at=NOON, day=TODAY, moment="now", word="tired",
                score=None,
            )
        )  # fmt: skip
    reply = Talk(core).say("summary for my therapist")
    assert reply.speech == "There's a short list of this fortnight, in a file called summary. You choose what to take."
    assert files(core)["summary.txt"].read_text() == (
        "What was kept from 2026-11-05 to 2026-11-18\n\n"
        "Wins: 2, on days: 2.\nTheir kinds: home: 2.\nWords for feelings: tired: 1.\n\n"
        "2026-11-05\n- swept the hall 13 (felt: calm)\n\n"
        "2026-11-18\n- swept the hall 0\n- felt: tired\n"
    )
    assert files(core)["summary.txt"].stat().st_mode & 0o777 == 0o600


def test_an_empty_journal_makes_no_file(core: Core) -> None:
    talk = Talk(core)
    assert talk.say("export my wins").speech == "There's nothing to save yet."
    assert talk.say("summary for my therapist").speech == "Nothing is kept from this fortnight yet, and that's allowed."
    assert files(core) == {}


def test_through_alexa_it_says_on_which_machine_the_file_lies(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    reply = talk.send(Request("local:me", "alexa", "a-1", ("export my wins",), "en-US"))
    assert reply.speech.startswith("It's in a file called wins, on the machine where your journal is.")


def test_a_file_that_can_not_be_written_is_said_and_leaves_no_half(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(core)
    talk.say("i made my bed")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    reply = talk.say("export my wins")
    assert reply.failed
    assert files(core) == {}
