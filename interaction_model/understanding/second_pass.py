"""The second pass: what is meant by words that fit no sentence of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interaction_model.understanding.linear import LinearModel
from interaction_model.understanding.plain import Contractions

KIND = "/"
"""What stands between an intent and its kind: 'about/score'."""

DISTRESS = "crisis"
"""The label of speech about harm. The screen reads it before; what it let through is still never acted on."""


CHANGES = frozenset(
    {
        "check_in", "edit", "export", "future_self_note", "ladder/fewer",
        "missed_commitment", "pairing", "plans/anchor", "plans/away", "plans/bedtime", "plans/cancel", "plans/move",
        "plans/stop_reminding", "privacy_delete", "set_energy", "settings", "share", "slower", "undo",
    }
)  # fmt: skip
"""The intents, and the kinds of some, that write, change how things are, send, or take away."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How likely a label has to be, from 0 to 1, chosen on rows of other readers."""

    guess: float = 0.25
    """At least, to be taken for what was meant."""

    change: float = 0.45
    """At least, for a guess that changes what is there: one that is wrong costs more than "I didn't get that"."""

    unheard: float = 0.3
    """So much more of it, for the share of words that the model never saw: "i could murder a curry"."""

    agree: float = 0.03
    """At least, for a sentence that holds words of the person's own."""

    keep: float = 0.1
    """At least, for acts that the grammar found to be kept without asking."""

    ask: float = 0.04
    """At least, for asking whether to keep them."""

    verbatim: float = 0.7
    """At least, for asking whether to keep what the grammar can't read, in the words that were said."""

    otherwise: float = 0.8
    """So likely another intent is, to be what was meant in spite of the acts."""

    distress: float = 0.35
    """At most, for anything to be understood at all."""


BOUNDS = Bounds()


@dataclass(frozen=True)
class SecondPass:
    """Linear models of what people mean, and of whether they tell of an act of their own."""

    intents: LinearModel
    """Its labels are intents, those with kinds as 'intent/kind'."""
    reports: LinearModel
    """Its labels are 'report' and 'other'."""
    contractions: Contractions

    def guess(self, text: str, context: str) -> Mapping[str, float]:
        """How likely each intent is; empty when the text may be about harm."""
        likely: dict[str, float] = {}
        for label, odds in self._labels(text, context).items():
            intent = label.partition(KIND)[0]
            likely[intent] = likely.get(intent, 0.0) + odds
        if likely.get(DISTRESS, 0.0) > BOUNDS.distress or max(likely, key=lambda label: likely[label]) == DISTRESS:
            return {}
        return likely

    def least(self, intent: str, text: str) -> float:
        """How likely an intent has to be at least, for a mere guess at it to be acted on."""
        if CHANGES.isdisjoint({intent, f"{intent}{KIND}{self.kind(intent, text)}"}):
            return BOUNDS.guess
        words = self.contractions.plain(text).split()
        unheard = sum(not self.intents.knows(word) for word in words) / max(1, len(words))
        return BOUNDS.change + BOUNDS.unheard * unheard

    def kind(self, intent: str, text: str) -> str | None:
        """The likeliest kind of an intent; None for one that has no kinds."""
        ours = [label for label in self.intents.labels if label.startswith(intent + KIND)]
        if not ours:
            return None
        likely = self._labels(text)
        return max(ours, key=lambda label: likely[label]).partition(KIND)[2]

    def _labels(self, text: str, context: str = "any") -> Mapping[str, float]:
        return self.intents.probabilities(self.contractions.plain(text).split(), context)

    def report(self, text: str) -> float:
        """How likely a text tells of an act of the speaker's own, done, and theirs to keep."""
        return self.reports.probabilities(self.contractions.plain(text).split())["report"]
