"""Serves a skill under waitress with the tests' own authority, in a process that can be killed.

Usage: serve_tests.py FOLDER, which holds root.pem and chain.pem; prints its port.
"""

import sys
from pathlib import Path

from waitress import create_server

from skill.app import create_app
from small_wins.settings import Settings
from tests.skill.signing import NOW, SKILL_ID


def main(folder: Path) -> None:
    app = create_app(
        Settings(data_dir=folder / "data", skill_id=SKILL_ID),
        clock=lambda: NOW,
        trusted_roots=(folder / "root.pem").read_bytes(),
        fetch_chain=lambda _: (folder / "chain.pem").read_bytes(),
    )
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    print(server.effective_port, flush=True)
    server.run()


main(Path(sys.argv[1]))
