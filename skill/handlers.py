"""What ask-sdk-core calls: a handler for all that is said, for a permission, for what needs no answer, for errors."""

from __future__ import annotations

from typing import Any

from ask_sdk_core.dispatch_components.exception_components import AbstractExceptionHandler
from ask_sdk_core.dispatch_components.request_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.interfaces.connections.connections_response import ConnectionsResponse
from ask_sdk_model.launch_request import LaunchRequest
from ask_sdk_model.response import Response
from ask_sdk_model.session_ended_request import SessionEndedRequest
from ask_sdk_model.ui.ask_for_permissions_consent_card import AskForPermissionsConsentCard

from interaction_model.alexa.manifest import REMINDERS
from interaction_model.request import Request
from skill.events import SkillDisabledHandler
from skill.limits import LIMITS
from skill.reminders import Reminders, permission_answer, permission_question
from skill.reports import report
from skill.requests import DEFAULT_LOCALE, DOOR, Speaker, conversation_of, request_of, speaker_of, system_of
from skill.responses import response_of
from skill.services import ServiceClient
from skill.speech import ssml
from skill.time_zones import TimeZones
from small_wins import reminders_told, reminding
from small_wins.between_turns import keep, resume
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.reply import Reply

OK = "200"


def build_skill(core: Core, id_key: bytes, trusted_roots: bytes | None = None) -> CustomSkill:
    """The skill whose every word comes from `core`. `trusted_roots`: PEM, for Alexa's services; None: certifi's."""
    time_zones = TimeZones(ServiceClient(LIMITS.settings_seconds, trusted_roots), id_key, core.clock)
    reminders = Reminders(core, ServiceClient(LIMITS.reminders_seconds, trusted_roots))
    builder = SkillBuilder()
    builder.add_request_handler(SpokenHandler(core, id_key, time_zones, reminders))
    builder.add_request_handler(PermissionHandler(core, id_key, reminders))
    builder.add_request_handler(SessionEndedHandler(core, id_key))
    builder.add_request_handler(SkillDisabledHandler(core, id_key))
    builder.add_request_handler(SilentHandler())
    builder.add_exception_handler(FailureHandler(core))
    return builder.create()


def _is_spoken(handler_input: HandlerInput) -> bool:
    return isinstance(handler_input.request_envelope.request, (LaunchRequest, IntentRequest))


def _is_answered_permission(handler_input: HandlerInput) -> bool:
    request = handler_input.request_envelope.request
    return isinstance(request, ConnectionsResponse) and request.name == "AskFor"


class SpokenHandler(AbstractRequestHandler):
    """Hands a launch and every intent to the core."""

    def __init__(self, core: Core, id_key: bytes, time_zones: TimeZones, reminders: Reminders) -> None:
        self._core = core
        self._id_key = id_key
        self._time_zones = time_zones
        self._reminders = reminders

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return _is_spoken(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        system = system_of(handler_input)
        speaker = speaker_of(handler_input, self._id_key)
        request = request_of(handler_input, speaker, self._time_zones.zone_of(system))
        reply = converse(request, self._conversation(handler_input, speaker), self._core)
        reply, needs_permission = self._reminders.carry_out(reply, request, system)
        if not reply.open:
            keep(reply.conversation.hung_up(self._core.clock()), self._core, speaker.person, DOOR)
        response = response_of(reply, handler_input, speaker)
        if needs_permission:
            handler_input.response_builder.add_directive(permission_question())
        return response

    def _conversation(self, handler_input: HandlerInput, speaker: Speaker) -> Conversation:
        """What the session carries, or what the last one left."""
        envelope: Any = handler_input.request_envelope
        is_new = envelope.session is not None and envelope.session.new
        return resume(self._core, speaker.person, DOOR) if is_new else conversation_of(handler_input, speaker)


class SessionEndedHandler(AbstractRequestHandler):
    """Keeps the conversation of whoever fell silent: care mode goes on, and "say that again" still means something."""

    def __init__(self, core: Core, id_key: bytes) -> None:
        self._core = core
        self._id_key = id_key

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(handler_input.request_envelope.request, SessionEndedRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        speaker = speaker_of(handler_input, self._id_key)
        conversation = conversation_of(handler_input, speaker)
        keep(conversation.hung_up(self._core.clock()), self._core, speaker.person, DOOR)
        return handler_input.response_builder.response


class PermissionHandler(AbstractRequestHandler):
    """Goes on where Alexa has asked whether the skill may set reminders."""

    def __init__(self, core: Core, id_key: bytes, reminders: Reminders) -> None:
        self._core = core
        self._id_key = id_key
        self._reminders = reminders

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return _is_answered_permission(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        answer: Any = handler_input.request_envelope.request
        request = request_of(handler_input, speaker_of(handler_input, self._id_key))
        builder = handler_input.response_builder
        asked = answer.status is None or answer.status.code == OK
        reply, in_app = self._follow(permission_answer(answer.payload) if asked else "", request, handler_input)
        if in_app:
            builder.set_card(AskForPermissionsConsentCard(permissions=[REMINDERS]))
        builder.speak(ssml(reply.speech))
        builder.set_should_end_session(True)
        return builder.response

    def _follow(self, answer: str, request: Request, handler_input: HandlerInput) -> tuple[Reply, bool]:
        """What is said, and whether the permission is to be given in the app."""
        if answer in {"DENIED", "NOT_ANSWERED"}:
            return reminders_told.after_refusal(self._core, request, for_good=answer == "DENIED"), False
        if answer != "ACCEPTED":
            return reminders_told.in_app(self._core, request), True
        changes = reminding.permitted(self._core, request)
        told = self._reminders.settle(changes, request, system_of(handler_input))
        return reminders_told.after_permission(told, self._core, request)


class SilentHandler(AbstractRequestHandler):
    """Acknowledges what nobody waits for: skill events, reports of a player."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return not _is_spoken(handler_input) and not _is_answered_permission(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        return handler_input.response_builder.response


class FailureHandler(AbstractExceptionHandler):
    """Says that something broke, where somebody waits for an answer. What else breaks is a failure of the server: Alexa
    delivers a skill event again that was not answered with 200.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        del exception
        return _is_spoken(handler_input) or _is_answered_permission(handler_input)

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        report(exception)
        request: Any = handler_input.request_envelope.request
        builder = handler_input.response_builder
        locale = request.locale or DEFAULT_LOCALE
        builder.speak(ssml(self._core.language(locale).say("skill_failed")))
        builder.set_should_end_session(True)
        return builder.response
