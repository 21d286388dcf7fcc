"""The playbook: a list of what works for them, and a sequence for heavy days. Both are theirs to change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from models import queries
from models.ids import new_id
from models.tables import PlaybookEntry, Win
from small_wins.journal import Journal
from small_wins.themes.hard_times.favourites import (
    LATEST,
    Favourite,
    entries,
    favourites,
    of_entry,
    of_step,
    step_of_act,
)
from small_wins.themes.suggestions import steps
from small_wins.themes.wordlists import alike, listed, plain, says

LONGEST_SEQUENCE = 3
OFTEN = 3
"""So often an act is told before it is offered for the list."""
REPEATS_AMONG = 200
"""Told so often within so many wins: this is looked at after every win, and may not take long."""
REPEATS_REACH = timedelta(days=90)
LAST_ONE_REACHES = timedelta(days=7)
"""How long 'the same again' means the last one rather than the most dependable."""


def add(journal: Journal, words: str) -> tuple[Favourite, bool]:
    """Put an act or a noun of theirs on the list; False where it was on it."""
    step = _step_named(journal, words)
    act = words if journal.language.grammar.begins_with_act(words) else journal.language.grammar.told(words) or words
    row = next((row for row in entries(journal) if _is_same(row, step.name if step else None, act, words)), None)
    is_new = row is None or row.status != "works"
    if row is None:
        domain = step.domain if step else journal.language.understanding.domain_of(act)
        row = _new_entry(journal, act if step is None else None, domain, "works")
        row.step = step.step.id if step and step.step else None
    row.status = "works"
    journal.session.flush()
    return of_entry(journal, row) or Favourite(f"entry:{row.id}", words, act, row.domain or ""), is_new


def turn_down(journal: Journal, act: str) -> None:
    """Remember that they don't want an act on the list, so that it is not offered again."""
    _new_entry(journal, act, journal.language.understanding.domain_of(act), "off")


def remove(journal: Journal, words: str) -> Favourite | None:
    """Take what comes nearest to the words off the list, and out of the sequence; None where nothing does."""
    own = [found for row in entries(journal) if row.status in {"works", "heavy"} and (found := of_entry(journal, row))]
    named = {one.name: one for one in (*favourites(journal), *own)}
    best = max(named.values(), key=lambda one: alike(journal, words, f"{one.do} {one.act}"), default=None)
    if best is None or not alike(journal, words, f"{best.do} {best.act}"):
        return None
    rows = [row for row in entries(journal) if (found := of_entry(journal, row)) and found.name == best.name]
    for row in rows:
        row.status, row.heavy = "off", None
    if not rows and best.step:
        _new_entry(journal, None, best.domain, "off").step = best.step.id
    return best


def same_again(journal: Journal) -> Favourite | None:
    """The step that was done last, within some days; else the one on offer; else the most dependable one."""
    person_id = journal.person.person_id
    own = {plain(row.phrase): row for row in entries(journal) if row.phrase and row.status == "works"}
    for done in queries.latest_done(journal.session, person_id, LATEST):
        if done.told_at < journal.now - LAST_ONE_REACHES:
            break
        if found := step_of_act(journal, done.phrase, done.step):
            return of_step(found[0])
        row = own.get(plain(_without_again(journal, done.phrase)))
        if row is not None and (found_own := of_entry(journal, row)):
            return found_own
    last = steps.last_offer(journal)
    if last and (step := journal.language.steps.find(last.step)):
        return of_step(step)
    return next(iter(favourites(journal)), None)


def often_told(journal: Journal, kept: Sequence[Win]) -> str | None:
    """An act among these that was told so often that it may belong on the list, and was never asked about."""
    rows = entries(journal)
    on_list, steps_on_list = {plain(row.phrase or "") for row in rows}, {row.step for row in rows}
    told = queries.latest_done(journal.session, journal.person.person_id, REPEATS_AMONG)
    never = listed(journal, "playbook", "never_offered")
    acts = [_without_again(journal, done.phrase) for done in told if done.told_at >= journal.now - REPEATS_REACH]
    for win in kept:
        act = _without_again(journal, win.phrase)
        step = step_of_act(journal, act, win.step)
        known = plain(act) in on_list or (step is not None and step[0].id in steps_on_list)
        if not known and acts.count(act) >= OFTEN and not says(journal, act, never):
            return act
    return None


def sequence(journal: Journal) -> list[Favourite]:
    """The steps of their own for heavy days, in order."""
    rows = sorted((row for row in entries(journal) if row.heavy), key=lambda row: row.heavy or 0)
    found = (of_entry(journal, row) for row in rows)
    return [one for one in found if one]


def set_sequence(journal: Journal, words: Sequence[str], *, add_to: bool = False) -> list[Favourite]:
    """Keep one to three steps of theirs for heavy days, in place of those before or after them."""
    rows = sorted((row for row in entries(journal) if row.heavy), key=lambda row: row.heavy or 0)
    if not add_to:
        for row in rows:
            _take_out(journal, row)
    start = len(rows) if add_to else 0
    for place, what in enumerate(words[: LONGEST_SEQUENCE - start], start + 1):
        row = _entry_named(journal, what) or _new_entry(journal, what, None, "heavy")
        row.heavy = place
        row.status = row.status if row.status == "works" else "heavy"
    journal.session.flush()
    return sequence(journal)


def split(journal: Journal, text: str) -> list[str]:
    """The things that a list names, taken apart at its commas and its 'and's; their 'and then' is no thing."""
    pattern = "|".join(re.escape(mark) for mark in listed(journal, "playbook", "between"))
    pieces = re.split(pattern, f" {text} ", flags=re.IGNORECASE)
    return [" ".join(piece.split()).strip(" .,;") for piece in pieces if piece.strip(" .,;")]


def _take_out(journal: Journal, row: PlaybookEntry) -> None:
    if row.status == "heavy":
        journal.session.delete(row)
    else:
        row.heavy = None


def _entry_named(journal: Journal, words: str) -> PlaybookEntry | None:
    rows = (row for row in entries(journal) if row.status in {"works", "heavy"} and row.phrase)
    return next((row for row in rows if plain(row.phrase or "") == plain(words)), None)


def _step_named(journal: Journal, words: str) -> Favourite | None:
    """The step of the catalogue that these words spell out."""
    grammar = journal.language.grammar
    found = step_of_act(journal, grammar.told(words) or words) or step_of_act(journal, words)
    return of_step(found[0]) if found else None


def _is_same(row: PlaybookEntry, step_name: str | None, act: str, words: str) -> bool:
    if step_name is not None:
        return f"step:{row.step}" == step_name
    return plain(row.phrase or "") in {plain(act), plain(words)}


def _without_again(journal: Journal, phrase: str) -> str:
    endings = listed(journal, "playbook", "again")
    while ending := next((one for one in endings if plain(phrase).endswith(f" {one}")), None):
        phrase = phrase[: -len(ending)].rstrip()
    return phrase


def _new_entry(journal: Journal, phrase: str | None, domain: str | None, status: str) -> PlaybookEntry:
    row = PlaybookEntry(
        person_id=journal.person.person_id,
        id=new_id(journal.now),
        at=journal.now,
        step=None,
        phrase=phrase,
        domain=domain or (journal.language.understanding.domain_of(phrase) if phrase else None),
        status=status,
        heavy=None,
    )
    journal.session.add(row)
    return row
