"""What was told beside a disclosure: offered when they ask for it, and kept on a yes."""

from __future__ import annotations

from dataclasses import replace

from small_wins import in_care
from small_wins.answers.past.wins import keep
from small_wins.care import KEEP_HELD, Given
from small_wins.held import is_plain, told
from small_wins.reply import Reply
from small_wins.themes import wordlists
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.themes.past.feelings import last_win
from small_wins.themes.past.recaps import recap_today
from small_wins.turn import Turn

_ASKS_FOR_TODAY = frozenset({"recap_today", "list_wins"})


def answer(turn: Turn) -> Reply | None:
    """What is held is asked for, or the question whether to keep it is answered; None for any other line."""
    if not turn.conversation.held:
        return _whether_kept(turn) if said(turn) == "kept" else None
    asked, wish = turn.conversation.question == KEEP_HELD, _wish(turn)
    if wish == "keep" or (asked and turn.agrees):
        return _keep(turn)
    if asked and turn.declines:
        return _let_go(turn)
    return _offer(turn) if wish == "kept" or _asks_for_an_empty_day(turn) else None


def _whether_kept(turn: Turn) -> Reply:
    """What was told last and is kept; of a disclosure nothing is, and that is said."""
    journal = turn.journal
    win = last_win(journal)
    if win is None:
        return turn.say("harddays_nothing_kept")
    if not journal.may_say(win.phrase):
        return turn.say("harddays_held_kept")
    kept = turn.text("acknowledgement_in_care")
    return turn.reply(turn.text("kept", acts=say_back(journal, [win]), acknowledgement=kept))


def said(turn: Turn) -> str:
    """What the screen takes the line for, as an answer to a reply to a disclosure."""
    return turn.journal.language.screen.answer(turn.meaning.text)


def holding(turn: Turn, reply: Reply) -> Reply:
    """The reply, with the win held that was told in a line which was answered as something else."""
    if reply.conversation.held or turn.meaning.logs != "yes":
        return reply
    language = turn.journal.language
    plain = [win.what for win in turn.meaning.wins if is_plain(win.what, language)]
    return replace(reply, conversation=replace(reply.conversation, held=language.grammar.join(plain)))


def may_keep(turn: Turn) -> bool:
    """Whether a win is told so plainly that it may be kept without being surer: never straight after a crisis."""
    given = Given.of(turn.conversation, turn.journal.now)
    calm = given is None or turn.lines.gravity(given.reply) == 0
    return calm and turn.tells_a_win and all(is_plain(win.what, turn.journal.language) for win in turn.meaning.wins)


def _wish(turn: Turn) -> str:
    """'kept' or 'keep', where it is about what is held."""
    wish, _, named = said(turn).partition("_")
    if wish not in {"kept", "keep"}:
        return ""
    return wish if not named or wordlists.alike(turn.journal, turn.meaning.text, turn.conversation.held) else ""


def _asks_for_an_empty_day(turn: Turn) -> bool:
    return turn.meaning.intent in _ASKS_FOR_TODAY and not recap_today(turn.journal).screen


def _may_be_said(turn: Turn) -> bool:
    return turn.journal.may_say(turn.conversation.held)


def _offer(turn: Turn) -> Reply:
    """A win that needs care is not said aloud: others may hear it."""
    if not _may_be_said(turn):
        return turn.ask(
            "harddays_held_ask_unsaid", KEEP_HELD, "yes_no", "keep_this_again", instead="harddays_held_low_unsaid"
        )
    acts = turn.text("acts", acts=turn.journal.language.grammar.second_person(turn.conversation.held))
    return turn.ask("harddays_held_ask", KEEP_HELD, "yes_no", "keep_this_again", instead="harddays_held_low", acts=acts)


def _let_go(turn: Turn) -> Reply:
    """After a disclosure the number is named once more; after what they asked for themselves it is not."""
    given = Given.of(turn.conversation, turn.journal.now)
    if given is None:
        return turn.say("harddays_held_declined")
    return in_care.decline(given.reply, turn.lines, turn.journal.now)


def _keep(turn: Turn) -> Reply:
    """In their words, and never with the disclosure that stood beside them."""
    held = turn.conversation.held
    found = told(held, turn.journal.language, turn.journal.today)
    if _may_be_said(turn):
        return keep(turn, found, held, beside={})
    kept = wins.keep_wins(turn.journal, found, held, turn.door, with_care=True)
    return turn.reply(turn.text("harddays_held_kept"), kept)
