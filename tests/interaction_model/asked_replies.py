"""Which replies the code asks for by name, read from its syntax: what is no call for a reply is none here either."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("small_wins", "skill", "local_voice", "journal_page", "small_wins_cli")
KEYS: dict[str, tuple[int | str, ...]] = {
    ".say": (0,),
    ".say_in_turn": (0,),
    ".text": (0,),
    ".ask": (0, 3, "reprompt", "instead"),
    ".confirm": (0, 2, "reprompt"),
    ".leave_open": (3, "reprompt"),
    "says": (0,),  # talk.says(key); the one of word lists has a turn first
    "ask": (1, "instead"),
    "vary": (1,),
    "_varied": (0,),
}
"""Method or function -> where its keys stand: the place or the name of an argument."""


def asked_replies(root: Path) -> Iterator[tuple[str, str]]:
    """Each key that is asked for, with the file and the line."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            yield from asked_in(path.read_text(encoding="utf-8"), path.name)


def asked_in(code: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Those of one file."""
    tree = ast.parse(code)
    named = _named(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for place in KEYS.get(_called(call), ()):
            for key in _texts(_argument(call, place), named):
                yield key, f"{name}:{call.lineno}"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=attr):
            return f".{attr}"
        case ast.Name(id=name):
            return name
    return ""


def _argument(call: ast.Call, place: int | str) -> ast.expr | None:
    if isinstance(place, int):
        return call.args[place] if place < len(call.args) else None
    return next((keyword.value for keyword in call.keywords if keyword.arg == place), None)


def _texts(node: ast.expr | None, named: dict[str, set[str]]) -> Iterator[str]:
    """The texts that an argument may be: written out, one of two, or what its name is given in that file."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.Name(id=name):
            yield from named.get(name, ())
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body, named)
            yield from _texts(other, named)


def _named(tree: ast.Module) -> dict[str, set[str]]:
    """What each name of a file is given: 'NAME = "text"', also several at once, and either of two."""
    named: dict[str, set[str]] = {}
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Assign)):
        for target in node.targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for one, value in zip(names, values, strict=False):
                if isinstance(one, ast.Name):
                    named.setdefault(one.id, set()).update(_texts(value, {}))
    return named
