"""What they mean to do, and one small step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from journal_page.page import page
from journal_page.shown import capital
from models.tables import Commitment
from small_wins.journal import Journal
from small_wins.themes.intentions import commitments, cues, weekly_plan
from small_wins.themes.intentions.said_plans import say_next, say_plan
from small_wins.themes.past import wins

blueprint = Blueprint("plans", __name__)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A commitment as it is read."""

    id: uuid.UUID
    text: str
    next: str
    """When it comes next; '' where that is said already."""
    is_done: bool
    """Whether it was done today."""


@blueprint.get("/plans")
def plans() -> str:
    """Their commitments and the plan of the days to come."""
    with page().reading() as journal:
        ours = [_shown(journal, one) for one in commitments.open_ones(journal)]
        week: list[tuple[date, list[str]]] = [
            (day, [capital(item.text) for item in weekly_plan.of_day(journal, day)])
            for day in weekly_plan.planned_days(journal)
        ]
    return render_template("plans.html", plans=ours, week=week)


@blueprint.post("/plan/<uuid:plan_id>/done")
def done(plan_id: uuid.UUID) -> Response:
    """It is done: a win is kept with it."""
    here = page()
    with here.changing("done_commitment") as journal:
        if (one := commitments.find(journal, str(plan_id))) is not None:
            for win in wins.keep_wins(journal, [commitments.as_win(journal, one)], one.action, here.door):
                win.commitment_id = one.id
            commitments.done(journal, one)
    return redirect("/plans", 303)


@blueprint.post("/plan/<uuid:plan_id>/let-go")
def let_go(plan_id: uuid.UUID) -> Response:
    """It is let go; what was done stays."""
    with page().changing("plans") as journal:
        if (one := commitments.find(journal, str(plan_id))) is not None:
            commitments.let_go([one])
    return redirect("/plans", 303)


def _shown(journal: Journal, one: Commitment) -> ShownPlan:
    comes = say_next(journal, one) if one.minute is not None and one.repeats != cues.ONCE else ""
    return ShownPlan(one.id, say_plan(journal, one), comes, commitments.is_done_today(journal, one))
