"""Hard days: one concrete thing from before, the usual thing, and the acts that answer a harsh thought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from interaction_model.steps import Rung, Step
from models import queries
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.suggestions import limits, steps
from small_wins.themes.wordlists import listed


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back something is looked for."""

    past_days: int = 90
    """What is older than a season is not said to be usual."""
    week_days: int = 7
    heard_days: int = 7
    """What was read out in these days is not read out again while there is something else."""
    usual_days: int = 3
    """On so many days at least something was done to be called usual."""
    longest_words: int = 12
    """A longer telling is too much to listen to on a hard day."""
    shortest_stem: int = 3
    partial_domain: str = "self-care"
    """Where nothing nearer is named, a part of the day is looked for here: a sip, a sock."""


REACH = Reach()
_HEARD = "heard "


def win_to_hear(journal: Journal, besides: Collection[str] = ()) -> Win | None:
    """One concrete thing from before, not read out lately; marked as heard. `besides`: ids that are not meant."""
    heard = _heard_lately(journal)
    wins = [win for win in _latest(journal) if str(win.id) not in besides]
    fresh = [win for win in wins if str(win.id) not in heard]
    for candidates in (fresh, wins):
        ranked = sorted(candidates, key=lambda win: (win.day != journal.today, _concrete(journal, win)), reverse=True)
        if found := _sayable(journal, ranked):
            days.remark(journal, f"{_HEARD}{found.id}")
            return found
    return None


def has_archive(journal: Journal) -> bool:
    """Whether there is anything from before to hear."""
    return _sayable(journal, _latest(journal)) is not None


def week_count(journal: Journal) -> int:
    """How many wins the last seven days hold."""
    first = journal.today - timedelta(days=REACH.week_days - 1)
    return queries.archive_count(journal.session, journal.person.person_id, first, journal.today)


def last_wins(journal: Journal, past_days: int, most: int) -> list[Win]:
    """The latest different wins of the last days (1: today alone) that may be said, oldest first."""
    first = journal.today - timedelta(days=past_days - 1)
    # Some more, for what was told twice or may not be said.
    latest = queries.archive_latest(journal.session, journal.person.person_id, first, journal.today, most * 3)
    different = {win.phrase.casefold(): win for win in latest}.values()
    return [
        win for win in sorted(different, key=lambda win: (win.day, win.happened_at)) if journal.may_say(win.phrase)
    ][-most:]


def usual_win(journal: Journal) -> Win | None:
    """Their own most dependable act: done on the most days of this season, on three at least; its latest time."""
    first = journal.today - timedelta(days=REACH.past_days)
    wins = [win for win in _latest(journal) if win.day >= first]
    times = Counter(phrase for phrase, _ in {(win.phrase.casefold(), win.day) for win in wins})
    usual = [win for win in wins if times[win.phrase.casefold()] >= REACH.usual_days]
    ranked = sorted(usual, key=lambda win: times[win.phrase.casefold()], reverse=True)
    return _sayable(journal, ranked)


def past_instance(journal: Journal, act: str) -> Win | None:
    """The latest time that they did this act: every word of it that tells something is in the telling of the win."""
    grammar = journal.language.grammar
    done = grammar.find_acts(grammar.trim(act), infinitive=True)
    forms = [wanted for text in (act, *(one.what for one in done)) if (wanted := stems(journal, text))]
    for win in _latest(journal):
        told = stems(journal, win.phrase)
        if any(wanted <= told for wanted in forms) and journal.may_say(win.phrase):
            return win
    return None


def stems(journal: Journal, text: str) -> frozenset[str]:
    """The words of a text that tell something, without their endings: 'washing my hair' -> wash, hair."""
    endings, tells_nothing = listed(journal, "hard_days", "endings"), listed(journal, "hard_days", "tells_nothing")
    plain = journal.language.understanding.contractions.plain(text).split()
    return frozenset(_stem(word, endings) for word in plain if word not in tells_nothing)


def partial_step(journal: Journal, text: str) -> Rung | None:
    """A part of a step that fits today, one to do with `text` where there is one; kept as offered."""
    fitting = _fitting_steps(journal)
    plain = [step for step in fitting if step.domain == REACH.partial_domain] or fitting
    step = _nearest(journal, fitting, text) or (plain[journal.today.toordinal() % len(plain)] if plain else None)
    return _offer_part(journal, step)


def near_step(journal: Journal, text: str) -> Rung | None:
    """A part of a step to do with what is near the person; None where none has to do with it."""
    return _offer_part(journal, _nearest(journal, _fitting_steps(journal), text))


def _latest(journal: Journal) -> Sequence[Win]:
    return queries.archive_last(journal.session, journal.person.person_id)


def _sayable(journal: Journal, wins: Iterable[Win]) -> Win | None:
    return next((win for win in wins if journal.may_say(win.phrase)), None)


def _heard_lately(journal: Journal) -> frozenset[str]:
    first = journal.today - timedelta(days=REACH.heard_days)
    rows = queries.remarks_since(journal.session, journal.person.person_id, first)
    return frozenset(key.removeprefix(_HEARD) for row in rows for key in row.times if key.startswith(_HEARD))


def _concrete(journal: Journal, win: Win) -> int:
    """The more words and the more places, people and things are in it, the higher; too long counts less."""
    words = win.phrase.lower().split()
    places = listed(journal, "hard_days", "concrete")
    return (
        min(len(words), REACH.longest_words)
        - max(0, len(words) - REACH.longest_words)
        + 2 * (sum(word in places for word in words))
    )


def _stem(word: str, endings: Sequence[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= REACH.shortest_stem:
            return word.removesuffix(ending)
    return word


def _fitting_steps(journal: Journal) -> list[Step]:
    """The steps that today's limits allow, least effort first, without what is never to be offered."""
    fitting = [step for step in limits.possible(journal, journal.language.steps) if not step.equipment]
    least = min((step.energy for step in fitting), default=0)
    return [step for step in fitting if step.energy == least]


def _offer_part(journal: Journal, step: Step | None) -> Rung | None:
    """The first smaller version, which is still an act; the last ones are thoughts."""
    return steps.offer(journal, step, min(1, len(step.chain) - 1)) if step else None


def _nearest(journal: Journal, fitting: Sequence[Step], text: str) -> Step | None:
    """The step whose smaller version shares the most words with the text, where it shares any."""
    wanted = stems(journal, text)
    shared = [(len(wanted & stems(journal, step.chain[min(1, len(step.chain) - 1)].do)), step) for step in fitting]
    most, step = max(shared, key=lambda pair: pair[0], default=(0, None))
    return step if most else None
