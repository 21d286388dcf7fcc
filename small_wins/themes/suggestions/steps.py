"""Small steps: one at a time, ever smaller on request, and not the same one soon again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta

from interaction_model.steps import Rung, Step
from interaction_model.understanding.meaning import Win
from models import queries
from models.ids import new_id
from models.tables import PlaybookEntry, Suggestion
from models.tables import Win as KeptWin
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.suggestions import choice, experience, limits
from small_wins.themes.suggestions.choice import Wish

SUGGESTION_REACHES = timedelta(hours=2)
"""How long 'done' and 'smaller' still mean the last step."""
IN_A_ROW, ROW_LASTS = 4, timedelta(hours=1)
"""After so many wins, or steps asked for, within that time a pause is the better next one."""
_CLOSED = frozenset({"done", "never", "different", "no"})


def suggest_step(journal: Journal, wish: Wish | None = None) -> Rung:
    """The next small step; that it was offered is kept. The first one ever is for any mood."""
    return offer(journal, next_step(journal, wish))


def next_step(journal: Journal, wish: Wish | None = None) -> Step:
    """The step that fits best now; nothing is kept yet. Another in a row is no bigger than the last one."""
    wish, known = wish or Wish(), experience.read(journal)
    if not known.offered and not (wish.tasks or wish.serves):
        return choice.choose(journal, choice.gentler(Wish(limits=wish.limits, mood_proof=True), 1, None), known)
    last = last_offer(journal)
    step = journal.language.steps.find(last.step) if last else None
    asked = wish.energy or wish.minutes or days.energy(journal)
    if last and step and not asked:
        wish = choice.gentler(wish, 1 if last.rung else step.energy, 1 if last.rung else None)
    return choice.choose(journal, wish, known)


def suggest_smaller(journal: Journal) -> Rung | None:
    """The step that is open made smaller; None where nothing is smaller. With none open, the smallest for any mood."""
    last = open_offer(journal)
    step = journal.language.steps.find(last.step) if last else None
    lists = journal.language.understanding.words["steps"]
    if last is None or step is None or not limits.now(journal).fit(step, lists):
        gentle = choice.choose(journal, choice.gentler(Wish(mood_proof=True), 1, 1))
        return offer(journal, gentle, len(gentle.chain) - 1)
    if last.rung + 1 >= len(step.chain):
        return None
    last.outcome = "smaller"
    return offer(journal, step, last.rung + 1)


def is_floor(journal: Journal) -> bool:
    """Whether the step that is open is as small as it gets: a breath or a thought."""
    last = open_offer(journal)
    step = journal.language.steps.find(last.step) if last else None
    return bool(last and step and last.rung + 1 >= len(step.chain))


def last_offer(journal: Journal) -> Suggestion | None:
    """The latest step that is still meant by 'done' and 'smaller'."""
    since = journal.now - SUGGESTION_REACHES
    return queries.last_suggestion(journal.session, journal.person.person_id, since, journal.now)


def open_offer(journal: Journal) -> Suggestion | None:
    """The latest step, unless it was done or turned down."""
    last = last_offer(journal)
    return None if last is None or last.outcome in _CLOSED else last


def is_done(offer: Suggestion) -> bool:
    """Whether it was told to be done already."""
    return offer.outcome == "done"


def as_win(journal: Journal, offer: Suggestion) -> Win | None:
    """The step that was offered, as the person would tell of it; None where it is no longer in the catalogue."""
    step = journal.language.steps.find(offer.step)
    return Win(step.chain[offer.rung].act, step.domain) if step else None


def credit(journal: Journal, offer: Suggestion, win_ids: Iterable[str]) -> None:
    """Note that an offer was done, and that these wins were it."""
    offer.outcome = "done"
    for win_id in win_ids:
        win = journal.session.get(KeptWin, (journal.person.person_id, uuid.UUID(win_id)))
        if win is not None:
            win.step = offer.step


def offer(journal: Journal, step: Step, rung: int = 0) -> Rung:
    """Keep that a step was offered, at this rung of its chain."""
    journal.session.add(
        Suggestion(person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, step=step.id, rung=rung)
    )
    return step.chain[rung]


def turn_down(journal: Journal) -> None:
    """The step that is open is not wanted now: it is not offered for a while."""
    if (last := open_offer(journal)) is not None:
        last.outcome = "different"


def set_aside(journal: Journal) -> None:
    """The step that is open no longer counts, and is not held against it: something else came up."""
    if (last := open_offer(journal)) is not None:
        last.outcome = "no"


def ban(journal: Journal, banned: Sequence[Step]) -> None:
    """Never offer these again, until they are taken back by "undo"."""
    known, last = experience.read(journal), last_offer(journal)
    if last and last.step in {step.id for step in banned}:
        last.outcome = "never"
    journal.session.add_all(
        PlaybookEntry(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            at=journal.now,
            step=step.id,
            phrase=None,
            domain=step.domain,
            status="never",
            heavy=None,
        )
        for step in banned
        if step.id not in known.never
    )


def many_in_a_row(journal: Journal) -> bool:
    """Whether so much was done, or asked for, within the hour that a pause is the better next one."""
    known, since = experience.read(journal), journal.now - ROW_LASTS
    told = sum(since <= told_at <= journal.now for told_at in known.told)
    taken = [one for one in known.offered if since <= one.at <= journal.now and one.outcome in {None, "done"}]
    return max(told, len({one.step for one in taken})) >= IN_A_ROW


def ever_offered(journal: Journal) -> bool:
    """Whether anything was offered before."""
    return bool(queries.latest_suggestions(journal.session, journal.person.person_id, 1))
