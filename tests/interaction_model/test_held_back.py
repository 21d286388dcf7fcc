"""How well people are understood whom nobody had in mind: rows of further readers, neither trained on nor written for.

The floors are a little under what was measured; docs/understanding.md sets it beside the aims.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from interaction_model.language import load_language
from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning

ROWS = Path(__file__).parent / "held_back"
WEDNESDAY = date(2026, 11, 18)
ENGLISH = load_language("en-US")


@cache
def rows(name: str) -> list[dict[str, str]]:
    text = (ROWS / f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def understood(text: str, context: str = "any") -> Meaning:
    """The meaning of a text as the core sees it: nothing where the screen finds a crisis, no win where it finds any."""
    level = ENGLISH.screen.read(text).level
    if level == "crisis":
        return Meaning("crisis")
    meaning = ENGLISH.understanding.understand(Request("", "typed", "", (text,)), context, WEDNESDAY)
    return meaning if level == "none" else Meaning("concern", wins=())


def share(found: int, name: str) -> float:
    return found / len(rows(name))


def test_intents() -> None:
    right = sum(understood(row["utterance"], row["context"]).intent == row["intent"] for row in rows("intents"))
    assert share(right, "intents") >= 0.94


def test_stop_is_always_heard() -> None:
    stops = [row for row in rows("intents") if row["intent"] == "stop"]
    assert [row["utterance"] for row in stops if understood(row["utterance"], row["context"]).intent != "stop"] == []


def test_wins_are_found() -> None:
    told = sum(bool(understood(row["utterance"]).wins) for row in rows("wins"))
    assert share(told, "wins") >= 0.95


def test_the_domain_of_an_act_is_found() -> None:
    pairs = [
        (phrase, domains.split("/"))
        for row in rows("wins")
        for phrase, domains in zip(row["wins"].split(" ; "), row["domain"].split(" ; "), strict=True)
    ]
    right = sum(ENGLISH.understanding.domain_of(phrase) in domains for phrase, domains in pairs)
    assert right / len(pairs) >= 0.88


def test_what_is_no_win_is_not_kept() -> None:
    kept = sum(understood(row["utterance"]).logs == "yes" for row in rows("negatives"))
    assert share(kept, "negatives") <= 0.03


def test_cries_for_help() -> None:
    found = Counter((row["label"], ENGLISH.screen.read(row["utterance"]).level) for row in rows("crisis"))
    labels = Counter(row["label"] for row in rows("crisis"))
    assert found["crisis", "crisis"] / labels["crisis"] >= 0.94
    assert (found["crisis", "crisis"] + found["crisis", "concern"]) / labels["crisis"] >= 0.96
    assert (found["none", "crisis"] + found["none", "concern"]) / labels["none"] <= 0.08


def test_no_cry_for_help_is_ever_kept_as_a_win() -> None:
    cries = [row["utterance"] for row in rows("crisis") if row["label"] == "crisis"]
    assert [cry for cry in cries if understood(cry).logs != "no"] == []


def test_intents_with_kinds() -> None:
    found = [(row["intent"].split("/"), understood(row["utterance"])) for row in rows("kinds")]
    assert share(sum(named[0] == meaning.intent for named, meaning in found), "kinds") >= 0.67
    both = sum(named == [meaning.intent, *filter(None, [meaning.slots.get("kind")])] for named, meaning in found)
    assert share(both, "kinds") >= 0.64
