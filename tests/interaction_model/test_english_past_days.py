"""Days gone by, as people name them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.interaction_model.english_grammar import grammar

TODAY = date(2026, 11, 18)
"""A Wednesday."""
GRAMMAR = grammar()


def day(month: int, day_: int, year: int = 2026) -> tuple[date, date]:
    return (date(year, month, day_), date(year, month, day_))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what did i do last tuesday", day(11, 17)),
        ("and on wednesday", day(11, 11)),
        ("what about tuesday last week", day(11, 10)),
        ("yesterday's list", day(11, 17)),
        ("the day before yesterday", day(11, 16)),
        ("today", day(11, 18)),
        ("five days ago", day(11, 13)),
        ("a fortnight ago", day(11, 4)),
        ("on the third", day(11, 3)),
        ("on the thirty-first", day(10, 31)),
        ("the fourth of May", day(5, 4)),
        ("may the 4th", day(5, 4)),
        ("december the first", day(12, 1, 2025)),
        ("the second of november last year", day(11, 2, 2025)),
        ("february twenty ninth", day(2, 29, 2024)),
        ("at the weekend", (date(2026, 11, 14), date(2026, 11, 15))),
        ("last week", (date(2026, 11, 9), date(2026, 11, 15))),
        ("my whole week", (date(2026, 11, 12), TODAY)),
        ("in october", (date(2026, 10, 1), date(2026, 10, 31))),
        ("how was march for me in march", (date(2026, 3, 1), date(2026, 3, 31))),
        ("this month", (date(2026, 11, 1), TODAY)),
        ("last month", (date(2026, 10, 1), date(2026, 10, 31))),
        ("two months ago", (date(2026, 9, 1), date(2026, 9, 30))),
        ("a year ago", (date(2025, 11, 1), date(2025, 11, 30))),
        ("yesterday", day(11, 17)),
        ("in march", (date(2026, 3, 1), date(2026, 3, 31))),
        ("since march", (date(2026, 3, 1), date(2026, 3, 31))),
        ("march", (date(2026, 3, 1), date(2026, 3, 31))),
        ("in december", (date(2025, 12, 1), date(2025, 12, 31))),
        ("the first week of march", (date(2026, 3, 1), date(2026, 3, 7))),
        ("the last week of february", (date(2026, 2, 22), date(2026, 2, 28))),
        ("the last week of november", (date(2025, 11, 24), date(2025, 11, 30))),
        ("the third week of november", (date(2026, 11, 15), TODAY)),
        ("on the twentieth", day(10, 20)),
        ("this week", (date(2026, 11, 16), TODAY)),
        ("earlier this week", (date(2026, 11, 16), TODAY)),
        ("the week before last", (date(2026, 11, 2), date(2026, 11, 8))),
        ("two weeks ago", (date(2026, 11, 2), date(2026, 11, 8))),
        ("on monday", day(11, 16)),
        ("the last four days", (date(2026, 11, 15), TODAY)),
        ("the past two weeks", (date(2026, 11, 5), TODAY)),
        ("the last seven days", (date(2026, 11, 12), TODAY)),
        ("a few days ago", day(11, 15)),
        ("this year", (date(2026, 1, 1), TODAY)),
        ("last year", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_days_gone_by(text: str, expected: tuple[date, date]) -> None:
    assert GRAMMAR.find_past_days(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["", "what have i done since monday", "may i hear my list", "the first thing i did", "on the first win", "my list",
     "the ninety ninth of nothing", "on the 0th", "999 things"],
)  # fmt: skip
def test_no_day_is_named(text: str) -> None:
    assert GRAMMAR.find_past_days(text, TODAY) is None


def test_a_weekend_that_is_on_is_told_up_to_today() -> None:
    saturday, sunday = date(2026, 11, 14), date(2026, 11, 15)
    assert GRAMMAR.find_past_days("the weekend", sunday) == (saturday, sunday)
    assert GRAMMAR.find_past_days("the weekend", saturday) == (date(2026, 11, 7), date(2026, 11, 8))


def test_however_long_ago_is_still_a_date() -> None:
    assert GRAMMAR.find_past_days("999 years ago", TODAY) == (date(1027, 11, 1), date(1027, 11, 30))
