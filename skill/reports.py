"""What the door logs of an error."""

import logging
import traceback

log = logging.getLogger("skill")


def report(error: BaseException) -> None:
    """Log the kind of an error and where it arose, but not its message, which may quote what was said."""
    log.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
