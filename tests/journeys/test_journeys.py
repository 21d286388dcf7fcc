"""Whole conversations as data, played through both speaking doors. The form of a file:

name: what this journey shows
proves: [numbers of docs/requirements.md]
twin: [numbers whose other side it shows]
databases: [sqlite, postgresql]   (SQLite alone where it is left out)
doors: [typed, alexa]   (both where it is left out: only a talk that has to differ is told for each)
settings: {settings of the machine that it is played with}
turns:
  - say: what the person says
    alexa: the same for Alexa, where she hears it in other words
    door: other   (the same person at the other door, with a journal of its own until the two are paired)
    people: [trusted people who have been given an address on the machine by then]
    minutes: minutes that pass before it
    at: or the moment at which it is said, such as 2026-11-19T08:00
    reply: what is heard back, or a beginning that ends in '...'
           (in what is said, <code> stands for the digits that were told last)
    says: [parts that the reply has]
    never: [parts that it has not]
    open: whether the conversation stays open
    pairs: whether it is about two journals
journal: the phrases that are kept at the end, in order (left out: not looked at)
outbox: the texts that are on their way at the end, in order (left out: not looked at)

Whatever is said, each statement to the database is about the person who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from models.tables import Message, Person, Win
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes.others import people
from tests.conftest import NOON
from tests.journeys.players import ID_KEY, AlexaPlayer, Player, TypedPlayer
from tests.one_person import inspecting
from tests.skill.alexa_services import AlexaServices, serving
from tests.skill.signing import Authority

HERE = Path(__file__).parent
JOURNEYS = {
    path.relative_to(HERE).with_suffix("").as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(HERE.rglob("*.yaml"))
}
OTHER = {"typed": "alexa", "alexa": "typed"}
PLAYED = [
    (name, door, database)
    for name, journey in JOURNEYS.items()
    for door in journey.get("doors", ["typed", "alexa"])
    for database in journey.get("databases", ["sqlite"])
]


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def services(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlexaServices]:
    """Alexa's own, which sound every reminder that they are asked for."""
    with serving(authority, tmp_path_factory.mktemp("services")) as services:
        services.time_zone = None
        yield services


@pytest.mark.parametrize(("name", "door", "database_url"), PLAYED, indirect=["database_url"])
def test_journey(
    name: str,
    door: str,
    database_url: str,
    open_core: Callable[..., Core],
    authority: Authority,
    services: AlexaServices,
) -> None:
    journey, moment = JOURNEYS[name], NOON

    def clock() -> datetime:
        return moment

    core = replace(open_core(database=database_url), clock=clock)
    settings = {"id_key": ID_KEY, **journey.get("settings", {})}  # both doors of a server have the same
    core = replace(core, settings=core.settings.model_copy(update=settings))
    with ExitStack() as doors:

        @cache
        def player(door: str) -> Player:
            opened = TypedPlayer(core) if door == "typed" else AlexaPlayer(core, authority, services.endpoint)
            return doors.enter_context(closing(opened))

        code = ""
        for turn in journey["turns"]:
            moment = moment_of(turn, moment)
            for name in turn.get("people", ()):
                give_address(core, name, moment)
            at = OTHER[door] if turn.get("door") == "other" else door
            line = turn.get("alexa", turn["say"]) if at == "alexa" else turn["say"]
            with inspecting(player(at).database.engine) as found:
                heard = player(at).say(line.replace("<code>", code))
            assert found.of_many == [], line
            assert len(found.people) <= (2 if "pairs" in turn else 1), line
            check(turn, line, heard.speech, heard.open)
            code = code_told(heard.speech) or code
        if "journal" in journey:
            assert phrases_kept(core) == journey["journal"]
        if "outbox" in journey:
            assert texts_on_their_way(core) == journey["outbox"]


def code_told(speech: str) -> str:
    """The digits of a code, as somebody says them after us; '' where none was told."""
    found = re.search(r"\d \d \d, \d \d \d", speech)
    return found[0].replace(",", "") if found else ""


def moment_of(turn: dict[str, Any], before: datetime) -> datetime:
    if "at" in turn:
        return datetime.fromisoformat(turn["at"]).replace(tzinfo=UTC)
    return before + timedelta(minutes=turn.get("minutes", 0))


def check(turn: dict[str, Any], line: str, speech: str, is_open: bool) -> None:
    expected = turn.get("reply")
    if expected is not None:
        begins = expected.removesuffix("...")
        assert speech == expected or (begins != expected and speech.startswith(begins)), f"{line!r}: {speech!r}"
    for part in turn.get("says", ()):
        assert part in speech, f"{line!r}: {speech!r}"
    for part in turn.get("never", ()):
        assert part not in speech, f"{line!r}: {speech!r}"
    if "open" in turn:
        assert is_open == turn["open"], line


def phrases_kept(core: Core) -> list[str]:
    with core.database.reading() as session:
        return [win.phrase for win in session.scalars(select(Win).order_by(Win.id))]


def give_address(core: Core, name: str, moment: datetime) -> None:
    """What `small-wins people add` does, for whoever has talked in this journey."""
    with core.database.writing() as session:
        for person in session.scalars(select(Person)):
            journal = Journal(session, person, moment, core.language("en-US"), core.settings.person)
            people.add(journal, name, "json://127.0.0.1:9/nobody")
        session.commit()


def texts_on_their_way(core: Core) -> list[str]:
    with core.database.reading() as session:
        query = select(Message.text).where(Message.state == "waiting").order_by(Message.id)
        return list(session.scalars(query))
