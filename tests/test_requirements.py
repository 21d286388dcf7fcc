"""The table of requirements is full and true."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_docs import load

ROOT = Path(__file__).parent.parent
TABLE = load(ROOT / "docs" / "make_requirements.py")
JOURNEYS = sorted((ROOT / "tests" / "journeys").rglob("*.yaml"))
FEWEST_WORDS = 4
"""Shorter lines ('yes', 'something smaller') can't be said in many other words."""


@cache
def words_of_ours() -> frozenset[str]:
    """Every line that the understanding was made from, and every sentence that is spelled out."""
    rows = (ROOT / "training" / "understanding" / "en").glob("*.tsv")
    told = [line.split("\t")[0] for path in rows for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = (ROOT / "interaction_model" / "en" / "sentences").glob("*.yaml")
    told += re.findall(r'- "([^"(\[{<]+)"', "\n".join(path.read_text(encoding="utf-8") for path in sentences))
    return frozenset(plain(line) for line in told)


def plain(line: str) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", line.lower()).split())


def test_the_table_is_what_the_tests_say() -> None:
    assert TABLE.document() == TABLE.DOCUMENT.read_text(encoding="utf-8")


def test_there_are_171_requirements_and_32_of_them_are_core() -> None:
    assert list(TABLE.REQUIREMENTS) == [f"R{number:03}" for number in range(1, 172)]
    assert sum(bool(requirement.get("core")) for requirement in TABLE.REQUIREMENTS.values()) == 32


@pytest.mark.parametrize("number", TABLE.REQUIREMENTS)
def test_a_requirement_is_proved_and_has_a_twin_or_says_why_not(number: str) -> None:
    requirement, found = TABLE.REQUIREMENTS[number], TABLE.found_proofs().get(number)
    if requirement.get("not_by_voice"):
        assert not requirement.get("core")
        return
    assert found
    assert found.proofs
    assert found.twins
    if requirement.get("core"):
        assert any(place.startswith("journeys/") for place in found.proofs)


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
def test_what_proves_is_said_in_words_that_are_not_ours(path: Path) -> None:
    journey: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not {"proves", "twin"} & journey.keys():
        return
    said = [plain(turn["say"]) for turn in journey["turns"]]
    known = [line for line in said if len(line.split()) >= FEWEST_WORDS and line in words_of_ours()]
    assert known == []
