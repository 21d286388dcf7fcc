"""What is kept, and deleting it: on a yes alone."""

from __future__ import annotations

from datetime import date

from small_wins.journal import Journal
from small_wins.reminding import removing
from small_wins.reply import Reply
from small_wins.themes.intentions import reminders
from small_wins.themes.past import deletion
from small_wins.themes.past.deletion import ABOUT, ALL, DAYS, Scope
from small_wins.turn import Turn

DELETE = "delete"
"""The open question before anything is deleted."""


def privacy(turn: Turn) -> Reply:
    if turn.slots.get("query") and not _wants_deleting(turn):
        return kept(turn)
    slots, journal = turn.slots, turn.journal
    scope = deletion.scope_named(
        journal, slots.get("scope", ""), slots.get("search", "").strip(), turn.meaning.text, _months(turn)
    )
    if scope is None:
        return turn.say("privacy_what")
    about = scope.to_about()
    if scope.kind == ALL:
        return turn.confirm(_with_backups(turn, "privacy_all"), DELETE, "privacy_again", about=about)
    count = deletion.count(journal, scope)
    if count == 0:
        return turn.say("privacy_none")
    things = things_of(journal, scope, count)
    return turn.confirm(_with_backups(turn, "privacy_some"), DELETE, "privacy_again", about=about, things=things)


def kept(turn: Turn) -> Reply:
    """What is kept, where, for how long, and who else hears it."""
    if turn.afar:
        return turn.say("privacy_kept_alexa")
    return turn.say("privacy_kept_database" if turn.settings.database else "privacy_kept")


def _with_backups(turn: Turn, key: str) -> str:
    """The key of the sentence; what is on a server has no backups of ours."""
    return f"{key}_backups" if turn.settings.database_url.get_backend_name() == "sqlite" else key


def after_delete(turn: Turn) -> Reply | None:
    """Nothing but a yes deletes; anything that is neither yes nor no drops the question."""
    return turn.consent("people", "wipes_it", given=lambda: _delete(turn), refused="privacy_left")


def _delete(turn: Turn) -> Reply:
    journal, scope = turn.journal, Scope.from_about(turn.conversation.about)
    if scope.kind == ALL:
        sounding = reminders.tokens(journal)
        saved = deletion.delete_everything(journal, turn.settings)
        return removing(turn.say("privacy_gone_all_files" if saved else "privacy_gone_all"), sounding)
    things = things_of(journal, scope, deletion.count(journal, scope))
    deletion.delete(journal, scope)
    return turn.say("privacy_gone", things=things)


def _wants_deleting(turn: Turn) -> bool:
    return bool(turn.slots.get("scope")) and turn.says("people", "wipe")


def things_of(journal: Journal, scope: Scope, count: int) -> str:
    """'Four things about work'"""
    language = journal.language
    first, last = scope.first or journal.today, scope.last or journal.today
    if scope.kind == DAYS:
        key = "privacy_of_day" if first == last else "privacy_of_days"
        of = language.say(key, day=_date(journal, first), first=_date(journal, first), last=_date(journal, last))
    elif scope.kind == ABOUT:
        of = language.say("privacy_of_search", search=scope.words)
    else:
        of = language.say(f"privacy_of_{scope.kind}")
    of = of[:1].lower() + of[1:]
    said = language.say_in_turn("privacy_count", 0 if count == 1 else 1, count=language.grammar.number(count), of=of)
    return said[:1].lower() + said[1:]


def _date(journal: Journal, day: date) -> str:
    """'the day' as it is said: '18 November', with the year where it is another one."""
    key = "privacy_dates" if day.year == journal.today.year else "privacy_dates_year"
    language = journal.language
    month = language.say_in_turn("privacy_months", day.month - 1)
    return language.say(key, day=day.day, month=month, year=day.year)


def _months(turn: Turn) -> dict[str, int]:
    names = turn.journal.language.replies["privacy_months"]
    return {name.lower(): number for number, name in enumerate(names, start=1)}


ANSWERS = {"privacy_delete": privacy}
FOLLOW_UPS = {DELETE: after_delete}
