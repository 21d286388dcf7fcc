"""The time zone of a device, from Alexa's Settings API (no permission is needed)."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.services.service_exception import ServiceException
from ask_sdk_model.services.ups.ups_service_client import UpsServiceClient

from skill.limits import LIMITS, Limits
from skill.services import ServiceClient, configuration
from small_wins.clock import Clock
from small_wins.id_key import keyed_hash

log = logging.getLogger(__name__)


class TimeZones:
    """A bounded memory of devices' time zones, failures included. Safe to share between threads."""

    def __init__(self, client: ServiceClient, id_key: bytes, clock: Clock, limits: Limits = LIMITS) -> None:
        self._client = client
        self._id_key = id_key
        self._clock = clock
        self._limits = limits
        self._kept: OrderedDict[str, tuple[str | None, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def zone_of(self, system: Any) -> str | None:
        """The IANA name for the device of a request's `System`; None where it can't be had, at once or for a while."""
        if system.device is None or not system.device.device_id or not system.api_endpoint:
            return None
        device, now = keyed_hash(system.device.device_id, self._id_key), self._clock()
        with self._lock:
            zone, until = self._kept.get(device, (None, now))
        return zone if now < until else self._fetched(device, system, now)

    def _fetched(self, device: str, system: Any, now: datetime) -> str | None:
        zone = self._ask(system)
        seconds = self._limits.cached_time_zone_seconds if zone else self._limits.failed_time_zone_seconds
        with self._lock:
            self._kept[device] = (zone, now + timedelta(seconds=seconds))
            self._kept.move_to_end(device)
            while len(self._kept) > self._limits.cached_time_zones:
                self._kept.popitem(last=False)
        return zone

    def _ask(self, system: Any) -> str | None:
        service = UpsServiceClient(configuration(self._client, system))
        try:
            return known_zone(service.get_system_time_zone(system.device.device_id))
        except (ServiceException, SerializationException) as error:
            log.warning("no time zone from Alexa: %s", getattr(error, "status_code", type(error).__name__))
            return None


def known_zone(name: object) -> str | None:
    """An IANA name that this machine knows, else None."""
    try:
        return ZoneInfo(name).key if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
