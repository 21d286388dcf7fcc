"""Patterns, when they are asked for: counts with a hedge, or an honest 'I can't tell yet'; and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interaction_model.understanding.mentions import Mentions
from small_wins.patterns import helps, months, shifts, starters
from small_wins.patterns.evidence import EVIDENCE
from small_wins.patterns.features import Comparison, Kind
from small_wins.patterns.helps import Link, Most
from small_wins.patterns.ledger import Ledger, mentions_of, read_ledger
from small_wins.reply import Reply
from small_wins.turn import Turn

SAID = "pattern"
"""Under this name the conversation carries the counts behind the last pattern, for one turn."""
_ASKED_BESIDE_ITEM = frozenset({"change"})
"""'Does walking make a difference' asks about walking, not about change."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question, with what it is answered from."""

    turn: Turn
    ledger: Ledger
    mentions: Mentions

    def may_say(self, text: str) -> bool:
        return self.turn.journal.may_say(text)


def pattern_question(turn: Turn) -> Reply:
    """What helps, when, where, with whom, what starts things, what comes before a dip, a month, a change, one item."""
    asks, item = turn.slots.get("asks"), turn.slots.get("item", "")
    mentions = mentions_of(turn.journal)
    if mentions.is_left_out(turn.meaning.text):
        return turn.say("patterns_left_out")
    asked = _Asked(turn, read_ledger(turn.journal, mentions), mentions)
    if item and asks in {None, *_ASKED_BESIDE_ITEM} and (mentions.roots(item) or mentions.weekday(item) is not None):
        return _item(asked, item)
    return _OF_KIND.get(asks or "", _helps)(asked)


def why(turn: Turn) -> Reply:
    """The counts behind the pattern that was said last."""
    counts = turn.conversation.about.get(SAID)
    return _with_why(turn, counts, counts) if counts else turn.say("patterns_why_nothing")


def _helps(asked: _Asked) -> Reply:
    return _linked(asked, helps.what_helps(asked.ledger, asked.mentions, asked.may_say))


def _dips(asked: _Asked) -> Reply:
    return _linked(asked, helps.before_dips(asked.ledger, asked.mentions, asked.may_say))


def _linked(asked: _Asked, link: Link | None) -> Reply:
    if link is None:
        return asked.turn.say("patterns_none")
    return _of_link(asked.turn, link, "patterns_helps")


def _people(asked: _Asked) -> Reply:
    return _of_kind(asked, "person")


def _place(asked: _Asked) -> Reply:
    return _of_kind(asked, "place")


def _of_kind(asked: _Asked, kind: Kind) -> Reply:
    """What goes with lighter days, else what comes up most, which says nothing of feelings."""
    link = helps.what_helps(asked.ledger, asked.mentions, asked.may_say, [kind])
    if link:
        return _of_link(asked.turn, link, "patterns_helps")
    most = helps.comes_up_most(asked.ledger, kind, asked.may_say)
    if most is None:
        return asked.turn.say("patterns_none")
    turn, said = asked.turn, asked.turn.journal.language.grammar.second_person(most.said)
    days = turn.journal.language.grammar.number(most.days)
    speech = turn.text("patterns_comes_up", said=said, count=_number(turn, most.wins), days=days)
    return _with_why(turn, speech, _counted(turn, most))


def _time(asked: _Asked) -> Reply:
    link = helps.what_helps(asked.ledger, asked.mentions, asked.may_say, ["part"])
    if link:
        return _of_link(asked.turn, link, "patterns_helps")
    most, turn = helps.mostly_told_in(asked.ledger), asked.turn
    if most is None:
        return turn.say("patterns_none")
    speech = turn.text(f"patterns_time_{most.said}", count=_number(turn, most.wins), of=_number(turn, most.of))
    return _with_why(turn, speech, _counted(turn, most))


def _item(asked: _Asked, item: str) -> Reply:
    turn = asked.turn
    link = helps.asked_about(asked.ledger, asked.mentions, item)
    if link is None:
        return turn.say("patterns_none")
    if link.comparison.carries(EVIDENCE.chance_asked):
        return _of_link(turn, link, "patterns_helps")
    other_way = replace(
        link.comparison,
        count=link.comparison.of - link.comparison.count,
        other_count=link.comparison.others - link.comparison.other_count,
    )
    return _of_link(turn, link, "patterns_less" if other_way.carries(EVIDENCE.chance_asked) else "patterns_same")


def _starter(asked: _Asked) -> Reply:
    turn, found = asked.turn, starters.what_starts(asked.ledger, asked.may_say)
    if found is None:
        return turn.say("patterns_none")
    said = turn.journal.language.grammar.second_person(found.said)
    counts = _counts(turn, found.comparison)
    return _with_why(
        turn, turn.text("patterns_starts", said=said, **counts), turn.text("patterns_why_starts", **counts)
    )


def _change(asked: _Asked) -> Reply:
    return _words(asked) or _spells(asked) or asked.turn.say("patterns_not_lighter")


def _low_spells(asked: _Asked) -> Reply:
    return _spells(asked) or _words(asked) or asked.turn.say("patterns_not_lighter")


def _words(asked: _Asked) -> Reply | None:
    turn = asked.turn
    shift = shifts.lighter_words(asked.ledger, turn.journal.today, asked.may_say)
    if shift is None:
        return None
    now, before = _times(turn, shift.now), _times(turn, shift.before)
    speech = turn.text("patterns_word_shift", word=shift.word, now=now, before=before)
    return _with_why(turn, speech, turn.text("patterns_why_words"))


def _spells(asked: _Asked) -> Reply | None:
    turn = asked.turn
    shift = shifts.shorter_spells(asked.ledger, turn.journal.today)
    if shift is None:
        return None
    speech = turn.text("patterns_spell_shift", now=_days(turn, shift.now), before=_days(turn, shift.before))
    return _with_why(turn, speech, turn.text("patterns_why_words"))


def _map(asked: _Asked) -> Reply:
    turn, today = asked.turn, asked.turn.journal.today
    span = months.span_of(turn.slots.get("month"), today)
    if not months.is_within_reach(span, today):
        return turn.say("patterns_too_far")
    found = months.map_of(asked.ledger, span)
    if found == "too_few":
        return turn.say("patterns_map_few")
    pieces = [_piece(turn, f"patterns_map_{name}") for name in (found.part, found.domain) if name]
    count, days = _number(turn, found.wins), _number(turn, found.days)
    if not pieces:
        return turn.say("patterns_map_mixed", count=count, days=days)
    return turn.say("patterns_map", parts=", ".join(pieces), count=count)


_OF_KIND = {
    "time": _time, "people": _people, "place": _place, "starter": _starter, "before_dip": _dips, "map": _map,
    "change": _change, "spells": _low_spells,
}  # fmt: skip


def _of_link(turn: Turn, link: Link, key: str) -> Reply:
    days = f"patterns_{'after' if link.after else 'days'}_{_name(link)}"
    grammar = turn.journal.language.grammar
    said = grammar.join(link.said.split()) if link.feature.kind == "word" else grammar.second_person(link.said)
    counts = _counts(turn, link.comparison)
    speech = turn.text(key, days=_piece(turn, days, said=said), word=link.word, **counts)
    return _with_why(turn, speech, turn.text("patterns_why", word=link.word, **counts))


def _name(link: Link) -> str:
    """The end of the key of the sentence for days with this in common."""
    if link.feature.kind == "part":
        return link.feature.key
    return "words" if link.feature.kind == "word" and " " in link.said else link.feature.kind


def _counts(turn: Turn, comparison: Comparison) -> dict[str, str]:
    return {
        "count": _number(turn, comparison.count),
        "of": _number(turn, comparison.of),
        "other_count": _number(turn, comparison.other_count),
        "others": _number(turn, comparison.others),
    }


def _counted(turn: Turn, most: Most) -> str:
    return turn.text("patterns_why_counted", count=_number(turn, most.wins), of=_number(turn, most.of))


def _number(turn: Turn, count: int) -> str:
    return turn.journal.language.grammar.number(count) if count else _piece(turn, "patterns_zero")


def _times(turn: Turn, count: int) -> str:
    few = turn.journal.language.replies["patterns_times"]
    return few[count] if count < len(few) else _piece(turn, "patterns_many_times", count=_number(turn, count))


def _days(turn: Turn, count: int) -> str:
    return _piece(turn, "patterns_a_day" if count == 1 else "patterns_many_days", count=_number(turn, count))


def _piece(turn: Turn, key: str, **values: object) -> str:
    """A text that stands within another, and so begins small."""
    return str(turn.journal.language.replies[key]).format(**values)


def _with_why(turn: Turn, speech: str, counts: str) -> Reply:
    """The pattern, and what answers a 'why': nothing is left open."""
    reply = turn.reply(speech)
    return replace(reply, conversation=replace(reply.conversation, about={SAID: counts}))


ANSWERS = {"pattern_question": pattern_question}
