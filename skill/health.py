"""Whether the server is alive, and whether it can answer: for whoever runs it, not for the internet."""

from flask import Blueprint

from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, explain


def health(core: Core) -> Blueprint:
    """GET /healthz: this process answers. GET /readyz: its journal does too, in today's schema."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> str:
        return "ok\n"

    @routes.get("/readyz")
    def ready() -> tuple[str, int]:
        try:
            core.database.check()
        except JOURNAL_FAILURES as error:
            return f"{explain(error)}\n", 503
        return "ok\n", 200

    return routes
