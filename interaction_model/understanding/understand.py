"""Text to meaning, for one language: the one way in for the core."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interaction_model.request import Request
from interaction_model.understanding.grammar import Act, Grammar
from interaction_model.understanding.meaning import Meaning, Win
from interaction_model.understanding.sentences import SentenceMatch, Sentences

WIN_SLOT = "win"
UNKNOWN = Meaning("unknown")
_ANSWERS = frozenset({"yes", "no"})


@dataclass(frozen=True)
class Understanding:
    """Everything that turns the texts of one language into meaning."""

    sentences: Sentences
    grammar: Grammar
    words: Mapping[str, Any]
    domains: Mapping[str, Sequence[str]]

    def understand(self, request: Request, context: str = "any") -> Meaning:
        """The meaning of a request in a context. The texts have passed the safety screen before."""
        if request.intent is not None:
            return self._from_platform(request)
        readings = [self._from_text(text, context) for text in request.hypotheses]
        understood = next((meaning for meaning in readings if meaning.intent != "unknown"), None)
        if understood is not None:
            return understood
        ghost = all(meaning.ghost for meaning in readings)
        return Meaning("unknown", text=request.hypotheses[0] if request.hypotheses else "", ghost=ghost)

    def _from_platform(self, request: Request) -> Meaning:
        said = " ".join(request.slots.values())
        if request.intent == "log_win":
            wins = self._wins(request.slots.get(WIN_SLOT, ""), infinitive=True)
            return Meaning("log_win", said, wins=wins) if wins else Meaning("unknown", said)
        return Meaning(request.intent or "unknown", said, slots=request.slots)

    def _from_text(self, text: str, context: str) -> Meaning:
        trimmed = self.grammar.trim(text)
        lowered = trimmed.lower()
        if not lowered or lowered in self.words["ghosts"]:
            return Meaning("unknown", text, ghost=True)
        if any(phrase in lowered for phrase in self.words["never_keep"]):
            return Meaning("unknown", text)
        without_day, day = self.grammar.find_day(trimmed)
        # "yeah" is a filler in a story and a whole answer alone: look at the untrimmed text as well.
        for candidate in dict.fromkeys((trimmed, without_day, re.sub(r"[^\w\s'-]", " ", text).strip())):
            for match in self._in_context(self.sentences.match(candidate), context):
                if meaning := self._from_match(match, candidate, text, day):
                    return meaning
        if self.grammar.begins_with_act(without_day) and (wins := self._wins(without_day, day)):
            return Meaning("log_win", text, wins=wins)
        return Meaning("unknown", text)

    @staticmethod
    def _in_context(matches: list[SentenceMatch], context: str) -> list[SentenceMatch]:
        """An open question narrows the meaning first: its answers come before all else."""
        return sorted(matches, key=lambda match: context == "open_question" and match.intent not in _ANSWERS)

    def _from_match(self, match: SentenceMatch, candidate: str, text: str, day: int | None) -> Meaning | None:
        if WIN_SLOT not in match.slots:
            return Meaning(match.intent, text, slots=match.slots)
        told = _with_commas(match.slots[WIN_SLOT], candidate)
        wins = self._wins(told, day, infinitive=match.infinitive)
        return Meaning(match.intent, text, wins=wins) if wins else None

    def _wins(self, told: str, day: int | None = None, *, infinitive: bool = False) -> tuple[Win, ...]:
        acts = self.grammar.find_acts(self.grammar.trim(told), infinitive=infinitive)
        return tuple(self._win(act, day) for act in acts)

    def _win(self, act: Act, day: int | None) -> Win:
        said = act.day_offset if act.day_offset is not None else day
        return Win(act.what, self.domain_of(act.what), said or 0, act.feeling)

    def domain_of(self, phrase: str) -> str:
        """The domain with the most of its words in the phrase; the first in the file when none has any."""
        padded = f" {phrase.lower()} "
        hits = {domain: sum(f" {word} " in padded for word in words) for domain, words in self.domains.items()}
        return max(hits, key=lambda domain: hits[domain])


def _with_commas(slot: str, text: str) -> str:
    """The end of the text that the slot took, as it was written: hassil takes out the commas between acts."""
    words = text.split()[-len(slot.split()) :]
    return " ".join(words) if [word.strip(",") for word in words] == slot.split() else slot
