"""What every door is handed at its start: the settings, the clock, the database and the languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interaction_model.language import LANGUAGES, Language, load_language
from models.backups import BackupRules
from models.database import Database, DatabaseLimits
from small_wins.clock import Clock, system_clock
from small_wins.settings import Settings


@dataclass(frozen=True)
class Core:
    """The core's dependencies. Making one opens nothing: the database opens at its first use."""

    settings: Settings
    clock: Clock
    database: Database
    languages: Path = LANGUAGES
    """The folder with a folder for each language."""

    @classmethod
    def open(cls, settings: Settings | None = None, clock: Clock = system_clock) -> Core:
        """A core for these settings; without any, for those of the environment."""
        settings = settings or Settings()
        return cls(settings, clock, open_database(settings))

    def language(self, locale: str) -> Language:
        """The language of a locale such as 'en-GB'."""
        return load_language(locale, self.settings.cache_dir, self.languages)


def open_database(settings: Settings, limits: DatabaseLimits | None = None) -> Database:
    """The database of these settings, with its backups. Nothing is opened yet."""
    return Database(
        settings.database_url, limits or DatabaseLimits(), BackupRules(settings.backups, settings.backup_days)
    )
