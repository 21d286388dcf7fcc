"""What is said of reminders that another service was asked for."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.request import Request
from small_wins import reminding
from small_wins.core import Core
from small_wins.reminding import Told
from small_wins.reply import Reply


def with_outcome(reply: Reply, told: Told | None, core: Core, request: Request) -> tuple[Reply, bool]:
    """The reply with what became of its reminders (None: the service could not be asked), and whether the permission
    has to be asked for first.
    """
    promises = any(action["kind"] == reminding.ACTION and action["promises"] for action in reply.actions)
    if told is None:
        told = Told("reminders_not_made" if promises else "")
    if told.asks_permission and promises:
        return _saying(reply, ""), True
    key = "reminders_not_made" if told.asks_permission else told.key
    if not key:
        return reply, False
    said = core.language(request.locale).say(key)
    return _saying(reply, said if promises else f"{reply.speech} {said}"), False


def with_leftovers(reply: Reply, core: Core, request: Request) -> Reply:
    """The reply to whoever deleted everything, where a reminder of theirs could not be removed."""
    return _saying(reply, f"{reply.speech} {core.language(request.locale).say('reminders_may_sound')}")


def after_permission(told: Told, core: Core, request: Request) -> tuple[Reply, bool]:
    """What is said once reminders are permitted, and whether that has still to be done in the service's own app."""
    if told.asks_permission:
        return in_app(core, request), True
    return _reply(told.key or "reminders_set", core, request), False


def in_app(core: Core, request: Request) -> Reply:
    """Where the service can't ask for the permission by voice."""
    return _reply("reminders_in_app", core, request)


def after_refusal(core: Core, request: Request, *, for_good: bool) -> Reply:
    """They don't permit reminders; `for_good`: they are not offered any more."""
    reminding.declined(core, request, for_good=for_good)
    return _reply("reminders_declined", core, request)


def _reply(key: str, core: Core, request: Request) -> Reply:
    return Reply(core.language(request.locale).say(key), "unknown")


def _saying(reply: Reply, speech: str) -> Reply:
    return replace(reply, speech=speech, conversation=replace(reply.conversation, last_speech=speech))
