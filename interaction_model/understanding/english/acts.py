"""One clause as an act: in the past tense, without its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.clauses import I_FORMS
from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.mishaps import Mishaps
from interaction_model.understanding.english.omissions import PLAIN_NEGATION, Omissions
from interaction_model.understanding.english.phrases import Found
from interaction_model.understanding.english.results import Passives

_SHORT = {"i'm": "am", "i've": "have", "i'll": "will"}
_SAME_FORMS = frozenset({"had", "put", "set", "cut"})
_WHERETO = frozenset({"to", "out", "for", "on", "down", "up", "over", "round", "outside"})
_PLANNED = frozenset({"going", "gonna", "not", "having", "off", "about", "to"})
_BEFORE_TO = frozenset(
    {"want", "wanted", "have", "had", "need", "needed", "like", "used", "supposed", "going", "able", "got", "me", "him"}
)
"""Words after which 'to' may end a text: 'even though i didn't want to'."""
_NEVER_BEGIN = frozenset({"not", "no", "neither", "nor", "don't", "doesn't", "won't", "nothing", "nobody"})


@dataclass(frozen=True)
class Reading:
    """What a clause turned out to be."""

    kind: str
    """'act', 'feeling', 'bad' (it happened, and is no act to keep), 'other' (someone else's), 'nearly', 'cut' (a verb
    that waits for its object) or 'none'."""

    words: Sequence[str] = ()
    """The act, or how it felt."""

    form: str = ""
    """The form of the verb that its frame asked for; the next clause may go on in it."""

    unsure: bool = False
    """Whether it may as well be a command ('put the kettle on')."""


NONE = Reading("none")


@dataclass(frozen=True)
class ActReader:
    """Reads clauses whose days are taken out."""

    lexicon: Lexicon
    passives: Passives
    mishaps: Mishaps
    omissions: Omissions

    @classmethod
    def of(cls, lexicon: Lexicon) -> ActReader:
        return cls(lexicon, Passives(lexicon), Mishaps(lexicon), Omissions(lexicon))

    def read(self, words: Sequence[str], form: str = "", *, joined: bool = False) -> Reading:
        """`form`: in which form the verb may stand when the clause has no frame of its own.

        `joined`: an 'and' stands before it, behind which nobody opens anew ('and put it away').
        """
        left, own, framed = self._strip(list(words), joined=joined)
        left = self._without_tail(left)
        if not left:
            return NONE
        joined_on = joined and self.lexicon.is_("be", left[0])  # "did yoga and was less tense"
        if (own or not framed) and (feeling := self.feeling(left, own or joined_on)):
            return Reading("feeling", feeling)
        if omitted := self.omissions.read(left):
            return NONE if omitted == PLAIN_NEGATION else Reading("act", omitted, form)
        return self._act(left, framed or form, own=own, carried=not framed)

    def _strip(self, words: list[str], *, joined: bool) -> tuple[list[str], bool, str]:
        """The words from the verb on, whether 'i' stood before it, and the form that a frame asks for."""
        lexicon, own, form = self.lexicon, False, ""
        while words:
            if (frame := lexicon.phrases["frame"].at(words)) and self._fits(frame.value, words[frame.end :]):
                form, own, words = frame.value, True, words[frame.end :]
            elif opening := self._opening(words, own=own, joined=joined):
                own, words = "i" in {words[0], words[opening.end - 1]}, words[opening.end :]
            elif taken := max(lexicon.begins(kind, words) for kind in ("hedge", "filler")):
                words = words[taken:]
            elif words[0] in I_FORMS:
                own, form = True, "" if form == "any" else form
                words = self._written_out(words) + words[1:]
            elif lexicon.is_("adverb", words[0]) or words[0] in {",", "and"}:
                words = words[1:]
            elif words[0] in {"have", "had", "been"} and (perfect := self._perfect(words)):
                form, words = perfect
            else:
                break
        return words, own, form

    def _opening(self, words: Sequence[str], *, own: bool, joined: bool) -> Found | None:
        found = None if own else self.lexicon.phrases["opening"].at(words)
        return None if found and joined and "i" not in words[: found.end + 1] else found

    def _fits(self, form: str, words: Sequence[str]) -> bool:
        """Whether what follows a frame can be its verb: 'made myself go', not 'made myself a sandwich' or 'lunch'."""
        first = next((word for word in words if not self.lexicon.is_("adverb", word)), "")
        kinds = ("determiner", "possessive", "pronoun", "no_verb")
        return form != "bare" or not any(self.lexicon.is_(kind, first) for kind in kinds)

    def _written_out(self, words: list[str]) -> list[str]:
        """What stands behind the subject in a short form: "i've" -> have; "i'd" is 'had' before a participle alone."""
        if words[0] != "i'd":
            return [_SHORT[words[0]]] if words[0] in _SHORT else []
        after = next((word for word in words[1:] if not self.lexicon.is_("adverb", word)), "")
        verbs = self.lexicon.verbs
        return ["had" if verbs.is_participle(after) and after not in verbs.bases else "would"]

    def _perfect(self, words: list[str]) -> tuple[str, list[str]] | None:
        """'have eaten', 'have been hoovering', 'have been to the shop': the form and the words from the verb on."""
        verbs = self.lexicon.verbs
        at = 1 if words[0] != "been" else 0
        while at < len(words) and self.lexicon.is_("adverb", words[at]):
            at += 1
        verb = words[at] if at < len(words) else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        if verb == "been":
            return self._been(words[at + 1 :])
        if words[0] == "have" and verb in {"the", "my"} and (made := self.passives.with_got(words[at:])):
            return "past", made  # "i've the dinner made"
        no_perfect = words[0] == "had" and (not after or self.lexicon.is_("adjective", verb) or verb in _SAME_FORMS)
        past = verbs.past_of_participle(verb)
        if not past or no_perfect or (verb == "got" and after == "to"):
            return None
        if verb == "got" and (sent := self.passives.with_got(words[at + 1 :])):
            return "past", sent
        return "past", [past, *words[at + 1 :]]

    def _been(self, words: list[str]) -> tuple[str, list[str]] | None:
        """What follows 'have been': 'hoovering', 'to the shop', 'and had my dinner'."""
        first = words[0] if words else ""
        if first == "and":
            return "any", words[1:]
        if self.lexicon.verbs.past_of_gerund(first) and first != "being":
            return "gerund", words
        return ("past", ["went", *words]) if first in _WHERETO else None

    def _without_tail(self, words: list[str]) -> list[str]:
        while found := self.lexicon.phrases["trailing"].ends(words):
            words = words[: found.start]
        while words and words[-1] == ",":
            words = words[:-1]
        return words

    def feeling(self, words: Sequence[str], own: bool) -> list[str]:
        """How it felt, when the clause says that; else nothing."""
        lexicon, first = self.lexicon, words[0]
        after = words[1] if len(words) > 1 else ""
        if lexicon.is_("feel", first):
            a_little = words[1:3] in (["a", "bit"], ["a", "little"], ["a", "touch"], ["a", "lot"])
            thing = lexicon.is_("determiner", after) or lexicon.is_("possessive", after)
            return [] if thing and not a_little else list(words[1:])
        if first in {"that's", "that", "which"} and lexicon.phrases["trailing"].at(words):
            return []  # "... and that's my whole day"
        if first in {"it", "that", "which", "this"} and after in {"felt", "made", "feels", "helped", "makes"}:
            return list(words)
        if first in {"it's", "that's"} or (first in {"it", "that", "which", "this"} and lexicon.is_("be", after)):
            return [] if self.passives.read(words) else list(words[1 if "'" in first else 2 :])
        if own and lexicon.is_("be", first):
            return [] if after in _PLANNED or self._is_state(words) else list(words[1:])
        aches = {"feel", "feels", "ache", "aches", "hurt", "hurts", "feeling"}
        return list(words) if lexicon.is_("possessive", first) and aches.intersection(words) else []

    def _is_state(self, words: Sequence[str]) -> bool:
        return self.lexicon.phrases["state"].at(words) is not None

    def _act(self, words: list[str], form: str, *, own: bool, carried: bool) -> Reading:
        if self.lexicon.is_("nearly", words[0]):
            return Reading("nearly")
        if self.lexicon.is_("modal", words[0]) or words[0] in _NEVER_BEGIN:
            return NONE
        if state := self.lexicon.phrases["state"].at(words):
            return Reading("act", [*state.value.split(), *words[state.end :]])
        unsure = not own and not form and words[0] in self.lexicon.verbs.bases and "my" not in words
        told = self._in_past(words, form, own=own, carried=carried)
        if told is None and own and len(words) > 1 and self.lexicon.is_("compound", words[0]):
            told = words if self.lexicon.is_past(words[1]) else None  # "deep cleaned my fridge"
        if not told and own and len(words) > 1 and self._lost_its_ending(words):
            told = [self.lexicon.verbs.past(words[0]), *words[1:]]
        if not told:
            passive = [] if own else self.passives.read(words)
            return Reading("act", passive) if passive else NONE if own or form else self._of_others(words)
        if self.mishaps.is_bad(told):
            return Reading("bad", told)
        if self._is_cut_off(told):
            return Reading("cut", told) if len(told) == 1 else NONE
        return Reading("act", told, form, unsure)

    def _lost_its_ending(self, words: Sequence[str]) -> bool:
        """'i brush my teeth', where a recogniser swallowed the ending."""
        lexicon, past = self.lexicon, self.lexicon.verbs.past(words[0])
        swallowed = words[0] in lexicon.verbs.bases and past.endswith("ed") and lexicon.is_("doable", past)
        return swallowed and (lexicon.is_("possessive", words[1]) or words[1] == "the")

    def _of_others(self, words: Sequence[str]) -> Reading:
        """A clause with a subject of its own is about someone else, or about no one."""
        lexicon = self.lexicon
        finite = any(
            lexicon.is_past(word) or lexicon.is_("be", word) or lexicon.is_("modal", word) for word in words[1:]
        )
        return Reading("other") if finite or lexicon.is_("subject", words[0]) else NONE

    def _in_past(self, words: list[str], form: str, *, own: bool, carried: bool) -> list[str] | None:
        """The words with their verb in the past tense; None when they begin with no verb."""
        verbs, verb, rest = self.lexicon.verbs, words[0], words[1:]
        if verb.endswith("ed") and not verbs.past(stem := verb[:-2]).endswith("ed") and verb not in verbs.base_of_past:
            return [verbs.past(stem), *rest]  # "drawed"
        if verb == "did" and rest and form != "past" and (emphatic := self._emphatic(rest)):
            return emphatic
        if verbs.is_past(verb) and not (form == "bare" and verb in verbs.bases and verbs.past(verb) != verb):
            return words
        if form in {"gerund", "any"} and (past := verbs.past_of_gerund(verb)):
            return [past, *rest]
        if form in {"bare", "any"} and self._is_verb(verb, rest, carried=carried):
            return [verbs.past(verb), *rest]
        if (
            (own or form in {"any", "past"} or rest)
            and verbs.is_participle(verb)
            and (past := verbs.past_of_participle(verb))
        ):
            done = rest[0] if rest else ""
            if verb == "done" and self.lexicon.is_past(done) and not self.lexicon.is_("doable", done + "-"):
                return rest  # "i done fixed the porch"
            return [past, *rest]
        return None

    def _is_verb(self, word: str, rest: Sequence[str], *, carried: bool) -> bool:
        if not carried:
            return not self.lexicon.is_("determiner", word) and word != "not"
        return (
            word in self.lexicon.verbs.bases
            and not self.lexicon.is_("no_verb", word)
            and (bool(rest) or self.lexicon.is_("alone", self.lexicon.verbs.past(word)))
        )

    def _emphatic(self, rest: list[str]) -> list[str] | None:
        """'did feed the birds' -> 'fed the birds'; None for 'did yoga'."""
        words = rest
        while len(words) > 1 and (taken := self.lexicon.begins("hedge", words) or self.lexicon.is_("adverb", words[0])):
            words = words[taken:]
        irregular = words[0] in self.lexicon.verbs.past_of
        if words[0] not in self.lexicon.verbs.bases or self.lexicon.is_("particle", words[0]):
            return None
        follows = len(words) > 1 and any(
            self.lexicon.is_(kind, words[1]) for kind in ("determiner", "possessive", "pronoun", "particle")
        )
        return [self.lexicon.verbs.past(words[0]), *words[1:]] if irregular or follows else None

    def _is_cut_off(self, words: Sequence[str]) -> bool:
        """Whether the end is missing: 'made the', 'took'."""
        if len(words) == 1:
            irregular = words[0] in self.lexicon.verbs.base_of_past
            return irregular and words[0] != "sat" and not self.lexicon.is_("alone", words[0])
        last, before = words[-1], words[-2]
        if last == "to":
            return before not in _BEFORE_TO
        return self.lexicon.is_("cut_off", last) and not self.lexicon.is_("subordinator", before)
