"""A disclosure typed anywhere on the page is answered by a person's number, and nothing of it is kept or shown."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal_page.app import create_app
from journal_page.link_access import LinkAccess
from models import queries
from models.tables import Base, Note, Win
from small_wins.core import Core
from tests.conftest import NOON
from tests.journal_page.served import PERSON
from tests.small_wins.talk import Talk

CRISIS = "I want to kill myself"
VIEWS = ("/", "/search", "/notes", "/plans")
NO_WORDS = {"form_key", "request", "turn", "first", "last", "day", "sure", "read"}
"""Fields that hold no words of theirs."""


class Forms(HTMLParser):
    """Reads every form of a page: where it goes, and its fields with their values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], set[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "form":
            self.found.append((str(named["action"]), {}, set()))
        elif tag in {"input", "textarea", "select"} and named.get("name"):
            name = str(named["name"])
            self.found[-1][1][name] = named.get("value") or ""
            if tag != "select" and name not in NO_WORDS:
                self.found[-1][2].add(name)


@pytest.fixture
def client(told: Core) -> FlaskClient:
    core = told
    access = LinkAccess(PERSON, "en-US", {"localhost"}, core.clock)
    found = create_app(core, access).test_client()
    found.get(f"/open/{access.new_link()}")
    return found


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def words_everywhere(core: Core) -> str:
    """All that is in the database, as text."""
    with core.database.reading() as session:
        return " ".join(str(row) for table in Base.metadata.sorted_tables for row in session.execute(table.select()))


def view_of_a_win(core: Core) -> str:
    with core.database.reading() as session:
        person = queries.find_person(session, PERSON)
        assert person
        return f"/win/{queries.latest_wins(session, person.person_id, 1)[0].id}"


def forms_with_words(client: FlaskClient, core: Core) -> list[tuple[str, dict[str, str], str]]:
    """Each form of each view into which words can be typed: its address, its fields, and the field."""
    found = {}
    for view in (*VIEWS, view_of_a_win(core)):
        for action, fields, typed in Forms(text_of(client.get(view))).found:
            for field in typed:
                found[action, field] = (action, fields, field)
    return list(found.values())


def test_a_crisis_typed_into_any_field_is_answered_and_kept_nowhere(client: FlaskClient, core: Core) -> None:
    forms = forms_with_words(client, core)
    assert {action.split("/")[1] for action, _, _ in forms} == {"say", "search", "notes", "win"}
    for action, fields, field in forms:
        sent = client.post(action, data={**fields, field: CRISIS})
        assert sent.headers["Location"] == "/care", action
        shown = text_of(client.get("/care"))
        assert "988" in shown
        assert 'href="tel:988"' in shown
        assert "kill" not in shown
        assert "<nav" not in shown
        assert "<circle" not in shown
        assert "kill" not in words_everywhere(core)


def test_every_form_that_takes_words_is_among_those_that_were_tried(client: FlaskClient, core: Core) -> None:
    """No view has a field for words that the test above does not know."""
    app: Flask = client.application
    tried = {action for action, _, _ in forms_with_words(client, core)}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint != "static":
            for action, _, typed in Forms(text_of(client.get(rule.rule, follow_redirects=True))).found:
                assert not typed or action in tried, rule.rule


def test_the_page_stays_there_after_a_disclosure(client: FlaskClient, core: Core) -> None:
    _, fields, _ = next(form for form in forms_with_words(client, core) if form[0] == "/say")
    client.post("/say", data={**fields, "text": CRISIS})
    later = client.post("/say", data={**fields, "request": uuid.uuid4().hex, "text": "I can't do this anymore"})
    assert later.headers["Location"] == "/care"
    assert "988" in text_of(client.get("/care"))
    assert "988" in text_of(client.get("/"))  # their journal is there, and the number still


def test_a_disclosure_in_an_edit_leaves_the_win_as_it_was(client: FlaskClient, core: Core) -> None:
    before = Talk(core, PERSON).kept()
    action, fields, _ = next(form for form in forms_with_words(client, core) if form[0].startswith("/win/"))
    client.post(action, data={**fields, "words": CRISIS})
    assert Talk(core, PERSON).kept() == before


def test_a_crisis_is_answered_when_the_journal_can_not_be_opened(
    client: FlaskClient, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, fields, _ = next(form for form in forms_with_words(client, core) if form[0] == "/say")
    assert core.database.path
    core.database.close()
    core.database.path.write_bytes(b"no database" * 500)
    assert client.post("/say", data={**fields, "text": CRISIS}).headers["Location"] == "/care"
    assert "988" in text_of(client.get("/care"))
    failed = client.get("/")
    assert failed.status_code == 503
    assert "Traceback" not in text_of(failed)


@pytest.fixture
def imported(core: Core, client: FlaskClient) -> uuid.UUID:
    """A journal in which an import has left what the screen would stop; the id of that win."""
    win_id = uuid.uuid4()
    with core.database.writing() as session:
        person = queries.find_person(session, PERSON)
        assert person
        ours = {"person_id": person.person_id, "door": "import", "domain": "rest", "happened_at": NOON}
        said = "tried to kill myself"
        session.add(Win(id=win_id, said=said, phrase=said, day=NOON.date(), told_at=NOON, feeling_after=said, **ours))
        note = {"person_id": person.person_id, "id": uuid.uuid4(), "at": NOON, "day": NOON.date()}
        session.add(Note(kind="future", text=said, **note))
        session.commit()
    return win_id


def test_what_an_import_brought_is_not_shown_unasked(client: FlaskClient, imported: uuid.UUID) -> None:
    for view in ("/", "/calendar", "/week", "/day/2026-11-18", "/feelings", "/helps", "/notes", "/hard-day", "/plans"):
        assert "kill" not in text_of(client.get(view)), view
    assert "One thing that is yours, not shown here" in text_of(client.get("/"))


def test_it_is_theirs_to_open_change_and_delete_with_a_number_beside_it(
    client: FlaskClient, imported: uuid.UUID
) -> None:
    shown = text_of(client.get(f"/win/{imported}"))
    assert "tried to kill myself" in shown
    assert 'href="tel:988"' in shown
    key = re.search(r'name="form_key" value="([^"]+)"', shown)
    assert key
    fields = {"form_key": key[1], "words": "tried to kill myself", "day": "2026-11-17", "kind": "rest"}
    assert client.post(f"/win/{imported}", data=fields).headers["Location"] == "/day/2026-11-17"
    client.post(f"/win/{imported}/delete", data={"form_key": key[1]})
    assert client.get(f"/win/{imported}").status_code == 404


def test_a_hard_day_reads_none_of_it(client: FlaskClient, imported: uuid.UUID) -> None:
    key = re.search(r'name="form_key" value="([^"]+)"', text_of(client.get("/hard-day")))
    assert key
    for read in ("win", "win", "win", "note"):
        one = client.post("/hard-day", data={"form_key": key[1], "read": read}, follow_redirects=True)
        assert "kill" not in text_of(one)
    assert client.get(f"/hard-day/{imported}").headers["Location"] == "/hard-day"
