"""Writes the schema at the end of docs/records.md, from the tables and what is written there about their columns.

python docs/make_records.py
"""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Uuid

from models import records
from models.tables import Base, Instant

DOCUMENT = Path(__file__).parent / "records.md"
MARK = "<!-- From here on by `python docs/make_records.py`. -->\n"
FORMS = {
    Instant: "instant",
    Date: "day",
    Uuid: "id",
    JSON: "object",
    Boolean: "true or false",
    Integer: "whole number",
    String: "text",
}


def document() -> str:
    """The whole document: what stands before the mark stays."""
    before = DOCUMENT.read_text(encoding="utf-8").partition(MARK)[0]
    return before + MARK + "".join(_table(table) for table in records.tables())


def _table(table: Table) -> str:
    mapped = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    about, meanings = (inspect.getdoc(mapped) or "").replace("\n", " "), dict(_meanings(mapped))
    rows = "".join(_row(column, meanings.get(column.name, "")) for column in records.columns(table))
    return f"\n### {table.name}\n\n{about}\n\n| name | form | what it is |\n| --- | --- | --- |\n{rows}"


def _row(column: Column[Any], meaning: str) -> str:
    form = next(form for kind, form in FORMS.items() if isinstance(column.type, kind))
    length = getattr(column.type, "length", None)
    told = f"{form}{f' (at most {length})' if length else ''}{', or null' if column.nullable else ''}"
    return f"| `{column.name}` | {told} | {meaning} |\n"


def _meanings(mapped: type) -> Iterator[tuple[str, str]]:
    """What stands under each column in the source."""
    tree = ast.parse(inspect.getsource(mapped))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for before, after in itertools.pairwise(body):
        told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and told:
            yield before.target.id, " ".join(str(after.value.value).split())


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
