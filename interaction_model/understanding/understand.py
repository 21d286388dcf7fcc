"""Text to meaning, for one language: the one way in for the core."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from interaction_model.request import Request
from interaction_model.understanding.codes import DIGITS, read_code
from interaction_model.understanding.grammar import Act, Grammar
from interaction_model.understanding.linear import LinearModel
from interaction_model.understanding.meaning import Meaning, Win
from interaction_model.understanding.mixed import Mixed, MixedLines
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.second_pass import BOUNDS, SecondPass
from interaction_model.understanding.sentences import SentenceMatch, Sentences
from interaction_model.understanding.slots import Slots

WIN_SLOT = "win"
MOST_HYPOTHESES = 3
ANSWER_WORDS = 3
"""An answer to an open question that is so short is what it was taken for first."""
LATER_HYPOTHESIS_COSTS = 0.15
"""How much surer a later hypothesis of the recogniser must be to be taken before an earlier one."""
GUESS_COUNTS = 0.75
"""What the second pass alone guesses is surer by so much less than what both passes see."""
CODES = "pairing"
"""The intent of codes: of those that join two journals, and of those that open the page, which whole lines ask for."""
_ANSWERS = frozenset({"yes", "no"})
_BESIDE_A_WIN = frozenset({"hard_day", "feeling_report", "nothing_today", "harsh_thought", "cannot", "log_win"})
"""What the other side of a line with an act in it sounds like."""
_NO_OTHER = frozenset({"log_win", "unknown"})
"""What is no other intent than the acts: of 'unknown' the model of reports is the better judge."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is left of a text without its day."""

    text: str
    day: int | None
    """The day that stood around it, for acts that name none of their own."""
    today: date | None


@dataclass(frozen=True)
class Understanding:
    """Everything that turns the texts of one language into meaning."""

    sentences: Sentences
    grammar: Grammar
    words: Mapping[str, Any]
    contractions: Contractions
    slots: Slots
    domains: LinearModel
    second_pass: SecondPass | None = None

    def understand(self, request: Request, context: str = "any", today: date | None = None) -> Meaning:
        """The meaning of a request in a context. The texts have passed the safety screen before.

        `today` is the person's own day; without it "on monday" can't be told.
        """
        if request.intent is not None:
            return self._from_platform(request, today)
        heard = [self.grammar.standard(text) for text in request.hypotheses[:MOST_HYPOTHESES]]
        readings = [self._read(text, context, today) for text in heard]
        if context == "open_question" and heard and len(heard[0].split()) <= ANSWER_WORDS and not readings[0].ghost:
            # "One" makes less sense than "win", and is what was said.
            return readings[0]
        return _likeliest(readings)

    def _from_platform(self, request: Request, today: date | None) -> Meaning:
        slots = {name: self.grammar.standard(said) for name, said in request.slots.items()}
        said = " ".join(slots.values())
        if request.intent == "log_win":
            wins = self._wins(slots.get(WIN_SLOT, ""), _Told(said, None, today), infinitive=True)
            return Meaning("log_win", said, wins=wins) if wins else Meaning("unknown", said)
        return Meaning(request.intent or "unknown", said, slots=slots)

    def _read(self, text: str, context: str, today: date | None) -> Meaning:
        trimmed = self.grammar.trim(text)
        lowered = trimmed.lower()
        if lowered in self.words["ghosts"]:
            return Meaning("unknown", text, ghost=True)
        if code := read_code(text, self.grammar, self.contractions, self.words.get("pairing", {})):
            said = {"kind": "said", "code": code}
            return Meaning(CODES, text, slots=said, unfinished=len(code) < DIGITS)
        if kind := self.slots.find(CODES, text, self.grammar).get("kind"):
            return Meaning(CODES, text, slots={"kind": kind})
        without_day, day = self.grammar.find_day(trimmed, today)
        # "yeah" is a filler in a story and a whole answer alone: look at the untrimmed text as well.
        candidates = dict.fromkeys((trimmed, without_day, re.sub(r"[^\w\s'-]", " ", text).strip()))
        matches = [(match, said) for said in candidates for match in self._match(said, context)]
        if whole := next((match for match, _ in matches if not match.free), None):
            return self._named(whole, text)
        if not lowered:
            return Meaning("unknown", text, ghost=True)
        if any(phrase in lowered for phrase in self.words["never_keep"]):
            return Meaning("no_log", text)
        told = _Told(without_day, day, today)
        return self._read_freely(text, context, matches, told)

    def _read_freely(
        self, text: str, context: str, matches: Sequence[tuple[SentenceMatch, str]], told: _Told
    ) -> Meaning:
        """What words of the person's own mean; `matches` are the sentences that hold some."""
        likely = self.second_pass.guess(text, context) if self.second_pass else None
        if likely == {}:
            return Meaning("unknown", text)
        unfinished = self.grammar.breaks_off(told.text)
        for match, said in matches:
            if WIN_SLOT in match.slots:
                if wins := self._wins(_with_commas(match.slots[WIN_SLOT], said), told, infinitive=match.infinitive):
                    return self._report(text, wins, likely)
            elif not unfinished and (likely is None or likely.get(match.intent, 0.0) >= BOUNDS.agree):
                return self._named(match, text)
        wins = self._wins(told.text, told) if self.grammar.begins_with_act(told.text) else ()
        if unfinished and not wins:
            return Meaning("unknown", text, unfinished=True)
        return self._report(text, wins, likely)

    def _match(self, text: str, context: str) -> list[SentenceMatch]:
        """An open question narrows the meaning first: its answers come before all else."""
        matches = self.sentences.match(text, context)
        return sorted(matches, key=lambda match: context == "open_question" and match.intent not in _ANSWERS)

    def _named(self, match: SentenceMatch, text: str) -> Meaning:
        """What a sentence of ours means, with the details that it left to other words."""
        return Meaning(match.intent, text, slots={**self._details(match.intent, text), **match.slots})

    def _details(self, intent: str, text: str) -> dict[str, str]:
        kind = self.second_pass.kind(intent, text) if self.second_pass else None
        return {**({"kind": kind} if kind else {}), **self.slots.find(intent, text, self.grammar)}

    @cached_property
    def _mixed_lines(self) -> MixedLines:
        return MixedLines.from_data(self.words.get("mixed", {}))

    def _with_struggle(self, text: str, wins: tuple[Win, ...]) -> tuple[tuple[Win, ...], Mixed | None]:
        """The wins of a line of two sides, and the other side: what was hard about it."""
        mixed = self._mixed_lines.read(self.grammar.trim(text), self.grammar)
        if mixed is None:
            return wins, None
        known = {win.what for win in wins}
        if not known or known != {act.what for act in mixed.acts}:
            day = wins[0].day_offset if wins else self.grammar.find_day(self.grammar.trim(text))[1]
            wins = tuple(self._win(act, day) for act in mixed.acts)
        return wins, mixed

    def _told(self, text: str, mixed: Mixed | None) -> dict[str, str]:
        """What a report tells beside its acts."""
        struggle = {}
        if mixed:
            said = {"struggle": mixed.struggle, "said": "before" if mixed.before else "after"}
            struggle = said if mixed.struggle else {"enough": "yes"}
        return {**self.slots.find("log_win", text, self.grammar), **struggle}

    def _report(self, text: str, wins: tuple[Win, ...], likely: Mapping[str, float] | None) -> Meaning:
        """Acts to be kept where both passes see a report in it; else what the second pass thinks of it."""
        wins, mixed = self._with_struggle(text, wins)
        told = self._told(text, mixed) if wins else {}
        if likely is None or self.second_pass is None:
            return Meaning("log_win" if wins else "unknown", text, wins=wins, slots=told)
        label = max(likely, key=lambda label: likely[label])
        sure = self.second_pass.report(self._story(text))
        if mixed:  # the woe hides the report from it, and makes another label likely
            sure = max(sure, *(self.second_pass.report(f"{self.words['subject']} {win.what}") for win in wins))
        felt = label == "feeling_report" and any(win.feeling for win in wins)
        other_side = bool(mixed or told.get("vague")) and sure >= BOUNDS.keep
        beside = felt or (label in _BESIDE_A_WIN and other_side)
        agrees = label in _NO_OTHER or likely[label] < BOUNDS.otherwise or beside
        if wins and sure >= BOUNDS.ask and agrees:
            agreed = (1 + sure) / 2  # both passes see it, which a guess alone can't outweigh
            if not mixed and all(win.what.lower() in self._mixed_lines.stand_ins for win in wins):
                return Meaning("done_commitment", text, confidence=agreed)  # "managed it" names no act of its own
            return Meaning("log_win", text, wins=wins, slots=told, confidence=agreed, doubtful=sure < BOUNDS.keep)
        if not wins and label == "log_win" and sure >= BOUNDS.verbatim:
            as_said = self._win(Act(self._without_subject(self.grammar.trim(text))), None)
            return Meaning("log_win", text, wins=(as_said,), confidence=sure, doubtful=True)
        if label == "log_win" or likely[label] < self.second_pass.least(label, text):
            return Meaning("unknown", text)
        return Meaning(
            label, text, wins=wins, slots=self._details(label, text), confidence=GUESS_COUNTS * likely[label]
        )

    def _story(self, text: str) -> str:
        """The text without what opens any story, which hides a short report from its model: 'yes i ate'."""
        told, openers = self.grammar.trim(text), self.words.get("openers", ())
        while (parts := told.partition(" "))[2] and parts[0].lower().strip(",") in openers:
            told = self.grammar.trim(parts[2])
        return told

    def _without_subject(self, text: str) -> str:
        first, _, rest = text.partition(" ")
        return rest if rest and first.lower() == self.words["subject"] else text

    def _wins(self, text: str, told: _Told, *, infinitive: bool = False) -> tuple[Win, ...]:
        acts = self.grammar.find_acts(self.grammar.trim(text), infinitive=infinitive, today=told.today)
        return tuple(self._win(act, told.day) for act in acts)

    def _win(self, act: Act, day: int | None) -> Win:
        said = act.day_offset if act.day_offset is not None else day
        return Win(act.what, self.domain_of(act.what), said or 0, act.feeling)

    def domain_of(self, phrase: str) -> str:
        """The likeliest of the nine domains."""
        likely = self.domains.probabilities(self.contractions.plain(phrase).split())
        return max(likely, key=lambda domain: likely[domain])


def _likeliest(readings: Sequence[Meaning]) -> Meaning:
    """Of what several hypotheses mean, the one that makes the most sense; the first where none does."""
    understood = [
        replace(meaning, confidence=meaning.confidence - LATER_HYPOTHESIS_COSTS * place)
        for place, meaning in enumerate(readings)
        if meaning.intent != "unknown"
    ]
    if understood:
        return max(understood, key=lambda meaning: meaning.confidence)
    first = readings[0] if readings else Meaning("unknown")
    return replace(first, ghost=all(meaning.ghost for meaning in readings))


def _with_commas(slot: str, text: str) -> str:
    """The end of the text that the slot took, as it was written: hassil takes out the commas between acts."""
    words = text.split()[-len(slot.split()) :]
    return " ".join(words) if [word.strip(",") for word in words] == slot.split() else slot
