"""The page that a server shows, opened and closed by voice: a code is told here and typed there."""

from __future__ import annotations

from small_wins.answers.personal import codes
from small_wins.id_key import IdKeyError
from small_wins.reply import Reply
from small_wins.themes.personal import page_codes
from small_wins.turn import Turn

PAGE = "page"
"""The kind of a code that opens it."""


def open_page(turn: Turn) -> Reply:
    """At the machine itself no code is needed; where acts alone are kept nothing is shown."""
    if turn.journal.acts_only:
        return turn.say("page_nowhere")
    if not (turn.afar and turn.settings.page_host):
        return turn.say("page_here")
    try:
        code = page_codes.new_code(turn.journal, turn.settings, turn.known_as, turn.locale)
    except IdKeyError:
        return turn.say("page_no_key")
    return codes.tell(turn, PAGE, "page_code", code, address=_spelled(turn, turn.settings.page_host))


def close_page(turn: Turn) -> Reply:
    """Every visit ends at once, in every browser."""
    closed = page_codes.close(turn.journal)
    return turn.say("page_closed" if closed or turn.settings.page_host else "page_not_from_here")


def _spelled(turn: Turn, host: str) -> str:
    """An address as it is said: 'journal dot example dot org'."""
    signs = turn.journal.language.understanding.words["page"]["signs"]
    return " ".join("".join(f" {signs[sign]} " if sign in signs else sign for sign in host).split())
