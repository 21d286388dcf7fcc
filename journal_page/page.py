"""What every view works with: whose journal it is, in which words, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from flask import Response, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from interaction_model.language import Language
from journal_page.access import Access
from journal_page.limits import LIMITS
from journal_page.sending import sent_name
from journal_page.visits import Visit
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.journals import changing, is_marked, reading
from small_wins.locales import locale_of
from small_wins.reply import Reply
from small_wins.safety import region_of

EXTENSION = "journal_page"


@dataclass(frozen=True)
class Page:
    """The page of whoever visits it."""

    core: Core
    access: Access
    shows: Callable[[Language, str], bool] = field(init=False)
    """Whether the safety screen finds nothing in a text, remembered: the same acts are shown again and again."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shows", lru_cache(LIMITS.known_texts)(_finds_nothing))

    @property
    def known_as(self) -> str:
        """How the core knows the person: 'local:me'; '' for nobody."""
        return g.visit.known_as if g.visit else ""

    @property
    def locale(self) -> str:
        """The person's; of somebody who was not let in, what is known of them."""
        return g.visit.locale if g.get("visit") else self.stranger[1]

    @property
    def stranger(self) -> tuple[str, str]:
        """Whoever has no visit, as far as it helps to say whom to call: how the core knew them, and their locale."""
        if "stranger" not in g:
            cookie = request.cookies.get(self.access.cookie_name(request))
            known_as, locale = self.access.last_known(cookie)
            g.stranger = known_as, locale or self._asked_for()
        found: tuple[str, str] = g.stranger
        return found

    @property
    def door(self) -> str:
        """How wins that came by this door are marked."""
        return "web" if self.access.is_public else "page"

    @property
    def language(self) -> Language:
        return self.core.language(self.locale)

    @property
    def words(self) -> Mapping[str, Any]:
        """The page's own words, by key."""
        return self.language.page

    @contextmanager
    def reading(self) -> Iterator[Journal]:
        """The journal. What was deleted of it through another door is forgotten by this visit too."""
        guest = visit()
        with reading(self.core, self.known_as, self.locale) as journal:
            if guest.told_as and not is_marked(journal, guest.told_as):
                guest.forget(journal.now)
            yield journal

    @contextmanager
    def changing(self, kind: str) -> Iterator[Journal]:
        """The journal, to change. What was answered before is shown no more."""
        with changing(self.core, self.known_as, kind, self.locale, self.name_of("form")) as journal:
            yield journal
        visit().put_aside(self.core.clock())

    def name_of(self, kind: str) -> str:
        """The name of the present form and its words in the journal, '' for one that has none."""
        sent = sent_name()
        return f"{self.door}:{kind}:{sent}" if sent else ""

    def _asked_for(self) -> str:
        """The server's language, in the country that the browser names; never in the server's own."""
        language = locale_of(self.core.settings).partition("-")[0]
        regions = self.core.language(language).regions
        countries = (region_of(tag, None, "") for tag in request.accept_languages.values())
        country = next((country for country in countries if country in regions), "")
        return f"{language}-{country}" if country else language

    def may_show(self, text: str) -> bool:
        """Whether a text stands on a view that others may look at too; else it is opened by itself."""
        return self.shows(self.language, text)

    def may_keep(self, reply: Reply) -> bool:
        """Whether an answer may be kept with the visit to be shown by the next view: a code is in no row, nor is the
        answer to a disclosure.
        """
        return not self.access.is_public or (reply.safety == "none" and not reply.secret)

    def line(self, key: str, **values: object) -> str:
        """The page's text of that key, its placeholders filled."""
        return str(self.words[key]).format(**values)

    def count(self, key: str, count: int, **values: object) -> str:
        """The same of two texts, for one and for any other number."""
        one, many = self.words[key]
        return str(one if count == 1 else many).format(count=count, **values)

    def day(self, day: date) -> str:
        """'Wednesday 18 November 2026'"""
        names = {"weekday": self.words["weekdays"][day.weekday()], "month": self.words["months"][day.month - 1]}
        return self.line("date", day=day.day, year=day.year, **names)

    def month(self, day: date) -> str:
        """'November 2026'"""
        return self.line("month", month=self.words["months"][day.month - 1], year=day.year)


def page() -> Page:
    """The page of the running application."""
    found: Page = current_app.extensions[EXTENSION]
    return found


def visit() -> Visit:
    """The visit of the present request."""
    found: Visit = g.visit
    return found


def notice(key: str, status: int) -> Response:
    """A page with one sentence on it."""
    return told(page().line(key), status)


def told(said: str, status: int = 200) -> Response:
    """The same with a sentence that is made already."""
    return Response(render_template("notice.html", said=said), status, mimetype="text/html")


def done(key: str, path: str = "/") -> AnyResponse:
    """Go to a view that says what was done by a form, until something else is done."""
    guest = visit()
    guest.done = key
    return redirect(f"{path}?done={guest.turn}", 303)


def done_shown() -> str:
    """What that view says, as the end of the key of its sentence; '' for nothing."""
    guest = visit()
    return guest.done if guest.turn and request.args.get("done") == guest.turn else ""


def let_in(visit: Visit) -> AnyResponse:
    """Hand a new visit its cookie."""
    access = page().access
    answer = redirect("/", 303)
    name = access.cookie_name(request)
    answer.set_cookie(name, visit.cookie, httponly=True, secure=access.is_public, samesite="Strict", path="/")
    return answer


def _finds_nothing(language: Language, text: str) -> bool:
    return language.screen.read(text).level == "none"
