"""What helps: what the journal shows, as sentences with their counts."""

from __future__ import annotations

from flask import Blueprint, render_template

from interaction_model.understanding.meaning import Meaning
from journal_page.limits import LIMITS
from journal_page.page import page
from journal_page.shown import capital
from small_wins.answers.insights.patterns import all_of
from small_wins.conversation import Conversation
from small_wins.safety import HelpLines, region_of
from small_wins.themes.hard_times.favourites import favourites
from small_wins.turn import Turn

blueprint = Blueprint("helps", __name__)


@blueprint.get("/helps")
def helps() -> str:
    """The same sentences that are said when it is asked for."""
    here = page()
    with here.reading() as journal:
        region = region_of(here.locale, journal.person.region, here.core.settings.region)
        lines = HelpLines(journal.language, region)
        turn = Turn(journal, Meaning("pattern_question"), Conversation(), here.door, lines, here.core.settings)
        patterns = all_of(turn)
        nothing = journal.language.say("patterns_none")
        works = [capital(one.do) for one in favourites(journal)[: LIMITS.favourites] if here.may_show(one.do)]
    return render_template("helps.html", patterns=patterns, nothing=nothing, works=works)
