"""One thing said in, one reply out: the floor of the core on which the speaking doors stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from interaction_model.request import CARRIES_DUE, Request
from models import changes, queries
from models.ids import new_id
from models.queries.deletion import is_gone
from models.queries.pairing import is_led_anew
from models.tables import Change, Person
from models.tables import Turn as TurnRow
from small_wins import acts_only, answers, care, due, held
from small_wins.contexts import context_of
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.interpret import half_sentence, screen, understand
from small_wins.journal import Journal
from small_wins.reminding import with_reminders
from small_wins.reply import Reply, Shown
from small_wins.safety import HelpLines, region_of
from small_wins.stored_replies import from_row, to_row
from small_wins.themes import announcements
from small_wins.themes.intentions import commitments, upcoming
from small_wins.themes.personal import pairing
from small_wins.themes.personal.manners import manner_of, with_manner
from small_wins.turn import Turn


def converse(request: Request, conversation: Conversation, core: Core) -> Reply:
    """Answer one request. What it keeps is on disk before this returns; a failing database is answered, not raised."""
    now = core.clock()
    conversation = conversation.at(now)
    return held.carried_on(_converse(request, conversation, core, now), conversation, now)


def _converse(request: Request, conversation: Conversation, core: Core, now: datetime) -> Reply:
    screening = screen(request, core, half_sentence(conversation, now))
    if screening.level != "none":
        lines = help_lines(request, core)
        heard = held.heard(request.texts, screening, lines.language)
        reply = care.answer(screening, conversation, lines, now, heard)
        return _showing_numbers(replace(reply, manner=manner_of(request, core)), lines)
    try:
        try:
            return _turn(request, conversation, core, now)
        except IntegrityError:
            # Another process answered the same request, or met the same new person, at the same moment.
            return _turn(request, conversation, core, now)
    except JOURNAL_FAILURES as error:
        speech = said_of(error, core.database, core.language(request.locale))
        return Reply(speech, "unknown", screen=speech, failed=True, conversation=conversation)


def help_lines(request: Request, core: Core) -> HelpLines:
    """The lines of the person's region; a journal that can't be read must not keep them from being said."""
    chosen = None
    try:
        with core.database.reading() as session:
            person = queries.find_person(session, request.person, request.household)
            chosen = person.region if person else None
    except Exception:  # noqa: BLE001 - whatever is wrong with the journal, the line is said
        chosen = None
    return HelpLines(core.language(request.locale), region_of(request.locale, chosen, core.settings.region))


def _turn(request: Request, conversation: Conversation, core: Core, now: datetime) -> Reply:
    with core.database.writing() as session:
        person = queries.meet(session, request.person, request.household, now)
        if request.time_zone and person.device_time_zone != request.time_zone:
            person.device_time_zone = request.time_zone
        queries.sweep(session, person.person_id, now)
        stored = queries.find_turn(session, person.person_id, request.request_id)
        if stored is not None:
            return from_row(stored)
        narrow = acts_only.holds(core.settings, request.door)
        journal = Journal(session, person, now, core.language(request.locale), core.settings.person, narrow)
        pairing.settle(journal)
        upcoming.move_on(journal)  # no change that anyone means by "undo"
        session.flush()
        changes.watch(session)
        reply = _answer(request, conversation, journal, core)
        if is_gone(session):
            # Whoever deleted everything leaves nothing, not this turn either.
            session.commit()
            return reply
        commitments.note_wins(journal, [win.id for win in reply.wins])
        if reply.intent != "unknown":
            announcements.note_heard(journal)
        reply = with_reminders(_with_due(reply, request, journal), request, journal)
        person = _led_to(session, request, person)
        if detail := changes.noted(session):
            session.add(_change_row(person, reply, detail, now))
        # A reply of care mode is made anew, and words that wait may turn out to be half of a disclosure.
        if reply.safety == "none" and not reply.conversation.pending and not reply.secret:
            session.add(_turn_row(person, request, reply, now))
        session.commit()
        return reply


def _answer(request: Request, conversation: Conversation, journal: Journal, core: Core) -> Reply:
    context = context_of(conversation, journal)
    unfinished = half_sentence(conversation, journal.now)
    meaning = understand(request, conversation, journal.language, context, journal.today, unfinished)
    region = region_of(request.locale, journal.person.region, core.settings.region)
    lines = HelpLines(journal.language, region)
    reply = answers.answer(
        Turn(journal, meaning, conversation, request.door, lines, core.settings, request.person, request.locale)
    )
    reply = with_manner(reply, journal)
    if reply.safety != "none" or reply.conversation.in_care(journal.now):
        reply = _showing_numbers(reply, lines)
    return replace(reply, screen=reply.screen or reply.speech) if reply.safety == "none" else reply


def _showing_numbers(reply: Reply, lines: HelpLines) -> Reply:
    """In care mode a screen shows the number that is said, large, and nothing else."""
    numbers = lines.numbers_in(reply.speech)
    return replace(reply, shown=Shown("", numbers, large=True) if numbers else None)


def _led_to(session: Session, request: Request, person: Person) -> Person:
    """Whose journal this turn belongs to once it is over: it may have joined two, or taken them apart."""
    if not is_led_anew(session):
        return person
    return queries.find_person(session, request.person, request.household) or person


def _with_due(reply: Reply, request: Request, journal: Journal) -> Reply:
    """What is due rides in the actions of a typed reply; never in care mode. The other doors tell of it themselves."""
    if request.door not in CARRIES_DUE or reply.safety != "none" or reply.conversation.in_care(journal.now):
        return reply
    items = due.due(journal, journal.now)
    for item in items:
        due.carried_out(journal, item)
    return replace(reply, actions=(*reply.actions, *(due.as_action(journal, item) for item in items)))


def _change_row(person: Person, reply: Reply, detail: changes.Detail, now: datetime) -> Change:
    return Change(person_id=person.person_id, id=new_id(now), at=now, kind=reply.intent, detail=detail)


def _turn_row(person: Person, request: Request, reply: Reply, now: datetime) -> TurnRow:
    return TurnRow(person_id=person.person_id, request_id=request.request_id, at=now, reply=to_row(reply))
