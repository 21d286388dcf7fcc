"""What is deleted is gone from every table, for good; what is not meant stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Date, Engine, Integer, Uuid, event, insert, select

from interaction_model.request import Request
from models import queries
from models.ids import new_id
from models.queries.deletion import tables_of_a_person
from models.tables import Base, Feeling, Instant, Note, Win
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.settings import Settings
from small_wins.themes.past.deletion import Scope, scope_named
from tests.conftest import NOON
from tests.small_wins.others.test_people import journal_of, trust
from tests.small_wins.talk import Talk

Opens = Callable[..., Core]
TODAY = date(2026, 11, 18)


def fill(core: Core, known_as: str, but: Collection[str] = ()) -> None:
    """A row of that person in every table there is."""
    with core.database.writing() as session:
        person = queries.find_person(session, known_as) or queries.add_person(session, known_as, NOON)
        for table in Base.metadata.sorted_tables:
            if table.name in {"people", "identities", *but}:
                continue
            values = {column.name: value_for(column) for column in table.columns if not column.nullable}
            session.execute(insert(table).values({**values, "person_id": person.person_id}))
        session.commit()


def value_for(column: Column[Any]) -> Any:
    match column.type:
        case Instant():
            return NOON
        case Date():
            return TODAY
        case Uuid():
            return new_id(NOON)
        case JSON():
            return {"added": [], "changed": [], "deleted": []} if column.name == "detail" else {}
        case Integer():
            return 1
    if column.type.python_type is bool:
        return True
    return new_id(NOON).hex if column.name == "key" else "work"


def rows(core: Core) -> dict[str, int]:
    with core.database.reading() as session:
        return {table.name: len(session.execute(select(table)).all()) for table in Base.metadata.sorted_tables}


def test_everything_is_deleted_from_every_table_and_nothing_of_anybody_else(
    open_core: Opens, database_url: str
) -> None:
    core = open_core(database=database_url)
    fill(core, "local:other")
    others = rows(core)
    assert set(others.values()) == {1}
    fill(core, "local:me")
    assert set(rows(core).values()) == {2}
    talk = Talk(core)
    assert talk.say("delete everything").speech.endswith("Say yes, and it's gone.")
    assert talk.say("yes").speech == "It's all deleted."
    assert rows(core) == others


def test_no_table_of_a_person_is_forgotten() -> None:
    named = {table.name for table in tables_of_a_person()}
    assert named == set(Base.metadata.tables)


def test_nothing_of_the_turn_itself_is_left_and_undo_has_nothing(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("delete everything")
    talk.say("yes", request_id="the-yes")
    assert set(rows(core).values()) == {0}
    assert talk.say("undo that").speech == "There's nothing from the last half hour to take back."
    assert talk.kept() == []


def test_the_same_yes_once_more_does_no_harm(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("delete everything")
    asked = talk.conversation
    talk.say("yes", request_id="the-yes")
    talk.conversation = asked
    assert talk.say("yes", request_id="the-yes").speech == "It's all deleted."


@pytest.mark.parametrize("said", ["no", "not now", "i fed the cat", "maybe", "what did i do today", "stop"])
def test_nothing_but_a_yes_deletes(core: Core, said: str) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("delete everything")
    talk.say(said)
    talk.say("yes")
    assert "made my bed" in talk.kept()


def test_a_yes_to_nothing_deletes_nothing(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("yes")
    assert talk.kept() == ["made my bed"]


def test_the_files_that_were_saved_are_spoken_of(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    talk.say("export my wins")
    talk.say("delete everything")
    assert talk.say("yes").speech == "It's all deleted. The files that you saved are still on the machine."


def test_a_word_is_deleted_wherever_it_stands_and_whole_alone(core: Core) -> None:
    talk = Talk(core)
    for line in ("i did my homework", "i emailed work about the rota", "i fed the cat"):
        talk.say(line)
    with journal_of(core) as journal:
        common = {"person_id": journal.person.person_id, "at": NOON, "day": TODAY}
        journal.session.add(Note(id=new_id(NOON), kind="future", text="Work is not all.", **common))
        journal.session.add(Feeling(id=new_id(NOON), moment="now", word="low after work", **common))
    assert talk.say("delete everything about work").speech.startswith(
        "That deletes three things about work, and every backup, for good."
    )
    assert talk.say("yes").speech == "Deleted: three things about work."
    assert talk.kept() == ["did my homework", "fed the cat"]
    assert rows(core)["notes"] == rows(core)["feelings"] == 0
    with core.database.reading() as session:
        everything = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    assert not [row for row in everything if "rota" in row]


def test_a_sign_of_the_query_language_is_a_letter_like_any_other(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    for sign in ("%", "_", "'; drop table wins"):
        with journal_of(core) as journal:
            from small_wins.themes.past import deletion

            assert deletion.count(journal, Scope("about", words=sign)) == 0


def test_an_address_is_not_searched_nor_found(core: Core) -> None:
    trust(core, "Dev")
    assert Talk(core).say("delete everything about hunter2").speech == "There's nothing of that kept."


@pytest.mark.parametrize(
    ("line", "gone"),
    [("delete today", {0}), ("delete yesterday", {1}), ("delete this week", {0, 1, 2}), ("delete last week", {3, 9})],
)
def test_days_are_deleted_with_what_was_felt_on_them(core: Core, line: str, gone: set[int]) -> None:
    agos = {0, 1, 2, 3, 9, 10}
    with journal_of(core) as journal:
        for ago in agos:
            day = TODAY - timedelta(days=ago)
            common = {"person_id": journal.person.person_id, "day": day}
            journal.session.add(Feeling(id=new_id(NOON), at=NOON, moment="now", word=f"f{ago}", **common))
            journal.session.add(
                Win(id=new_id(NOON), said="x", phrase=f"w{ago}", domain="home", happened_at=NOON, told_at=NOON,
                    door="typed", **common)
            )  # fmt: skip
    talk = Talk(core)
    talk.say(line)
    assert talk.say("yes").speech.startswith("Deleted: ")
    left = {int(phrase[1:]) for phrase in talk.kept()}
    assert left == agos - gone
    assert rows(core)["feelings"] == len(left)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", "2026-11-18", "2026-11-18"),
        ("yesterday", "2026-11-17", "2026-11-17"),
        ("this week", "2026-11-16", "2026-11-18"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("this month", "2026-11-01", "2026-11-18"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-11-18"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("november", "2026-11-01", "2026-11-18"),
        ("december", "2025-12-01", "2025-12-31"),
        ("february", "2026-02-01", "2026-02-28"),
    ],
)
def test_which_days_a_name_means(core: Core, name: str, first: str, last: str) -> None:
    months = {"november": 11, "december": 12, "february": 2}
    with journal_of(core) as journal:
        scope = scope_named(journal, name, "", f"delete {name}", months)
    assert scope == Scope("days", date.fromisoformat(first), date.fromisoformat(last))
    assert Scope.from_about(scope.to_about()) == scope


def test_feelings_go_and_wins_stay_with_no_word_of_how_they_felt(core: Core) -> None:
    with journal_of(core) as journal:
        common = {"person_id": journal.person.person_id, "day": TODAY}
        journal.session.add(Feeling(id=new_id(NOON), at=NOON, moment="now", word="low", **common))
        journal.session.add(
            Win(id=new_id(NOON), said="i made my bed and felt wretched", phrase="made my bed", domain="home",
                happened_at=NOON, told_at=NOON, door="typed", feeling_after="wretched", **common)
        )  # fmt: skip
    talk = Talk(core)
    assert talk.say("delete my feelings").speech.startswith(
        "That deletes two things among your feelings, and every backup, for good."
    )
    talk.say("yes")
    assert talk.kept() == ["made my bed"]
    with core.database.reading() as session:
        assert "wretched" not in str(session.execute(select(Base.metadata.tables["wins"])).all())
    assert rows(core)["feelings"] == 0


def test_notes_go_alone(core: Core) -> None:
    talk = Talk(core)
    talk.say("i made my bed")
    assert talk.say("delete my notes").speech == "There's nothing of that kept."
    with journal_of(core) as journal:
        person_id = journal.person.person_id
        journal.session.add(Note(person_id=person_id, id=new_id(NOON), at=NOON, day=TODAY, kind="future", text="hi"))
    talk.say("delete my notes")
    assert talk.say("yes").speech == "Deleted: one thing among your notes."
    assert talk.kept() == ["made my bed"]


def test_what_to_delete_is_said_where_it_is_not_clear(core: Core) -> None:
    assert Talk(core).say("i want to delete some of my data").speech.startswith("Say what goes:")


@pytest.mark.parametrize("energy_or_care", ["care", "none"])
def test_the_yes_is_needed_in_care_mode_too(core: Core, energy_or_care: str) -> None:
    conversation = Conversation().with_care(NOON) if energy_or_care == "care" else Conversation()
    talk = Talk(core, conversation=conversation)
    talk.say("i made my bed")
    talk.say("delete everything")
    assert talk.kept() == ["made my bed"]
    assert talk.say("yes").speech == "It's all deleted."


def test_what_is_kept_is_said_truly_for_each_door(core: Core) -> None:
    here = Talk(core).say("what do you keep about me").speech
    assert here.startswith("What you tell me is kept on this device, with a backup a day, until you delete it.")
    assert here.endswith("with the Alexa skill Amazon receives and keeps the recordings.")
    through = Talk(core).send(Request("alexa:x", "alexa", "a-1", ("what do you keep about me",), "en-US")).speech
    assert "Amazon receives and keeps the recordings" in through
    assert "on this device" not in through


def test_the_words_are_overwritten_in_the_file(core: Core) -> None:
    talk = Talk(core)
    talk.say("i polished the samovar")
    talk.say("delete everything")
    talk.say("yes")
    core.database.close()
    data = b"".join(path.read_bytes() for path in core.settings.data_dir.glob("journal.db*"))
    assert b"samovar" not in data


@pytest.mark.parametrize("line", ["go for a walk", "i'd rather you didn't keep that one", "you gabble", "oi", "wibble"])
def test_a_guess_at_a_yes_deletes_nothing(talk: Talk, line: str) -> None:
    talk.say("i fed the cat")
    assert talk.say("delete everything").conversation.question == "delete"
    talk.say(line)
    assert talk.kept() == ["fed the cat"]


@pytest.mark.parametrize("line", ["yes", "yes delete it", "yes i'm sure", "okay", "go ahead"])
def test_a_yes_in_other_words_deletes(talk: Talk, line: str) -> None:
    talk.say("i fed the cat")
    talk.say("delete everything")
    talk.say(line)
    assert talk.kept() == []


@pytest.fixture
def plain_sqlite() -> Iterator[None]:
    """SQLite as it is built where it overwrites nothing unless it is told to: Debian's does so by itself."""

    def as_built(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA secure_delete = OFF")

    event.listen(Engine, "connect", as_built)
    yield
    event.remove(Engine, "connect", as_built)


@pytest.mark.usefixtures("plain_sqlite")
def test_what_was_undone_before_is_in_no_byte_of_the_journal_either(core: Core) -> None:
    talk = Talk(core)
    for number in range(8):
        talk.say(f"i polished the samovar {'very slowly ' * 60}{number}")
    for _ in range(6):
        talk.say("undo that")
    talk.say("delete everything")
    assert talk.say("yes").intent == "yes"
    core.database.close()
    files = [path for path in Settings().data_dir.rglob("*") if path.is_file()]
    assert Settings().data_dir / "journal.db" in files
    assert [path.name for path in files if b"samovar" in path.read_bytes()] == []
