"""What an envelope claims: to which skill it was sent, and when."""

import json
from datetime import datetime, timedelta
from typing import Any

from skill.limits import LIMITS
from skill.refusal import RefusalError

SKILL_EVENTS = "AlexaSkillEvent."


def read_envelope(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`. Raises RefusalError."""
    try:
        envelope = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusalError("the body is not JSON in UTF-8") from error
    if not isinstance(envelope, dict):
        raise RefusalError("the body is not an Alexa request")
    return envelope


def check_application(envelope: dict[str, Any], skill_id: str) -> None:
    """The envelope's application id is ours, and its session has no other. Raises RefusalError."""
    application = _inside(envelope, "context", "System", "application", "applicationId")
    session = _inside(envelope, "session", "application", "applicationId")
    if application != skill_id or session not in (None, skill_id):
        raise RefusalError("the request is for another skill")


def check_timestamp(envelope: dict[str, Any], now: datetime) -> None:
    """The request was sent about now (aware). Raises RefusalError."""
    try:
        sent = datetime.fromisoformat(_text(envelope, "timestamp"))
        apart = abs(now - sent)
    except (ValueError, TypeError, OverflowError) as error:
        raise RefusalError("the request has no timestamp with a time zone") from error
    if apart > _tolerance(_text(envelope, "type")):
        raise RefusalError(f"the request was not sent now but {apart.total_seconds():.0f} s away")


def _tolerance(request_type: str) -> timedelta:
    late = request_type.startswith(SKILL_EVENTS)
    return timedelta(seconds=LIMITS.skill_event_tolerance_seconds if late else LIMITS.request_tolerance_seconds)


def _text(envelope: dict[str, Any], name: str) -> str:
    value = _inside(envelope, "request", name)
    if not isinstance(value, str):
        raise RefusalError(f"the request has no {name}")
    return value


def _inside(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
