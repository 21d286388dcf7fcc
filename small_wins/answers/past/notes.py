"""Notes to the future self and hopeful lines: left, and played when they are asked for."""

from __future__ import annotations

from small_wins.agreement import SURE_OF_ANOTHER
from small_wins.answers.remarks import in_sentence
from small_wins.reply import Reply
from small_wins.themes.past import notes
from small_wins.themes.past.day_names import day_name
from small_wins.turn import Turn

WORDS = "note_words"
"""The open question: what the note is to say."""

_NO_NOTE = frozenset(
    {"yes", "stop", "repeat", "help", "undo", "wait", "no_log", "privacy_delete", "slower", "future_self_note"}
)
"""What is said to the speaker, not to the future self. Anything else that follows the question is the note."""


def future_self_note(turn: Turn) -> Reply:
    """Keep the words, play one that was kept, or ask for the words once."""
    if turn.slots.get("play"):
        return play(turn)
    kind = notes.HOPEFUL if turn.slots.get("hopeful") else notes.FUTURE
    if turn.slots.get("note"):
        return keep(turn, _in_full(turn), kind)
    if turn.low_energy:
        return turn.say("harddays_note_later")
    return turn.ask("harddays_note_ask", WORDS, "text", "harddays_note_again", about={"kind": kind})


def after_words(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("harddays_note_declined")
    meaning = turn.meaning
    sure = turn.agrees or meaning.confidence >= SURE_OF_ANOTHER
    control = meaning.intent in _NO_NOTE and sure and not meaning.slots.get("note")
    if meaning.ghost or control or not meaning.text.strip():
        return None
    kind = turn.conversation.about.get("kind", notes.FUTURE)
    return keep(turn, _in_full(turn) if meaning.slots.get("note") else meaning.text, kind)


def _in_full(turn: Turn) -> str:
    """The words of the note as they were said: where it ends the text, with the last words that no meaning needs."""
    grammar, note, text = turn.journal.language.grammar, turn.slots["note"], turn.meaning.text.strip(" .")
    trimmed = grammar.trim(text)
    start = text.lower().find(note.lower())
    ends = any(said.lower().endswith(note.lower()) for said in (trimmed, grammar.find_day(trimmed)[0]))
    return text[start:] if ends and start >= 0 else note


def keep(turn: Turn, text: str, kind: str) -> Reply:
    text = text.strip(" .,")
    if notes.keep_note(turn.journal, text, kind) is None:
        return turn.say("harddays_note_not_kept")
    if kind == notes.HOPEFUL:
        return turn.say("harddays_hopeful_kept", text=text)
    return turn.say("harddays_note_kept")


def play(turn: Turn) -> Reply:
    """One note in the words that were left, with its day."""
    kinds = (notes.HOPEFUL,) if turn.slots.get("hopeful") else notes.OWN
    note = notes.note_to_hear(turn.journal, kinds)
    if note is None:
        return turn.say("harddays_no_note")
    notes.mark_heard(turn.journal, note)
    day = in_sentence(day_name(turn.journal, note.day))
    return turn.say("harddays_note_play", text=note.text, day=day)


ANSWERS = {"future_self_note": future_self_note}
FOLLOW_UPS = {WORDS: after_words}
TAKES_REPORTS = {WORDS}
