"""Handing one message to Apprise, and telling what became of it. Addresses are secrets: nothing here is ever logged."""

from __future__ import annotations

import logging
import re
import smtplib
import socket
import ssl
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

Outcome = Literal["sent", "refused", "unsure"]
"""'refused': it surely did not go out. 'unsure': nobody can tell."""


@dataclass(frozen=True)
class DeliveryLimits:
    """How long handing over may take."""

    connect_seconds: float = 8.0
    read_seconds: float = 12.0
    whole_seconds: float = 45.0
    """Well under the two minutes after which another process holds it for abandoned."""


LIMITS = DeliveryLimits()

_TALKATIVE = ("apprise", "urllib3", "requests")
"""The loggers that would write addresses and words down."""
_loading = threading.Lock()
_STATUS = re.compile(r"error=(\d{3})\b")
_SURE = (
    ConnectionRefusedError,
    socket.gaierror,
    ssl.SSLCertVerificationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
)
"""What happens before the other side has taken a message, or is its own word that it did not."""
_SURE_OF_URLLIB3 = frozenset({"NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ConnectTimeout"})


def is_address(address: str) -> bool:
    """Whether Apprise knows what to do with an address (an Apprise URL). Nothing is contacted."""
    return _plugin(address, LIMITS) is not None


def send(address: str, title: str, text: str, limits: DeliveryLimits = LIMITS) -> Outcome:
    """Hand a message over, once; never raises, and returns after `limits.whole_seconds` at the latest."""
    outcome: list[Outcome] = []
    work = threading.Thread(target=lambda: outcome.append(_send(address, title, text, limits)), daemon=True)
    work.start()
    work.join(limits.whole_seconds)
    return outcome[0] if outcome else "unsure"


def _send(address: str, title: str, text: str, limits: DeliveryLimits) -> Outcome:
    plugin = _plugin(address, limits)
    if plugin is None:
        return "refused"
    with _observed() as seen:
        try:
            if plugin.notify(body=text, title=title):
                return "sent"
        except Exception as error:  # noqa: BLE001 - what a plugin raises is not ours to name, and may quote an address
            seen.note(error)
    # With several receivers one of them may have it already.
    return "refused" if seen.surely_not_sent and len(plugin) <= 1 else "unsure"


def _plugin(address: str, limits: DeliveryLimits) -> Any:
    """The plugin for an address, without redirects and with our time limits; None for no address."""
    apprise = _load()
    try:
        # Memory alone: Apprise would keep files of its own otherwise.
        asset = apprise.AppriseAsset(app_id="Small Wins", app_desc="Small Wins", app_url="", storage_mode="memory")
        plugin = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    except Exception:  # noqa: BLE001 - an address that breaks its plugin is none
        return None
    if plugin is None or isinstance(plugin, bool):
        return None
    plugin.socket_connect_timeout, plugin.socket_read_timeout = limits.connect_seconds, limits.read_seconds
    plugin.redirects = False
    return plugin


def _load() -> Any:
    """Apprise, loaded when it is first needed, and silenced before it can say anything."""
    with _loading:
        return _load_once()


@cache
def _load_once() -> Any:
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        # Its plugins warn of each other while they are loaded, which is no news to anybody here.
        warnings.simplefilter("ignore")
        import apprise

        apprise.Apprise.instantiate("json://localhost")
    # These name the host of an address.
    warnings.filterwarnings("ignore", module="urllib3")
    return apprise


@dataclass
class _Seen(logging.Handler):
    """What Apprise tells its log, where alone it says what went wrong: kinds of errors and numbers, no words."""

    thread: int
    sure: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    __hash__ = logging.Handler.__hash__

    @property
    def surely_not_sent(self) -> bool:
        return bool(self.sure) and all(self.sure)

    def note(self, error: BaseException) -> None:
        self.sure.append(any(_is_sure(each) for each in _chain(error)))

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread:
            return
        status = _STATUS.search(record.getMessage()) if record.levelno >= logging.WARNING else None
        error = sys.exc_info()[1]
        if error is not None:
            self.note(error)
        elif status:
            self.sure.append(400 <= int(status[1]) < 500)
        elif record.levelno == logging.INFO:
            self.sure.append(False)  # "Sent ...": a part of it is out


@contextmanager
def _observed() -> Iterator[_Seen]:
    logger = logging.getLogger("apprise")
    seen = _Seen(threading.get_ident())
    logger.addHandler(seen)
    logger.setLevel(logging.DEBUG)
    try:
        yield seen
    finally:
        logger.removeHandler(seen)


def _is_sure(error: BaseException) -> bool:
    return isinstance(error, _SURE) or type(error).__name__ in _SURE_OF_URLLIB3


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it was raised from."""
    waiting, met = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in met:
            continue
        met.add(id(each))
        yield each
        inner = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        waiting += [one for one in inner if isinstance(one, BaseException)]
