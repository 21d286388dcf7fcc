"""Patterns, when they are asked for: counts with a hedge, or an honest 'I can't tell yet'; and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from interaction_model.understanding.mentions import Mentions
from small_wins.answers.insights.pattern_talk import (
    SAID,
    counted,
    counts_of,
    days_of,
    number,
    of_link,
    piece,
    times,
    with_why,
)
from small_wins.reply import Reply
from small_wins.themes.insights import helps, months, shifts, starters
from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.features import Kind
from small_wins.themes.insights.helps import Link
from small_wins.themes.insights.ledger import Ledger, mentions_of, read_ledger
from small_wins.turn import Turn

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


def all_of(turn: Turn) -> list[tuple[str, str]]:
    """Each pattern that there is, as it is said when it is asked for, with the counts behind it."""
    mentions = mentions_of(turn.journal)
    asked = _Asked(turn, read_ledger(turn.journal, mentions), mentions)
    replies = [answer(asked) for answer in (_helps, _people, _place, _time, _starter, _change, _dips)]
    found = {reply.speech: reply.conversation.about.get(SAID, "") for reply in replies}
    return [(speech, counts) for speech, counts in found.items() if counts]


def why(turn: Turn) -> Reply:
    """The counts behind the pattern that was said last."""
    counts = turn.conversation.about.get(SAID)
    return with_why(turn, counts, counts) if counts else turn.say("patterns_why_nothing")


def _helps(asked: _Asked) -> Reply:
    return _linked(asked, helps.what_helps(asked.ledger, asked.mentions, asked.may_say))


def _dips(asked: _Asked) -> Reply:
    return _linked(asked, helps.before_dips(asked.ledger, asked.mentions, asked.may_say))


def _linked(asked: _Asked, link: Link | None) -> Reply:
    if link is None:
        return asked.turn.say("patterns_none")
    return of_link(asked.turn, link, "patterns_helps")


def _people(asked: _Asked) -> Reply:
    return _of_kind(asked, "person")


def _place(asked: _Asked) -> Reply:
    return _of_kind(asked, "place")


def _of_kind(asked: _Asked, kind: Kind) -> Reply:
    """What goes with lighter days, else what comes up most, which says nothing of feelings."""
    link = helps.what_helps(asked.ledger, asked.mentions, asked.may_say, [kind])
    if link:
        return of_link(asked.turn, link, "patterns_helps")
    most = helps.comes_up_most(asked.ledger, kind, asked.may_say)
    if most is None:
        return asked.turn.say("patterns_none")
    turn, said = asked.turn, asked.turn.journal.language.grammar.second_person(most.said)
    days = turn.journal.language.grammar.number(most.days)
    speech = turn.text("patterns_comes_up", said=said, count=number(turn, most.wins), days=days)
    return with_why(turn, speech, counted(turn, most))


def _time(asked: _Asked) -> Reply:
    link = helps.what_helps(asked.ledger, asked.mentions, asked.may_say, ["part"])
    if link:
        return of_link(asked.turn, link, "patterns_helps")
    most, turn = helps.mostly_told_in(asked.ledger), asked.turn
    if most is None:
        return turn.say("patterns_none")
    speech = turn.text(f"patterns_time_{most.said}", count=number(turn, most.wins), of=number(turn, most.of))
    return with_why(turn, speech, counted(turn, most))


def _item(asked: _Asked, item: str) -> Reply:
    turn = asked.turn
    link = helps.asked_about(asked.ledger, asked.mentions, item)
    if link is None:
        return turn.say("patterns_none")
    if link.comparison.carries(EVIDENCE.chance_asked):
        return of_link(turn, link, "patterns_helps")
    other_way = replace(
        link.comparison,
        count=link.comparison.of - link.comparison.count,
        other_count=link.comparison.others - link.comparison.other_count,
    )
    return of_link(turn, link, "patterns_less" if other_way.carries(EVIDENCE.chance_asked) else "patterns_same")


def _starter(asked: _Asked) -> Reply:
    turn, found = asked.turn, starters.what_starts(asked.ledger, asked.may_say)
    if found is None:
        return turn.say("patterns_none")
    said = turn.journal.language.grammar.second_person(found.said)
    counts = counts_of(turn, found.comparison)
    return with_why(turn, turn.text("patterns_starts", said=said, **counts), turn.text("patterns_why_starts", **counts))


def _change(asked: _Asked) -> Reply:
    return _words(asked) or _spells(asked) or asked.turn.say("patterns_not_lighter")


def _low_spells(asked: _Asked) -> Reply:
    return _spells(asked) or _words(asked) or asked.turn.say("patterns_not_lighter")


def _words(asked: _Asked) -> Reply | None:
    turn = asked.turn
    shift = shifts.lighter_words(asked.ledger, turn.journal.today, asked.may_say)
    if shift is None:
        return None
    now, before = times(turn, shift.now), times(turn, shift.before)
    speech = turn.text("patterns_word_shift", word=shift.word, now=now, before=before)
    return with_why(turn, speech, turn.text("patterns_why_words"))


def _spells(asked: _Asked) -> Reply | None:
    turn = asked.turn
    shift = shifts.shorter_spells(asked.ledger, turn.journal.today)
    if shift is None:
        return None
    speech = turn.text("patterns_spell_shift", now=days_of(turn, shift.now), before=days_of(turn, shift.before))
    return with_why(turn, speech, turn.text("patterns_why_words"))


def _map(asked: _Asked) -> Reply:
    turn, today = asked.turn, asked.turn.journal.today
    span = months.span_of(turn.slots.get("month"), today)
    if not months.is_within_reach(span, today):
        return turn.say("patterns_too_far")
    found = months.map_of(asked.ledger, span)
    if found == "too_few":
        return turn.say("patterns_map_few")
    pieces = [piece(turn, f"patterns_map_{name}") for name in (found.part, found.domain) if name]
    count, days = number(turn, found.wins), number(turn, found.days)
    if not pieces:
        return turn.say("patterns_map_mixed", count=count, days=days)
    return turn.say("patterns_map", parts=", ".join(pieces), count=count)


_OF_KIND = {
    "time": _time, "people": _people, "place": _place, "starter": _starter, "before_dip": _dips, "map": _map,
    "change": _change, "spells": _low_spells,
}  # fmt: skip


ANSWERS = {"pattern_question": pattern_question}
