"""Medicine that was not taken: never waved through, and no word about doses. Who can say what to do is named."""

from __future__ import annotations

from small_wins.answers.remarks import vary
from small_wins.reply import Reply
from small_wins.themes.intentions import commitments
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.turn import Turn


def missed(turn: Turn) -> Reply | None:
    """The answer to a line that tells of it, whatever else it is about; None where it tells of none."""
    if turn.detail("medicine", "missed") != "yes":
        return None
    named = [one for one in commitments.named(turn.journal, turn.meaning.text) if names_any(turn, one.action)]
    for plan in named:
        commitments.missed(turn.journal, plan)
    return answer(turn, turn.meaning.text)


def names_any(turn: Turn, text: str) -> bool:
    """Whether a text names a medicine."""
    return bool(turn.detail("medicine", "named", text))


def answer(turn: Turn, about: str) -> Reply:
    """Whom to ask; more urgent where it can't wait. What was done beside it is kept."""
    told = [win for win in turn.meaning.wins if turn.meaning.logs == "yes" and not names_any(turn, win.what)]
    kept = wins.keep_wins(turn.journal, told, turn.meaning.text, turn.door)
    acts = f"{say_back(turn.journal, kept)}." if kept else ""
    if turn.detail("medicine", "grave", about):
        return turn.reply(turn.lines.say("missed_medicine"), kept)
    return turn.reply(f"{acts or turn.text('commitments_medicine_heard')} {vary(turn, 'commitments_medicine')}", kept)
