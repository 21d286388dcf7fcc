"""The time-outs and thresholds of this door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, how much to take."""

    listening_chunk_seconds: float = 0.02
    """Sound handed over by the microphone at a time."""

    reading_chunk_seconds: float = 0.1
    """Sound decoded from a recording at a time."""

    microphone_starts_within_seconds: float = 5.0
    """A microphone that gives nothing for so long after it was opened does not work."""

    microphone_quiet_seconds: float = 2.0
    """A microphone that gives nothing, not even silence, for so long is gone."""

    microphone_retry_seconds: float = 1.0
    """Between two attempts to find the microphone again."""

    ear_closed_seconds: float = 0.4
    """Sound not listened to after we have spoken: the echo of our own voice."""

    reprompt_after_seconds: float = 8.0
    """Silence after a question before it is put once more."""

    due_every_seconds: float = 5.0
    """Quiet after which the core is asked whether something is due, while nobody speaks."""

    recogniser_lasts_seconds: float = 600.0
    """Sound after which a recogniser is made anew, because its caches grow."""

    alternatives: int = 5
    """Hypotheses for each utterance."""

    speaker_sleeps_after_seconds: float = 30.0
    """Quiet after which a speaker may have gone to sleep."""

    lead_in_seconds: float = 0.25
    """Silence played first to a speaker that may be asleep, which swallows it while it wakes."""

    run_out_seconds: float = 0.1
    """Silence played last, so that the end is out before the device is stopped."""

    speaker_late_seconds: float = 4.0
    """A speaker so much later than the sound lasts is gone."""

    speaker_period_seconds: float = 0.02
    """Sound that the speaker asks for at a time."""

    rendering_attempts: int = 5
    """How often a text is rendered until there is sound."""

    words_a_minute: int = 155
    """How fast we speak."""

    turns_logged: int = 10
    """Turns whose timings are kept for `status`."""

    door_state_debounce_seconds: float = 0.5
    """From a change of state to its being written, with whatever changes meanwhile."""

    door_state_lock_seconds: float = 1.0
    """For the lock on the state; a longer one is another listener's."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on a speech model that comes from elsewhere."""

    connect_seconds: float = 5.0
    """To reach the server."""

    read_seconds: float = 30.0
    """Between two pieces of the download."""

    attempts: int = 5
    """How often a download that breaks off is taken up again, as long as each time something came."""

    piece_bytes: int = 1 << 16
    """Read and written at a time."""

    download_bytes: int = 4 << 30
    """The largest official zip has under 3 GB."""

    unpacked_bytes: int = 8 << 30
    """The largest official model has under 4 GB."""

    unpacked_ratio: int = 20
    """How many times its size a zip may unpack to; official models stay under 3."""

    unpacked_slack_bytes: int = 16 << 20
    """Granted to every zip, because small ones may shrink more."""

    files: int = 1000
    """Official models have under 30."""


FETCH_LIMITS = FetchLimits()
