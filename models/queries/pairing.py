"""Two journals made one, and taken apart again. By reflection over the tables, so that no new table is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    Uuid,
    bindparam,
    delete,
    insert,
    inspect,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.ids import new_id
from models.queries.deletion import delete_rows, tables_of_a_person
from models.queries.pages import close_page
from models.queries.people import identity_key
from models.tables import Base, Copied, Identity, Message, Pairing, PairingCode, Person, Reminder

LED_ANEW = "led_anew"
"""The mark in a session's `info` after which whoever speaks may be led to another person."""
_OWN = {"person_id", "created_at"}
_PAIRINGS = select(Pairing).where(Pairing.person_id == bindparam("person_id")).order_by(Pairing.id.desc())
"""Built once: every turn asks."""
_UNSETTLED = ("waiting", "unsure", "failed")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two doors that are to lead to the same journal."""

    person: Person
    identity: Identity
    afar: bool
    """Whether it is a door of another service."""
    shared: bool
    """Whether it is a voice that shares the journal with others of its household: it pairs only itself."""


def keep_code(session: Session, code: PairingCode, now: datetime) -> None:
    """Keep a code in place of those that its person had; those whose time is over go."""
    over = or_(PairingCode.until < now, PairingCode.person_id == code.person_id)
    session.execute(delete(PairingCode).where(over))
    session.add(code)
    session.flush()


def open_code(session: Session, key: str, known_as: str, now: datetime) -> PairingCode | None:
    """The code of this keyed hash, locked; None where its time is over, or another one has said it."""
    mine = or_(PairingCode.claimed_by.is_(None), PairingCode.claimed_by == identity_key(known_as))
    return session.scalar(
        select(PairingCode).where(PairingCode.key == key, PairingCode.until >= now, mine).with_for_update()
    )


def claimed_code(session: Session, known_as: str, now: datetime) -> PairingCode | None:
    """The code that they have said and are being asked about."""
    said = PairingCode.claimed_by == identity_key(known_as)
    latest = select(PairingCode).where(said, PairingCode.until >= now).order_by(PairingCode.until.desc()).limit(1)
    return session.scalar(latest.with_for_update())


def count_wrong(session: Session, most: int) -> None:
    """A wrong code was said: whoever it came from, it counts against every code that waits, up to `most`."""
    waits = PairingCode.claimed_by.is_(None)
    session.execute(update(PairingCode).where(waits).values(wrong=PairingCode.wrong + 1))
    session.execute(delete(PairingCode).where(waits, PairingCode.wrong >= most))


def side_of(session: Session, key: str, *, afar: bool) -> Side | None:
    """The side of an identity, its person locked; None where either is gone."""
    identity = session.get(Identity, key)
    person = session.get(Person, identity.person_id, with_for_update=True) if identity else None
    if identity is None or person is None:
        return None
    shared = False
    if identity.household and identity.paired_from is None:
        others = select(Identity.key).where(
            Identity.person_id == person.person_id, Identity.key != key, Identity.paired_from.is_(None)
        )
        shared = session.scalar(others.limit(1)) is not None
    return Side(person, identity, afar, shared)


def pairings(session: Session, person_id: uuid.UUID) -> Sequence[Pairing]:
    """What was copied into this journal, the latest first."""
    return session.scalars(_PAIRINGS, {"person_id": person_id}).all()


def is_joined(session: Session, person_id: uuid.UUID) -> bool:
    """Whether somebody is led to this person who was led to another one before."""
    moved = select(Identity.key).where(Identity.person_id == person_id, Identity.paired_from.is_not(None))
    return session.scalar(moved.limit(1)) is not None


def join(session: Session, into: Side, left: Side, now: datetime) -> None:
    """Copy a journal into another one, and lead there whoever is led to it."""
    session.flush()
    target, source = into.person.person_id, left.person.person_id
    settings = _take_over(into.person, left.person)
    for table in copied_tables():
        _copy(session, table, source, target, _fitting(table, whole=not left.shared))
    moved = Identity.key == left.identity.key if left.shared else Identity.person_id == source
    session.execute(update(Identity).where(moved).values(person_id=target, paired_from=source))
    if not left.shared:
        left.person.joined_to = target
        _stop_sending(session, source)
        _hand_on_reminders(session, source, target)
    joined = Pairing(person_id=target, id=new_id(now), at=now, other_id=source, settings=settings)
    joined.whole, joined.afar = not left.shared, left.afar
    session.add(joined)
    session.execute(delete(PairingCode).where(PairingCode.person_id.in_((source, target))))
    close_page(session, (source, target))
    _lead_anew(session)


def take_apart(session: Session, pairing: Pairing) -> None:
    """Remove the copies, and lead whoever was led to the other journal there again."""
    session.flush()
    target, source = pairing.person_id, pairing.other_id
    person, other = (session.get(Person, one, with_for_update=True) for one in (target, source))
    if person is None or other is None:
        return
    if pairing.whole:
        _go_on_sending(session, source, target)
    for table in copied_tables():
        columns = table.columns
        session.execute(delete(table).where(columns.person_id == target, columns.paired_from == source))
    back = Identity.person_id == target, Identity.paired_from == source
    session.execute(update(Identity).where(*back).values(person_id=source, paired_from=None))
    if pairing.afar:
        _hand_on_reminders(session, target, source)
    for name, value in pairing.settings.items():
        if getattr(person, name) == value:
            setattr(person, name, _unchosen(name))
    other.joined_to = None
    session.delete(pairing)
    close_page(session, (source, target))
    _lead_anew(session)


def settle(session: Session, person_id: uuid.UUID, until: datetime) -> None:
    """What was joined until then stays so: what is left of the other journals goes."""
    for pairing in pairings(session, person_id):
        if pairing.whole and pairing.at <= until:
            delete_rows(session, pairing.other_id)
            session.delete(pairing)


def settle_all(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    """The same for all there is; a journal that is somebody else's is no part of this one any more."""
    settle(session, person_id, now)
    session.execute(delete(Pairing).where(Pairing.person_id == person_id))


def is_led_anew(session: Session) -> bool:
    """Whether this session joined journals or took them apart."""
    return bool(session.info.get(LED_ANEW))


def copied_tables() -> Iterator[Table]:
    """Those whose rows are copied, what others refer to first."""
    copied = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Copied)}
    return (table for table in reversed(tables_of_a_person()) if table in copied)


def _copy(session: Session, table: Table, source: uuid.UUID, target: uuid.UUID, fitting: ColumnElement[bool]) -> None:
    """Where both have a row of the same key (of a day, say), the one that is there stays."""
    there = table.alias()
    (key,) = (column for column in table.primary_key.columns if column.name != "person_id")
    taken = select(there.columns[key.name]).where(there.columns.person_id == target)
    given = {"person_id": literal(target, Uuid()), "paired_from": literal(source, Uuid())}
    values = [given.get(column.name, column) for column in table.columns]
    rows = select(*values).where(table.columns.person_id == source, fitting, key.not_in(taken))
    session.execute(insert(table).from_select([column.name for column in table.columns], rows))


def _fitting(table: Table, *, whole: bool) -> ColumnElement[bool]:
    """Of the outbox what is being sent stays where it is, and what waits too where somebody is still led there."""
    if table.name != Message.__tablename__:
        return literal(value=True)
    return Message.state != "sending" if whole else Message.state.in_(("sent", "cancelled"))


def _stop_sending(session: Session, source: uuid.UUID) -> None:
    """What was copied is sent from its new place alone."""
    waits = Message.person_id == source, Message.state.in_(_UNSETTLED)
    session.execute(update(Message).where(*waits).values(state="cancelled", next_try_at=None))


def _go_on_sending(session: Session, source: uuid.UUID, target: uuid.UUID) -> None:
    """What became of the copies is true of what they were copied from."""
    for copy in session.scalars(select(Message).where(Message.person_id == target, Message.paired_from == source)):
        became = {name: getattr(copy, name) for name in ("state", "tries", "next_try_at", "sent_at")}
        session.execute(update(Message).where(Message.person_id == source, Message.id == copy.id).values(**became))


def _hand_on_reminders(session: Session, source: uuid.UUID, target: uuid.UUID) -> None:
    for row in session.scalars(select(Reminder).where(Reminder.person_id == source)).all():
        kept = {a.key: getattr(row, a.key) for a in inspect(Reminder).column_attrs if a.key != "person_id"}
        session.delete(row)
        session.add(Reminder(person_id=target, **kept))
    session.flush()


def _take_over(person: Person, other: Person) -> dict[str, Any]:
    """What the other one chose and this one did not, which holds from now on."""
    taken = {}
    for attribute in inspect(Person).column_attrs:
        name, unchosen = attribute.key, _unchosen(attribute.key)
        value = getattr(other, name)
        if name not in _OWN | Person.bookkeeping and getattr(person, name) is unchosen is not value:
            setattr(person, name, value)
            taken[name] = value
    return taken


def _unchosen(name: str) -> bool | None:
    """What a choice is before it is made."""
    return None if Person.__table__.columns[name].nullable else False


def _lead_anew(session: Session) -> None:
    session.flush()
    session.expire_all()
    session.info[LED_ANEW] = True
