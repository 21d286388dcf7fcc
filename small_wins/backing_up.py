"""The daily backup: made while nobody waits, behind an answer or by a thread."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.limits import BACKUPS, BackupLimits
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, explain


class DailyBackup:
    """Makes the backup of each day that is used, once. One that can't be made is logged, and tried again later."""

    def __init__(self, core: Core, limits: BackupLimits = BACKUPS) -> None:
        self._core = core
        self._again_in = timedelta(seconds=limits.try_again_seconds)
        self._not_before: datetime | None = None

    def make_if_due(self) -> None:
        """Make it, unless there is one of today, or nothing new to keep. Nothing is raised."""
        now, backups = self._core.clock(), self._core.database.backups
        if backups is None or (self._not_before and now < self._not_before):
            return
        self._not_before = None
        try:
            backups.of_day(now.astimezone().date())
        except TimeoutError:
            return  # another process makes it at this moment
        except JOURNAL_FAILURES as error:
            explain(error)
            self._not_before = now + self._again_in
