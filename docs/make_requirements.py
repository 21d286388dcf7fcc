"""Writes docs/requirements.md: what the product does, and the tests that prove it.

python docs/make_requirements.py

What it does stands in requirements.yaml; the proofs are found where they are: a journey says `proves: [R024]` or, for
the other side of it (low energy, refused, an empty journal), `twin: [R024]`; a test is marked with
`@pytest.mark.requirement("R024")` or `@pytest.mark.requirement("R024", twin=True)`.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

DOCS = Path(__file__).parent
TESTS = DOCS.parent / "tests"
DOCUMENT = DOCS / "requirements.md"
REQUIREMENTS: dict[str, dict[str, object]] = yaml.safe_load((DOCS / "requirements.yaml").read_text(encoding="utf-8"))
HEAD = """# What Small Wins does, and what proves it

Made by `python docs/make_requirements.py` from `requirements.yaml` and from the marks in the tests. A proof is a
journey (a conversation played through both speaking doors) or a test; its twin shows the other side: low energy, a
refusal, an empty journal. **Core** is what naming a win and hearing it back can't do without.

| | | it does | proved by | twin |
| --- | --- | --- | --- | --- |
"""


@dataclass
class Proofs:
    """Where one requirement is proved: paths below tests/, with the test's name where it is one."""

    proofs: list[str] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)


@cache
def found_proofs() -> dict[str, Proofs]:
    """The proofs of each requirement, in the order of the files. Raises KeyError for a number that there is not."""
    found: dict[str, Proofs] = defaultdict(Proofs)
    for number, place, twin in (*_in_journeys(), *_in_tests()):
        if number not in REQUIREMENTS:
            raise KeyError(f"{place} names {number}")
        places = found[number].twins if twin else found[number].proofs
        if place not in places:
            places.append(place)
    return found


def _in_journeys() -> Iterator[tuple[str, str, bool]]:
    for path in sorted((TESTS / "journeys").rglob("*.yaml")):
        journey = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key in ("proves", "twin"):
            for number in journey.get(key, ()):
                yield number, path.relative_to(TESTS).as_posix(), key == "twin"


def _in_tests() -> Iterator[tuple[str, str, bool]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.requirement":
                        twin = any(keyword.arg == "twin" for keyword in mark.keywords)
                        for number in mark.args:
                            yield ast.literal_eval(number), f"{path.relative_to(TESTS).as_posix()}::{node.name}", twin


def document() -> str:
    """The whole document."""
    found = found_proofs()
    rows = []
    for number, requirement in REQUIREMENTS.items():
        proofs = found.get(number, Proofs())
        because = requirement.get("not_by_voice")
        proved = f"not by voice, because {because}" if because else _links(proofs.proofs)
        core = "**core**" if requirement.get("core") else ""
        rows.append(f"| {number} | {core} | {requirement['says']} | {proved} | {_links(proofs.twins)} |")
    return HEAD + "\n".join(rows) + "\n"


def _links(places: list[str]) -> str:
    return ", ".join(f"[{_short(place)}](../tests/{place.partition('::')[0]})" for place in places)


def _short(place: str) -> str:
    name = place.partition("::")[2] or Path(place).stem
    return name.removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
