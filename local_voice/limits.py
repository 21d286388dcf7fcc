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

    speech_likelihood: float = 0.5
    """From which on sound is taken for speech, 0 to 1."""

    speech_starts_after_seconds: float = 0.2
    """Sound like speech before an utterance begins: a lone "no" has little more."""

    before_speech_seconds: float = 0.6
    """Sound from before that, which is listened to as well."""

    speech_ends_after_seconds: float = 0.7
    """Silence that ends an utterance."""

    patient_ends_after_seconds: float = 1.3
    """The same for somebody who speaks slowly."""

    unfinished_ends_after_seconds: float = 2.5
    """The same after half a sentence: "i finally"."""

    answer_ends_after_seconds: float = 0.45
    """The same after one of the few answers that a question awaits."""

    answer_words: int = 3
    """An answer that a question awaits has no more words."""

    utterance_seconds: float = 30.0
    """The longest utterance."""

    nothing_said_seconds: float = 5.0
    """Silence after which an open ear closes."""

    nothing_said_in_care_seconds: float = 60.0
    """The same while somebody may be in danger."""

    reprompt_after_seconds: float = 8.0
    """Silence after a question in care mode before it is put once more."""

    wake_sound_seconds: float = 20.0
    """The longest stretch of speech that a wake phrase is looked for in at a time."""

    spotting_seconds: float = 0.06
    """Sound between two looks for a phrase: a look costs six times the decoding."""

    wake_settles_seconds: float = 0.3
    """Sound after a wake phrase was spotted before it is believed."""

    earcon_after_seconds: float = 0.4
    """Silence after a wake phrase before a soft sound says that the ear is open."""

    interruption_after_seconds: float = 0.5
    """Of our own speech, before "stop" is listened for."""

    echo_seconds: float = 0.3
    """The longest way of our own voice to the microphone: buffers, air and walls."""

    due_every_seconds: float = 5.0
    """Quiet after which the core is asked whether something is due, while nobody speaks."""

    announcement_volume: float = 0.7
    """How loud what is due is said, of the usual: nobody asked for it at this moment."""

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
    """A speaker that asks for no sound for so long, while it plays, is gone."""

    sound_system_answers_within_seconds: float = 3.0
    """A sound system that takes longer to open, start or stop a device hangs."""

    speaker_retry_seconds: float = 10.0
    """After a speaker failed, before it is woken again for what may be said; what is said tries it at once."""

    speaker_period_seconds: float = 0.02
    """Sound that the speaker asks for at a time."""

    thinking_seconds: float = 4.0
    """When an answer takes longer, it is said that it does."""

    journal_busy_seconds: float = 15.0
    """How long a turn waits for another program that holds the journal, before it is told."""

    rendering_attempts: int = 5
    """How often a text is rendered until there is sound."""

    rendering_seconds: float = 20.0
    """A voice that takes longer for a sentence is stuck."""

    words_a_minute: int = 155
    """How fast we speak."""

    activity_peak: float = 0.25
    """Sound whose peaks are lower (1 is the full scale) is made so loud before speech is looked for in it."""

    activity_louder_times: float = 10.0
    """But not more than so much louder: 20 dB."""

    activity_loudness_seconds: float = 1.5
    """Sound whose peaks count."""

    longest_piece_characters: int = 120
    """A longer sentence is rendered in clauses, so that its first sound need not wait for its last."""

    between_clauses_seconds: float = 0.18
    """Silence after a clause that is rendered apart, as espeak-ng keeps it at the usual speed."""

    between_sentences_seconds: float = 0.37
    """Silence after a sentence."""

    between_paragraphs_seconds: float = 0.64
    """Silence after a paragraph."""

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
