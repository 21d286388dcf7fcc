"""What is a report of one's own acts, and what is none; measured on the labelled rows as well."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interaction_model.english_grammar import acts, grammar, told

ROWS = Path(__file__).parent.parent.parent / "training" / "understanding" / "en"


@pytest.mark.parametrize(
    ("said", "win"),
    [
        ("i didn't skip lunch", "didn't skip lunch"),
        ("i never opened the betting app", "didn't open the betting app"),
        ("i managed not to shout at the kids", "didn't shout at the kids"),
        ("i stopped myself from texting him", "didn't text him"),
        ("i haven't had a drink", "didn't have a drink"),
    ],
)
def test_what_one_kept_from_is_an_act(said: str, win: str) -> None:
    assert told(said) == [win]


@pytest.mark.parametrize(
    "said",
    [
        "i couldn't",
        "i haven't eaten",
        "i didn't brush my teeth",
        "i never eat breakfast",
        "i didn't drink enough water",
        "she made my bed",
        "my mum came round and made my bed",
        "the nurse gave me my injection",
        "i'll have a shower later",
        "i was going to hoover",
        "did i take my tablets",
        "i wish i'd eaten",
        "i'd love to have a garden",
        "i would have gone",
        "i've got to do my tax return",
        "i usually have a bath",
        "i dreamt i cleaned the flat",
        "oh brilliant i slept through another day",
        "i burnt the dinner",
        "i got told off",
        "i got rear ended",
        "i made a fool of myself",
        "i took a turn for the worse",
        "i fell",
        "i had a fall",
        "i had a shower no i didn't",
        "i cleaned the kitchen no need to log it",
        "not for logging i saw the psychiatrist",
        "i tried to get up",
        "i made the",
        "took",
        "put the kettle on",
        "",
    ],
)
def test_what_is_no_report_of_an_own_act(said: str) -> None:
    assert told(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "i had a cold drink",
        "i took a pill for my headache",
        "i dropped the kids off",
        "i gave up smoking",
        "i left the house",
    ],
)
def test_words_of_mishaps_do_not_spoil_other_acts(said: str) -> None:
    assert told(said) == [said.removeprefix("i ")]


def rows(name: str) -> list[dict[str, str]]:
    with (ROWS / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_most_labelled_wins_are_read() -> None:
    table = [row for row in rows("wins.tsv") if "seg_ambiguous" not in row["tags"]]
    right = [row for row in table if len(acts(row["utterance"])) == len(row["wins"].split(" ; "))]
    assert len(right) >= 0.92 * len(table)


def test_few_labelled_negatives_are_taken_for_wins() -> None:
    table = rows("negatives.tsv")
    assert len([row for row in table if acts(row["utterance"])]) <= 0.1 * len(table)


PIECES = ("i ", "and ", "i made my bed and ", "no sorry ", "on monday ", "so ", "did ", ", ", "a", "got up ")


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    begun = time.process_time()
    acts(text)
    grammar().find_day(text)
    assert time.process_time() - begun < 1


SAID = (
    "i i'm i've i'd did didn't have been made myself and then but no sorry on monday yesterday the my bed put , that's"
)
words = st.sampled_from(SAID.split())


@given(st.one_of(st.text(max_size=200), st.lists(words, max_size=20).map(" ".join)))
@settings(max_examples=500, deadline=None)
def test_no_text_breaks_the_grammar(text: str) -> None:
    for act in (*acts(text), *acts(text, infinitive=True)):
        assert act.what.strip()
    grammar().find_day(text)
