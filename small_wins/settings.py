"""The settings of this machine, and the defaults for a new person, in one place.

Environment variables `SMALL_WINS_*` come before the TOML file, which comes before the defaults here. What a person
chooses for themselves (name, region, time zone, ...) is kept in the database; `PersonDefaults` only fills it at first.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy import URL, make_url

PREFIX = "SMALL_WINS_"
APP = "small-wins"


def config_file() -> Path:
    """The TOML file with settings: `SMALL_WINS_CONFIG`, else settings.toml in the user's configuration folder."""
    return Path(os.environ.get(f"{PREFIX}CONFIG") or platformdirs.user_config_path(APP) / "settings.toml")


class PersonDefaults(BaseModel):
    """What a new person starts with, until they choose otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_zone: str | None = Field(None, description="IANA name, such as Europe/Dublin; else the machine's own.")
    day_ends_at_hour: int = Field(4, ge=0, le=12, description="The hour of the night at which a person's day ends.")

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        try:
            return name and ZoneInfo(name).key
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone such as Europe/Dublin") from error


class Settings(BaseSettings):
    """The settings of this machine. Frozen; read once at start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path(APP), description="Where the journal and models are kept."
    )
    cache_dir: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path(APP), description="What can be made anew at any time."
    )
    database: str = Field("", description="Database URL; empty means SQLite in the data folder.")
    backups: Path | None = Field(
        None, description="Folder of the journal's backups (SQLite); empty: backups/ beside the journal."
    )
    backup_days: int = Field(
        7, ge=0, description="Of how many days a backup is kept, a day that was used each; 0: none are made daily."
    )
    speech_model: str = Field("", description="Folder or name of the Vosk model; empty means the one last chosen.")
    microphone: str = Field("", description="Part of the microphone's name; empty means the system's default.")
    speaker: str = Field("", description="Part of the speaker's name; empty means the system's default.")
    wake_by: Literal["phrase", "key", "always"] = Field(
        "phrase", description="What opens the ear: a wake phrase or a key, a key alone, or nothing, as it never closes."
    )
    wake_phrases: str = Field("", description="Wake phrases with commas between; empty means the language's own.")
    button_pin: int | None = Field(None, ge=0, le=27, description="GPIO pin (Broadcom's number) of a push button.")
    voice: Path | None = Field(None, description="A Piper voice (.onnx, its .json beside it); empty: the system's.")
    region: str = Field(
        "", description="Country of the help lines, such as IE or GB-NIR; empty means the locale's country."
    )
    locale: str = Field("", description="Language and country spoken, such as en-GB; empty means the system's.")
    skill_keeps: Literal["everything", "acts"] = Field(
        "everything", description="What is kept of what Alexa brings: everything, or (a public skill) acts alone."
    )
    skill_id: str = Field("", description="The Alexa skill's id, amzn1.ask.skill....")
    contact: str = Field("", description="Who runs this server and how to reach them, for its privacy page.")
    page: str = Field(
        "", description="Address of the page that `serve` shows, such as https://journal.example.org; empty: none."
    )
    id_key: str = Field("", repr=False, description="Secret that Alexa ids are hashed with; empty means the key file.")
    host: str = Field("127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that `serve` listens on.")
    person: PersonDefaults = Field(default_factory=PersonDefaults, description="Defaults for a new person.")

    @field_validator("voice", "backups", mode="before")
    @classmethod
    def _is_a_path(cls, path: str | Path | None) -> str | Path | None:
        # An empty path would be the folder that we were started in.
        return path or None

    @field_validator("region")
    @classmethod
    def _is_a_country(cls, code: str) -> str:
        if code and not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", code):
            raise ValueError(f"{code!r} is no country code of two letters such as IE, nor a part of one such as GB-NIR")
        return code.upper()

    @field_validator("page")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if address and not re.fullmatch(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?/?", address):
            raise ValueError(f"{address!r} is no address such as https://journal.example.org, without a path")
        return address.rstrip("/").lower().removesuffix(":443")

    @property
    def page_host(self) -> str:
        """The host of the page that `serve` shows, with its port where that is not 443; '' where none is shown.

        None is where acts alone are kept: the page takes and shows everything.
        """
        return self.page.removeprefix("https://") if self.skill_keeps == "everything" else ""

    @property
    def database_url(self) -> URL:
        """Where the journal is. Raises sqlalchemy.exc.ArgumentError for a setting that is no URL."""
        if self.database:
            return make_url(self.database)
        return URL.create("sqlite", database=str(self.data_dir / "journal.db"))

    @property
    def speech_models_dir(self) -> Path:
        """Where fetched speech models are kept."""
        return self.data_dir / "speech-models"

    @property
    def turn_log_file(self) -> Path:
        """Where the listener tells how long its last turns took."""
        return self.data_dir / "turns.json"

    @property
    def door_state_file(self) -> Path:
        """Where the listener tells what it does."""
        return self.data_dir / "listener.json"

    @property
    def id_key_file(self) -> Path:
        """Where the secret for Alexa ids is kept when it is not set."""
        return self.data_dir / "id-key"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())
