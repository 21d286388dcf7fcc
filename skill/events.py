"""Skill events: what Alexa tells while nobody speaks."""

from typing import Any

from ask_sdk_core.dispatch_components.request_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.events.skillevents.skill_disabled_request import SkillDisabledRequest
from ask_sdk_model.response import Response

from skill.identity import person_of
from small_wins.core import Core
from small_wins.themes.past.deletion import forget_account


class SkillDisabledHandler(AbstractRequestHandler):
    """Deletes everything of whoever disables the skill: with the user id, which changes then, nobody could ask for it.

    The event may come twice, and up to an hour late.
    """

    def __init__(self, core: Core, id_key: bytes) -> None:
        self._core = core
        self._id_key = id_key

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(handler_input.request_envelope.request, SkillDisabledRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        envelope: Any = handler_input.request_envelope
        forget_account(self._core, person_of(envelope.context.system.user.user_id, self._id_key))
        return handler_input.response_builder.response
