"""The record as files."""

from __future__ import annotations

from small_wins.reply import Reply
from small_wins.themes.past import exports
from small_wins.turn import Turn

_SUMMARY = "summary"


def export(turn: Turn) -> Reply:
    """Saved at once: the files stay on the machine, and nothing is taken from the journal."""
    data_dir = turn.settings.data_dir
    if turn.slots.get("format") == _SUMMARY:
        written, key, name = exports.write_summary(turn.journal, data_dir), "export_summary", exports.SUMMARY
    else:
        written, key, name = exports.write_wins(turn.journal, data_dir), "export_saved", exports.WINS
    if not written:
        return turn.say("export_summary_empty" if key == "export_summary" else "export_empty")
    return turn.say(f"{key}_afar" if turn.afar else key, name=name)


ANSWERS = {"export": export}
