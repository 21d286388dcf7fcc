"""The time-outs and sizes of the Alexa door, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Time-outs and bounds. Amazon gives the two tolerances; the rest is ours."""

    request_tolerance_seconds: int = 150
    """How far a request's timestamp may be from now, into the past and into the future."""

    skill_event_tolerance_seconds: int = 3600
    """The same for skill events (enabled, disabled, permissions), which Alexa delivers late."""

    connect_timeout_seconds: float = 1.5
    """How long to wait for a connection to the server of the certificates."""

    fetch_timeout_seconds: float = 3.0
    """How long the whole certificate chain may take; Alexa itself gives up on us after about eight."""

    chain_bytes: int = 64 * 1024
    """The largest certificate chain that is read."""

    chain_certificates: int = 10
    """The most certificates that a chain may hold."""

    chain_url_characters: int = 512
    """The longest address of a certificate chain."""

    cached_chains: int = 8
    """How many certificate chains are remembered."""

    cached_chain_seconds: int = 24 * 3600
    """How long a chain is remembered at most; never longer than its certificates are valid."""

    rsa_key_bits: int = 2048
    """The shortest RSA key that may sign."""

    body_bytes: int = 64 * 1024
    """The largest request body that is read; Alexa's are below 10 kB."""

    api_connect_seconds: float = 0.5
    """How long to wait for a connection to Alexa's own services."""

    settings_seconds: float = 0.5
    """How long the Settings API may take: an answer waits for it."""

    reminders_seconds: float = 1.5
    """How long the Reminders API may take for one reminder."""

    all_reminders_seconds: float = 3.0
    """How long all reminders of one turn may take; the rest follows in the next one."""

    cached_time_zones: int = 10_000
    """Of how many devices the time zone is remembered."""

    cached_time_zone_seconds: int = 24 * 3600
    """How long the time zone of a device is remembered."""

    failed_time_zone_seconds: int = 600
    """How long a device is not asked again after its time zone could not be had."""

    speech_bytes: int = 7_000
    """The longest speech, as JSON and without the markup around it; Alexa takes 8 000 characters of SSML."""

    reprompt_bytes: int = 1_500
    """The longest reprompt, likewise."""

    conversation_bytes: int = 8_000
    """The longest conversation in the session's attributes, as JSON. Alexa takes 24 kB in all."""

    screen_bytes: int = 3_000
    """The most that a screen is sent, as JSON."""

    seconds_told_apart: tuple[float, ...] = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8)
    """The bounds between which the metrics count how long answers took."""


LIMITS = Limits()
