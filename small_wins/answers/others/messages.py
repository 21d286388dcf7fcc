"""What trusted people said: kept on request, and heard again on a hard day."""

from __future__ import annotations

from models.tables import TrustedPerson
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.themes.wordlists import listed
from small_wins.turn import Turn

MESSAGE_WORDS, WHAT_WAS_SAID, KEEP_THEIRS = "message_words", "what_was_said", "keep_theirs"
"""The open questions: which words of theirs to keep; who said what; whether to keep what somebody said."""
THEIR_WORDS = "their_words"
"""The patterns of slots.yaml for 'mum said ...'."""
IS_WORDS = ("log_win", "share", "future_self_note", "feeling_report", "hard_day", "commit", "suggest", "no_log")


def hear(turn: Turn) -> Reply:
    """Their words, as they were kept."""
    journal, said = turn.journal, turn.slots.get("person", "").strip()
    trusted = people.named_in(journal, said) or people.named_in(journal, turn.meaning.text)
    no_name = listed(journal, "people", "no_name")
    if trusted is None and said and said.lower().split()[0] not in no_name:
        return _tell_how(turn, "people_heard_none", people.called(journal, said))
    note = people.message_from(journal, trusted)
    if note is None:
        return _tell_how(turn, "people_heard_none" if trusted else "people_heard_nobody", _name(turn, trusted))
    theirs = trusted or people.by_id(journal, str(note.trusted_id))
    return turn.say("people_heard", name=_name(turn, theirs), text=people.as_sentence(note.text))


def keep(turn: Turn) -> Reply:
    """'My mum said ..., keep that.'"""
    said, name = turn.slots.get("message", "").strip(), turn.slots.get("person", "").strip()
    if not name:
        return _tell_how(turn, "people_ask_whose")
    if not said:
        asked = turn.say("people_ask_words")
        return turn.leave_open(asked, MESSAGE_WORDS, "text", "people_ask_words_again", {"name": name})
    return _keep(turn, name, said)


def after_words(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("let_go")
    words = turn.words(*IS_WORDS)
    return _keep(turn, turn.conversation.about["name"], words) if words else None


def after_what_was_said(turn: Turn) -> Reply | None:
    """'Mum said one thing at a time', as we told them to say it."""
    person, words = turn.detail(THEIR_WORDS, "person"), turn.detail(THEIR_WORDS, "message")
    return _keep(turn, person, words) if person and words else None


def ask_to_keep(turn: Turn) -> Reply | None:
    """What somebody said is told to us, and not to be sent: whether it is to be kept."""
    person, words = turn.detail(THEIR_WORDS, "person"), turn.detail(THEIR_WORDS, "message")
    if turn.meaning.confidence == 1 or not person or not words or not turn.journal.may_say(words):
        return None
    about = {"name": person, "words": words}
    return turn.ask(
        "people_ask_keep", KEEP_THEIRS, "yes_no", "people_ask_keep_again", instead="people_ask_keep_low", about=about
    )


def after_keep_theirs(turn: Turn) -> Reply | None:
    about = turn.conversation.about
    if turn.agrees:
        return _keep(turn, about["name"], about["words"])
    return turn.say("let_go") if turn.declines else None


def _tell_how(turn: Turn, key: str, name: str = "") -> Reply:
    """How to have words kept; the next line may be them."""
    return turn.leave_open(turn.say(key, name=name), WHAT_WAS_SAID, "text", "people_ask_words_again")


def _keep(turn: Turn, name: str, words: str) -> Reply:
    trusted = people.keep_message(turn.journal, name, words)
    if trusted is None:
        return turn.say("not_kept")
    return turn.say("people_kept_words", name=_name(turn, trusted), text=people.as_sentence(words))


def _name(turn: Turn, trusted: TrustedPerson | None) -> str:
    return people.called(turn.journal, trusted.name) if trusted else turn.text("people_someone").lower()
