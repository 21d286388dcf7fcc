"""The rows that the models of a language learn from: words, context and label."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from hassil import parse_sentence

from interaction_model.alexa.samples import SLOT, read_sentences, samples_of_templates
from interaction_model.understanding import linear
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.screen import Screen
from interaction_model.understanding.second_pass import KIND

ROWS = Path(__file__).parent
ELSEWHERE = ("after_suggestion", "after_log", "after_plan", "after_commit_due", "open_question")
ELSEWHERE_WEIGHT = 0.3
"""What is said in any context is learned once more in one of these, so that a context alone decides nothing."""
WORDING_WEIGHT = 0.3
MOST_WORDINGS = 60
NO_INTENT = {"no_match", "ask", "no_log", "unknown", "none"}
DISTRESS = {"crisis", "concern"}


@dataclass(frozen=True)
class Row:
    """One example."""

    words: tuple[str, ...]
    context: str
    label: str
    weight: float = 1.0


@dataclass(frozen=True)
class Source:
    """The rows of one language: its folder of rows, and its folder in the house."""

    rows: Path
    language: Path

    def rows_of(self, task: str) -> list[Row]:
        """The rows of a task: 'intents', 'reports', 'domains' or 'safety'."""
        readers = {"intents": self.intents, "reports": self.reports, "domains": self.domains, "safety": self.safety}
        return readers[task]()

    def digest(self) -> str:
        """Changes with whatever the models are made from."""
        made_from = [
            *self.rows.glob("*.tsv"),
            *(self.language / "sentences").glob("*.yaml"),
            *(self.language / "safety" / "screen").glob("*.yaml"),
            *ROWS.glob("*.py"),
            Path(linear.__file__),
        ]
        digest = hashlib.sha256()
        for path in sorted(made_from):
            digest.update(path.read_bytes())
        digest.update(repr(self._contractions).encode())
        return digest.hexdigest()

    def intents(self) -> list[Row]:
        """What is meant, with its kind; distress is a label of its own, which the second pass never acts on."""
        said = [self._row(row["utterance"], row["intent"], row["context"]) for row in self._read("intents")]
        wins = [self._row(row["utterance"], "log_win") for row in self._read("wins")]
        negatives = [
            self._row(row["utterance"], _intent_of(row["expected"]))
            for row in self._read("negatives")
            if row["expected"] != "undo"
        ]
        cries = [self._row(row["utterance"], "crisis") for row in self._read("crisis") if row["label"] in DISTRESS]
        everyday = [
            self._row(row["utterance"], "log_win")
            for row in self._read("crisis")
            if row["label"] == "none" and row["may_log"] == "yes"
        ]
        wordings = self._wordings({row.label for row in said})
        return [*_elsewhere([*said, *wins, *negatives, *everyday]), *cries, *wordings]

    def reports(self) -> list[Row]:
        """Whether a text tells of the speaker's own act, done, and theirs to keep."""
        whole = (row for row in self.intents() if row.context == "any" and row.weight == 1.0)
        return [replace(row, label="report" if row.label == "log_win" else "other") for row in whole]

    def domains(self) -> list[Row]:
        """The domain of each labelled win; of several domains, each a part."""
        found = []
        for row in self._read("wins"):
            phrases, domains = row["wins"].split(" ; "), row["domain"].split(" ; ")
            for phrase, label in zip(phrases, domains, strict=True):
                choices = [choice.strip() for choice in label.split("/")]
                found += [replace(self._row(phrase, choice), weight=1 / len(choices)) for choice in choices]
        return [*found, *(self._row(row["phrase"], row["domain"]) for row in self._read("domains"))]

    def safety(self) -> list[Row]:
        """What the screen widens by: 'none', 'concern', or the key of a crisis reply; of what the guards leave."""
        found = []
        for row in self._read("crisis"):
            label = row["label"]
            if label == "crisis":
                label = CRISIS_REPLIES.get(row["category"]) or self._replies.get(row["category"], "suicide")
            found.append(self._guarded(row["utterance"], label))
        everyday = [*self._read("intents"), *self._read("wins")]
        everyday += [
            row for row in self._read("negatives") if row["expected"] not in DISTRESS and row["category"] != "care"
        ]
        return [*found, *(self._guarded(row["utterance"], "none") for row in everyday)]

    def _guarded(self, text: str, label: str) -> Row:
        return Row(tuple(self._screen.guarded(text)[0].split()), "any", label)

    def _read(self, kind: str) -> list[dict[str, str]]:
        with (self.rows / f"{kind}.tsv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    def _row(self, text: str, label: str, context: str = "any") -> Row:
        return Row(tuple(self._contractions.plain(text).split()), context, label)

    def _wordings(self, labels: Collection[str]) -> Iterator[Row]:
        """Wordings of our own sentences that need no words of the person's, under those labels that rows have."""
        sentences = read_sentences(self.language / "sentences")
        rules = {name: parse_sentence(text) for name, text in sentences["expansion_rules"].items()}
        for label, intent in sentences["intents"].items():
            for block in intent["data"]:
                (context, *_) = block.get("metadata", {}).get("context", ["any"])
                kind = block.get("slots", {}).get("kind")
                named = f"{label}{KIND}{kind}" if f"{label}{KIND}{kind}" in labels else label
                for text in samples_of_templates(block["sentences"], rules)[:MOST_WORDINGS]:
                    if not SLOT.search(text):
                        yield replace(self._row(text, named, context), weight=WORDING_WEIGHT)

    @cached_property
    def _contractions(self) -> Contractions:
        words = yaml.safe_load((self.language / "words.yaml").read_text(encoding="utf-8"))
        return Contractions(**words["contractions"])

    @cached_property
    def _screen_files(self) -> list[dict[str, Any]]:
        files = sorted((self.language / "safety" / "screen").glob("*.yaml"))
        return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]

    @cached_property
    def _screen(self) -> Screen:
        return Screen.from_data(self._screen_files, self._contractions)

    @property
    def _replies(self) -> Mapping[str, str]:
        """Category of the screen to the key of its reply."""
        return {
            category["name"]: category["reply"]
            for data in self._screen_files
            for category in data.get("categories", ())
        }


CRISIS_REPLIES = {"child_abuse": "child", "harm_others": "harm_to_others"}
"""The reply of a category of the rows, where the screen's own categories have another name for it."""


def _intent_of(expected: str) -> str:
    return "unknown" if expected in NO_INTENT else "crisis" if expected in DISTRESS else expected


def _elsewhere(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        if row.context == "any":
            place = zlib.crc32(" ".join(row.words).encode()) % len(ELSEWHERE)
            yield replace(row, context=ELSEWHERE[place], weight=row.weight * ELSEWHERE_WEIGHT)
