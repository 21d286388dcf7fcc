"""What may be offered after a win: one thing at most, each kind once a day, and nothing when energy is low."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.tables import Win
from small_wins.reply import Expects, Reply
from small_wins.themes import days
from small_wins.turn import Turn


@dataclass(frozen=True, slots=True)
class Offer:
    """One sentence after what was said back, in place of the acknowledgement."""

    kind: str
    """Its name; each is offered once a day at most."""
    text: str
    question: str | None = None
    """The follow-up that it leaves open; None: it is a statement, and silence answers it."""
    expects: Expects = "yes_no"
    reprompt: str = ""
    """Key of the sentence for a silence; needed with a question."""
    about: Mapping[str, str] = field(default_factory=dict)


OFFERS: list[Callable[[Turn, Sequence[Win]], Offer | None]] = []
"""Who may make an offer, in the order in which they are asked. A theme names its own as `OFFERS`."""


REST = "rest"
"""Nothing is offered after a rest: it is whole in itself."""


def offered(turn: Turn, kind: str) -> bool:
    """Whether an offer of this kind was made today; for who would write something down in making it."""
    return bool(days.remarked(turn.journal, f"offer {kind}"))


def offer_after(turn: Turn, kept: Sequence[Win]) -> Offer | None:
    """The one offer after these wins, or None."""
    if not turn.may_offer or not kept or any(win.domain == REST for win in kept):
        return None
    for make in OFFERS:
        found = make(turn, kept)
        if found and not offered(turn, found.kind):
            days.remark(turn.journal, f"offer {found.kind}")
            return found
    return None


def with_offer(turn: Turn, reply: Reply, offer: Offer) -> Reply:
    """The reply with the question that the offer leaves open."""
    if offer.question is None:
        return reply
    return turn.leave_open(reply, offer.question, offer.expects, offer.reprompt, offer.about)
