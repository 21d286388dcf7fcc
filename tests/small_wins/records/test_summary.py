"""The summary for an appointment, as text and as PDF: what happened, nothing made of it; and plans as a calendar."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select

from models.tables import Commitment
from small_wins.core import Core
from small_wins.records import exporting
from small_wins.records.exporting import CALENDAR, PDF, SUMMARY, Written
from small_wins.records.span import EVERYTHING, Span
from small_wins.records.summary_pdf import FontError
from tests.conftest import NOON
from tests.interaction_model.test_tone import BANNED
from tests.small_wins.others.test_people import journal_of
from tests.small_wins.past.test_exports import TODAY, keep
from tests.small_wins.talk import Talk


def written(core: Core, form: str, span: Span = EVERYTHING, font: Path | None = None) -> tuple[bytes, Written]:
    file = io.BytesIO()
    with exporting.journal_to_read(core, "local:me") as journal:
        assert journal
        done = exporting.write(journal, form, file, span=span, font=font)
    return file.getvalue(), done


def test_it_counts_what_there_was_and_says_nothing_of_what_there_was_not(core: Core) -> None:
    with journal_of(core) as journal:
        for ago, phrase in ((20, "swept"), (2, "fed the cat"), (2, "fed the cat"), (0, "made my bed")):
            keep(journal, phrase, TODAY - timedelta(days=ago), feeling="calm" if ago == 0 else None)
    Talk(core).say("i feel tired")
    text = written(core, SUMMARY)[0].decode()
    assert text == (
        "What was kept from 2026-11-05 to 2026-11-18\n\n"
        "Wins: 3, on days: 2.\nTheir kinds: home: 3.\nWords for feelings: tired: 1.\n\n"
        "2026-11-16\n- fed the cat\n- fed the cat\n\n2026-11-18\n- made my bed (felt: calm)\n- felt: tired\n"
    )
    assert not [word for word in BANNED if word in text.lower()]
    of_days = written(core, SUMMARY, Span(date(2026, 10, 1), date(2026, 11, 1)))[0].decode()
    assert of_days.endswith("2026-10-29\n- swept\n")


def test_of_a_long_time_all_is_counted(core: Core) -> None:
    with journal_of(core) as journal:
        for number in range(600):
            keep(journal, f"did thing {number}", TODAY - timedelta(days=number % 300))
    text = written(core, SUMMARY, Span(date(2025, 1, 1)))[0].decode()
    assert "Wins: 600, on days: 300." in text


@pytest.mark.parametrize(
    "phrase", ["made my bed", "ich aß Äpfel", "я заправила кровать", "έφτιαξα τσάι", "a “b” … 100 % €"]
)
def test_the_pdf_holds_the_same_words(core: Core, phrase: str) -> None:
    with journal_of(core) as journal:
        keep(journal, phrase)
    content, done = written(core, PDF)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert text.splitlines() == [line for line in written(core, SUMMARY)[0].decode().splitlines() if line]
    assert done.unwritable == set()


def test_what_the_font_lacks_is_named_and_told(core: Core) -> None:
    with journal_of(core) as journal:
        keep(journal, "watered the 🌱 and 水")
    content, done = written(core, PDF)
    text = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "watered the [seedling] and [cjk unified ideograph-6c34]" in text
    assert done.unwritable == {"🌱", "水"}


def test_a_long_summary_goes_over_pages_and_breaks_long_lines(core: Core) -> None:
    with journal_of(core) as journal:
        for number in range(120):
            keep(journal, f"did thing {number} " + "and more " * 20)
    pages = PdfReader(io.BytesIO(written(core, PDF)[0])).pages
    assert len(pages) > 3
    assert "did thing 119" in pages[-1].extract_text()


def test_a_file_that_is_no_font_is_refused(core: Core, tmp_path: Path) -> None:
    with journal_of(core) as journal:
        keep(journal, "made my bed")
    (tmp_path / "font.ttf").write_text("no font")
    for font in (tmp_path / "font.ttf", tmp_path / "missing.ttf"):
        with pytest.raises(FontError):
            written(core, PDF, font=font)


def calendar_of(core: Core) -> Calendar:
    content = written(core, CALENDAR)[0]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found


def test_plans_are_events_and_things_to_do(core: Core) -> None:
    talk = Talk(core)
    for line in (
        "i live in the dublin time zone",
        "after my coffee i will stretch",
        "every weekday at nine i will drink water",
    ):
        talk.say(line)
    with core.database.writing() as session:
        plans = {one.action: one for one in session.scalars(select(Commitment))}
        plans["stretch"].reward = "tea, then; a long, long, long, long, long, long, long, long, long, long rest 🌱"
        plans["drink water"].next_at = datetime(2026, 11, 19, 9, tzinfo=ZoneInfo("Europe/Dublin"))
        session.commit()
    with journal_of(core) as journal:
        journal.person.time_zone = "Europe/Dublin"
    calendar = calendar_of(core)
    [event], [to_do] = calendar.walk("VEVENT"), calendar.walk("VTODO")
    assert (event["SUMMARY"], to_do["SUMMARY"]) == ("drink water", "after my coffee: stretch")
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert event.decoded("DTSTART") == datetime(2026, 11, 19, 9, tzinfo=ZoneInfo("Europe/Dublin"))
    assert event["DTSTART"].params["TZID"] == "Europe/Dublin"
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert to_do["DESCRIPTION"] == f"Then: {plans['stretch'].reward}"
    assert calendar.walk("VALARM") == []


def test_what_was_let_go_is_in_no_calendar_and_what_is_done_is_done(core: Core) -> None:
    talk = Talk(core)
    for line in ("after my coffee i will stretch", "at nine tomorrow i will call mum"):
        talk.say(line)
    with core.database.writing() as session:
        plans = {one.action: one for one in session.scalars(select(Commitment))}
        plans["stretch"].status = "let_go"
        plans["call mum"].status, plans["call mum"].done_at = "done", NOON
        session.commit()
    [to_do] = calendar_of(core).walk("VTODO")
    assert (to_do["STATUS"], to_do.decoded("COMPLETED")) == ("COMPLETED", NOON)
    assert calendar_of(core).walk("VEVENT") == []
