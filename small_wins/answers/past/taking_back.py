"""What was kept is taken back: the last change, or a win by its name; and put back again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from models import queries
from models.tables import Win
from small_wins.answers.intentions import misses, plans
from small_wins.answers.others import recall
from small_wins.answers.past.record import last_kept
from small_wins.answers.personal import pairing
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.themes.intentions import commitments
from small_wins.themes.past import edits, record, taking_out
from small_wins.themes.past.echo import say_win
from small_wins.themes.past.undo import TakenBack
from small_wins.themes.past.undo import redo as redo_last
from small_wins.themes.past.undo import undo as undo_last
from small_wins.themes.wordlists import listed, plain
from small_wins.turn import Turn

WHICH_WIN = "which_win"
"""The open question: which of these wins is to be taken out? About: their ids, and 'plan' where a plan may be meant."""
SPOKEN_AT_MOST = 3


def undo(turn: Turn) -> Reply:
    if turn.slots.get("again"):
        return redo(turn)
    if turn.slots.get("last_win") and (put_right := taking_out.put_right_last(turn.journal)):
        return _take_out(turn, put_right)
    if turn.meaning.confidence < 1 and turn.meaning.text.lower().split()[0] in listed(turn.journal, "wins", "asks"):
        return last_kept(turn)  # "did you save it": nothing is taken back for a question
    if called_back := recall.undo(turn) or pairing.undo_lately(turn):
        return called_back
    gone = undo_last(turn.journal)
    if gone is None:
        return turn.say("nothing_to_undo")
    return turn.say("undone", acts=_acts(turn, gone.wins)) if gone.wins else _say_undone(turn, gone)


def redo(turn: Turn) -> Reply:
    """'No, put it back.'"""
    back = redo_last(turn.journal)
    if back is None:
        return turn.say("nothing_to_redo")
    said = [win for win in back if turn.journal.may_say(win.phrase)]
    if not said:
        return turn.say("redone_change")
    acts = [say_win(turn.journal, win, with_day=win.day != turn.journal.today) for win in said[:SPOKEN_AT_MOST]]
    return turn.reply(turn.text("redone", acts=turn.journal.language.grammar.join(acts)), said)


def by_name(turn: Turn) -> Reply | None:
    """A line that names a win to take out, or says that it was not done, whatever else it sounds like.

    None where it does not, or is sure to be something else. What it names is taken, and never another.
    """
    intent = turn.meaning.intent
    sure = turn.meaning.confidence == 1 and intent != "unknown"
    cancels = intent == "plans" and turn.slots.get("kind") == "cancel"
    told = turn.slots.get("named", "") if intent == "undo" else ""
    if turn.tells_a_win or (sure and not cancels and not told):
        return None
    turn = replace(turn, meaning=replace(turn.meaning, intent="undo"))
    if denied := turn.detail("taken_out", "denied"):
        if found := _on_its_day(turn, taking_out.denied, denied):
            return _take_out(turn, found[0])
        missed = replace(turn, meaning=replace(turn.meaning, intent="missed_commitment"))
        return misses.missed(missed) if intent in {"undo", "edit"} else None
    words = told or turn.detail("taken_out", "named") or ""
    if _tells(turn, words):
        return _by_words(turn, words, cancels=cancels, takes=intent == "undo")
    found = _on_its_day(turn, taking_out.mentioned, turn.meaning.text) if intent == "undo" else []
    return _one_of(turn, found, planned=False) if found else None


def _by_words(turn: Turn, words: str, *, cancels: bool, takes: bool) -> Reply | None:
    """The one win or plan that these words name; asked for where they name several, and said where they name none."""
    found = [win for win in _on_its_day(turn, taking_out.named, words) if not _is_done_again(turn, win)]
    planned = bool(commitments.named(turn.journal, words))
    if planned and (not found or turn.says("wins", "plans")):
        return None if cancels else plans.cancel(turn)
    if found:
        return _one_of(turn, found, planned=planned)
    return turn.say("record_not_found") if cancels or takes else None


def after_which_win(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("edits_left")
    about, journal = turn.conversation.about, turn.journal
    ids = [uuid.UUID(one) for one in about["wins"].split()]
    found = queries.wins_by_id(journal.session, journal.person.person_id, ids)
    if about.get("plan") and turn.says("wins", "plans"):
        return plans.cancel(replace(turn, meaning=replace(turn.meaning, text=about["plan"])))
    wanted = _tells(turn, turn.meaning.text)
    fits = [win for win in found if wanted and wanted <= set(record.roots(journal, win.phrase))]
    if not wanted and len(found) == 1 and turn.says("wins", "acts"):
        fits = list(found)
    return _take_out(replace(turn, meaning=replace(turn.meaning, intent="undo")), fits[0]) if len(fits) == 1 else None


def _tells(turn: Turn, words: str) -> set[str]:
    """The words by which things are told apart: not 'that one', nor 'the habit'."""
    return set(record.roots(turn.journal, words)) - set(listed(turn.journal, "wins", "generic"))


def _one_of(turn: Turn, found: Sequence[Win], *, planned: bool) -> Reply:
    """The one that is found is taken; of several, or where a plan may be meant, it is asked which."""
    if len(found) == 1 and not planned:
        return _take_out(turn, found[0])
    about = {"wins": " ".join(str(win.id) for win in found)}
    if planned:
        about["plan"] = turn.meaning.text
    key = "wins_which_or_plan" if planned else "wins_which" if len(found) <= SPOKEN_AT_MOST else "wins_which_many"
    acts = _acts(turn, found[:SPOKEN_AT_MOST])
    return turn.ask(key, WHICH_WIN, "text", "wins_which_again", instead="wins_which_low", about=about, acts=acts)


def _on_its_day(turn: Turn, find: Callable[[Journal, str], list[Win]], words: str) -> list[Win]:
    """What is found, but for wins of another day than the line names."""
    day = edits.day_in(turn.journal, turn.meaning.text)
    return [win for win in find(turn.journal, words) if day is None or win.day == day]


def _is_done_again(turn: Turn, win: Win) -> bool:
    """Whether the line is that act itself, to be done: 'take out the bins'."""
    bare = turn.journal.language.grammar.bare
    return set(plain(turn.meaning.text).split()) <= set(plain(bare(win.phrase)).split())


def _take_out(turn: Turn, win: Win) -> Reply:
    acts = _acts(turn, [win])
    taking_out.take_out(turn.journal, win)
    return turn.say("undone", acts=acts)


def _acts(turn: Turn, wins: Sequence[Win]) -> str:
    grammar = turn.journal.language.grammar
    return grammar.join([grammar.second_person(win.phrase) for win in wins])


def _say_undone(turn: Turn, gone: TakenBack) -> Reply:
    again = [win for win in gone.again if turn.journal.may_say(win.phrase)][:SPOKEN_AT_MOST]
    if again and gone.kind == Win.__tablename__:
        said = [say_win(turn.journal, win, with_day=gone.moved) for win in again]
        return turn.say("wins_as_before", acts=turn.journal.language.grammar.join(said))
    key = f"wins_{'gone' if gone.made else 'undone'}_{gone.kind}"
    key = key if key in turn.journal.language.replies else f"wins_undone_{gone.kind}"
    return turn.say(key if key in turn.journal.language.replies else "undone_change")


ANSWERS = {"undo": undo}
FOLLOW_UPS = {WHICH_WIN: after_which_win}
