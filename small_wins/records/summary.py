"""A summary for an appointment: what happened, in counts, words and dates, and nothing made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from models.queries import exports as queries
from models.tables import Feeling, Win
from small_wins.journal import Journal
from small_wins.records import felt
from small_wins.records.span import Span

FORTNIGHT = timedelta(days=14)
MOST_LINES = 500
"""A list that goes to an appointment is short: of more wins or feelings only the latest are looked at."""


@dataclass(slots=True)
class Summary:
    """What some days held."""

    title: str
    counts: list[str] = field(default_factory=list)
    """A sentence each."""
    days: dict[date, list[str]] = field(default_factory=dict)
    """What happened on each day, wins before feelings."""
    left_out: int = 0
    """How many words or acts the screen stopped: somebody else is going to read it."""

    def text(self) -> str:
        """All of it as plain text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from (self.title, "", *self.counts)
        for day in sorted(self.days):
            yield from ("", day.isoformat(), *(f"- {line}" for line in self.days[day]))
        yield ""


def fortnight(journal: Journal) -> Span:
    """Today and the thirteen days before it."""
    return Span(journal.today - FORTNIGHT + timedelta(days=1), journal.today)


def summarise(journal: Journal, span: Span, most: int | None = MOST_LINES) -> Summary:
    """What these days held; `most` wins and feelings, the latest ones (None: all)."""
    first, last = span.first or date.min, span.last or journal.today
    wins = queries.latest_wins_since(journal.session, journal.person.person_id, first, last, most)
    feelings = queries.latest_feelings_since(journal.session, journal.person.person_id, first, last, most)
    shown_from = span.first or min([*(win.day for win in wins), *(one.day for one in feelings)], default=last)
    title = journal.language.say("export_summary_title", first=shown_from.isoformat(), last=last.isoformat())
    summary = Summary(title)
    kept = [win for win in wins if journal.may_tell(win.phrase)]
    summary.left_out = len(wins) - len(kept)
    for win in kept:
        summary.days.setdefault(win.day, []).append(_win(journal, win, summary))
    with_wins = {win.id for win in kept if win.feeling_after}
    alone = (one for one in feelings if one.moment != "after" or one.win_id not in with_wins)
    told = [feeling for feeling in (_feeling(journal, one, summary) for one in alone) if feeling]
    for day, said in told:
        summary.days.setdefault(day, []).append(_felt(journal, said))
    summary.counts = [*_counts(journal, kept, feelings)]
    return summary


def _win(journal: Journal, win: Win, summary: Summary) -> str:
    if not win.feeling_after:
        return win.phrase
    if not journal.may_say(win.feeling_after):
        summary.left_out += 1
        return win.phrase
    return f"{win.phrase} ({_felt(journal, win.feeling_after)})"


def _feeling(journal: Journal, feeling: Feeling, summary: Summary) -> tuple[date, str] | None:
    word = feeling.word if feeling.word and journal.may_say(feeling.word) else None
    summary.left_out += bool(feeling.word) and word is None
    said = felt.said(journal, word, feeling.score)
    return (feeling.day, said) if said else None


def _felt(journal: Journal, said: str) -> str:
    return journal.language.say("export_summary_felt", feeling=said).lower()


def _counts(journal: Journal, wins: Sequence[Win], feelings: Sequence[Feeling]) -> Iterator[str]:
    """How many there were, of what kind; nothing of what there was not."""
    say = journal.language.say
    if wins:
        yield say("records_count_wins", count=len(wins), days=len({win.day for win in wins}))
        yield say("records_count_kinds", kinds=_listed(Counter(win.domain for win in wins)))
    words = Counter(one.word for one in feelings if one.word and journal.may_say(one.word))
    numbers = Counter(felt.number(journal, one.score) for one in feelings if one.score)
    if words:
        yield say("records_count_words", words=_listed(words))
    if numbers:
        yield say("records_count_numbers", numbers=_listed(numbers))


def _listed(counts: Counter[str]) -> str:
    """'home 3, rest 1'"""
    return ", ".join(f"{name}: {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
