"""Check-ins with somebody on days of the person's own choice: offered, never automatic."""

from __future__ import annotations

from models.tables import TrustedPerson
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.turn import Turn

CHECK_IN_DAY = "check_in_day"
"""The open question: on which day."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check_in(turn: Turn) -> Reply:
    """'Check in Sundays with Maya.'"""
    journal, slots = turn.journal, turn.slots
    name = slots.get("person", "").strip()
    trusted = people.named_in(journal, name) or (people.named(journal, name) if name else None)
    trusted = trusted or people.named_in(journal, turn.meaning.text)
    if slots.get("off"):
        return _end(turn, trusted)
    if trusted is None and not name:
        return turn.say("people_check_in_who")
    day = slots.get("day")
    if day is None:
        said = people.called(journal, trusted.name if trusted else name)
        about = {"name": trusted.name if trusted else name}
        return turn.ask(
            "people_check_in_day", CHECK_IN_DAY, "text", "people_check_in_day_again",
            instead="people_check_in_day_low", about=about, name=said,
        )  # fmt: skip
    return _set(turn, trusted or people.add(journal, name), day)


def after_day(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("people_check_in_not")
    understanding = turn.journal.language.understanding
    day = understanding.slots.find("check_in", turn.meaning.text, understanding.grammar).get("day")
    return _set(turn, people.add(turn.journal, turn.conversation.about["name"]), day) if day else None


def _set(turn: Turn, trusted: TrustedPerson, day: str) -> Reply:
    trusted.check_in = day
    language = turn.journal.language
    days = language.say_in_turn("people_days", WEEK.index(day)) if day in WEEK else turn.text(f"people_days_{day}")
    key = "people_check_in" if trusted.address else "people_check_in_later"
    return turn.say(key, days=days, name=people.called(turn.journal, trusted.name))


def _end(turn: Turn, trusted: TrustedPerson | None) -> Reply:
    """No more of them: with that one, or with anybody."""
    set_up = [each for each in people.everybody(turn.journal) if each.check_in]
    ended = [each for each in set_up if trusted is None or each is trusted]
    if not ended:
        return turn.say("people_check_in_none")
    for each in ended:
        each.check_in = None
    names = turn.journal.language.grammar.join([people.called(turn.journal, each.name) for each in ended[:3]])
    return turn.say("people_check_in_off", name=names)
