"""What ask-sdk-core calls: one handler for all that is said, one for what needs no answer, one for errors."""

from typing import Any

from ask_sdk_core.dispatch_components.exception_components import AbstractExceptionHandler
from ask_sdk_core.dispatch_components.request_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.launch_request import LaunchRequest
from ask_sdk_model.response import Response

from skill.events import SkillDisabledHandler
from skill.reports import report
from skill.requests import DEFAULT_LOCALE, conversation_of, request_of
from skill.responses import response_of, ssml
from small_wins.converse import converse
from small_wins.core import Core


def build_skill(core: Core, id_key: bytes) -> CustomSkill:
    """The skill whose every word comes from `core`."""
    builder = SkillBuilder()
    builder.add_request_handler(SpokenHandler(core, id_key))
    builder.add_request_handler(SkillDisabledHandler(core, id_key))
    builder.add_request_handler(SilentHandler())
    builder.add_exception_handler(FailureHandler(core))
    return builder.create()


def _is_spoken(handler_input: HandlerInput) -> bool:
    return isinstance(handler_input.request_envelope.request, (LaunchRequest, IntentRequest))


class SpokenHandler(AbstractRequestHandler):
    """Hands a launch and every intent to the core."""

    def __init__(self, core: Core, id_key: bytes) -> None:
        self._core = core
        self._id_key = id_key

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return _is_spoken(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        reply = converse(request_of(handler_input, self._id_key), conversation_of(handler_input), self._core)
        return response_of(reply, handler_input)


class SilentHandler(AbstractRequestHandler):
    """Acknowledges what nobody waits for: a session's end, skill events, reports of a player."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return not _is_spoken(handler_input)

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
        return _is_spoken(handler_input)

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        report(exception)
        request: Any = handler_input.request_envelope.request
        builder = handler_input.response_builder
        locale = request.locale or DEFAULT_LOCALE
        builder.speak(ssml(self._core.language(locale).say("skill_failed")))
        builder.set_should_end_session(True)
        return builder.response
