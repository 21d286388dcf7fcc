"""Writes the pages that the skill serves, from docs/privacy.md and docs/terms.md.

python docs/make_pages.py
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).parent
PAGES = DOCS.parent / "skill" / "pages"
NAMES = ("privacy", "terms")

FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Small Wins</title>
<link rel="stylesheet" href="/pages.css">
</head>
<body>
{body}</body>
</html>
"""


def page(name: str) -> str:
    """The HTML of 'privacy' or 'terms'. It ends before its body does: the server adds who runs it."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return FRAME.format(title=escape(title), body=body)


if __name__ == "__main__":
    for name in NAMES:
        (PAGES / f"{name}.html").write_text(page(name), encoding="utf-8", newline="\n")
