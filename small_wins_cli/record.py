"""What is kept, read on the screen: `recap` and `wins`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from models import queries
from models.tables import Win
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.journal import Journal
from small_wins.journals import reading
from small_wins.locales import locale_of
from small_wins.themes.past import recaps
from small_wins_cli.lines import print_done
from small_wins_cli.looks import quiet, readable
from small_wins_cli.options import DEFAULT_PERSON, JsonOption, NowOption, PersonOption, fail, known_as, open_core


def recap(
    week: Annotated[bool, typer.Option("--week", help="The last seven days instead of today.")] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """What you did today, or this week.

    Examples:

        small-wins recap

        small-wins recap --week
    """
    with _journal(open_core(now), person) as journal:
        said = (recaps.recap_week(journal) if week else recaps.recap_today(journal)).speech
        first, last = recaps.this_week(journal) if week else (journal.today, journal.today)
    line = {"from": first.isoformat(), "to": last.isoformat(), "said": said}
    print_done(readable(said), line, as_json=json_lines)


def wins(person: PersonOption = DEFAULT_PERSON, now: NowOption = None, json_lines: JsonOption = False) -> None:
    """Every win that is kept, the oldest first.

    Examples:

        small-wins wins

        small-wins wins --json
    """
    with _journal(open_core(now), person) as journal:
        for win in queries.all_wins(journal.session, journal.person.person_id):
            print_done(f"{quiet(f'{win.day:%Y-%m-%d}')}  {win.phrase}", _line_of(win), as_json=json_lines)


def _line_of(win: Win) -> dict[str, object]:
    return {
        "id": str(win.id),
        "said": win.said,
        "what": win.phrase,
        "domain": win.domain,
        "day": win.day.isoformat(),
        "happened_at": win.happened_at.isoformat(),
        "told_at": win.told_at.isoformat(),
        "feeling_before": win.feeling_before,
        "feeling_during": win.feeling_during,
        "feeling_after": win.feeling_after,
        "door": win.door,
    }


@contextmanager
def _journal(core: Core, person: str) -> Iterator[Journal]:
    try:
        with reading(core, known_as(person)) as journal:
            yield journal
    except JOURNAL_FAILURES as error:
        fail(said_of(error, core.database, core.language(locale_of(core.settings))))
