from __future__ import annotations

import pytest

from interaction_model.language import load_language
from interaction_model.understanding.mentions import Mentions

ENGLISH = load_language("en-US")
MENTIONS = Mentions.from_data(ENGLISH.understanding.words, ENGLISH.grammar)


@pytest.mark.parametrize(
    ("phrase", "people"),
    [
        ("rang my sister", ["my sister"]),
        ("rang mum", ["my mum"]),
        ("texted Maya", ["Maya"]),
        ("texted maya and rang my brother", ["Maya", "my brother"]),
        ("went for a walk with anna", ["Anna"]),
        ("spoke to tariq on the phone", ["Tariq"]),
        ("had tea with a friend", ["a friend"]),
        ("waved to the neighbour", ["the neighbour"]),
        ("wrote to Wim", ["Wim"]),
        ("had tea with milk", []),
        ("rang work", []),
        ("called back", []),
        ("called about the boiler", []),
        ("thanked everyone", []),
        ("texted back", []),
        ("opened the curtains", []),
        ("", []),
    ],
)
def test_people_are_found_in_the_words_of_a_win(phrase: str, people: list[str]) -> None:
    assert [named.said for named in MENTIONS.people(phrase)] == people


@pytest.mark.parametrize(
    ("phrase", "places"),
    [
        ("sat in the garden", ["the garden"]),
        ("walked to the shops", ["the shops"]),
        ("walked to the old harbour", ["the harbour"]),
        ("took the bin to the kerb", ["the kerb"]),
        ("went into town", ["town"]),
        ("read in my bedroom by the window", ["my bedroom"]),
        ("read to the end", []),
        ("spoke to mum on the phone", []),
        ("sat in the morning", []),
        ("made it to the doctor", []),
        ("watered the garden plants", []),
    ],
)
def test_places_are_found_in_the_words_of_a_win(phrase: str, places: list[str]) -> None:
    assert [named.said for named in MENTIONS.places(phrase)] == places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("went for a walk", "walking"),
        ("walked the dog", "walks with the dog"),
        ("rang my sister", "ringing my sister"),
        ("had a shower", "showers"),
        ("was in the sea", "the sea"),
        ("texted maya", "texting maya"),
    ],
)
def test_a_question_and_a_win_meet_in_the_base_forms_of_their_words(one: str, other: str) -> None:
    assert set(MENTIONS.roots(one)) & set(MENTIONS.roots(other))


@pytest.mark.parametrize("phrase", ["did it", "i", "there a time of day that", "went for a bit"])
def test_words_that_say_nothing_are_no_kind_of_win(phrase: str) -> None:
    assert MENTIONS.roots(phrase) == ()


@pytest.mark.parametrize(
    ("feeling", "mood"),
    [
        ("lighter", "lifted"),
        ("a bit lighter", "lifted"),
        ("really calm now", "lifted"),
        ("heavy", "low"),
        ("flat as anything", "low"),
        ("not great", "low"),
        ("not bad", None),
        ("less heavy", None),
        ("okay", None),
        ("not good", "low"),
        ("no better", "low"),
        ("cleaner", "lifted"),
        ("pointless", "low"),
        ("", None),
    ],
)
def test_a_feeling_goes_up_or_down_or_neither(feeling: str, mood: str | None) -> None:
    found = MENTIONS.moods.read(feeling)
    assert (found[0] if found else None) == mood


def test_every_step_for_a_dip_is_in_the_catalogue() -> None:
    words = ENGLISH.understanding.words["triggers"]
    named = [*words["otherwise"], *(step for kind in words["kinds"] for step in kind["steps"])]
    assert [step for step in named if ENGLISH.steps.find(step) is None] == []


def test_the_lists_hold_words_and_nothing_that_yaml_takes_for_another_thing() -> None:
    assert all(isinstance(word, str) for words in MENTIONS.lists.values() for word in words)
