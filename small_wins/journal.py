"""One person's journal, open at one instant: what the themes work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal
from sqlalchemy.orm import Session

from interaction_model.language import Language
from interaction_model.understanding.screen import WITH_CARE
from models.tables import Person
from small_wins.settings import PersonDefaults


@dataclass(frozen=True)
class Journal:
    """One person's journal in one session. Whoever opened the session commits it."""

    session: Session
    person: Person
    now: datetime
    """The instant of this turn, aware."""
    language: Language
    defaults: PersonDefaults
    """What holds where the person chose nothing."""
    acts_only: bool = False
    """Whether nothing may be kept but acts (small_wins/acts_only.py)."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The person's time zone: their own choice, else that of the device they spoke through, else the machine's."""
        person = self.person
        return zone_named(person.time_zone or person.device_time_zone or self.defaults.time_zone)

    def may_say(self, text: str) -> bool:
        """Whether a text that was kept may be said aloud, shown or sent: an import may hold what the screen stops."""
        return self.language.screen.read(text).level == "none"

    def may_tell(self, text: str) -> bool:
        """The same for whoever asks what they did: a win that needs care is theirs to hear, and read out unasked
        nowhere."""
        found = self.language.screen.read(text)
        return found.level == "none" or found.category == WITH_CARE

    @property
    def today(self) -> date:
        """The person's own day, which ends some hours after midnight."""
        return self.day_of(self.now)

    def day_of(self, instant: datetime) -> date:
        """The person's own day at an instant (aware)."""
        ends = self.person.day_ends_at_hour
        hours = self.defaults.day_ends_at_hour if ends is None else ends
        return (instant.astimezone(self.zone) - timedelta(hours=hours)).date()


def zone_named(name: str | None) -> ZoneInfo:
    """The zone of an IANA name; without one, or with an unknown one, the machine's own."""
    try:
        return ZoneInfo(name or tzlocal.get_localzone_name() or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
