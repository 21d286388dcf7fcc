"""The summary as a PDF, with fpdf2 (the extra `pdf`) and a font that has most alphabets."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from small_wins.records.summary import Summary

FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
"""Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic; no Chinese, Japanese or Korean, nor most emoji."""
_NAME = "text"


@dataclass(frozen=True, slots=True)
class Paper:
    """How it looks on A4."""

    title_points: float = 16
    day_points: float = 12
    text_points: float = 11
    line_millimetres: float = 6
    gap_millimetres: float = 3


PAPER = Paper()


class FontError(ValueError):
    """The file is no font that can be used."""


def write(summary: Summary, font: Path | None = None) -> tuple[bytes, set[str]]:
    """The document, and the characters that the font lacks: their names stand in their place.

    Raises ModuleNotFoundError without the extra, and FontError.
    """
    from fontTools.ttLib import TTFont, TTLibError
    from fpdf import FPDF
    from fpdf.enums import XPos, YPos

    document, missing = FPDF(format="A4"), set[str]()
    try:
        with TTFont(font or FONT) as read:
            glyphs = frozenset(read.getBestCmap() or ())
        document.add_font(_NAME, fname=font or FONT)
    except (TTLibError, OSError, ValueError, KeyError) as error:
        raise FontError from error
    document.set_title(summary.title)
    document.add_page()

    def put(text: str, points: float) -> None:
        document.set_font(_NAME, size=points)
        line = _written(text, glyphs, missing)
        document.multi_cell(0, PAPER.line_millimetres, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    put(summary.title, PAPER.title_points)
    document.ln(PAPER.gap_millimetres)
    for sentence in summary.counts:
        put(sentence, PAPER.text_points)
    for day in sorted(summary.days):
        document.ln(PAPER.gap_millimetres)
        put(day.isoformat(), PAPER.day_points)
        for line in summary.days[day]:
            put(f"- {line}", PAPER.text_points)
    return bytes(document.output()), missing


def _written(text: str, glyphs: Container[int], missing: set[str]) -> str:
    """The text in characters that the font has."""
    written = []
    for character in text:
        if character in "\n" or ord(character) in glyphs:
            written.append(character)
        elif unicodedata.category(character) not in {"Cf", "Mn", "Cc"}:  # what joins or colours others has no look
            missing.add(character)
            written.append(f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]")
    return "".join(written)
