"""What people say in the English of where they live, in everybody's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interaction_model.language import load_language
from interaction_model.request import Request
from tests.interaction_model.english_grammar import grammar, told

ENGLISH = load_language("en-IE")
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("i went out with me mates", "i went out with my mates"),
        ("i did me exercises with me physio", "i did my exercises with my physio"),
        ("i fed ma dog", "i fed my dog"),
        ("i sat with me crossword", "i sat with my crossword"),
        ("i washed meself", "i washed myself"),
        ("I rang me Mam", "I rang my Mam"),
        ("i did be up at eight like", "i was up at eight"),
        ("i went oot", "i went out"),
        ("i'm don't with the dishes", "i'm done with the dishes"),
    ],
)
def test_dialect_is_put_into_everybodys_words(said: str, meant: str) -> None:
    assert grammar().standard(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "give me lunch ideas", "he made me cry", "it did me good", "talk to me nicely", "come with me tomorrow",
        "stay with me please", "do me a favour", "call me mam", "i rang ma", "breathe with me", "what is it like",
        "things i like", "remind me today", "do be quiet",
    ],
)  # fmt: skip
def test_what_is_no_dialect_stays_as_it_is(said: str) -> None:
    assert grammar().standard(said) == said


def test_a_plan_in_dialect_is_said_back_like_any_other() -> None:
    plan = grammar().find_plan("after me breakfast i'll do me stretches with me sister and me dog", NOON)
    said = [grammar().second_person(part) for part in (plan.cue.text, plan.action)]
    assert said == ["after your breakfast", "do your stretches with your sister and your dog"]


def test_a_person_named_in_dialect_is_the_same_person() -> None:
    meaning = ENGLISH.understanding.understand(Request("", "typed", "", ("tell me sister i had a bath",)))
    assert (meaning.intent, meaning.slots["person"]) == ("share", "my sister")


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("i did be up at eight like", "got up at eight"),
        ("i made meself some lunch", "made myself some lunch"),
        ("i had a bath thank god", "had a bath"),
        ("i hoovered so i did", "hoovered"),
        ("ah sure look i washed the dishes", "washed the dishes"),
        ("och i fed ma cat", "fed my cat"),
    ],
)
def test_an_act_in_dialect_is_an_act(said: str, act: str) -> None:
    assert told(said) == [act]


@pytest.mark.parametrize(
    "said", ["i'm done with the dishes", "i'm all finished with the dishes", "i'm don't with the dishes"]
)
def test_who_is_done_with_a_chore_did_it(said: str) -> None:
    assert told(said) == ["did the dishes"]


@pytest.mark.parametrize(
    "said", ["i am done with my boyfriend", "i'm done with everybody", "i'm not done with the dishes"]
)
def test_who_is_done_with_somebody_tells_of_no_act(said: str) -> None:
    assert told(said) == []


@pytest.mark.parametrize("said", ["i did feck all", "i got sod all done", "i did nada", "done frig all"])
def test_nothing_in_any_dialect_is_no_act(said: str) -> None:
    assert told(said) == []
    assert ENGLISH.understanding.understand(Request("", "typed", "", (said,))).intent == "nothing_today"
