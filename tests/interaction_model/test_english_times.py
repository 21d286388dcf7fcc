"""Wednesday, 18 November 2026, three in the afternoon in London, unless a test says otherwise."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interaction_model.english_grammar import grammar

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=LONDON)


def at(day: int, time: str) -> datetime:
    """That time so many days after now."""
    hour, minute = map(int, time.split(":"))
    return (NOW + timedelta(days=day)).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("at two", 1, "14:00"),
        ("at four", 0, "16:00"),
        ("at eleven", 1, "11:00"),
        ("six", 0, "18:00"),
        ("at six tonight i'll ring my sister", 0, "18:00"),
        ("half seven tonight", 0, "19:30"),
        ("at half past three", 0, "15:30"),
        ("half two", 1, "14:30"),
        ("quarter to nine", 0, "20:45"),
        ("a quarter past four", 0, "16:15"),
        ("twenty past five", 0, "17:20"),
        ("ten minutes to six", 0, "17:50"),
        ("twenty-five to seven", 0, "18:35"),
        ("five to nine i'll log on", 0, "20:55"),
        ("nudge me around four to eat some fruit", 0, "16:00"),
        ("five to ten minutes at six", 0, "18:00"),
        ("seven thirty", 0, "19:30"),
        ("seven oh five", 0, "19:05"),
        ("six pm", 0, "18:00"),
        ("six p.m.", 0, "18:00"),
        ("seven thirty am", 1, "7:30"),
        ("at nine in the morning", 1, "9:00"),
        ("at three in the morning", 1, "3:00"),
        ("at one tonight", 1, "1:00"),
        ("twelve at night", 1, "0:00"),
        ("noon", 1, "12:00"),
        ("midnight", 1, "0:00"),
        ("midday tomorrow", 1, "12:00"),
        ("nine o’clock", 0, "21:00"),  # noqa: RUF001 - as a telephone writes it
        ("at 6pm", 0, "18:00"),
        ("at 18:30", 0, "18:30"),
        ("at 7.30 tonight", 0, "19:30"),
    ],
)
def test_a_clock_time_is_the_next_waking_one(said: str, day: int, time: str) -> None:
    assert grammar().find_time(said, NOW) == at(day, time)


@pytest.mark.parametrize(
    ("said", "time"), [("at nine tonight", "21:00"), ("at one tonight", "1:00"), ("this morning at nine", "9:00")]
)
def test_after_midnight_tonight_is_also_the_evening_that_comes(said: str, time: str) -> None:
    hour, minute = map(int, time.split(":"))
    midnight = NOW.replace(hour=0, minute=30)
    assert grammar().find_time(said, midnight) == midnight.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("around three tomorrow", 1, "15:00"),
        ("tomorrow at half six in the evening", 1, "18:30"),
        ("tomorrow morning at ten", 1, "10:00"),
        ("by nine tomorrow", 1, "9:00"),
        ("on saturday at eight", 3, "8:00"),
        ("saturday at half ten", 3, "10:30"),
        ("on monday morning at nine thirty", 5, "9:30"),
        ("wednesday at six", 0, "18:00"),
        ("wednesday at two", 7, "14:00"),
        ("next friday at noon", 9, "12:00"),
        ("a week on friday", 9, "9:00"),
        ("thursday week at ten", 8, "10:00"),
        ("tomorrow lunchtime", 1, "13:00"),
        ("saturday teatime", 3, "18:00"),
        ("the day after tomorrow at ten", 2, "10:00"),
        ("in two days at four", 2, "16:00"),
        ("tomorrow", 1, "9:00"),
        ("tomorrow morning", 1, "9:00"),
        ("tomorrow after lunch", 1, "13:00"),
        ("tomorrow before bed", 1, "21:00"),
        ("on saturday", 3, "9:00"),
        ("saturday evening", 3, "19:00"),
        ("at the weekend", 3, "9:00"),
        ("next friday", 9, "9:00"),
        ("in a week", 7, "9:00"),
        ("tonight", 0, "20:00"),
        ("this evening", 0, "19:00"),
        ("this afternoon", 0, "16:00"),
        ("in the morning", 1, "9:00"),
        ("every morning i'll open a window", 1, "9:00"),
    ],
)
def test_a_day_or_a_part_of_one_has_its_usual_hour(said: str, day: int, time: str) -> None:
    assert grammar().find_time(said, NOW) == at(day, time)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("in twenty minutes", 20),
        ("in an hour", 60),
        ("in an hour and a half", 90),
        ("in one and a half hours", 90),
        ("in half an hour", 30),
        ("in the next half hour", 30),
        ("half an hour from now", 30),
        ("in a quarter of an hour", 15),
        ("in forty five minutes", 45),
        ("in a couple of hours", 120),
        ("in an hour and ten minutes", 70),
    ],
)
def test_a_time_from_now_on(said: str, minutes: int) -> None:
    assert grammar().find_time(said, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "at bedtime",
        "when the kettle boils i'll wipe the counter",
        "i'll have two biscuits",
        "at least one of them",
        "for twenty minutes i'll read",
        "when i get home i'll do half of it",
        "i may ring my sister",
        "about ten minutes of reading",
        "at five or six",
        "at lunchtime",
        "after lunch i'll walk to the second lamp post",
        "later today",
        "today at two",
        "yesterday at two",
        "two hours ago",
        "at one point",
    ],
)
def test_where_no_time_to_come_is_named_none_is_found(said: str) -> None:
    assert grammar().find_time(said, NOW) is None


def test_before_four_in_the_morning_tomorrow_is_the_day_that_dawns() -> None:
    night = datetime(2026, 11, 19, 1, 0, tzinfo=LONDON)
    assert grammar().find_time("tomorrow at nine", night) == datetime(2026, 11, 19, 9, 0, tzinfo=LONDON)


def test_a_change_of_the_clocks_moves_no_clock_time_and_no_length() -> None:
    before = datetime(2026, 10, 24, 21, 0, tzinfo=LONDON)
    assert grammar().find_time("tomorrow at nine", before) == datetime(2026, 10, 25, 9, 0, tzinfo=LONDON)
    later = grammar().find_time("in eight hours", before)
    assert later is not None
    assert later.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("i've got five minutes what could i do", 5),
        ("half an hour", 30),
        ("a couple of minutes", 2),
        ("an hour and a half", 90),
        ("twenty five minutes", 25),
        ("three quarters of an hour", 45),
        ("a spare ten minutes", 10),
        ("a ten-minute thing", 10),
        ("five or ten minutes", 5),
        ("thirty seconds", 1),
        ("10 mins", 10),
        ("no time at all", None),
        ("at the last minute", None),
        ("i ate an hour ago", None),
        ("what's one thing i can do", None),
    ],
)
def test_a_length_of_time(said: str, minutes: int | None) -> None:
    assert grammar().find_minutes(said) == minutes


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("a three", 3),
        ("three out of five", 3),
        ("i'd say about a four", 4),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("forty-two", 42),
        ("7", 7),
        ("zero", 0),
        ("that one", None),
        ("one of those days", None),
        ("no idea", None),
        ("1000", None),
    ],
)
def test_a_number(said: str, number: int | None) -> None:
    assert grammar().find_number(said) == number


@pytest.mark.parametrize("number", range(101))
def test_every_number_to_a_hundred_in_digits(number: int) -> None:
    assert grammar().find_number(f"about {number} i think") == number


_WORDS = re.findall(
    r"\S+",
    "at in on a an half quarter to past two ten twenty thirty minutes hour hours and next tomorrow tonight friday noon "
    "midnight night morning 7 24 99 18:30 am pm weeks days ago oh",
)


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join) | st.text(max_size=200))
@settings(max_examples=500, deadline=None)
def test_no_text_breaks_it_and_no_time_has_passed(text: str) -> None:
    found = grammar().find_time(text, NOW)
    assert found is None or found > NOW
    minutes, number = grammar().find_minutes(text), grammar().find_number(text)
    assert minutes is None or minutes >= 1
    assert number is None or 0 <= number <= 100
