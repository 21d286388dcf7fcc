"""Feelings as they are drawn and written: what was told, and a line that promises no more."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_page.app import create_app
from journal_page.link_access import LinkAccess
from journal_page.views.feelings import Dot, ShownFeeling, curve, dots_of, middles_of
from models.tables import Feeling
from small_wins.core import Core
from small_wins.journals import changing
from tests.journal_page.served import PERSON

FIRST = date(2026, 10, 20)
TOLD = st.lists(st.tuples(st.integers(0, 29), st.integers(1, 5)), max_size=200)


def told(feelings: list[tuple[int, int]]) -> list[ShownFeeling]:
    """Feelings by the number of their day, and how light they were."""
    return [
        ShownFeeling(uuid.uuid4(), "", "now", FIRST + timedelta(days=day), height, None)
        for day, height in sorted(feelings, key=lambda one: one[0])
    ]


def between(one: Dot, out: tuple[float, float], into: tuple[float, float], other: Dot) -> list[float]:
    """The heights of a piece of the path, from end to end."""
    places = [place / 20 for place in range(21)]
    return [
        (1 - t) ** 3 * one.y + 3 * (1 - t) ** 2 * t * out[1] + 3 * (1 - t) * t**2 * into[1] + t**3 * other.y
        for t in places
    ]


@given(TOLD)
def test_the_line_goes_through_the_middle_of_each_day_and_never_beyond_its_neighbours(
    feelings: list[tuple[int, int]],
) -> None:
    middles = middles_of(told(feelings), FIRST)
    assert len(middles) == len({day for day, _ in feelings})
    path = curve(middles)
    assert bool(path) == (len(middles) > 1)
    pieces = [[float(number) for number in re.findall(r"-?\d+", piece)] for piece in path.split("C")[1:]]
    assert [(piece[4], piece[5]) for piece in pieces] == [(dot.x, dot.y) for dot in middles[1:]]
    for (one, other), piece in zip(pairwise(middles), pieces, strict=True):
        low, high = sorted((one.y, other.y))
        heights = between(one, (piece[0], piece[1]), (piece[2], piece[3]), other)
        assert all(low - 1 <= height <= high + 1 for height in heights)  # the path is written in whole units


@given(TOLD)
def test_each_feeling_has_a_dot(feelings: list[tuple[int, int]]) -> None:
    assert len(dots_of(told(feelings), FIRST)) == len(feelings)


@pytest.mark.parametrize(
    ("word", "score", "shown"), [(None, 2, "2 of 5"), ("heavy", 2, "heavy, 2 of 5"), ("heavy", None, "heavy")]
)
def test_a_feeling_is_written_as_it_was_told(core: Core, word: str | None, score: int | None, shown: str) -> None:
    tell(core, word, score)
    for view in ("/", "/feelings", "/week"):
        html = look(core, view)
        assert re.search(rf">(felt )?{shown}<", html), view
        assert "None" not in html


def test_a_feeling_without_word_and_number_is_not_shown(core: Core) -> None:
    tell(core, None, None)
    for view in ("/", "/feelings", "/week"):
        assert "None" not in look(core, view)


def tell(core: Core, word: str | None, score: int | None) -> None:
    with changing(core, PERSON, "feeling_report") as journal:
        kept = {"at": journal.now, "day": journal.today, "win_id": None, "moment": "now", "word": word, "score": score}
        journal.session.add(Feeling(person_id=journal.person.person_id, id=uuid.uuid4(), **kept))


def look(core: Core, view: str) -> str:
    access = LinkAccess(PERSON, "en-US", {"localhost"}, core.clock)
    client = create_app(core, access).test_client()
    client.get(f"/open/{access.new_link()}")
    return client.get(view).get_data(as_text=True)
