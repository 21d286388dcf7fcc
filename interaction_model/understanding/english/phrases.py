"""Lists of phrases (hassil's notation) as a tree of words, which reads a text in one pass and never backtracks far."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from hassil import Alternative, Expression, Group, RuleReference, TextChunk, parse_sentence

_END, _ANY, _LAST = "", "*", "$"
Tree = dict[str, "Tree | str"]
Way = tuple[str, ...]
_GAPS: dict[str, list[Way]] = {"few": [(), (_ANY,), (_ANY,) * 2, (_ANY,) * 3], "end": [(_LAST,)]}


@dataclass(frozen=True)
class Found:
    """A phrase that stands in a text."""

    start: int
    end: int
    """The first word after it."""

    value: str
    """What the list says of the phrase; empty in a plain list."""


@dataclass(frozen=True)
class Phrases:
    """Phrases, each with a value. `<few>` in one stands for up to three words, `<end>` for the end of the text."""

    tree: Tree

    @classmethod
    def from_templates(cls, templates: Mapping[str, object] | Iterable[str], rules: Mapping[str, str]) -> Phrases:
        """Out of templates, or of templates with what each means."""
        tree: Tree = {}
        pairs = templates.items() if isinstance(templates, Mapping) else ((text, "") for text in templates)
        for text, value in pairs:
            ways = _before(parse_sentence(text).expression, {_END: str(value)}, rules)
            tree = _merged(tree, {step: branch for step, branch in ways.items() if step != _END})
        return cls(_shared(tree, {}, {}))

    def at(self, words: Sequence[str], start: int = 0) -> Found | None:
        """The longest phrase that begins at `start`."""
        best: Found | None = None
        pending = [(self.tree, start)]
        while pending:
            node, end = pending.pop()
            if _END in node and (best is None or end > best.end):
                best = Found(start, end, str(node[_END]))
            steps = (words[end], _ANY) if end < len(words) else (_LAST,) * (end == len(words))
            branches = [branch for step in steps if isinstance(branch := node.get(step), dict)]
            pending.extend((branch, end + 1) for branch in branches)
        return best

    def find(self, words: Sequence[str], start: int = 0) -> Found | None:
        """The first phrase at or after `start`."""
        return next((found for at in range(start, len(words)) if (found := self.at(words, at))), None)

    def ends(self, words: Sequence[str]) -> Found | None:
        """The longest phrase that the text ends with; never the whole text."""
        for start in range(max(1, len(words) - 9), len(words)):
            found = self.at(words, start)
            if found and found.end == len(words):
                return found
        return None


def _before(expression: Expression, rest: Tree, rules: Mapping[str, str]) -> Tree:
    """Every way to say a template, then `rest`, which all of them share: written out, one template can be millions.

    Raises ValueError for what a list of phrases can't hold.
    """
    match expression:
        case TextChunk():
            return _chain(expression.text.split(), rest)
        case Alternative():
            return reduce(_merged, (_before(item, rest, rules) for item in expression.items))
        case RuleReference(rule_name=name) if name in _GAPS:
            return reduce(_merged, (_chain(way, rest) for way in _GAPS[name]))
        case RuleReference(rule_name=name):
            return _before(parse_sentence(rules[name]).expression, rest, rules)
        case Group():
            return reduce(lambda tree, item: _before(item, tree, rules), reversed(expression.items), rest)
        case _:
            raise ValueError(f"a phrase can't hold {type(expression).__name__}")


def _chain(words: Sequence[str], rest: Tree) -> Tree:
    return reduce(lambda tree, word: {word: tree}, reversed(words), rest)


def _merged(one: Tree, other: Tree) -> Tree:
    """What either tree holds; where both give a value, the other's."""
    if one is other:
        return one
    merged = one | other
    for step in one.keys() & other.keys():
        mine, theirs = one[step], other[step]
        if isinstance(mine, dict) and isinstance(theirs, dict):
            merged[step] = _merged(mine, theirs)
    return merged


def _shared(tree: Tree, known: dict[object, Tree], done: dict[int, Tree]) -> Tree:
    """The same tree with equal branches held once: a tenth of the size, and of the time to load it."""
    if id(tree) not in done:
        lean: Tree = {
            sys.intern(step): sys.intern(branch) if isinstance(branch, str) else _shared(branch, known, done)
            for step, branch in tree.items()
        }
        key = frozenset((step, branch if isinstance(branch, str) else id(branch)) for step, branch in lean.items())
        done[id(tree)] = known.setdefault(key, lean)
    return done[id(tree)]
