"""Markdown: it shows a person's own words, and is read back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sqlalchemy import select

from models.ids import new_id
from models.tables import Feeling, Note, Win
from small_wins.core import Core
from small_wins.records import exporting, importing
from small_wins.records.by_day import shown
from small_wins.records.importing import Imported
from small_wins.records.sources import open_source
from small_wins.records.span import EVERYTHING, Span
from tests.conftest import NOON
from tests.small_wins.others.test_people import journal_of
from tests.small_wins.talk import Talk

TODAY = date(2026, 11, 18)
LINE = st.text(
    st.sampled_from("ab1 .)#>*_`~[]<>&;!|\\-+=:'\"é🌱") | st.characters(categories=["L", "P", "S"]), min_size=1
)
LINES = LINE.map(str.strip).filter(bool)


def markdown_of(core: Core, span: Span = EVERYTHING) -> str:
    file = io.BytesIO()
    with exporting.journal_to_read(core, "local:me") as journal:
        assert journal
        exporting.write(journal, exporting.MARKDOWN, file, span=span)
    return file.getvalue().decode()


def imported(core: Core, content: str, folder: Path, known: str = "local:me") -> Imported:
    path = folder / "journal.md"
    path.write_text(content, newline="")
    return importing.import_(core, known, open_source(path, None))


@given(LINES)
def test_words_are_shown_as_they_are(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- {shown(text)}\n")
    assert [token.type for token in tokens][:3] == ["bullet_list_open", "list_item_open", "paragraph_open"]
    [inline] = [token for token in tokens if token.type == "inline"]
    assert "".join(child.content for child in inline.children or ()) == text


def test_a_day_is_a_heading_with_its_acts_and_what_was_felt(core: Core) -> None:
    talk = Talk(core)
    for line in ("i made my bed", "it felt calm", "i feel tired", "note to myself: the river is still there"):
        talk.say(line)
    assert markdown_of(core) == (
        "# Small wins\n\n## 2026-11-18\n\n- made my bed\n  - felt after: calm\n- felt: tired\n"
        "- note for later: the river is still there\n"
    )
    assert markdown_of(core, Span(last=date(2026, 11, 17))) == "# Small wins\n"


def keep(core: Core, phrase: str, word: str | None, score: int | None, note: str) -> None:
    with journal_of(core) as journal:
        person_id = journal.person.person_id
        win = Win(
            person_id=person_id, id=new_id(NOON), said=phrase, phrase=phrase, domain="home", happened_at=NOON,
            day=TODAY, told_at=NOON, door="typed", feeling_after=word or (str(score) if score else None),
        )  # fmt: skip
        journal.session.add(win)
        if word or score:
            about = {"day": TODAY, "moment": "after", "word": word, "score": score, "win_id": win.id}
            journal.session.add(Feeling(person_id=person_id, id=new_id(NOON), at=NOON, **about))
        journal.session.add(Note(person_id=person_id, id=new_id(NOON), at=NOON, day=TODAY, kind="hopeful", text=note))


ODD = (
    "felt: nothing", "note for later: x", "- a\n\n## 2026-01-01\n- b", "1. c\\", "\\", "# d", "*e* `f` <g> [h](i)",
    "  j",
)  # fmt: skip


def test_words_come_back_exactly_and_once(core: Core, tmp_path: Path) -> None:
    odd = (
        "felt: nothing",
        "note for later: x",
        "- a\n\n## 2026-01-01\n- b",
        "1. c\\",
        "\\",
        "# d",
        "*e* `f` <g> [h](i)",
        "  j",
    )
    for number, text in enumerate(odd):
        keep(core, text, text if number % 2 else None, number % 5 or None, text)
    written = markdown_of(core)
    done = imported(core, written, tmp_path, "local:other")
    assert done.unreadable == ()
    with core.database.reading() as session:
        columns = {Win: ("phrase", "day"), Feeling: ("moment", "word", "score", "day"), Note: ("kind", "text", "day")}
        for table, names in columns.items():
            rows = session.execute(
                select(table.person_id, *(getattr(table, name) for name in names)).order_by(table.id)
            )
            by_person: dict[object, list[object]] = {}
            for person_id, *values in rows:
                by_person.setdefault(person_id, []).append(values)
            mine, theirs = by_person.values()
            assert sorted(map(repr, mine)) == sorted(map(repr, theirs))
        belongs = select(Feeling.word, Win.phrase).join(
            Win, (Win.id == Feeling.win_id) & (Win.person_id == Feeling.person_id)
        )
        assert len(session.execute(belongs).all()) == 2 * len(
            list(filter(None, (n % 5 or n % 2 for n in range(len(odd)))))
        )
    for known in ("local:me", "local:other"):
        assert imported(core, written, tmp_path, known).added == {}


def test_a_list_written_by_hand_is_read_and_the_rest_is_told(core: Core, tmp_path: Path) -> None:
    content = (
        "# My month\n\nsome prose\n\n## 2026-11-17\n\n* walked the dog\n  * felt after: light\n- felt: 2 of 5\n"
        "prose again\n## soon\n- made tea\n\n## 2026-11-16\r\n- read a page\r\n  - colour: red\r\n"
    )
    done = imported(core, content, tmp_path)
    assert done.added == {"wins": 2, "feelings": 2}
    assert sorted(Talk(core).kept()) == ["read a page", "walked the dog"]
    lines = [(one.line, one.key) for _, one in done.unreadable]
    assert sorted(lines) == [(3, "no_day"), (10, "no_item"), (11, "no_day"), (12, "no_day"), (16, "no_item")]
    assert done.kept_in
    assert done.kept_in.read_bytes().decode() == (
        "some prose\n## 2026-11-17\nprose again\n## soon\n- made tea\n## 2026-11-16\n  - colour: red\r\n"
    )


def test_what_is_no_act_in_a_list_by_hand_is_a_note(core: Core, tmp_path: Path) -> None:
    content = (
        "## 2026-11-17\n- made tea\n- didn't eat\n  - felt after: empty\n- cut myself\n  - felt after: numb\n- cried\n"
    )
    for _ in range(2):
        imported(core, content, tmp_path)
    assert Talk(core).kept() == ["made tea"]
    with core.database.reading() as session:
        assert sorted(session.scalars(select(Note.text))) == ["cried", "cut myself\nnumb", "didn't eat"]
        assert session.scalars(select(Feeling.word)).all() == ["empty"]


def test_a_feeling_of_a_win_that_is_there_already_belongs_to_that_one(core: Core, tmp_path: Path) -> None:
    Talk(core).say("i made my bed")
    imported(core, "## 2026-11-18\n- made my bed\n  - felt after: light\n", tmp_path)
    with core.database.reading() as session:
        [feeling] = session.scalars(select(Feeling))
        assert feeling.win_id == session.scalars(select(Win.id)).one()
