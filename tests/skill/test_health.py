"""What tells whoever runs the server how it is."""

from collections.abc import Callable
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from skill.app import CORE, create_app
from small_wins.core import Core
from small_wins.settings import Settings
from tests.skill.posting import Skill
from tests.skill.signing import NOW, SKILL_ID


def client_on(database: str) -> FlaskClient:
    return create_app(Settings(skill_id=SKILL_ID, database=database), clock=lambda: NOW).test_client()


def close(client: FlaskClient) -> None:
    client.application.extensions[CORE].database.close()


def test_it_is_ready_with_an_empty_database_which_it_makes(database_url: str) -> None:
    client = client_on(database_url)
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)
    close(client)


def test_it_is_alive_but_not_ready_without_its_database(caplog: pytest.LogCaptureFixture) -> None:
    client = client_on("postgresql://me:hunter2@127.0.0.1:9/nowhere")
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database_unreachable\n")
    assert "hunter2" not in caplog.text
    close(client)


def test_it_is_not_ready_with_the_schema_of_another_version(database_url: str, open_core: Callable[..., Core]) -> None:
    client = client_on(database_url)
    assert client.get("/readyz").status_code == 200
    with open_core(database=database_url).database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (503, "database_newer\n")
    close(client)


def test_they_can_only_be_asked(skill: Skill) -> None:
    with closing(skill):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert skill.client.post(path).status_code == 405
