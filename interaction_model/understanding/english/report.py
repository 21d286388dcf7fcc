"""A whole text as the acts that it reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from interaction_model.understanding.english.acts import ActReader, Reading
from interaction_model.understanding.english.clauses import I_FORMS, Clause, Splitter
from interaction_model.understanding.english.days import Days
from interaction_model.understanding.english.dialect import Dialect
from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.repairs import Repairs
from interaction_model.understanding.grammar import Act

MOST_WORDS = 600
"""Nobody tells more than this in one breath; what follows is not read."""

_NO_OBJECT = frozenset(
    {"not", "no", "never", "didn't", "don't", "couldn't", "now", "feel", "feeling", "nothing", "that", "that's"}
)


@dataclass
class _Told:
    """One act as it is put together."""

    words: list[str]
    day: int | None
    feeling: str | None = None
    unsure: bool = False
    form: str = ""


@dataclass(frozen=True)
class Report:
    """Reads texts."""

    lexicon: Lexicon
    days: Days
    repairs: Repairs
    splitter: Splitter
    acts: ActReader

    @classmethod
    def of(cls, lexicon: Lexicon, days: Days) -> Report:
        return cls(lexicon, days, Repairs(lexicon, days, Dialect(lexicon)), Splitter(lexicon), ActReader.of(lexicon))

    def read(self, text: str, *, infinitive: bool = False, today: date | None = None) -> tuple[Act, ...]:
        """The acts in a text, in its own order; none when it is no report of the speaker's own acts."""
        said = text.replace(",", " , ").split()[:MOST_WORDS]
        words = [word.lower() for word in said]
        if self.lexicon.has("veto", words):
            return ()
        words = self._together(self.repairs.mend(words))
        if not words or (self._asks(words) and not infinitive):
            return ()
        told = self._tell(self.splitter.split(words), "any" if infinitive else "", today)
        if told and all(one.unsure for one in told):
            return ()
        return tuple(Act(_as_said(one.words, said), one.day, one.feeling) for one in told)

    def _asks(self, words: Sequence[str]) -> bool:
        """Whether a text that is opened by no frame begins as a question, a plan or someone else's story."""
        at = 0
        while taken := max(self.lexicon.begins(kind, words, at) for kind in ("opening", "hedge", "filler", "frame")):
            at += taken
        return bool(self.lexicon.begins("question", words, at)) and not self.lexicon.phrases["frame"].at(words)

    def _together(self, words: list[str]) -> list[str]:
        """'me and my mate went out' -> 'i went out with my mate'."""
        if words[:1] == ["we"]:
            return ["i", *words[1:]]  # "we fed the ducks"
        if words[:2] == ["me", "and"]:
            start, last = 2, 8
        elif (
            "and" in words[:5]
            and words[words.index("and") + 1 :][:1] in (["i"], ["me"])
            and self.lexicon.is_("possessive", words[0])
        ):
            start, last = 0, words.index("and") + 2
        else:
            return words
        for at in range(start + 1, min(last + 1, len(words))):
            if self.lexicon.is_past(words[at]) and not self.lexicon.is_("be", words[at]):
                others = [word for word in words[start:at] if word not in {"and", "i", "me"}]
                if start == 0 and (self.lexicon.is_past(words[0]) or at != last):
                    return words
                return ["i", *words[at:], "with", *others]
        return words

    def _tell(self, clauses: Sequence[Clause], form: str, today: date | None) -> list[_Told]:
        told: list[_Told] = []
        waiting: list[str] = []
        day: int | None = None
        skipped = nearly = False
        for clause in clauses:
            words, own_day = self.days.take(clause.words, today)
            day = own_day if own_day is not None else day
            if not words:
                continue
            if (nearly and clause.join == "but") or (skipped and clause.join == "and" and words[0] not in I_FORMS):
                nearly = False  # "i nearly rang her but i hung up"
                continue
            carried = form if clause.join != "as" else "gerund"
            reading = self.acts.read(words, carried, joined=clause.join == "and")
            nearly = reading.kind == "nearly"
            skipped = reading.kind in {"other", "bad"}
            if reading.kind == "act" and waiting and clause.join == "and":
                reading = replace(reading, words=[*waiting, "and", *reading.words])
            waiting = list(reading.words) if reading.kind == "cut" else []
            if reading.kind == "act":
                self._add(told, reading, clause, day)
                form = reading.form
            elif reading.kind == "feeling":
                for one in told:
                    one.feeling = " ".join(self._without_after(reading.words))
            elif told:
                self._go_on(told, reading, Clause(words, clause.join), day)
        return [one for one in told if not self.acts.mishaps.is_bad(one.words)]

    def _without_after(self, words: Sequence[str]) -> Sequence[str]:
        """'warmer after' -> 'warmer'."""
        return words[:-1] if len(words) > 1 and words[-1] in {"after", "afterwards"} else words

    def _go_on(self, told: list[_Told], reading: Reading, clause: Clause, day: int | None) -> None:
        """What a clause that is no act does to the act before it."""
        if reading.kind == "bad":
            if clause.join == "and" and self.lexicon.is_("mishap", reading.words[0]):
                told.pop()  # "put the pan on and burnt the dinner"
        elif clause.join in {"and", ",", "plus", "then"} and self._is_object(clause.words):
            told[-1].words += [clause.join, *clause.words] if clause.join != "," else clause.words
            told[-1].day = day

    def _add(self, told: list[_Told], reading: Reading, clause: Clause, day: int | None) -> None:
        words = list(reading.words)
        before = told[-1] if told else None
        joined = clause.join == "and" and clause.words[0] not in I_FORMS
        dressed = before and before.words[0] == "got" and len(before.words) == 2 and len(words) == 1
        alone = not before or len(before.words) != 1 or self.lexicon.is_("alone", before.words[0])
        if before and joined and (not alone or (dressed and self.lexicon.is_("got_well", words[0]))):
            before.words += ["and", *words]
            before.day = day
        else:
            told.append(_Told(words, day, unsure=reading.unsure))

    def _is_object(self, words: Sequence[str]) -> bool:
        """Whether a piece after 'and' is one more object, and no clause about someone else."""
        lexicon = self.lexicon
        words = words[lexicon.begins("hedge", words) :] or words
        first = words[0]
        if lexicon.is_("subject", first) or lexicon.is_("modal", first) or first in I_FORMS:
            return False
        if first in _NO_OBJECT:
            return False
        for at in range(1, min(4, len(words))):
            if lexicon.is_("be", words[at]):
                return False
            if (
                lexicon.is_past(words[at])
                and not lexicon.is_("determiner", words[at - 1])
                and not lexicon.is_("adjective", words[at])
            ):
                return not (lexicon.is_("possessive", first) or first == "the")
        return True


def _as_said(words: Sequence[str], said: Sequence[str]) -> str:
    """The phrase with the capitals that the person wrote inside of it."""
    spelled: Mapping[str, str] = {}
    if not all(word.isupper() for word in said):
        spelled = {word.lower(): word for word in said[1:] if not word.islower()}
    return " ".join([words[0], *(spelled.get(word, word) for word in words[1:])]).replace(" ,", ",")
