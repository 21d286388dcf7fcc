"""How Alexa's user ids become people."""

from skill.identity import person_of


def test_a_person_is_a_keyed_hash_of_the_user_id() -> None:
    # RFC 4231, test case 2
    assert person_of("what do ya want for nothing?", b"Jefe") == (
        "alexa:5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
