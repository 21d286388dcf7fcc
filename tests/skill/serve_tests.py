"""Serves a skill with the tests' own authority, in a process that can be killed or stopped.

Usage: serve_tests.py FOLDER [DATABASE [SERVER]]; the folder holds root.pem and chain.pem. Prints its port.
"""

import socket
import sys
from pathlib import Path

from skill.app import create_app
from small_wins.settings import Settings
from small_wins_cli.servers import serve_by_gunicorn, serve_by_waitress
from tests.skill.signing import NOW, SKILL_ID


def main(folder: Path, database: str = "", server: str = "waitress") -> None:
    app = create_app(
        Settings(data_dir=folder / "data", skill_id=SKILL_ID, database=database),
        clock=lambda: NOW,
        trusted_roots=(folder / "root.pem").read_bytes(),
        fetch_chain=lambda _: (folder / "chain.pem").read_bytes(),
    )
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def ready() -> None:
        print(port, flush=True)

    serve = serve_by_waitress if server == "waitress" else serve_by_gunicorn
    serve(app, listening, ready, lambda: lambda: None)


main(Path(sys.argv[1]), *sys.argv[2:])
