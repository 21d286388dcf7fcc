"""Writes the skill package that ask-cli deploys, from the sentences that the local understanding reads too.

    python -m interaction_model.alexa.build            writes interaction_model/skill-package/
    python -m interaction_model.alexa.build --check    only says whether it is up to date (exit code 1 if not)

For a deployment of one's own: `--endpoint https://my.server/alexa --into FOLDER`. The server has the pages for
privacy and terms itself; `--privacy` and `--terms` name others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from interaction_model.alexa.icons import SIZES, icon, look_the_same
from interaction_model.alexa.lint import lint
from interaction_model.alexa.manifest import ICONS, LOCALES, Addresses, build_manifest
from interaction_model.alexa.model import build_model

PACKAGE = Path(__file__).parent.parent / "skill-package"
MODELS = Path("interactionModels", "custom")


def build_package(addresses: Addresses | None = None) -> dict[Path, bytes]:
    """The package: path inside it -> content. Raises ValueError if Amazon would refuse it."""
    model = build_model()
    if faults := lint(model):
        raise ValueError("\n".join(f"{fault.rule}: {fault.where}" for fault in faults))
    models = {MODELS / f"{locale}.json": _as_json(model) for locale in LOCALES}
    icons = {Path(ICONS, f"{name}.png"): icon(name) for name in SIZES}
    return {Path("skill.json"): _as_json(build_manifest(addresses or Addresses())), **models, **icons}


def find_stale(files: Mapping[Path, bytes], folder: Path) -> list[Path]:
    """The files of `folder` that are not as they are built, missing ones and strangers included."""
    ours = [path for path in folder.rglob("*") if path.suffix in {".json", ".png"}]
    there = {path.relative_to(folder): path.read_bytes() for path in ours}
    return sorted(path for path in {*files, *there} if not _as_built(path, files.get(path), there.get(path)))


def write(files: Mapping[Path, bytes], folder: Path) -> None:
    """Write the package, and remove what no longer belongs to it."""
    for path in find_stale(files, folder):
        if path in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(files[path])
        else:
            (folder / path).unlink()


def _as_built(path: Path, built: bytes | None, there: bytes | None) -> bool:
    if built is None or there is None:
        return False
    if path.suffix == ".png":
        return look_the_same(built, there)
    return built == there.replace(b"\r\n", b"\n")  # as git checks it out on Windows


def _as_json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m interaction_model.alexa.build", description="Build the skill package."
    )
    default = Addresses()
    parser.add_argument("--endpoint", default=default.endpoint, metavar="URL", help="where Amazon posts to (https)")
    parser.add_argument(
        "--privacy", default=default.privacy, metavar="URL", help="the privacy policy (https), if not the server's own"
    )
    parser.add_argument(
        "--terms", default=default.terms, metavar="URL", help="the terms of use (https), if not the server's own"
    )
    parser.add_argument("--into", default=PACKAGE, type=Path, metavar="FOLDER", help="the package's folder")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if the folder is stale")
    options = parser.parse_args(arguments)
    try:
        files = build_package(Addresses(options.endpoint, options.privacy, options.terms))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = find_stale(files, options.into)
    if options.check:
        for path in stale:
            sys.stderr.write(f"{options.into / path} is stale; run python -m interaction_model.alexa.build\n")
        return int(bool(stale))
    write(files, options.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
