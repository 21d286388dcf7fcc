"""One authority for the whole run, a fresh skill for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.skill.posting import Skill
from tests.skill.signing import Authority


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def skill(authority: Authority, tmp_path: Path) -> Iterator[Skill]:
    skill = Skill(authority, tmp_path)
    yield skill
    skill.close()
