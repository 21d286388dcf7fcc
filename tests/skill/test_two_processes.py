"""Two servers on one database, and one person who is heard by both at once: nothing is lost, and nothing kept twice."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.database import Database
from models.tables import Change, Identity, Person, Turn, Win
from tests.skill.signing import Authority, as_body, envelope, intent, signed

SCRIPT = Path(__file__).with_name("serve_tests.py")
AT_ONCE = 8
WINS = [f"i read page {number}" for number in range(24)]


@dataclass(frozen=True)
class Servers:
    """The ports of running servers."""

    ports: tuple[int, ...]
    authority: Authority

    def post(self, server: int, body: bytes) -> dict[str, Any]:
        """What that server answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[server % len(self.ports)], timeout=60)
        try:
            connection.request("POST", "/alexa", body, signed(body, self.authority.leaf_key))
            answer = connection.getresponse()
            assert answer.status == 200
            return dict(json.loads(answer.read()))
        finally:
            connection.close()

    def post_all(self, bodies: list[bytes]) -> list[dict[str, Any]]:
        """What is answered to these at once, by each server in turn."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self.post, range(len(bodies)), bodies))


@contextmanager
def running(folder: Path, database: str) -> Iterator[int]:
    command = [sys.executable, str(SCRIPT), str(folder), database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@pytest.fixture
def servers(authority: Authority, tmp_path: Path, database_url: str) -> Iterator[Servers]:
    """Two server processes that have never seen their database before."""
    (tmp_path / "root.pem").write_bytes(authority.root.pem)
    (tmp_path / "chain.pem").write_bytes(authority.chain())
    with ExitStack() as stack:
        yield Servers(tuple(stack.enter_context(running(tmp_path, database_url)) for _ in range(2)), authority)


def speech(answer: dict[str, Any]) -> str:
    return str(answer["response"]["outputSpeech"]["ssml"])


def win(said: str) -> bytes:
    return as_body(intent("LogWinIntent", {"win": said}))


def test_what_one_person_tells_both_at_once_is_all_kept_once(servers: Servers, database: Database) -> None:
    answers = servers.post_all([win(said) for said in WINS])
    assert all("read page" in speech(answer) for answer in answers)
    with database.reading() as session:
        assert sorted(session.scalars(select(Win.said))) == sorted(WINS)
        assert len(session.scalars(select(Person)).all()) == len(session.scalars(select(Identity)).all()) == 1
        (person,) = session.scalars(select(Person))
        assert person.acknowledged == len(WINS)
        assert len(session.scalars(select(Change)).all()) == len(session.scalars(select(Turn)).all()) == len(WINS)


def test_a_request_that_alexa_repeats_is_kept_once_and_answered_alike(servers: Servers, database: Database) -> None:
    bodies = [win(said) for said in WINS[:6]]
    answers = servers.post_all(bodies * 4)
    by_body = [{json.dumps(answer, sort_keys=True) for answer in answers[place :: len(bodies)]} for place in range(6)]
    assert [len(alike) for alike in by_body] == [1] * len(bodies)
    with database.reading() as session:
        assert Counter(session.scalars(select(Win.said))) == dict.fromkeys(WINS[:6], 1)


def test_two_undos_at_once_take_back_two_wins(servers: Servers, database: Database) -> None:
    for said in WINS[:4]:
        servers.post(0, win(said))
    servers.post_all([as_body(intent("UndoIntent")) for _ in range(2)])
    with database.reading() as session:
        assert sorted(session.scalars(select(Win.said))) == sorted(WINS[:2])


def test_what_is_told_while_everything_is_deleted_is_gone_with_it_or_begins_anew(
    servers: Servers, database: Database
) -> None:
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled"})
    del event["session"]
    servers.post_all([win(said) for said in WINS[:6]])
    told = [win(said) for said in WINS[6:]]
    answers = servers.post_all([*told[:9], as_body(event), *told[9:]])
    assert all("read page" in speech(answer) for place, answer in enumerate(answers) if place != 9)
    with database.reading() as session:
        kept = set(session.scalars(select(Win.said)))
        assert kept <= set(WINS[6:])
        people = {row.person_id for row in session.scalars(select(Person))}
        assert {row.person_id for row in session.scalars(select(Identity))} == people
        assert len(people) <= 1
