"""One authority for the whole run; a fresh skill, and fresh services of Alexa's, for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.skill.alexa_services import AlexaServices, serving
from tests.skill.posting import Skill
from tests.skill.signing import Authority
from tests.skill.talking import Alexa


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def skill(authority: Authority, tmp_path: Path) -> Iterator[Skill]:
    skill = Skill(authority, tmp_path)
    yield skill
    skill.close()


@pytest.fixture
def services(authority: Authority, tmp_path: Path) -> Iterator[AlexaServices]:
    with serving(authority, tmp_path) as services:
        yield services


@pytest.fixture
def alexa(skill: Skill, services: AlexaServices) -> Alexa:
    """Somebody who talks through a device whose services answer."""
    return Alexa(skill, services.endpoint)
