"""Commitments done: a win is kept with the commitment."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from models import queries
from models.tables import Commitment, Suggestion, TrustedPerson, Win
from small_wins.answers.intentions.rewards import reward_line
from small_wins.answers.past.wins import keep
from small_wins.reply import Reply
from small_wins.themes.intentions import commitments
from small_wins.themes.likeness import content
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn

WHICH_DONE = "commitments_which_done"
"""The open question: which of them was it?"""
TELL = "tell_person"
"""The question whose answer belongs to the theme of trusted people; about: the ids of the person and of the win."""


def done(turn: Turn) -> Reply:
    """What is named, else what was due, else the last step, else the one thing of today."""
    told = [win for win in turn.meaning.wins if content(turn.journal, win.what)]
    meant = commitments.named(turn.journal, turn.meaning.text)
    due = commitments.due_lately(turn.journal)
    if len(meant) == 1 or due:
        return keep_done(turn, meant[0] if len(meant) == 1 else due)
    if told:
        return keep(turn, told, turn.meaning.text)
    offer = steps.last_offer(turn.journal)
    if offer and not steps.is_done(offer):
        return keep_step(turn, offer)
    today = commitments.of_today(turn.journal)
    if len(today) == 1:
        return keep_done(turn, today[0])
    if not today:
        already = offer or any(
            commitments.is_done_today(turn.journal, one) for one in commitments.open_ones(turn.journal)
        )
        return turn.say("done_already" if already else "done_without_step")
    return turn.leave_open(turn.say(WHICH_DONE), WHICH_DONE, "text", "commitments_which_done_again")


def after_which_done(turn: Turn) -> Reply | None:
    """The one that is named; told as a win it is a win, which finds its plan by itself."""
    if turn.declines:
        return turn.say("commitments_left")
    named = commitments.named(turn.journal, turn.meaning.text) if not turn.meaning.wins else []
    if len(named) != 1:
        return None
    return keep_done(replace(turn, meaning=replace(turn.meaning, intent="done_commitment")), named[0])


def keep_step(turn: Turn, offer: Suggestion) -> Reply:
    """The step that was offered, done, with its tiny reward where one may be offered."""
    win, step = steps.as_win(turn.journal, offer), turn.journal.language.steps.find(offer.step)
    if win is None or step is None:
        return turn.say("done_without_step")
    reward = reward_line(turn, step)
    if reward:
        kept = wins.keep_wins(turn.journal, [win], turn.meaning.text, turn.door)
        reply = turn.reply(f"{say_back(turn.journal, kept)}. {reward}", kept)
    else:
        reply = keep(turn, [win], turn.meaning.text)
    steps.credit(turn.journal, offer, [kept.id for kept in reply.wins])
    return reply


def keep_done(turn: Turn, commitment: Commitment | None) -> Reply:
    """A win with its commitment; only where the person asked for it, the offer to tell somebody."""
    if commitment is None:
        return turn.say("done_without_step")
    win, person = commitments.as_win(turn.journal, commitment), _whom_to_tell(turn, commitment)
    commitments.done(turn.journal, commitment)
    if person is None:
        reply = keep(turn, [win], turn.meaning.text)
        for row in _rows(turn, [kept.id for kept in reply.wins]):
            row.commitment_id = commitment.id
        return reply
    kept = wins.keep_wins(turn.journal, [win], turn.meaning.text, turn.door)
    for row in kept:
        row.commitment_id = commitment.id
    name = turn.journal.language.grammar.second_person(person.name)
    reply = turn.reply(turn.text("commitments_tell_done", acts=say_back(turn.journal, kept), name=name), kept)
    ids = {"trusted": str(person.id), "win": str(kept[0].id) if kept else ""}
    return turn.leave_open(reply, TELL, "yes_no", "commitments_tell_again", ids)


def _rows(turn: Turn, ids: Sequence[str]) -> Sequence[Win]:
    journal = turn.journal
    return queries.wins_by_id(journal.session, journal.person.person_id, [uuid.UUID(row_id) for row_id in ids])


def _whom_to_tell(turn: Turn, commitment: Commitment) -> TrustedPerson | None:
    """Whom to offer to tell: never in care mode or on energy 1, nor while sharing is stopped."""
    journal = turn.journal
    if commitment.tell is None or journal.person.sharing_stopped or not turn.may_offer:
        return None
    person = journal.session.get(TrustedPerson, (journal.person.person_id, commitment.tell))
    return person if person and journal.may_say(person.name) else None


ANSWERS = {"done_commitment": done}
FOLLOW_UPS = {WHICH_DONE: after_which_done}
