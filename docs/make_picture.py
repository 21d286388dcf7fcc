"""Draws docs/pictures/conversation.svg: a conversation with the real core, each line appearing after the one before.

python docs/make_picture.py
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from interaction_model.request import Request
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.settings import PersonDefaults, Settings

PICTURE = Path(__file__).parent / "pictures" / "conversation.svg"
SAID = (
    "I drank a glass of water",
    "I brushed my teeth and made my bed",
    "what's one small thing I can do",
    "what did I do today",
)
WIDTH, LINE_HEIGHT, MARGIN, SECONDS_A_LINE = 860, 34, 28, 1.2


def talk() -> list[tuple[str, str]]:
    """Who spoke and what was said, in a journal that is thrown away."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), cache_dir=Path(folder), database="", person=PersonDefaults(time_zone="UTC")
        )
        core = Core.open(settings, lambda: datetime(2026, 11, 18, 19, tzinfo=UTC))
        for number, text in enumerate(SAID):
            request = Request("local:picture", "typed", str(number), (text,), "en-US")
            lines += [("you", text), ("small wins", converse(request, Conversation(), core).speech)]
        core.database.close()
    return lines


def draw(lines: list[tuple[str, str]]) -> str:
    """The picture as SVG."""
    rows = []
    for place, (who, text) in enumerate(lines):
        y = MARGIN + LINE_HEIGHT * (place + 1) - 10
        colour = "#9fc3a8" if who == "you" else "#e8e3d8"
        begin = place * SECONDS_A_LINE
        rows.append(
            f'<g><text x="{MARGIN}" y="{y}" fill="#7d8a84">{escape(who)}</text>'
            f'<text x="{MARGIN + 120}" y="{y}" fill="{colour}">{escape(text)}</text>'
            f'<animate attributeName="opacity" values="0;1" begin="{begin:.1f}s" dur="0.6s" fill="both"/></g>'
        )
    height = 2 * MARGIN + LINE_HEIGHT * len(lines)
    title = escape("; ".join(f"{who}: {text}" for who, text in lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="16">\n<title>{title}</title>\n'
        f'<rect width="{WIDTH}" height="{height}" rx="14" fill="#20302b"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


if __name__ == "__main__":
    os.environ.pop("SMALL_WINS_DATABASE", None)
    PICTURE.write_text(draw(talk()), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")
