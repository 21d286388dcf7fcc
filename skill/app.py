"""The Flask application: POST /alexa, the pages that Amazon links to, and what tells of the server's health."""

import logging

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.request_envelope import RequestEnvelope
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.certificates import load_roots
from skill.chain_fetch import fetch_chain as fetch_from_amazon
from skill.handlers import build_skill
from skill.health import health
from skill.limits import LIMITS
from skill.metrics import watch
from skill.pages import pages
from skill.refusal import RefusalError
from skill.reports import report
from skill.signing_keys import FetchChain, SigningKeys
from skill.verification import Verifier
from small_wins.clock import Clock, system_clock
from small_wins.core import Core
from small_wins.id_key import read_or_make_key
from small_wins.settings import Settings

log = logging.getLogger(__name__)
CORE = "small_wins"
"""Where the application's `Core` is among Flask's extensions, for whoever started it to close its database."""


class NoSkillIdError(Exception):
    """The skill's id is not set, so no request can be told to be ours. The message says what to do."""


def create_app(
    settings: Settings | None = None,
    *,
    clock: Clock = system_clock,
    trusted_roots: bytes | None = None,
    fetch_chain: FetchChain = fetch_from_amazon,
) -> Flask:
    """The application for `settings` (None: from the environment).

    The rest is what a test must replace: `clock()` -> aware datetime, `trusted_roots` (PEM; None: certifi's),
    `fetch_chain(url)` -> PEM bytes, leaf first. Raises NoSkillIdError, IdKeyError.
    """
    core = Core.open(settings, clock)
    if not core.settings.skill_id:
        raise NoSkillIdError("The skill's id is not set: put it in SMALL_WINS_SKILL_ID (amzn1.ask.skill...).")
    verifier = Verifier(core.settings.skill_id, SigningKeys(load_roots(trusted_roots), fetch_chain), clock)
    skill = build_skill(core, read_or_make_key(core.settings), trusted_roots)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LIMITS.body_bytes
    app.extensions[CORE] = core
    app.register_blueprint(pages(core.settings.contact))
    app.register_blueprint(health(core))
    watch(app)

    @app.post("/alexa")
    def alexa() -> Response:
        body = request.get_data()
        verifier.verify(request.headers, body)
        return jsonify(answer(skill, body))

    app.register_error_handler(RefusalError, refuse)
    app.register_error_handler(Exception, fail)
    return app


def answer(skill: CustomSkill, body: bytes) -> object:
    """The response to a verified body, ready for JSON. A kind of request that the SDK doesn't know gets silence."""
    try:
        envelope = skill.serializer.deserialize(body.decode(), RequestEnvelope)
    except SerializationException:
        log.warning("acknowledged a verified request of an unknown kind")
        return {"version": "1.0", "response": {}}
    return skill.serializer.serialize(skill.invoke(envelope, None))


def refuse(error: RefusalError) -> tuple[str, int]:
    """Amazon wants 400 for whatever fails verification."""
    log.warning("refused: %s", error)
    return "", 400


def fail(error: Exception) -> HTTPException | tuple[str, int]:
    """What Flask itself answers (404, 405, 413), else 500."""
    if isinstance(error, HTTPException):
        return error
    report(error)
    return "", 500
