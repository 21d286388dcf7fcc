"""The journeys, played by a client that none of us wrote: virtual-alexa, through a proxy that signs, over HTTP."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from interaction_model.alexa.carriers import ANYTHING_INTENT, WORDS
from skill.app import CORE, create_app
from small_wins.core import Core
from tests.conftest import NOON
from tests.journeys.players import MODEL, Heard
from tests.journeys.test_journeys import JOURNEYS, check, give_address, moment_of, phrases_kept, texts_on_their_way
from tests.skill.alexa_services import TOKEN, AlexaServices
from tests.skill.signing import SKILL_ID, Authority
from tests.skill.signing_proxy import signing_proxy

HERE = Path(__file__).parent / "virtual_alexa"
INSTALLED = Path(os.environ.get("SMALL_WINS_NODE_MODULES") or HERE.parents[2] / "build" / "virtual_alexa")
"""Where script/test has installed what package-lock.json names."""

pytestmark = pytest.mark.node


PLAYED = [
    name
    for name, journey in JOURNEYS.items()
    if "alexa" in journey.get("doors", ["alexa"]) and not any("door" in turn for turn in journey["turns"])
]
"""Those through Alexa alone: it has no other door."""


@dataclass
class MovingClock:
    """Shows what it is set to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class VirtualAlexa:
    """A running play.js."""

    process: subprocess.Popen[str]

    def send(self, **said: str) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "error" not in told, told
        return told

    def say(self, line: str) -> Heard:
        told = self.send(say=line)
        return Heard(unescape(re.sub("<[^>]+>", "", told["speech"])), told["open"])


@contextmanager
def endpoint(core: Core, authority: Authority, clock: MovingClock) -> Iterator[str]:
    """The skill behind HTTP; its address."""
    app = create_app(
        core.settings, clock=clock, trusted_roots=authority.root.pem, fetch_chain=lambda _: authority.chain()
    )
    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with closing(app.extensions[CORE].database):
        try:
            yield f"http://127.0.0.1:{server.server_port}/alexa"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def alexa() -> Iterator[VirtualAlexa]:
    command = ["node", str(HERE / "play.js"), str(MODEL), SKILL_ID, ANYTHING_INTENT, WORDS]
    environment = os.environ | {"NODE_PATH": str(INSTALLED / "node_modules")}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield VirtualAlexa(process)
        process.kill()


@pytest.mark.parametrize("name", PLAYED)
def test_journey(
    name: str, open_core: Callable[..., Core], authority: Authority, alexa: VirtualAlexa, services: AlexaServices
) -> None:
    journey, clock = JOURNEYS[name], MovingClock()
    services.time_zone = None
    core = open_core()
    chosen = {"skill_id": SKILL_ID, **journey.get("settings", {})}
    core = replace(core, clock=clock, settings=core.settings.model_copy(update=chosen))
    with endpoint(core, authority, clock) as url, signing_proxy(url, authority, clock) as proxy:
        alexa.send(url=proxy, services=services.endpoint, token=TOKEN)
        for turn in journey["turns"]:
            clock.now = moment_of(turn, clock.now)
            for one in turn.get("people", ()):
                give_address(core, one, clock.now)
            line = turn.get("alexa", turn["say"])
            heard = alexa.say(line)
            check(turn, line, heard.speech, heard.open)
    if "journal" in journey:
        assert phrases_kept(core) == journey["journal"]
    if "outbox" in journey:
        assert texts_on_their_way(core) == journey["outbox"]
