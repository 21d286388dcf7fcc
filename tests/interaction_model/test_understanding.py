from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interaction_model.language import Language, load_language
from interaction_model.request import Request
from interaction_model.understanding.english.build_verbs import TABLE, verbs
from interaction_model.understanding.meaning import Meaning

ENGLISH = load_language("en-US")


def understand(*hypotheses: str, context: str = "any") -> Meaning:
    return ENGLISH.understanding.understand(Request("local:me", "typed", "r", hypotheses), context)


@pytest.mark.parametrize(
    ("said", "wins"),
    [
        ("I drank a glass of water", ["drank a glass of water"]),
        ("i drank a glass of water.", ["drank a glass of water"]),
        ("um so i finally made my bed today", ["made my bed"]),
        ("please log that i watered the basil", ["watered the basil"]),
        ("can you save that i ate breakfast", ["ate breakfast"]),
        ("i managed to get out of bed", ["got out of bed"]),
        ("i managed to stop scrolling", ["stopped scrolling"]),
        ("i washed my face and hands", ["washed my face and hands"]),
        ("i brushed my teeth and then i made my bed", ["brushed my teeth", "made my bed"]),
        ("i did the dishes, took a walk and called my mom", ["did the dishes", "took a walk", "called my mom"]),
        ("i walked to the corner and it felt good", ["walked to the corner"]),
        ("had breakfast", ["had breakfast"]),
        ("i've showered", ["showered"]),
        ("i have just eaten a sandwich", ["ate a sandwich"]),
        ("i made myself lunch", ["made myself lunch"]),
        ("i made myself go to the shop", ["went to the shop"]),
        ("i drank water and i didn't cry", ["drank water"]),
        ("I DRANK A GLASS OF WATER", ["drank a glass of water"]),
        ("i walked the dog, and then I rang my sister", ["walked the dog", "rang my sister"]),
        ("i got up even though i didn't want to", ["got up"]),
        ("last night i switched my phone off", ["switched my phone off"]),
        ("I rang Anna", ["rang Anna"]),
    ],
)
def test_wins_are_found_in_the_persons_own_words(said: str, wins: list[str]) -> None:
    meaning = understand(said)
    assert meaning.intent == "log_win"
    assert [win.what for win in meaning.wins] == wins


@pytest.mark.parametrize(
    "said",
    [
        "i couldn't open the letter",
        "i haven't eaten",
        "i never made it to the shop",
        "i'll have a shower later",
        "i'm going to call the bank tomorrow",
        "i have to go to work",
        "i meant to text her",
        "i would've gone if it wasn't raining",
        "i need a shower",
        "i want to sleep",
        "i felt awful",
        "i made the",
        "i got fired",
        "i miscarried",
        "i refused to eat",
        "i drank nothing",
        "i skipped lunch",
        "i went to",
        "did i take my tablets this morning",
        "when i've washed up i'll sit down",
        "don't log this but i went to the pub",
        "you made your bed",
        "she made my bed",
    ],
)
def test_what_is_no_act_of_theirs_is_not_a_win(said: str) -> None:
    assert understand(said).logs == "no"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("what's one small thing i can do", "suggest"),
        ("what is one small thing I can do?", "suggest"),
        ("give me something easy to do", "suggest"),
        ("what did i do today", "recap_today"),
        ("read me my list", "recap_today"),
        ("undo that", "undo"),
        ("scratch that", "undo"),
        ("help", "help"),
        ("stop", "stop"),
        ("never mind", "stop"),
        ("say that again", "repeat"),
        ("pardon", "repeat"),
        ("yes please", "yes"),
        ("no thanks", "no"),
        ("purple monkey dishwasher", "unknown"),
    ],
)
def test_the_other_intents(said: str, intent: str) -> None:
    assert understand(said).intent == intent


@pytest.mark.parametrize(
    ("slot", "what"), [("drank some water", "drank some water"), ("get out of bed", "got out of bed")]
)
def test_a_platforms_slot_is_read_by_the_same_code(slot: str, what: str) -> None:
    request = Request("alexa:a", "alexa", "r", intent="log_win", slots={"win": slot})
    assert [win.what for win in ENGLISH.understanding.understand(request).wins] == [what]


@pytest.mark.parametrize("slot", ["didn't brush my teeth", "will have a shower", "want to sleep", "the", ""])
def test_a_slot_without_an_act_is_no_win(slot: str) -> None:
    request = Request("alexa:a", "alexa", "r", intent="log_win", slots={"win": slot})
    assert ENGLISH.understanding.understand(request).logs == "no"


@pytest.mark.parametrize(
    ("phrase", "said_back"),
    [
        ("brushed my teeth", "brushed your teeth"),
        ("made myself some soup", "made yourself some soup"),
        ("called in sick when i was sick", "called in sick when you were sick"),
        ("let the dog sleep on me", "let the dog sleep on you"),
        ("did what i'm meant to", "did what you're meant to"),
        ("gave what was mine", "gave what was yours"),
    ],
)
def test_an_act_is_said_back_in_the_second_person(phrase: str, said_back: str) -> None:
    assert ENGLISH.grammar.second_person(phrase) == said_back


def test_the_verb_table_is_what_its_source_gives() -> None:
    assert TABLE.read_text(encoding="utf-8").splitlines() == ["\t".join(row) for row in verbs()]


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_understanding(text: str) -> None:
    understand(text)
    ENGLISH.screen.read(text)


def test_the_cache_gives_the_same_language_and_follows_the_data(tmp_path: Path) -> None:
    import shutil

    from interaction_model.language import LANGUAGES, read_language

    folder, cache = tmp_path / "en", tmp_path / "cache"
    shutil.copytree(LANGUAGES / "en", folder)
    built, cached = read_language(folder, cache), read_language(folder, cache)
    assert cached.replies == built.replies
    assert len(list(cache.iterdir())) == 1
    replies = folder / "replies" / "answers.yaml"
    replies.write_text(re.sub('stop: ".*"', 'stop: "Changed."', replies.read_text()))
    assert read_language(folder, cache).say("stop") == "Changed."
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_cache_is_built_anew(tmp_path: Path) -> None:
    from interaction_model.language import LANGUAGES, read_language

    read_language(LANGUAGES / "en", tmp_path)
    (cached,) = tmp_path.iterdir()
    cached.write_bytes(b"garbage")
    assert isinstance(read_language(LANGUAGES / "en", tmp_path), Language)


def test_each_act_keeps_its_own_day() -> None:
    wins = understand("i brushed my teeth yesterday and made my bed today").wins
    assert [(win.what, win.day_offset) for win in wins] == [("brushed my teeth", -1), ("made my bed", 0)]
