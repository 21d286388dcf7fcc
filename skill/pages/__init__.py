"""GET /privacy and /terms: what Amazon links to. The pages are made from docs/ by docs/make_pages.py.

They load nothing from anywhere else, run no script and set no cookie.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from flask import Blueprint, Response, send_file

PAGES = Path(__file__).parent
NAMES = ("privacy", "terms")
STYLE = "pages.css"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def pages(contact: str) -> Blueprint:
    """The pages; `contact` is how whoever runs the server is reached, in words of their own (may be empty)."""
    blueprint = Blueprint("pages", __name__)
    for name in NAMES:
        html = _with_contact((PAGES / f"{name}.html").read_text(encoding="utf-8"), contact)
        blueprint.add_url_rule(f"/{name}", name, lambda html=html: Response(html, mimetype="text/html"))
    blueprint.add_url_rule(f"/{STYLE}", "style", lambda: send_file(PAGES / STYLE, mimetype="text/css"))
    blueprint.after_request(_sealed)
    return blueprint


def _with_contact(html: str, contact: str) -> str:
    who = f"<h2>Who runs this server</h2>\n<p>{escape(contact)}</p>\n" if contact else ""
    return html.replace("</body>", f"{who}</body>")


def _sealed(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
