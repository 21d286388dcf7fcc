"""The record, searched by word, person, day and kind. What is looked for stands in no address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from journal_page.listing import listing
from journal_page.page import page, visit
from journal_page.typed import is_too_long, typed
from journal_page.views.talk import care_for, too_long
from small_wins.journal import Journal
from small_wins.journals import mark
from small_wins.themes.insights.ledger import mentions_of, read_ledger
from small_wins.themes.past import record
from small_wins.themes.past.record import SEARCHED, Asked

blueprint = Blueprint("search", __name__)
FIELDS = ("words", "person", "first", "last", "kind")


@blueprint.get("/search")
def search() -> str:
    """The form, and what was found for it last."""
    here = page()
    with here.reading() as journal:
        asked = {**dict.fromkeys(FIELDS, ""), **visit().asked}
        people = people_named(journal)
        found = None
        if any(asked.values()):
            found = listing(here, journal, asked_for(journal, asked), request.args.get("page", 1, type=int))
    return render_template(
        "search.html", asked=asked, people=people, found=found, searched=SEARCHED, by_words=bool(asked["words"])
    )


@blueprint.post("/search")
def ask() -> Response:
    """Keep what is looked for with this visit, and show it."""
    asked = {field: typed(field) for field in FIELDS}
    if care := care_for(*asked.values()):
        return care
    if is_too_long(asked["words"]):
        return too_long()
    here, guest = page(), visit()
    with here.reading() as journal:
        asked = _offered(journal, asked)
    name = here.name_of("search")
    guest.asked, guest.told_as = asked, name if name and mark(here.core, here.known_as, name) else ""
    return redirect("/search#found", 303)


def asked_for(journal: Journal, asked: Mapping[str, str]) -> Asked:
    """The form as the record takes it; a day that can't be read is none."""
    words = tuple(dict.fromkeys([*record.roots(journal, asked["words"]), *record.roots(journal, asked["person"])]))
    first, last = _day(asked["first"]), _day(asked["last"])
    span = (first or date.min, last or journal.today) if first or last else None
    return Asked(span, asked["kind"] or None, words)


def people_named(journal: Journal) -> list[str]:
    """Whom the wins of the last months name, the most often first."""
    named = [one.said for entry in read_ledger(journal, mentions_of(journal)).entries for one in entry.people]
    found = sorted(dict.fromkeys(named), key=lambda name: -named.count(name))
    return [journal.language.grammar.second_person(name) for name in found if journal.may_say(name)]


def _offered(journal: Journal, asked: Mapping[str, str]) -> dict[str, str]:
    """Beside the words nothing but what the form offers: somebody who is named, days and a kind."""
    days = {field: day.isoformat() if (day := _day(asked[field])) else "" for field in ("first", "last")}
    person = asked["person"] if asked["person"] in people_named(journal) else ""
    kind = asked["kind"] if asked["kind"] in journal.language.page["kinds"] else ""
    return {"words": asked["words"], "person": person, **days, "kind": kind}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
