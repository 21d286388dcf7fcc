from __future__ import annotations

import pytest

from tests.interaction_model.english_grammar import WEDNESDAY, acts, grammar


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("i baked a cake yesterday evening", [("baked a cake", -1)]),
        (
            "last night i put my clothes out and this morning i wore them",
            [("put my clothes out", -1), ("wore them", 0)],
        ),
        ("on sunday i phoned grandpa and on monday i swam", [("phoned grandpa", -3), ("swam", -2)]),
        ("i baked bread on sunday and took some to my nan", [("baked bread", -3), ("took some to my nan", -3)]),
        ("on wednesday i cancelled my membership", [("cancelled my membership", -7)]),
        ("saturday just gone i helped my neighbour", [("helped my neighbour", -4)]),
        ("three days ago i finished my book", [("finished my book", -3)]),
        ("last week i quit smoking", [("quit smoking", -7)]),
        ("the other day i sewed a button on", [("sewed a button on", None)]),
        ("on monday sorry tuesday i started my job", [("started my job", -1)]),
        ("i did my breathing yesterday no tell a lie it was this morning", [("did my breathing", 0)]),
        ("i made a list for tomorrow", [("made a list for tomorrow", None)]),
        ("i showered for the first time since monday", [("showered for the first time since monday", None)]),
        ("i went to friday prayers", [("went to friday prayers", None)]),
    ],
)
def test_the_day_is_found_and_taken_out(said: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(act.what, act.day_offset) for act in acts(said)] == expected


def test_a_weekday_needs_to_know_today() -> None:
    assert grammar().find_day("on monday i rang", WEDNESDAY) == ("i rang", -2)
    assert grammar().find_day("on monday i rang") == ("i rang", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I rang Anna yesterday", ("I rang Anna", -1)),
        ("last night, i slept", ("i slept", -1)),
        ("today", ("today", None)),
        ("", ("", None)),
        ("i slept", ("i slept", None)),
    ],
)
def test_a_day_at_either_end_is_split_off(text: str, found: tuple[str, int | None]) -> None:
    assert grammar().find_day(text, WEDNESDAY) == found
