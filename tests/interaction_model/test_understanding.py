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
        ("every monday at 9 am", "every monday at 9 am"),
        ("cooked because i am hungry", "cooked because you are hungry"),
    ],
)
def test_an_act_is_said_back_in_the_second_person(phrase: str, said_back: str) -> None:
    assert ENGLISH.grammar.second_person(phrase) == said_back


@pytest.mark.parametrize(
    ("feeling", "said_back"),
    [
        ("good", "it felt good"),
        ("it felt lighter", "it felt lighter"),
        ("proud", "you felt proud"),
        ("a bit calmer", "you felt a bit calmer"),
        ("relieved", "you felt relieved"),
        ("i felt good", "you felt good"),
        ("what i needed", None),
        ("", None),
    ],
)
def test_a_feeling_is_said_of_the_one_who_had_it(feeling: str, said_back: str | None) -> None:
    assert ENGLISH.grammar.felt(feeling) == said_back


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


@pytest.mark.parametrize(
    "said",
    [
        "oh i had a bath", "yeah i had a bath", "yes i had a shower", "uh i had a shower", "ah sure i had a bath",
        "no i had a bath", "er i uh i had a shower i suppose", "oh i made tea", "sure i fed the cat", "made tea",
        "hmm i drank some water i think", "och i had a wee wash", "arre i ate some rice", "yeah no i had a bath",
        "okay i had lunch", "um yeah i ate", "yes i ate", "hey i did the dishes", "right so i had a bath",
    ],
)  # fmt: skip
@pytest.mark.parametrize("context", ["any", "after_log"])
def test_what_opens_a_story_hides_no_win(said: str, context: str) -> None:
    meaning = understand(said, context=context)
    assert (meaning.logs, len(meaning.wins)) == ("yes", 1)


@pytest.mark.parametrize(
    ("said", "act", "feeling"),
    [
        ("i went for a walk and felt a bit better", "went for a walk", "a bit better"),
        ("i went out and felt a bit better", "went out", "a bit better"),
        ("i went for a walk, felt better", "went for a walk", "better"),
        ("i had a shower and i feel a bit more human", "had a shower", "a bit more human"),
        ("went to the shop felt anxious the whole time", "went to the shop", "anxious the whole time"),
        ("i made soup, feel worse", "made soup", "worse"),
    ],
)
def test_a_feeling_told_with_an_act_takes_nothing_from_it(said: str, act: str, feeling: str) -> None:
    meaning = understand(said)
    assert (meaning.logs, [(win.what, win.feeling) for win in meaning.wins]) == ("yes", [(act, feeling)])


@pytest.mark.parametrize("said", ["i feel better", "felt better after my walk", "i felt grand"])
def test_a_feeling_alone_is_no_win(said: str) -> None:
    assert understand(said).intent == "feeling_report"


@pytest.mark.parametrize("said", ["i had a good week and now it's worse", "we had a good week and it's gone bad again"])
def test_a_dip_after_good_days_is_no_win(said: str) -> None:
    meaning = understand(said)
    assert (meaning.intent, meaning.slots.get("kind")) == ("harsh_thought", "rebound")


@pytest.mark.parametrize("said", ["this one's not for the record i saw my ex", "it's for you not the record i ate"])
def test_what_is_not_for_the_record_is_not_kept(said: str) -> None:
    assert understand(said).logs == "no"
