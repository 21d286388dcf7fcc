"""The outbox: a message waits, is being sent, and is sent; one whose fate is unknown is never sent again by itself."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.ids import new_id
from models.queries import sharing as queries
from models.tables import Message, TrustedPerson
from small_wins.backing_up import DailyBackup
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES
from small_wins.journal import Journal
from small_wins.locales import locale_of

if TYPE_CHECKING:
    from small_wins.themes.others.delivery import Outcome

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
"""How long to wait after each try that surely failed; after the last one it has failed for good."""
ABANDONED_AFTER = timedelta(minutes=2)
"""One that is being sent for longer was left so by a crash."""
AT_ONCE = 20
"""So many messages are handed over in one go."""

log = logging.getLogger(__name__)
HandOver = Callable[[str, str, str], "Outcome"]
"""Hands a title and a text to an address."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the messages of one go."""

    sent: int = 0
    waiting: int = 0
    lost: int = 0
    """Failed for good, or doubtful: the person is told at their next turn."""


def put(journal: Journal, trusted: TrustedPerson, text: str) -> Message:
    """Put a message that the person said yes to into the outbox; it goes when this turn is committed."""
    message = Message(
        person_id=journal.person.person_id,
        id=new_id(journal.now),
        at=journal.now,
        trusted_id=trusted.id,
        text=text,
        state="waiting",
        tries=0,
        next_try_at=journal.now,
    )
    journal.session.add(message)
    return message


def has_work(core: Core) -> bool:
    """Whether there is anything to deliver. A journal that can't be read has nothing, and none is made by looking."""
    path = core.database.path
    if path is not None and not path.exists():
        return False
    try:
        with core.database.reading() as session:
            return queries.something_to_do(session, core.clock())
    except JOURNAL_FAILURES:
        return False


def deliver(core: Core, hand_over: HandOver | None = None) -> Delivered:
    """Hand over every message whose turn it is, to Apprise if to nobody else. Many processes may do so at once.

    Raises what a database that can't be used raises.
    """
    hand_over = hand_over or _apprise()
    with core.database.writing() as session:
        lost = queries.doubt_the_abandoned(session, core.clock())
        due = queries.due_messages(session, core.clock(), AT_ONCE)
        session.commit()
    states = [_deliver_one(core, person_id, message_id, hand_over) for person_id, message_id in due]
    lost += states.count("unsure") + states.count("failed")
    return Delivered(states.count("sent"), states.count("waiting"), lost)


def _apprise() -> HandOver:
    # Imported here: what it needs takes long to load, and most turns send nothing.
    from small_wins.themes.others.delivery import send

    return send


def _deliver_one(core: Core, person_id: uuid.UUID, message_id: uuid.UUID, hand_over: HandOver) -> str:
    """The state of the message afterwards; '' where it was not ours to send."""
    with core.database.writing() as session:
        now = core.clock()
        if not queries.claim(session, person_id, message_id, now, now + ABANDONED_AFTER):
            return ""
        message = session.get_one(Message, (person_id, message_id))
        address = queries.may_be_sent(session, message)
        if address is None:
            queries.settle(session, person_id, message_id, state="cancelled", next_try_at=None)
        # 'sending' is on disk before anything leaves: after a crash it is never sent twice.
        session.commit()
    if address is None:
        return "cancelled"
    title = core.language(locale_of(core.settings)).say("people_title")
    outcome = hand_over(address, title, message.text)
    with core.database.writing() as session:
        after = _after(outcome, message.tries, core.clock())
        queries.settle(session, person_id, message_id, **after)
        session.commit()
    return str(after["state"])


def _after(outcome: Outcome, tries: int, now: datetime) -> dict[str, object]:
    """The columns of a message after a try. One that is lost keeps a `next_try_at` until the person is told."""
    if outcome == "sent":
        return {"state": "sent", "next_try_at": None, "sent_at": now}
    if outcome == "unsure":
        return {"state": "unsure", "next_try_at": now}
    if tries > len(WAITS):
        return {"state": "failed", "next_try_at": now}
    return {"state": "waiting", "next_try_at": now + WAITS[tries - 1]}


class Courier:
    """A thread that delivers what waits, and makes the daily backup, so that no door has to wait for it."""

    def __init__(self, core: Core, every_seconds: float = 5.0, hand_over: HandOver | None = None) -> None:
        self._core = core
        self._every = every_seconds
        self._hand_over = hand_over
        self._backup = DailyBackup(core)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> Courier:
        self._thread.start()
        return self

    def stop(self, seconds: float = 1.0) -> None:
        """Stop; what is being sent is waited for this long. If it is cut off, it counts as doubtful."""
        self._stopping.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if has_work(self._core):
                    deliver(self._core, self._hand_over)
            except Exception as error:  # noqa: BLE001 - whatever breaks, the next round tries again
                log.error("the outbox can't be emptied: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote
            self._backup.make_if_due()
            self._stopping.wait(self._every)
