"""Who is speaking: Alexa's user ids are kept only as a keyed hash."""

from small_wins.id_key import keyed_hash


def person_of(user_id: str, key: bytes) -> str:
    """The person behind an id of Alexa's, an account's or a voice's: 'alexa:' and its keyed hash."""
    return f"alexa:{keyed_hash(user_id, key)}"
