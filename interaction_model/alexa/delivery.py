"""How each wording of our sentences reaches us through Alexa, who delivers an intent and its slots, but no sentence.

A wording that means one thing everywhere, and says no more than its intent, is a sample of that intent. Whatever else
is said must arrive with its words: through a carrier, where they stand behind an opening of ours, or as a whole line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import hassil
from hassil import Expression, ListReference, RuleReference, parse_sentence

from interaction_model.alexa.carriers import WORDS, stand_ins
from interaction_model.alexa.expand import Expander, Wording
from interaction_model.alexa.names import label_of
from interaction_model.alexa.samples import SLOT, most_telling
from interaction_model.language import Language
from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from interaction_model.understanding.sentences import Sentences

MOST_SAMPLES = 120
"""Of one label; half of them the shortest of the plain ones, which are said the most."""

MOST_LINES, MOST_CARRIERS = 5, 2
"""Of one template: Amazon generalises from them."""

MOST_WIN_CARRIERS = 8
"""Of one template of `log_win`, which is said the most."""

MOST_CARRIER_CHARACTERS = 60
_SPOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*(?: [a-z]+(?:'[a-z]+)*)*")


ANYWHERE = "anywhere"
ANSWERS = {label_of(name) for name in stand_ins() if name.startswith("AMAZON.")}


@dataclass(frozen=True)
class Delivery:
    """The wordings by the way they are delivered."""

    samples: Mapping[str, Sequence[str]]
    """Label -> lines that mean it and nothing more."""

    carriers: Mapping[str, Sequence[str]]
    """Label -> carriers, in the form of `carriers`."""

    lines: Sequence[str]
    """Sentences that must arrive whole."""


@dataclass
class _Sorting:
    """The wordings while they are sorted."""

    expander: Expander
    samples: dict[str, list[Wording]] = field(default_factory=lambda: defaultdict(list))
    carriers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: list[str] = field(default_factory=list)

    def sort(self, label: str, block: Mapping[str, Any], template: str) -> None:
        """Sort the wordings of one template."""
        sentence = parse_sentence(template)
        wordings = [wording for wording in self.expander.expand(sentence) if is_spoken(wording.text)]
        open_ones = [wording for wording in wordings if _is_carrier(wording.text)]
        most = MOST_WIN_CARRIERS if label == "log_win" else MOST_CARRIERS
        self.carriers[label] += [SLOT.sub(WORDS, text) for text in most_telling(open_ones, most)]
        whole = [wording for wording in wordings if "{" not in wording.text]
        if block.get("slots") or block.get("metadata", {}).get("context") or self._names_values(sentence.expression):
            self.lines += most_telling(whole, MOST_LINES)
        else:
            self.samples[label] += whole

    def _names_values(self, expression: Expression) -> bool:
        match expression:
            case ListReference():
                return expression.list_name in self.expander.values
            case RuleReference():
                return self._names_values(self.expander.rules[expression.rule_name].expression)
            case hassil.Group():
                return any(map(self._names_values, expression.items))
            case _:
                return False


def sort_wordings(
    sentences: Mapping[str, Any], said: Mapping[str, Sequence[str]], says_it_all: Callable[[str, str], bool]
) -> Delivery:
    """Sort the wordings of `read_sentences`, after the lines that people say, by label.

    `says_it_all` tells of a label and a line whether they are one.
    """
    values = {name: form["values"] for name, form in sentences["lists"].items() if "values" in form}
    rules = {name: parse_sentence(text) for name, text in sentences["expansion_rules"].items()}
    sorting = _Sorting(Expander(rules, values))
    for label, form in sentences["intents"].items():
        for block in form["data"]:
            for template in block["sentences"]:
                sorting.sort(label, block, template)
    samples: dict[str, list[str]] = {}
    lines: list[str] = []
    for label in {**said, **sorting.samples}:
        told = dict.fromkeys([*said.get(label, ()), *_short_and_telling(sorting.samples[label])])
        enough = {line: says_it_all(label, line) for line in told}
        samples[label] = [line for line in told if enough[line]]
        lines += [line for line in told if not enough[line]]
    return Delivery(samples, sorting.carriers, list(dict.fromkeys([*lines, *sorting.lines])))


def _short_and_telling(wordings: Sequence[Wording]) -> list[str]:
    in_order = sorted(wordings, key=lambda wording: (wording.changes, len(wording.text), wording.text))
    short = [wording.text for wording in in_order[: MOST_SAMPLES // 2]]
    return list(dict.fromkeys([*short, *most_telling(wordings)]))[:MOST_SAMPLES]


def is_spoken(line: str) -> bool:
    """Whether a line is of nothing but spoken words and slots."""
    return _SPOKEN.fullmatch(SLOT.sub("words", line)) is not None


def _is_carrier(text: str) -> bool:
    fits = len(SLOT.sub("", text)) <= MOST_CARRIER_CHARACTERS
    return fits and len(SLOT.findall(text)) == 1 and not text.startswith("{")


class WholeReadings:
    """What our own understanding says of whole lines."""

    def __init__(self, language: Language, sentences: Mapping[str, Any]) -> None:
        self.language = language
        blocks = {
            label: {"data": [_anywhere(block) for block in form["data"]]}
            for label, form in sentences["intents"].items()
        }
        self.sentences = Sentences.from_data([{**sentences, "intents": blocks}])
        self.told = {label_of(name): self._understand(line).slots for name, line in stand_ins().items()}

    def says_it_all(self, label: str, line: str) -> bool:
        """Whether a line means the label in every context, is nothing for the screen, and names no detail of its own.

        An answer never does: what it means hangs on the question.
        """
        if label in ANSWERS:
            return False
        as_read = {line, self.language.grammar.trim(line)}
        matches = [match for text in as_read for match in self.sentences.match(text, ANYWHERE)]
        if all(match.free or match.contexts for match in matches):
            return False
        readings = [match for match in matches if match.contexts or not match.free]
        if {match.intent for match in readings} != {label} or any(match.slots for match in readings):
            return False
        meaning = self._understand(line)
        if (meaning.intent, meaning.slots) != (label, self.told.get(label, {})):
            return False
        return self.language.screen.read(line).level == "none"

    def _understand(self, line: str) -> Meaning:
        said = Request("", "alexa", "", hypotheses=(line,), locale=self.language.code)
        return self.language.understanding.understand(said)


def _anywhere(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """A block of sentences as if all the contexts that any is bound to were one."""
    metadata = block.get("metadata", {})
    return {**block, "metadata": {**metadata, "context": [ANYWHERE]}} if metadata.get("context") else block
