"""Trains the linear models of a language and writes them to `interaction_model/<language>/weights/`.

    python -m training.understanding.train [--language en]        (needs training/understanding/requirements.txt)

It learns from `training/understanding/<language>/*.tsv`, written by readers who saw neither our code nor each other's
rows, and from the wordings of our own sentences. `weights/made-from.txt` says from which; a test compares it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from interaction_model.language import LANGUAGES
from interaction_model.understanding.linear import NOTHING, features
from training.understanding.rows import ROWS, Row, Source

LEVELS = 46
"""A weight is one printable character, so many steps to either side of the middle."""


@dataclass(frozen=True)
class Plan:
    """How one model is fitted."""

    strength: float
    """Inverse of the regularisation, chosen by leaving one writer's rows out at a time."""

    balanced: bool
    """Whether rare labels weigh as much as frequent ones."""

    most_features: int
    """The features with the largest weights; more make a turn slower to start and no better."""


PLANS = {
    "intents": Plan(30, True, 24000),
    "reports": Plan(10, False, 12000),
    "domains": Plan(30, True, 10000),
    "safety": Plan(30, False, 14000),
}


@dataclass(frozen=True)
class Trained:
    """A fitted classifier and its features."""

    names: Sequence[str]
    classifier: LogisticRegression

    def inputs(self, rows: Sequence[Row]) -> csr_matrix:
        counter = CountVectorizer(analyzer=_features_of, binary=True, vocabulary=self.names)
        return normalize(counter.transform(rows).astype(np.float64))

    def write(self, path: Path) -> None:
        """One line a feature: a character for each label, in units of squares so that small weights stay true."""
        weights, bias = self.classifier.coef_.T, self.classifier.intercept_
        if len(bias) == 1:  # of two labels, scikit-learn keeps what speaks for the second
            weights, bias = np.hstack([-weights / 2, weights / 2]), np.array([-bias[0] / 2, bias[0] / 2])
        unit = float(np.abs(weights).max()) / LEVELS**2
        levels = np.rint(np.sign(weights) * np.sqrt(np.abs(weights) / unit)).astype(int) + NOTHING
        lines = [
            "\t".join(["labels", *self.classifier.classes_]),
            "\t".join(["bias", *(f"{value:.4f}" for value in bias)]),
            f"unit\t{unit:.8f}",
            *("\t".join([name, "".join(map(chr, row))]) for name, row in zip(self.names, levels, strict=True)),
        ]
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def train(rows: Sequence[Row], plan: Plan) -> Trained:
    """Fit all features, keep those with the largest weights, and fit these anew."""
    counter = CountVectorizer(analyzer=_features_of, binary=True, min_df=2).fit(rows)
    names = counter.get_feature_names_out()
    everything = _fit(names, rows, plan)
    if len(names) <= plan.most_features:
        return everything
    weight = np.abs(everything.classifier.coef_).max(axis=0)
    return _fit(sorted(names[np.argsort(-weight, kind="stable")[: plan.most_features]]), rows, plan)


def _features_of(row: Row) -> list[str]:
    return features(row.words, row.context)


def _fit(names: Sequence[str], rows: Sequence[Row], plan: Plan) -> Trained:
    trained = Trained(
        names, LogisticRegression(C=plan.strength, max_iter=3000, class_weight="balanced" if plan.balanced else None)
    )
    trained.classifier.fit(trained.inputs(rows), [row.label for row in rows], [row.weight for row in rows])
    return trained


def main() -> None:
    """Train every model of a language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="en")
    language = parser.parse_args().language
    source = Source(ROWS / language, LANGUAGES / language)
    weights = source.language / "weights"
    for task, plan in PLANS.items():
        train(source.rows_of(task), plan).write(weights / f"{task}.tsv")
    (weights / "made-from.txt").write_text(f"{source.digest()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
