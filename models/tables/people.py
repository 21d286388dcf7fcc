"""People, how doors know them, and what holds for one day of theirs."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Person(Base, Undoable):
    """One person, and what they chose for themselves (None: the machine's default)."""

    __tablename__ = "people"
    bookkeeping = frozenset(
        {
            "acknowledged",
            "device_time_zone",
            "joined_to",
            "recap_said_on",
            "reckoned_in",
            "reminders_refused",
            "set_up_at",
        }
    )

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    time_zone: Mapped[str | None] = mapped_column(String(64))
    """IANA name."""
    device_time_zone: Mapped[str | None] = mapped_column(String(64))
    """IANA name, as the device through which they spoke last told it."""
    region: Mapped[str | None] = mapped_column(String(6))
    """ISO 3166 country of the help lines, or a part of one: GB-NIR."""
    day_ends_at_hour: Mapped[int | None]
    acknowledged: Mapped[int] = mapped_column(default=0)
    """How many acknowledgements this person has heard; the next one is chosen by it."""
    name: Mapped[str | None] = mapped_column(String(64))
    """What they want to be called."""
    recap_minute: Mapped[int | None]
    """Minutes after midnight of the evening recap; None: no recap unasked."""
    recap_said_on: Mapped[date | None]
    """Their own day on which the evening recap was said last."""
    quiet_from_minute: Mapped[int | None]
    """Minutes after midnight at which their quiet hours begin; None: they have none."""
    quiet_until_minute: Mapped[int | None]
    """Minutes after midnight at which their quiet hours end."""
    reckoned_in: Mapped[str | None] = mapped_column(String(64))
    """IANA name of the time zone in which what comes next was reckoned."""
    speech_rate: Mapped[int | None]
    """Per cent of the usual."""
    speech_volume: Mapped[int | None]
    """Per cent of the usual."""
    brief: Mapped[bool | None]
    """Whether replies are one sentence."""
    chimes: Mapped[bool | None]
    wins_a_day: Mapped[int | None]
    """How many small things a day are offered as a plan."""
    mobility: Mapped[str | None] = mapped_column(String(16))
    """'seated': nothing that needs standing is ever offered."""
    spares_hands: Mapped[bool] = mapped_column(default=False)
    """Nothing that needs hands is ever offered."""
    spares_eyes: Mapped[bool] = mapped_column(default=False)
    """Nothing that needs looking is ever offered."""
    spares_ears: Mapped[bool] = mapped_column(default=False)
    """Nothing that needs hearing is ever offered."""
    sharing_stopped: Mapped[bool] = mapped_column(default=False)
    set_up_at: Mapped[datetime | None]
    """When the disclaimer was said."""
    reminders_refused: Mapped[bool] = mapped_column(default=False)
    """Whether they did not permit reminders by another service: then they are not offered any more."""
    joined_to: Mapped[uuid.UUID | None]
    """The person whose journal this one became a part of: nobody is led here any more, but for undoing it."""


class Identity(Base):
    """Directory: by what hash a door knows a person. Looked up before the person is known."""

    __tablename__ = "identities"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]
    household: Mapped[str | None] = mapped_column(String(64), index=True)
    """For a voice that a household's device tells apart: the key of the household's account."""
    paired_from: Mapped[uuid.UUID | None]
    """The person to whom it led before two journals became one."""


class DayState(Base, Undoable, Copied):
    """What holds for one of a person's own days, and no longer."""

    __tablename__ = "days"

    person_id: Mapped[uuid.UUID] = person_key()
    day: Mapped[date] = mapped_column(primary_key=True)
    energy: Mapped[int | None]
    """1 to 3, as they said it."""
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """'seated', 'quiet', 'in_bed', 'indoors': true; 'place': where they are."""


class DayRemarks(Base, Copied):
    """What was said or asked on one of a person's own days, where it is said once or a few times a day at most."""

    __tablename__ = "day_remarks"

    person_id: Mapped[uuid.UUID] = person_key()
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How often, by name."""
