"""Pairing by voice: a code is told here and said on the other door, and on a yes both lead to one journal."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.understanding.codes import DIGITS
from small_wins.answers.personal import codes, page
from small_wins.id_key import IdKeyError
from small_wins.reply import Reply
from small_wins.themes.personal import pairing
from small_wins.turn import Turn

CODE, JOIN, UNDO = "pairing_code_wanted", "pairing_join", "pairing_undo"
"""The open questions: the code of the other door, and the yes before two journals become one, or two again."""
PAIR = "pairing"
"""The kind of a code that joins two journals."""


def code(turn: Turn) -> Reply:
    """Codes of both kinds: those that join two journals, and those that open the page."""
    kinds = {page.PAGE: page.open_page, "close": page.close_page}
    return kinds.get(turn.slots.get("kind", ""), pair)(turn)


def code_again(turn: Turn) -> Reply:
    """Another code of the kind that was told last."""
    return page.open_page(turn) if turn.conversation.about[codes.TOLD] == page.PAGE else pair(turn)


def pair(turn: Turn) -> Reply:
    """Where acts alone are kept, no journal that holds more may be led to."""
    kind = turn.slots.get("kind", "")
    if turn.settings.skill_keeps == "acts":
        return turn.say("pairing_not_here")
    if kind == "undo":
        return undo(turn)
    if kind == "have":
        return _ask_for_code(turn)
    try:
        return code_said(turn, turn.slots.get("code", "")) if kind == "said" else tell_code(turn)
    except IdKeyError:
        return turn.say("pairing_no_key")


def is_code(turn: Turn) -> bool:
    """Whether it is a code, which is no answer to any other question, nor words to keep."""
    return turn.meaning.intent == "pairing" and turn.slots.get("kind") == "said"


def tell_code(turn: Turn) -> Reply:
    """Kept nowhere, and so not said again either: whoever asks for that gets another one. Raises IdKeyError."""
    told = pairing.new_code(turn.journal, turn.settings, turn.known_as, afar=turn.afar)
    return codes.tell(turn, PAIR, "pairing_code_alexa" if turn.afar else "pairing_code_here", told)


def _ask_for_code(turn: Turn, key: str = "pairing_ask_code") -> Reply:
    return turn.leave_open(turn.say(key), CODE, "code", "pairing_ask_code_again")


def code_said(turn: Turn, code: str) -> Reply:
    """Nothing is joined without a yes, at any energy. Raises IdKeyError."""
    if len(code) != DIGITS:
        return _ask_for_code(turn, "pairing_not_six")
    verdict = pairing.accept(turn.journal, turn.settings, turn.known_as, code, afar=turn.afar)
    sides = pairing.sides(turn.journal, turn.known_as, afar=turn.afar)
    if verdict != "found" or sides is None:
        return turn.say(f"pairing_{verdict}")
    into, afar = sides[0], next(side for side in sides if side.afar)
    which = _part(turn, "pairing_other" if into.afar != turn.afar else "pairing_this")
    whom = _part(turn, "pairing_your_voice" if afar.identity.household else "pairing_anybody")
    reply = turn.confirm("pairing_confirm", JOIN, "pairing_again", which=which, whom=whom)
    return replace(reply, whole=True)


def after_code(turn: Turn) -> Reply | None:
    """Any digits are meant for a code here; a code that is whole was understood before."""
    if turn.declines:
        return turn.say("pairing_left")
    digits, _ = turn.journal.language.grammar.find_digits(turn.meaning.text, DIGITS)
    if not digits or (turn.meaning.intent not in {"pairing", "unknown"} and turn.meaning.confidence == 1):
        return None
    try:
        return code_said(turn, turn.slots.get("code", digits))
    except IdKeyError:
        return turn.say("pairing_no_key")


def after_join(turn: Turn) -> Reply | None:
    return turn.consent("pairing", "joins_it", given=lambda: _join(turn), refused="pairing_left")


def _join(turn: Turn) -> Reply:
    joined = pairing.join(turn.journal, turn.known_as, afar=turn.afar)
    return replace(turn.say("pairing_done" if joined else "pairing_wrong"), whole=True)


def undo(turn: Turn) -> Reply:
    """Done at once: nothing is lost by it. What was merely guessed at is asked for."""
    found = pairing.undoable(turn.journal)
    if found is None:
        return turn.say("pairing_late" if pairing.is_joined(turn.journal) else "pairing_none")
    if turn.meaning.confidence < 1 and turn.conversation.question != UNDO:
        return turn.confirm("pairing_undo_confirm", UNDO, "pairing_undo_again")
    where = _part(turn, "pairing_here" if found.afar else "pairing_alexa")
    pairing.take_apart(turn.journal, found)
    return turn.say("pairing_undone", where=where)


def undo_lately(turn: Turn) -> Reply | None:
    """ "Undo that", where joining them was the last thing; None where it was not."""
    return undo(turn) if pairing.is_latest(turn.journal) else None


def after_undo(turn: Turn) -> Reply | None:
    return turn.consent("pairing", "parts_them", given=lambda: undo(turn), refused="pairing_stays")


def _part(turn: Turn, key: str) -> str:
    """A part of a sentence, in the letters in which it stands there."""
    said = turn.text(key)
    return said[:1].lower() + said[1:]


ANSWERS = {"pairing": code}
FOLLOW_UPS = {CODE: after_code, JOIN: after_join, UNDO: after_undo}
