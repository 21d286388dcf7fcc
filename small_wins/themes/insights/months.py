"""A month as a map: in which part of the day, and of what kind, most of it was. No count is set beside another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.helps import mostly
from small_wins.themes.insights.ledger import Ledger, Part


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Map:
    """What most of a span was; None where nothing has more than half."""

    part: Part | None
    domain: str | None
    wins: int
    days: int


def span_of(month: str | None, today: date) -> Span:
    """The last thirty days; for 'last' or a month's number, the latest such month of the calendar."""
    if month is None:
        return Span(today - EVIDENCE.month + timedelta(days=1), today)
    end = today.replace(day=1) - timedelta(days=1)
    if month != "last" and int(month) == today.month:
        return Span(today.replace(day=1), today)
    while month != "last" and end.month != int(month):
        end = end.replace(day=1) - timedelta(days=1)
    return Span(end.replace(day=1), end)


def is_within_reach(span: Span, today: date) -> bool:
    """Whether patterns look back so far."""
    return span.first > today - timedelta(days=EVIDENCE.days_back)


def map_of(ledger: Ledger, span: Span) -> Map | Literal["too_few"]:
    """What most of these days was."""
    entries = [entry for entry in ledger.entries if span.first <= entry.day <= span.last]
    days = {entry.day for entry in entries}
    if len(entries) < EVIDENCE.wins or len(days) < EVIDENCE.days:
        return "too_few"
    part = mostly([entry.part for entry in entries if entry.part])
    return Map(part, mostly([entry.domain for entry in entries]), len(entries), len(days))
