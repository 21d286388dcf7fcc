"""`delete`: for good, and from every backup."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from interaction_model.language import Language
from models import queries
from small_wins.answers.past.privacy import things_of
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, is_lost, said_of
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.themes.past import deletion
from small_wins.themes.past.deletion import ABOUT, ALL, DAYS, FEELINGS, NOTES, WIN, Scope
from small_wins_cli.lines import print_done
from small_wins_cli.options import (
    DEFAULT_PERSON,
    WRONG_USE,
    JsonOption,
    NowOption,
    PersonOption,
    ask,
    fail,
    known_as,
    open_core,
    whole_text,
)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day such as 2026-11-18") from error


DayOption = Annotated[
    date | None, typer.Option("--day", metavar="DAY", parser=_day, help="One day, such as 2026-11-18.")
]


def delete(
    everything: Annotated[bool, typer.Option("--everything", help="All that is kept of this person.")] = False,
    day: DayOption = None,
    until: Annotated[
        date | None, typer.Option("--until", metavar="DAY", parser=_day, help="With --day: the last of several days.")
    ] = None,
    about: Annotated[str, typer.Option("--about", metavar="WORDS", help="All that holds these words, or a name.")] = "",
    win: Annotated[str, typer.Option("--win", metavar="ID", help="One win, by its id in `wins --json`.")] = "",
    notes: Annotated[bool, typer.Option("--notes", help="All notes.")] = False,
    feelings: Annotated[bool, typer.Option("--feelings", help="All feelings; the wins stay.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Delete something for good. It says what that is, and asks; every backup of the journal goes with it.

    Backups that you put elsewhere, and files that you saved, are yours to delete. In a damaged journal nobody can be
    told from others: --everything then asks, even with --yes, whether its whole file may go.

    Examples:

        small-wins delete --day 2026-11-18

        small-wins delete --about "the hospital"

        small-wins delete --everything
    """
    core = open_core(now)
    language = core.language(locale_of(core.settings))
    wanted = [
        Scope(ALL) if everything else None,
        Scope(DAYS, day, until or day) if day else None,
        Scope(ABOUT, words=whole_text(about).strip()) if about.strip() else None,
        Scope(WIN, words=_id(language, win)) if win else None,
        Scope(NOTES) if notes else None,
        Scope(FEELINGS) if feelings else None,
    ]
    scopes = [scope for scope in wanted if scope]
    if len(scopes) != 1 or (until and (not day or until < day)):
        fail(language.say("privacy_choose"), WRONG_USE)
    try:
        _delete(core, scopes[0], person, asks=not yes, as_json=json_lines)
    except JOURNAL_FAILURES as error:
        said = said_of(error, core.database, language)
        if scopes[0].kind != ALL or not is_lost(error) or core.database.path is None:
            fail(said)
        _delete_files(core, language, said, as_json=json_lines)


def _delete_files(core: Core, language: Language, said: str, *, as_json: bool) -> None:
    """The journal can't be opened: nobody can be found in it, so its file may go as a whole. Always asks."""
    if not _may(language, said, language.say("privacy_files_typed"), aside=as_json):
        print_done(language.say("privacy_left"), {"deleted": None}, as_json=as_json)
        return
    try:
        files = deletion.delete_files(core)
    except OSError as error:
        fail(said_of(error, core.database, language))
    _tell(language, "privacy_gone_files", {"deleted": ALL, "count": None}, files, as_json=as_json)


def _delete(core: Core, scope: Scope, person: str, *, asks: bool, as_json: bool) -> None:
    language, known = core.language(locale_of(core.settings)), known_as(person)
    with core.database.reading() as session:
        journal = _journal(core, session, known, language, person)
        count = 1 if scope.kind == ALL else deletion.count(journal, scope)
        if count == 0:
            print_done(language.say("privacy_none"), {"deleted": None}, as_json=as_json)
            return
        things = "" if scope.kind == ALL else things_of(journal, scope, count)
        others = queries.count_people(session) - 1
    if asks:
        key = f"privacy_{'all' if scope.kind == ALL else 'some'}{'_backups' if core.database.backups else ''}_typed"
        shared = language.say("privacy_others", others=others) if others and core.database.backups else ""
        if not _may(language, language.say(key, things=things), shared, aside=as_json):
            print_done(language.say("privacy_left"), {"deleted": None}, as_json=as_json)
            return
    with core.database.writing() as session:
        journal = _journal(core, session, known, language, person)
        files = deletion.delete_everything(journal, core.settings) if scope.kind == ALL else None
        if scope.kind != ALL:
            deletion.delete(journal, scope)
        session.commit()
    line = {"deleted": scope.kind, "count": None if scope.kind == ALL else count}
    key = "privacy_gone_all" if scope.kind == ALL else "privacy_gone"
    _tell(language, key, line, files, as_json=as_json, things=things)


def _tell(
    language: Language, key: str, line: dict[str, Any], files: Path | None, *, as_json: bool, things: str = ""
) -> None:
    """What is gone, and the files that they had made, which are not."""
    said = language.say(key, things=things)
    if files:
        said += "\n" + language.say("privacy_files", path=files)
    print_done(said, {**line, "files": str(files) if files else None}, as_json=as_json)


def _may(language: Language, *what_goes: str, aside: bool) -> bool:
    """Say what goes, and ask whether it may; `aside`: on standard error. Anything but a yes is a no."""
    for sentence in filter(None, what_goes):
        typer.echo(sentence, err=aside)
    word = language.say("privacy_yes").lower()
    typed = ask(language.say("privacy_type", yes=word), default="", show_default=False, err=aside)
    return typed.strip().lower() == word


def _journal(core: Core, session: Any, known: str, language: Language, person: str) -> Journal:
    found = queries.find_person(session, known)
    if found is None:
        fail(language.say("privacy_nobody", person=whole_text(person)))
    return Journal(session, found, core.clock(), language, core.settings.person)


def _id(language: Language, text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        fail(language.say("privacy_no_id", id=text), WRONG_USE)
