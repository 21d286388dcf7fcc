"""The trained models: up to date, read as they were written, and sane."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction_model.language import LANGUAGES
from interaction_model.understanding.linear import LinearModel, features
from training.understanding.rows import ROWS, Source

WEIGHTS = LANGUAGES / "en" / "weights"
TINY = ["labels\tcold\twarm", "bias\t0.5\t-0.5", "unit\t0.05", "w=sun\tFZ", "b=^ sun\tPP"]


def test_the_models_are_made_from_the_rows_and_sentences_that_stand_here() -> None:
    made_from = (WEIGHTS / "made-from.txt").read_text(encoding="utf-8").strip()
    assert made_from == Source(ROWS / "en", LANGUAGES / "en").digest(), "run script/train"


@pytest.mark.parametrize("name", ["intents", "reports", "domains", "safety"])
def test_every_model_has_a_weight_for_each_label(name: str) -> None:
    model = LinearModel.from_lines((WEIGHTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines())
    assert len(model.labels) == len(model.bias) == len(set(model.labels))
    assert len(model.weights) == len(model.places) * len(model.labels)


def test_a_known_word_speaks_for_its_label() -> None:
    model = LinearModel.from_lines(TINY)
    assert model.probabilities(["rain"])["cold"] > 0.7
    assert model.probabilities(["sun"])["warm"] > 0.7


@given(st.lists(st.text(min_size=1)))
def test_probabilities_add_up_whatever_the_words(words: Sequence[str]) -> None:
    assert sum(LinearModel.from_lines(TINY).probabilities(words).values()) == pytest.approx(1.0)


def test_the_context_is_a_feature_of_its_own() -> None:
    assert "in=after_log done" in features(["done"], "after_log")
    assert not any(feature.startswith("in=") for feature in features(["done"]))
