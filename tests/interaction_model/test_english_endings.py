"""Where a line breaks off in the middle, and where it is whole."""

from __future__ import annotations

import pytest

from interaction_model.language import load_language
from interaction_model.request import Request
from tests.interaction_model.english_grammar import grammar


@pytest.mark.parametrize(
    "said",
    [
        "who can i talk to", "who can you send to", "where did i go to", "what do i have to look forward to",
        "is there anyone i can go with", "sure what would i do that for", "what time was that at", "where is it from",
    ],
)  # fmt: skip
def test_a_question_is_never_a_half_sentence(said: str) -> None:
    assert not grammar().breaks_off(said)


@pytest.mark.parametrize(
    "said",
    [
        "i want to tell my mam that i love her", "tell my sister that i'm proud of her", "no say i miss her",
        "i need someone to talk to", "i've nothing to look forward to", "it's a lot to deal with",
        "i don't know who i can talk to", "that's what it's for", "tell me what i have to look forward to",
        "i don't want to", "i can't be bothered to", "i'd love to", "so do i", "go on then",
        "i'm more tired than i was", "i don't know when", "i've no friends to go with", "i have people to talk to",
    ],
)  # fmt: skip
def test_a_line_that_has_what_its_verb_needs_is_whole(said: str) -> None:
    assert not grammar().breaks_off(said)


@pytest.mark.parametrize(
    "said",
    [
        "i made the", "i went to", "i need to", "i want to go to", "i had a cup of", "i asked my mum to go to",
        "and then i", "i was", "i brushed my", "can you remind me to", "after my coffee i'll go for",
        "yesterday i went to", "can i",
        "the other day i went to", "i fed the cat and", "tell my sister that i", "i know what i had and i went to",
    ],
)  # fmt: skip
def test_a_half_sentence_waits_for_its_rest(said: str) -> None:
    assert grammar().breaks_off(said)


def test_a_whole_line_is_acted_on() -> None:
    understanding = load_language("en-US").understanding
    meaning = understanding.understand(Request("", "typed", "", ("i want to tell my mam that i love her",)))
    assert (meaning.intent, dict(meaning.slots)) == ("share", {"person": "my mam", "message": "i love her"})
