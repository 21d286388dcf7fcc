"""What the screen stops may stand in a file that is imported: it is kept, and said, shown or answered nowhere."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Uuid, select

from interaction_model.language import load_language
from models import records
from models.ids import new_id
from models.tables import Commitment, Instant, Note, Person, PlaybookEntry, Win
from small_wins.core import Core
from small_wins.due import waiting
from small_wins.records import exporting, importing
from small_wins.records.sources import open_source
from small_wins.themes.hard_times import playbook
from small_wins.themes.hard_times.favourites import favourites
from tests.conftest import NOON
from tests.small_wins.others.test_people import journal_of
from tests.small_wins.records.test_journal_lines import exported
from tests.small_wins.talk import Talk

ENGLISH = load_language("en-US")
TRAINING = Path(__file__).parents[3] / "training" / "understanding" / "en"
HELD_BACK = Path(__file__).parents[2] / "interaction_model" / "held_back"
KINDS = ("suicide_active", "suicide_attempt", "self_harm", "eating", "substance")
A_KIND_OF_HARM = 3
CRISIS = "i want to kill myself"
HARMS = (
    "cut myself", "cutting myself", "hurt myself", "hit myself", "burned myself", "burn myself", "starved myself",
    "starve myself", "hang myself", "took an overdose", "overdosed", "self-harm",
)  # fmt: skip


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def is_stopped(text: str) -> bool:
    return ENGLISH.screen.read(text).level != "none"


def of_harm() -> list[str]:
    """What somebody may do to their harm: in their own words, as it is told to do, and as it is said to them.

    What further readers wrote, of each kind, as much as the screen knows.
    """
    told = [CRISIS, *HARMS]
    for kind in KINDS:
        rows = (row for row in table_of(HELD_BACK / "crisis.tsv") if row["category"] == kind and row["label"] != "none")
        told += itertools.islice((row["utterance"] for row in rows if is_stopped(row["utterance"])), A_KIND_OF_HARM)
    grammar = ENGLISH.grammar
    forms = (form for text in told for form in (text, grammar.bare(text), grammar.second_person(text)))
    return [form for form in dict.fromkeys(forms) if is_stopped(form)]


OF_HARM = of_harm()
WORDS = {
    ("wins", "domain"): "home", ("wins", "door"): "typed", ("feelings", "moment"): "now", ("notes", "kind"): "future",
    ("commitments", "status"): "open", ("commitments", "repeats"): "daily", ("outbox", "state"): "sent",
    ("playbook", "status"): "works", ("playbook", "domain"): "home", ("plan_items", "domain"): "home",
    ("trusted_people", "check_in"): "daily", ("people", "time_zone"): "UTC", ("people", "device_time_zone"): "UTC",
    ("people", "reckoned_in"): "UTC", ("people", "region"): "IE", ("suggestions", "outcome"): "done",
    ("suggestions", "step"): "no step that there is",
}  # fmt: skip
"""Columns that hold names of ours."""
IDS = {"wins": new_id(NOON), "commitments": new_id(NOON), "trusted_people": new_id(NOON)}
REFERS = {"win_id": "wins", "commitment_id": "commitments", "trusted_id": "trusted_people", "tell": "trusted_people"}


def value_of(table: Table, column: Column[Any], number: int) -> Any:
    match column.type:
        case Instant():
            return NOON.isoformat()
        case Date():
            return "2026-11-18"
        case Boolean():
            return False
        case JSON():
            return {}
        case Integer():
            return 1 if column.name in {"score", "heavy", "energy", "wins_a_day"} else None if column.nullable else 0
        case Uuid():
            if column.name == "id":
                return str(IDS[table.name] if number == 0 and table.name in IDS else new_id(NOON))
            return str(IDS[REFERS[column.name]])
        case String():
            if column.nullable and column.name in {"step", "serves", "mobility"}:
                return None
            return WORDS.get((table.name, column.name), OF_HARM[number % len(OF_HARM)])
    raise AssertionError(column)


def journal_of_crisis() -> str:
    """Every table, with words of crisis wherever a person's own words may stand."""
    return "".join(
        json.dumps(
            {"table": table.name, **{column.name: value_of(table, column, number) for column in records.columns(table)}}
        )
        + "\n"
        for table in records.tables()
        for number in range(1 if table.name in {"people", "days", "day_remarks"} else len(OF_HARM))
    )


A_KIND = 4
"""So many lines of each intent are said."""


def lines() -> dict[str, list[str]]:
    """Ways to say each intent."""
    found: dict[str, list[str]] = {}
    for row in table_of(TRAINING / "intents.tsv"):
        if len(said := found.setdefault(row["intent"], [])) < A_KIND:
            said.append(row["utterance"])
    return found


@pytest.fixture
def talk(core: Core, tmp_path: Path) -> Talk:
    path = tmp_path / "journal.jsonl"
    path.write_text(journal_of_crisis())
    done = importing.import_(core, "local:me", open_source(path, None))
    assert (done.unreadable, done.stopped) == ((), len(OF_HARM))
    assert set(done.added) == {table.name for table in records.tables()} - {"wins"}
    keep_wins(core)
    return Talk(core)


def keep_wins(core: Core) -> None:
    """Wins of crisis, which no import adds: the screen of an older version may have let them be."""
    with core.database.writing() as session:
        person_id = session.scalars(select(Person.person_id)).one()
        for number, words in enumerate(OF_HARM):
            session.add(
                Win(
                    person_id=person_id, id=IDS["wins"] if number == 0 else new_id(NOON), said=words, phrase=words,
                    domain="home", happened_at=NOON, told_at=NOON, day=NOON.date(), door="typed", feeling_after=words,
                )
            )  # fmt: skip
        session.commit()


def of_these(text: str) -> list[str]:
    """What of all that stands in a text."""
    return [words for words in OF_HARM if words in text.lower()]


@pytest.mark.parametrize("intent", lines())
def test_they_are_never_said_nor_shown(talk: Talk, intent: str) -> None:
    for line in lines()[intent]:
        for said in (line, "yes", "undo that"):
            reply = talk.say(said)
            shown = f"{reply.speech} {reply.reprompt} {reply.screen} {reply.actions}"
            assert of_these(shown) == [], said


def test_they_are_never_said_unasked(core: Core, talk: Talk) -> None:
    with core.database.writing() as session:
        for one in session.scalars(select(Commitment)):
            one.next_at, one.remind, one.minute = NOON, True, 720
        session.scalars(select(Person)).one().recap_minute = 720
        session.commit()
    assert [each.text for each in waiting(core, "local:me") if of_these(each.text)] == []


@pytest.mark.parametrize("words", [*OF_HARM, "cut"])
def test_no_step_of_their_own_for_heavy_days_is_one_of_these(core: Core, words: str) -> None:
    with journal_of(core) as journal:
        for heavy, status in ((None, "works"), (1, "heavy")):
            journal.session.add(
                PlaybookEntry(
                    person_id=journal.person.person_id, id=new_id(NOON), at=NOON, phrase=words, domain="home",
                    status=status, heavy=heavy,
                )
            )  # fmt: skip
        journal.session.flush()
        found = [*favourites(journal), *playbook.sequence(journal), playbook.remove(journal, words)]
        assert found == [None]


def test_they_stay_theirs_and_stand_in_nothing_that_somebody_else_reads(core: Core, talk: Talk) -> None:
    content = exported(core, "local:me").decode()
    assert min(content.count(json.dumps(words, ensure_ascii=False)) for words in OF_HARM) > 10
    for form in (exporting.SUMMARY, exporting.CALENDAR):
        file = io.BytesIO()
        with exporting.journal_to_read(core, "local:me") as journal:
            assert journal
            written = exporting.write(journal, form, file)
        assert of_these(file.getvalue().decode()) == []
        assert written.left_out == (0 if form == exporting.CALENDAR else 2 * len(OF_HARM))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("daylio.csv", f"full_date,date,weekday,time,mood,activities,note\n2026-11-17,,,09:00,meh,{CRISIS} | run,\n"),
        ("wins.csv", f"type,day,what\nwin,2026-11-17,{CRISIS}\nwin,2026-11-17,ran\n"),
        ("journal.md", f"## 2026-11-17\n- {CRISIS}\n- ran\n"),
        ("Checkmarks.csv", f"Date,{CRISIS},run,\n2026-11-17,2,2,\n"),
    ],
)
def test_they_are_never_a_win_where_another_program_or_a_hand_wrote_them(
    core: Core, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    importing.import_(core, "local:me", open_source(tmp_path / name, None))
    with core.database.reading() as session:
        assert session.scalars(select(Win.phrase)).all() == ["ran"]
        assert session.scalars(select(Note.text)).all() == [CRISIS]
