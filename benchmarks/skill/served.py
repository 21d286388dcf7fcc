"""What is measured, each under the same server: python -m benchmarks.skill.served NAME FOLDER URL PROCESSES.

ours: the skill, with verification and a durable write. empty: a Flask view without anything. hello: ask-sdk-core's
hello-world handler, with no verification and no storage. Prints its port.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import RequestEnvelope
from flask import Flask, Response, jsonify, request

from benchmarks.skill.signing import AUTHORITY_FILES, SKILL_ID
from skill.app import create_app
from small_wins.settings import PersonDefaults, Settings
from small_wins_cli.servers import serve_by_gunicorn


def ours(folder: Path, database: str) -> Flask:
    root, chain = (folder / name for name in AUTHORITY_FILES)
    settings = Settings(
        data_dir=folder / "data", skill_id=SKILL_ID, database=database, person=PersonDefaults(time_zone="UTC")
    )
    app = create_app(settings, trusted_roots=root.read_bytes(), fetch_chain=lambda _: chain.read_bytes())
    core = app.extensions["small_wins"]
    core.language("en-US").warm_up()
    return app


def empty(_folder: Path, _database: str) -> Flask:
    app = Flask(__name__)

    @app.post("/alexa")
    def nothing() -> str:
        return ""

    return app


def hello(_folder: Path, _database: str) -> Flask:
    app, builder = Flask(__name__), SkillBuilder()

    @builder.request_handler(can_handle_func=is_request_type("IntentRequest"))
    def greet(handler_input):  # type: ignore[no-untyped-def]
        return handler_input.response_builder.speak("Hello World").set_should_end_session(True).response

    skill = builder.create()

    @app.post("/alexa")
    def alexa() -> Response:
        envelope = skill.serializer.deserialize(request.get_data().decode(), RequestEnvelope)
        return jsonify(skill.serializer.serialize(skill.invoke(envelope, None)))

    return app


SERVED = {"ours": ours, "empty": empty, "hello": hello}


def main(name: str, folder: str, database: str, processes: str) -> None:
    app = SERVED[name](Path(folder), database)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def ready() -> None:
        print(port, flush=True)

    serve_by_gunicorn(app, listening, ready, lambda: lambda: None, int(processes))


if __name__ == "__main__":
    main(*sys.argv[1:])
