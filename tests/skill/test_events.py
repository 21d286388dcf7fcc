"""What Alexa tells while nobody speaks: somebody has disabled the skill."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import queries
from models.tables import Identity
from skill.app import CORE, create_app
from skill.identity import person_of
from small_wins.core import Core
from small_wins.settings import Settings
from tests.journeys.players import alexa_ear
from tests.skill.signing import NOW, SKILL_ID, USER_ID, Authority, as_body, envelope, intent, signed
from tests.small_wins.past.test_deletion import fill, rows

KEY = "0" * 64
SOMEBODY_ELSE = "amzn1.ask.account.ANOTHER"


@pytest.fixture
def core(open_core: Callable[..., Core], database_url: str) -> Core:
    return open_core(database=database_url)


@contextmanager
def skill_on(database: str, authority: Authority) -> Iterator[FlaskClient]:
    app = create_app(
        Settings(skill_id=SKILL_ID, id_key=KEY, database=database),
        clock=lambda: NOW,
        trusted_roots=authority.root.pem,
        fetch_chain=lambda _: authority.chain(),
    )
    yield app.test_client()
    app.extensions[CORE].database.close()


@pytest.fixture
def client(core: Core, database_url: str, authority: Authority) -> Iterator[FlaskClient]:
    """A skill on the same database as `core`."""
    with skill_on(database_url, authority) as client:
        yield client


def post(client: FlaskClient, authority: Authority, said: dict[str, Any]) -> TestResponse:
    body = as_body(said)
    return client.post("/alexa", data=body, headers=signed(body, authority.leaf_key))


def disabled(**request: Any) -> dict[str, Any]:
    """The event: it belongs to no session."""
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled", **request})
    del event["session"]
    return event


def known_as(user_id: str) -> str:
    return person_of(user_id, KEY.encode())


def test_disabling_deletes_every_row_of_that_person_and_none_of_anybody_else(
    core: Core, client: FlaskClient, authority: Authority
) -> None:
    fill(core, known_as(SOMEBODY_ELSE))
    others = rows(core)
    assert set(others.values()) == {1}
    fill(core, known_as(USER_ID))
    assert set(rows(core).values()) == {2}
    answer = post(client, authority, disabled())
    assert (answer.status_code, answer.get_json()["response"]) == (200, {})
    assert rows(core) == others


def test_deleting_everything_by_voice_leaves_no_row_of_that_person_and_all_of_anybody_else(
    core: Core, client: FlaskClient, authority: Authority
) -> None:
    fill(core, known_as(SOMEBODY_ELSE))
    others = rows(core)
    fill(core, known_as(USER_ID))
    asked = post(client, authority, intent(*alexa_ear().hear("delete everything"))).get_json()
    assert "everything you have told me" in asked["response"]["outputSpeech"]["ssml"]
    yes = intent("AMAZON.YesIntent")
    yes["session"] |= {"new": False, "attributes": asked["sessionAttributes"]}
    assert "all deleted" in post(client, authority, yes).get_json()["response"]["outputSpeech"]["ssml"]
    assert rows(core) == others


def test_every_name_by_which_a_door_knew_them_goes(core: Core, client: FlaskClient, authority: Authority) -> None:
    with core.database.writing() as session:
        me = queries.add_person(session, known_as(USER_ID), NOW)
        session.add(Identity(key="by another door", person_id=me.person_id, created_at=NOW))
        session.commit()
    post(client, authority, disabled())
    assert rows(core)["identities"] == 0


def test_the_event_may_come_an_hour_late_and_twice(core: Core, client: FlaskClient, authority: Authority) -> None:
    fill(core, known_as(USER_ID))
    late = disabled(timestamp=NOW.replace(hour=NOW.hour - 1, second=5).strftime("%Y-%m-%dT%H:%M:%SZ"))
    for _ in range(2):
        answer = post(client, authority, late)
        assert (answer.status_code, answer.get_json()["response"]) == (200, {})
    assert set(rows(core).values()) == {0}


def test_somebody_who_never_said_a_thing_may_leave(client: FlaskClient, core: Core, authority: Authority) -> None:
    assert post(client, authority, disabled()).status_code == 200
    assert set(rows(core).values()) == {0}


def test_a_deletion_that_failed_is_not_acknowledged_so_that_alexa_tells_again(
    authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    with skill_on("postgresql://nobody@127.0.0.1:9/nowhere", authority) as client:
        answer = post(client, authority, disabled())
    assert (answer.status_code, answer.data) == (500, b"")
    assert "OperationalError" in caplog.text


def test_whoever_comes_back_begins_anew(core: Core, client: FlaskClient, authority: Authority) -> None:
    post(client, authority, intent("LogWinIntent", {"win": "i made my bed"}))
    post(client, authority, disabled())
    post(client, authority, intent("LogWinIntent", {"win": "i fed the cat"}))
    recap = post(client, authority, intent("RecapTodayIntent")).get_json()["response"]["outputSpeech"]["ssml"]
    assert "cat" in recap
    assert "bed" not in recap
