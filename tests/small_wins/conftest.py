"""Journals to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import queries
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.settings import PersonDefaults, Settings
from small_wins.themes.others import people
from tests.conftest import NOON
from tests.small_wins.talk import Talk


@pytest.fixture(scope="module")
def shared_core(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Iterator[Core]:
    """One journal for all of a module, with a win and a trusted person in it."""
    folder = tmp_path_factory.mktemp("journal")
    settings = Settings(data_dir=folder, cache_dir=cache_dir, person=PersonDefaults(time_zone="UTC"))
    core = Core.open(settings, lambda: NOON)
    Talk(core).say("i fed the cat")
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        people.add(
            Journal(session, person, NOON, core.language("en-US"), settings.person), "Sam", "json://127.0.0.1:9/no"
        )
        session.commit()
    yield core
    core.database.close()


@pytest.fixture
def talk(core: Core) -> Talk:
    return Talk(core)
