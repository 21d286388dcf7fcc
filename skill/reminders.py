"""Reminders through Alexa's Reminders API: what the core wants made, changed or taken away."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.interfaces.connections.send_request_directive import SendRequestDirective
from ask_sdk_model.services.reminder_management.alert_info import AlertInfo
from ask_sdk_model.services.reminder_management.push_notification import PushNotification
from ask_sdk_model.services.reminder_management.push_notification_status import PushNotificationStatus
from ask_sdk_model.services.reminder_management.recurrence import Recurrence
from ask_sdk_model.services.reminder_management.reminder_management_service_client import (
    ReminderManagementServiceClient,
)
from ask_sdk_model.services.reminder_management.reminder_request import ReminderRequest
from ask_sdk_model.services.reminder_management.spoken_info import SpokenInfo
from ask_sdk_model.services.reminder_management.spoken_text import SpokenText
from ask_sdk_model.services.reminder_management.trigger import Trigger
from ask_sdk_model.services.reminder_management.trigger_type import TriggerType
from ask_sdk_model.services.service_exception import ServiceException

from interaction_model.alexa.manifest import REMINDERS
from interaction_model.request import Request
from skill.limits import LIMITS, Limits
from skill.reports import report
from skill.services import ServiceClient, configuration
from small_wins import reminders_told, reminding
from small_wins.core import Core
from small_wins.reminding import Outcome, Result, Told
from small_wins.reply import Reply
from small_wins.themes.intentions.reminders import Change, Times

log = logging.getLogger(__name__)

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NOT_PERMITTED, FORBIDDEN, BAD_REQUEST, NOT_FOUND = 401, 403, 400, 404


class Reminders:
    """What is asked of the Reminders API in the name of who speaks. Safe to share between threads."""

    def __init__(self, core: Core, client: ServiceClient, limits: Limits = LIMITS) -> None:
        self._core = core
        self._client = client
        self._limits = limits

    def carry_out(self, reply: Reply, request: Request, system: Any) -> tuple[Reply, bool]:
        """The reply with what became of its reminders, and whether Alexa has to ask for the permission first."""
        kinds = {action["kind"] for action in reply.actions}
        if reminding.REMOVE in kinds:
            return self._forget(reply, request, system), False
        if reminding.ACTION not in kinds:
            return reply, False
        told: Told | None = None
        try:
            told = self.settle(reminding.begin(self._core, request), request, system)
        except Exception as error:  # noqa: BLE001 - the turn is kept, whatever becomes of its reminder
            report(error)
        return reminders_told.with_outcome(reply, told, self._core, request)

    def settle(self, changes: Sequence[Change], request: Request, system: Any) -> Told:
        """Ask Alexa for these changes; what is to be said of it. What takes too long in all is left for later."""
        if not changes:
            return Told()
        service, until = self._service(system), time.monotonic() + self._limits.all_reminders_seconds
        outcomes = []
        for change in changes:
            late = time.monotonic() > until
            outcomes.append(Outcome(change, "later") if late else self._do(service, change, request))
        return reminding.finish(self._core, request, outcomes)

    def _do(self, service: ReminderManagementServiceClient, change: Change, request: Request) -> Outcome:
        try:
            if change.times is None:
                service.delete_reminder(str(change.token))
                return Outcome(change, "done")
            wanted = self._wanted(change, change.times, request)
            made: Any
            made = service.update_reminder(change.token, wanted) if change.token else service.create_reminder(wanted)
            return Outcome(change, "done", made.alert_token or "")
        except (ServiceException, SerializationException) as error:
            status = getattr(error, "status_code", None)
            log.warning("Alexa did not take a reminder: %s", status or type(error).__name__)
            return Outcome(change, _result(status, change))

    def _wanted(self, change: Change, times: Times, request: Request) -> ReminderRequest:
        text = self._core.language(request.locale).say(f"reminders_text_{change.kind}")
        local = times.at.replace(tzinfo=None)
        # Alexa wants the clock's time without a zone, and names the zone beside it.
        recurrence = Recurrence(start_date_time=local, recurrence_rules=rules(times)) if times.days else None
        return ReminderRequest(
            request_time=self._core.clock().astimezone(times.at.tzinfo).replace(tzinfo=None),
            trigger=Trigger(
                object_type=TriggerType.SCHEDULED_ABSOLUTE,
                scheduled_time=local,
                time_zone_id=str(times.at.tzinfo),
                recurrence=recurrence,
            ),
            alert_info=AlertInfo(SpokenInfo([SpokenText(locale=request.locale, text=text)])),
            push_notification=PushNotification(PushNotificationStatus.DISABLED),
        )

    def _forget(self, reply: Reply, request: Request, system: Any) -> Reply:
        """Of whoever deleted everything nothing is left that could be tried again."""
        service, until = self._service(system), time.monotonic() + self._limits.all_reminders_seconds
        tokens = [action["token"] for action in reply.actions if action["kind"] == reminding.REMOVE]
        gone = [time.monotonic() <= until and _is_removed(service, token) for token in tokens]
        return reply if all(gone) else reminders_told.with_leftovers(reply, self._core, request)

    def _service(self, system: Any) -> ReminderManagementServiceClient:
        return ReminderManagementServiceClient(configuration(self._client, system))


def rules(times: Times) -> list[object]:
    """The recurrence as RFC 5545 has it: one rule for every day, else one for each day of the week."""
    clock = f"BYHOUR={times.at.hour};BYMINUTE={times.at.minute};BYSECOND=0;INTERVAL=1;"
    if len(times.days) == len(DAYS):
        return [f"FREQ=DAILY;{clock}"]
    return [f"FREQ=WEEKLY;BYDAY={DAYS[day]};{clock}" for day in times.days]


def permission_question() -> SendRequestDirective:
    """Has Alexa ask, in her own words, whether this skill may set reminders."""
    scopes = [{"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}]
    payload: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": scopes,
    }
    return SendRequestDirective(name="AskFor", payload=payload, token="reminders")  # noqa: S106 - it names the question


def permission_answer(payload: Any) -> str:
    """'ACCEPTED', 'DENIED' or 'NOT_ANSWERED', from the payload of the answer; '' where it says none of it."""
    told = payload if isinstance(payload, dict) else {}
    scopes = told.get("permissionScopes") or [{}]
    first = scopes[0] if isinstance(scopes, list) and isinstance(scopes[0], dict) else {}
    return str(told.get("status") or first.get("status") or "")


def _result(status: int | None, change: Change) -> Result:
    if status == NOT_FOUND and change.token:
        return "gone"
    if status == NOT_PERMITTED:
        return "not_permitted"
    return "unsupported" if status in {BAD_REQUEST, FORBIDDEN} else "later"


def _is_removed(service: ReminderManagementServiceClient, token: str) -> bool:
    try:
        service.delete_reminder(token)
    except (ServiceException, SerializationException) as error:
        return getattr(error, "status_code", None) == NOT_FOUND
    return True
