"""Time zones from the Settings API: asked for once a device, never waited for, and below a person's own choice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from skill.limits import Limits
from skill.services import ServiceClient
from skill.time_zones import TimeZones, known_zone
from tests.skill.alexa_services import TOKEN, AlexaServices
from tests.skill.signing import Authority
from tests.skill.talking import Alexa

SETTINGS = "/v2/devices/"
SYDNEY = "Australia/Sydney"
"""Where it is the morning of the 19th when these tests begin, in the evening of the 18th by this machine's zone."""


def system_at(endpoint: str, device: str = "a-device") -> Any:
    """The `System` of a request's context."""
    return SimpleNamespace(device=SimpleNamespace(device_id=device), api_endpoint=endpoint, api_access_token=TOKEN)


def days_kept(alexa: Alexa) -> list[str]:
    return [day for (day,) in alexa.skill.rows("day", "wins")]


def test_a_day_is_that_of_the_device(alexa: Alexa, services: AlexaServices) -> None:
    services.time_zone = SYDNEY
    alexa.say("i made my bed")
    assert days_kept(alexa) == ["2026-11-19"]


def test_a_device_without_a_name_is_answered_all_the_same(alexa: Alexa, services: AlexaServices) -> None:
    alexa.device = ""
    assert "made your bed" in alexa.say("i made my bed").speech
    assert services.asked(SETTINGS) == []


def test_it_is_asked_for_once_a_device(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say("i made my bed")
    alexa.say("i drank some water", minutes=60)
    assert services.asked(SETTINGS) == ["GET"]
    Alexa(alexa.skill, services.endpoint, device="amzn1.ask.device.2").say("i made tea")
    assert services.asked(SETTINGS) == ["GET", "GET"]


def test_it_is_asked_for_again_after_a_day(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say("i made my bed")
    services.time_zone = SYDNEY
    alexa.say("i made my bed", minutes=24 * 60 + 1)
    assert alexa.skill.rows("device_time_zone", "people") == [(SYDNEY,)]


def test_their_own_choice_comes_first(alexa: Alexa, services: AlexaServices) -> None:
    services.time_zone = SYDNEY
    alexa.launch()
    with closing(sqlite3.connect(alexa.skill.database)) as connection:
        connection.execute("UPDATE people SET time_zone = 'UTC'")
        connection.commit()
    alexa.say("i made my bed")
    assert days_kept(alexa) == ["2026-11-18"]


@pytest.mark.parametrize("trouble", ["unset", "unknown", "no string", 500, 403, 429, "slow"])
def test_where_it_cannot_be_had_the_machines_own_holds(alexa: Alexa, services: AlexaServices, trouble: Any) -> None:
    services.time_zone = {"unset": None, "unknown": "Mars/Olympus", "no string": ""}.get(trouble, SYDNEY)
    services.settings_fail_with = trouble if isinstance(trouble, int) else None
    services.delay_seconds = 2 if trouble == "slow" else 0
    alexa.say("i made my bed")
    assert days_kept(alexa) == ["2026-11-18"]


def test_a_failure_is_remembered_for_a_while(alexa: Alexa, services: AlexaServices) -> None:
    services.settings_fail_with = 500
    alexa.say("i made my bed")
    services.settings_fail_with = None
    alexa.say("i made tea", minutes=9)
    assert services.asked(SETTINGS) == ["GET"]
    alexa.say("i made soup", minutes=2)
    assert services.asked(SETTINGS) == ["GET", "GET"]
    assert alexa.skill.rows("device_time_zone", "people") == [("Europe/Dublin",)]


def test_what_was_told_before_holds_while_it_cannot_be_had(alexa: Alexa, services: AlexaServices) -> None:
    services.time_zone = SYDNEY
    alexa.say("i made my bed")
    services.settings_fail_with = 500
    alexa.say("i made tea", minutes=48 * 60)
    assert services.asked(SETTINGS) == ["GET", "GET"]
    assert days_kept(alexa) == ["2026-11-19", "2026-11-21"]


def test_no_more_devices_than_that_are_remembered(authority: Authority, services: AlexaServices) -> None:
    now = datetime(2026, 11, 18, tzinfo=UTC)
    client = ServiceClient(5, authority.root.pem)
    zones = TimeZones(client, b"key", lambda: now, Limits(cached_time_zones=2))

    def zone_of(device: str) -> str | None:
        return zones.zone_of(system_at(services.endpoint, device))

    assert [zone_of(device) for device in "abcc"] == ["Europe/Dublin"] * 4
    assert len(services.asked(SETTINGS)) == 3
    zone_of("a")
    assert len(services.asked(SETTINGS)) == 4


@pytest.mark.parametrize("name", ["../../etc/passwd", "", None, 7, "Nowhere/Never", "a" * 300, "\x00"])
def test_what_is_no_zone_is_none(name: object) -> None:
    assert known_zone(name) is None


def test_the_token_is_sent_over_tls_alone(authority: Authority) -> None:
    plain = system_at("http://localhost:1")
    client = ServiceClient(1, authority.root.pem)
    zones = TimeZones(client, b"key", lambda: datetime(2026, 11, 18, tzinfo=UTC))
    assert zones.zone_of(plain) is None


def test_services_that_nobody_vouches_for_are_not_trusted(authority: Authority, services: AlexaServices) -> None:
    system = system_at(services.endpoint)
    zones = TimeZones(ServiceClient(1), b"key", lambda: datetime(2026, 11, 18, tzinfo=UTC))
    assert zones.zone_of(system) is None
    assert services.calls == []
