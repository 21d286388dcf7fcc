"""Patterns in words: days, counts, and what answers a 'why'."""

from __future__ import annotations

from dataclasses import replace

from small_wins.reply import Reply
from small_wins.themes.insights.features import Comparison
from small_wins.themes.insights.helps import Link, Most
from small_wins.turn import Turn

SAID = "pattern"
"""Under this name the conversation carries the counts behind the last pattern, for one turn."""


def of_link(turn: Turn, link: Link, key: str) -> Reply:
    days = f"patterns_{'after' if link.after else 'days'}_{_name(link)}"
    grammar = turn.journal.language.grammar
    said = grammar.join(link.said.split()) if link.feature.kind == "word" else grammar.second_person(link.said)
    counts = counts_of(turn, link.comparison)
    speech = turn.text(key, days=piece(turn, days, said=said), word=link.word, **counts)
    return with_why(turn, speech, turn.text("patterns_why", word=link.word, **counts))


def _name(link: Link) -> str:
    """The end of the key of the sentence for days with this in common."""
    if link.feature.kind == "part":
        return link.feature.key
    return "words" if link.feature.kind == "word" and " " in link.said else link.feature.kind


def counts_of(turn: Turn, comparison: Comparison) -> dict[str, str]:
    return {
        "count": number(turn, comparison.count),
        "of": number(turn, comparison.of),
        "other_count": number(turn, comparison.other_count),
        "others": number(turn, comparison.others),
    }


def counted(turn: Turn, most: Most) -> str:
    return turn.text("patterns_why_counted", count=number(turn, most.wins), of=number(turn, most.of))


def number(turn: Turn, count: int) -> str:
    return turn.journal.language.grammar.number(count) if count else piece(turn, "patterns_zero")


def times(turn: Turn, count: int) -> str:
    few = turn.journal.language.replies["patterns_times"]
    return few[count] if count < len(few) else piece(turn, "patterns_many_times", count=number(turn, count))


def days_of(turn: Turn, count: int) -> str:
    return piece(turn, "patterns_a_day" if count == 1 else "patterns_many_days", count=number(turn, count))


def piece(turn: Turn, key: str, **values: object) -> str:
    """A text that stands within another, and so begins small."""
    return str(turn.journal.language.replies[key]).format(**values)


def with_why(turn: Turn, speech: str, counts: str) -> Reply:
    """The pattern, and what answers a 'why': nothing is left open."""
    reply = turn.reply(speech)
    return replace(reply, conversation=replace(reply.conversation, about={SAID: counts}))
