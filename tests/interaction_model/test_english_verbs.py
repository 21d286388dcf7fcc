from __future__ import annotations

import pytest

from interaction_model.understanding.english.phrases import Phrases
from interaction_model.understanding.english.verbs import Verbs
from tests.interaction_model.english_grammar import grammar


@pytest.fixture
def verbs() -> Verbs:
    return grammar().lexicon.verbs


@pytest.mark.parametrize(
    ("base", "past"), [("walk", "walked"), ("bake", "baked"), ("tidy", "tidied"), ("stop", "stopped"), ("ring", "rang")]
)
def test_the_past_of_a_base(verbs: Verbs, base: str, past: str) -> None:
    assert verbs.past(base) == past


@pytest.mark.parametrize(
    ("gerund", "past"),
    [
        ("ringing", "rang"),
        ("baking", "baked"),
        ("tidying", "tidied"),
        ("stopping", "stopped"),
        ("descaling", "descaled"),
    ],
)
def test_the_past_of_a_gerund(verbs: Verbs, gerund: str, past: str) -> None:
    assert verbs.past_of_gerund(gerund) == past


@pytest.mark.parametrize("word", ["morning", "nothing", "ceiling", "walk", "ing"])
def test_no_gerund_has_no_past(verbs: Verbs, word: str) -> None:
    assert verbs.past_of_gerund(word) is None


@pytest.mark.parametrize(("form", "base"), [("opened", "open"), ("bit", "bite"), ("eaten", "eat"), ("tidied", "tidy")])
def test_the_base_of_a_past_or_participle(verbs: Verbs, form: str, base: str) -> None:
    assert verbs.base_of(form) == base


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("walk", ["walked", "walks", "walking", "Walked"]),
        ("ring", ["rang", "ringing", "rings", "rung"]),
        ("bring", ["brought", "brings", "bring"]),
        ("be", ["being"]),
        ("run", ["ran", "running", "runs"]),
        ("tidy", ["tidied", "tidies", "tidying"]),
        ("rent", ["renting", "rented"]),
        ("shop", ["shops", "shopping"]),
        ("dish", ["dishes"]),
        ("bus", ["bus"]),
        ("feed", ["feed", "fed", "feeding"]),
        ("ground", ["ground"]),
        ("something", ["something"]),
    ],
)
def test_the_base_of_any_word(verbs: Verbs, base: str, forms: list[str]) -> None:
    assert [verbs.base(form) for form in forms] == [base] * len(forms)


@pytest.mark.parametrize("word", ["need", "feed", "hundred", "bed", "walk"])
def test_what_only_looks_like_a_past(verbs: Verbs, word: str) -> None:
    assert not verbs.is_past(word)


def test_phrases_find_the_longest_and_bridge_gaps() -> None:
    phrases = Phrases.from_templates(
        {"got <few> (stolen|lost) [again]": "bad", "got": "good", "all done <end>": "end"}, {}
    )
    assert (found := phrases.find(["i", "got", "my", "red", "bike", "stolen", "again", "today"])) is not None
    assert (found.start, found.end, found.value) == (1, 7, "bad")
    assert (plain := phrases.at(["got", "up"])) is not None
    assert plain.value == "good"
    assert phrases.at(["all", "done", "now"]) is None
    assert phrases.at(["all", "done"]) is not None
