"""The playbook by voice: read, added to, taken from, and used."""

from __future__ import annotations

from collections.abc import Sequence

from models.tables import Win
from small_wins.answers.after_win import Offer
from small_wins.answers.hard_times.heavy import set_heavy, start_heavy
from small_wins.answers.intentions import ladder as ladder_answers
from small_wins.answers.suggestions.doing import doing
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.hard_times import playbook
from small_wins.themes.hard_times.favourites import Favourite, favourites
from small_wins.themes.intentions import ladder
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn

ADD, MORE, WHICH, EASY = "add_to_playbook", "playbook_more", "playbook_which", "playbook_easy"
"""The open questions: add this act? more of the list? what goes on it? add one, or leave it there?"""
BREATH = 3
"""So many are read at a time."""
OFFER = "playbook"


def read(turn: Turn, start: int = 0) -> Reply:
    """Three at a time, the most dependable first."""
    found = favourites(turn.journal)
    if not found:
        return turn.say("playbook_empty")
    items = turn.journal.language.grammar.join([one.do for one in found[start : start + BREATH]])
    if len(found) <= start + BREATH:
        return turn.say("playbook_rest" if start else "playbook_read", items=items)
    about = {"start": str(start + BREATH)}
    return turn.ask(
        "playbook_read_more", MORE, "yes_no", "playbook_more_again", instead="playbook_read", about=about, items=items
    )


def after_more(turn: Turn) -> Reply | None:
    if turn.agrees or turn.says_only("playbook", "more"):
        return read(turn, int(turn.conversation.about.get("start", "0")))
    if turn.declines or turn.meaning.intent == "stop":
        return turn.say("playbook_enough")
    return None


def add(turn: Turn) -> Reply:
    """What they named; 'that' is the last win or the step on offer."""
    item = turn.slots.get("item") or _meant_by_that(turn)
    if not item:
        return turn.ask("playbook_add_which", WHICH, "text", "playbook_add_how", instead="playbook_add_how")
    return _add(turn, item)


def after_which(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("playbook_not_added")
    words = turn.words("playbook", "log_win", "suggest")
    return _add(turn, words) if words else None


def _add(turn: Turn, words: str) -> Reply:
    added, is_new = playbook.add(turn.journal, words)
    return turn.say("playbook_added" if is_new else "playbook_has_it", do=added.do)


def _meant_by_that(turn: Turn) -> str | None:
    offer = steps.last_offer(turn.journal)
    step = turn.journal.language.steps.find(offer.step) if offer else None
    return step.chain[0].act if step else None


def remove(turn: Turn) -> Reply:
    item = turn.slots.get("item")
    gone = playbook.remove(turn.journal, item) if item else None
    return turn.say("playbook_removed", do=gone.do) if gone else turn.say("playbook_not_found")


def same(turn: Turn) -> Reply:
    """The last one done, or the most dependable one."""
    found = playbook.same_again(turn.journal)
    return offer(turn, found, "playbook_same") if found else turn.say("playbook_no_usual")


def offer(turn: Turn, found: Favourite, key: str) -> Reply:
    """Offer one thing that works for them, so that 'done' logs it."""
    if found.step is not None:
        return turn.say(key, do=steps.offer(turn.journal, found.step).do)
    return doing(turn, turn.say(key, do=found.do), found.act, found.domain)


def easy(turn: Turn) -> Reply:
    """Only what they call easy may grow, and only if they want it."""
    about = {"item": turn.slots.get("item", "")}
    return turn.ask("playbook_easy", EASY, "yes_no", "playbook_easy_again", instead="playbook_easy_low", about=about)


def after_easy(turn: Turn) -> Reply | None:
    if turn.declines or turn.meaning.intent == "stop" or turn.says("playbook", "leave"):
        return turn.say("playbook_left")
    grows = turn.agrees or turn.meaning.intent == "ladder" or turn.says("playbook", "grow")
    if not grows:
        return None
    grown = ladder.next_size(turn.journal, turn.conversation.about.get("item", ""))
    return ladder_answers.grow(turn, grown) if grown else ladder_answers.another(turn)


def playbook_offer(turn: Turn, kept: Sequence[Win]) -> Offer | None:
    """An act that was told for the third time may join the list. A no is kept, so that it is asked once."""
    if days.remarked(turn.journal, f"offer {OFFER}"):
        return None
    act = playbook.often_told(turn.journal, kept)
    if act is None or not turn.journal.may_say(act):
        return None
    return Offer(OFFER, turn.text("playbook_offer"), ADD, "yes_no", "playbook_offer_again", {"act": act})


def after_offer(turn: Turn) -> Reply | None:
    act = turn.conversation.about.get("act", "")
    if turn.agrees:
        return _add(turn, act)
    if turn.declines:
        playbook.turn_down(turn.journal, act)
        return turn.say("playbook_not_added")
    return None


def answer(turn: Turn) -> Reply:
    """By its kind; the list is read where the kind is not known."""
    kinds = {
        "add": add,
        "remove": remove,
        "same": same,
        "easy": easy,
        "heavy_start": start_heavy,
        "heavy_set": set_heavy,
    }
    return kinds.get(turn.slots.get("kind", ""), read)(turn)


ANSWERS = {"playbook": answer}
FOLLOW_UPS = {MORE: after_more, WHICH: after_which, EASY: after_easy, ADD: after_offer}
OFFERS = (playbook_offer,)
