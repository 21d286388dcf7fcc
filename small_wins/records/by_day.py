"""Markdown: a person's own words, day by day, for reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models import records
from small_wins.journal import Journal
from small_wins.records import felt
from small_wins.records.span import EVERYTHING, Span
from small_wins.themes.past.feelings import MOMENTS, NOW

TITLE = "title"
NOTES = ("future", "hopeful", "observation", "message")
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|#])")
_LIST = re.compile(r"^([-+=])|^(\d+)(?=[.)])")
"""What would begin another list, or a line under a heading, at the start of an item."""
_NEW_LINE = re.compile(r"\r\n|\r|\n")


def write(journal: Journal, span: Span = EVERYTHING) -> Iterator[str]:
    """The lines."""
    texts, days = texts_of(journal), _by_day(journal, span)
    yield f"# {texts[TITLE]}\n"
    for day in sorted(days):
        yield f"\n## {day}\n\n"
        for item in days[day]:
            yield from _lines(journal, item, texts)


def _by_day(journal: Journal, span: Span) -> dict[str, list[dict[str, Any]]]:
    """Of each day the wins, each with its feelings, then what was felt, then the notes."""
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row in records.rows(journal.session, journal.person.person_id, {"wins", "feelings", "notes"}):
        if span.holds(date.fromisoformat(row["day"])):
            found[table].append(row)
    wins = {row["id"]: {**row, "felt": []} for row in found["wins"]}
    alone = [row for row in found["feelings"] if not _belongs(row, wins)]
    for row in (*wins.values(), *alone, *found["notes"]):
        days[row["day"]].append(row)
    return days


def _belongs(feeling: dict[str, Any], wins: Mapping[str, dict[str, Any]]) -> bool:
    win = wins.get(feeling["win_id"])
    if win is None or win["day"] != feeling["day"]:
        return False
    win["felt"].append(feeling)
    return True


def _lines(journal: Journal, row: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    if "phrase" in row:
        yield f"- {shown(row['phrase'], texts)}\n"
        told = {one["moment"] for one in row["felt"]}
        plain = [
            {"moment": moment, "word": row[f"feeling_{moment}"], "score": None}
            for moment in MOMENTS
            if moment not in told and row[f"feeling_{moment}"]
        ]
        for one in (*row["felt"], *plain):
            yield f"  - {texts[one['moment']]}: {shown(felt.said(journal, one['word'], one['score']))}\n"
    elif "moment" in row:
        yield f"- {texts[row['moment']]}: {shown(felt.said(journal, row['word'], row['score']))}\n"
    else:
        yield f"- {texts[row['kind']]}: {shown(row['text'])}\n"


def shown(text: str, texts: Mapping[str, str] | None = None) -> str:
    """The text so that Markdown shows it as it is; with `texts`, so that it is not taken for one of our labels."""
    line = _LIST.sub(lambda found: f"\\{found[0]}" if found[1] else f"{found[0]}\\", _MARKUP.sub(r"\\\1", text))
    for label in texts.values() if texts else ():
        if line.startswith(f"{label}:"):
            line = f"{label}\\:{line[len(label) + 1 :]}"
    return "\\\n  ".join(_NEW_LINE.split(line))


def texts_of(journal: Journal) -> dict[str, str]:
    """Our own words of such a file."""
    found = {name: str(journal.language.replies[f"records_{name}"]) for name in (NOW, *MOMENTS, *NOTES)}
    return {**found, TITLE: str(journal.language.replies["records_title"])}
