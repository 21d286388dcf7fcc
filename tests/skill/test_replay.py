"""A captured request is worth nothing once its time is over."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from skill.app import CORE, create_app
from small_wins.settings import Settings
from tests.skill.forgeries import Sent, genuine
from tests.skill.signing import NOW, SKILL_ID, Authority


class MovingClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def captured(authority: Authority) -> Sent:
    """What somebody wrote down on its way to us."""
    return genuine(authority)


@pytest.fixture
def client(authority: Authority, clock: MovingClock, tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app(
        Settings(data_dir=tmp_path / "data", skill_id=SKILL_ID),
        clock=clock,
        trusted_roots=authority.root.pem,
        fetch_chain=lambda _: authority.chain(),
    )
    with closing(app.extensions[CORE].database):
        yield app.test_client()


def send(client: FlaskClient, sent: Sent) -> int:
    return client.post("/alexa", data=sent.body, headers=sent.headers).status_code


def test_a_captured_request_is_refused_after_150_seconds(
    client: FlaskClient, clock: MovingClock, captured: Sent
) -> None:
    assert send(client, captured) == 200
    clock.now = NOW + timedelta(seconds=150)
    assert send(client, captured) == 200
    for later in (timedelta(seconds=151), timedelta(hours=1), timedelta(days=400)):
        clock.now = NOW + later
        assert send(client, captured) == 400


def test_within_its_time_a_repeated_request_changes_nothing_again(client: FlaskClient, captured: Sent) -> None:
    first, again = (client.post("/alexa", data=captured.body, headers=captured.headers) for _ in range(2))
    assert again.get_json()["response"] == first.get_json()["response"]
    database = client.application.extensions[CORE].database
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM wins").scalar() == 1
