"""Mouth and player together: what is handed to the speaker, and when."""

from __future__ import annotations

import array
import threading
import time
from collections.abc import Iterable, Iterator

import pytest

from local_voice.ears import Ear
from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS
from local_voice.mouth import Mouth
from local_voice.player import Player
from local_voice.sound import FRAME_BYTES, SPOKEN_RATE, listening_earcon, soft_chime
from local_voice.voice import Voice
from small_wins.reply import AS_USUAL, Manner, Reply
from tests.local_voice.conftest import heard_as
from tests.virtual_sound import VirtualSound

WEEK = "This week you kept seven things. " + "You drank a glass of water and walked to the corner. " * 7
PLANS = "You have eight plans: " + "; ".join(["when the kettle boils, drink some water"] * 8) + "."


class _Speaker(Player):
    """A speaker that keeps what it was given, all of it at once."""

    pieces: tuple[bytes, ...] = ()

    def __init__(self) -> None:
        """It opens nothing."""

    @property
    def pcm(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def playing(self) -> bool:
        return False

    def play(self, pieces: Iterable[bytes]) -> float | None:
        self.pieces = tuple(pieces)
        return 0.0


class _SlowMouth:
    """A voice that says a word a sentence, when it is let."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.asked: list[str] = []

    def render(self, text: str, manner: Manner = AS_USUAL) -> bytes:
        del manner
        self.asked.append(text)
        assert self.may_go_on.wait(20)
        return array.array("h", [8000, -8000] * (SPOKEN_RATE // 2)).tobytes()


class _BrokenMouth(_SlowMouth):
    """One that has its first sentence, and breaks at the second."""

    def render(self, text: str, manner: Manner = AS_USUAL) -> bytes:
        if self.asked:
            raise SpeakerError("voice_stuck")
        return super().render(text, manner)


@pytest.fixture
def player(virtual_sound: VirtualSound) -> Iterator[Player]:
    one = Player()
    yield one
    one.close()


def test_an_exercise_is_one_sound_with_its_silences_where_there_is_no_ear(mouth: Mouth) -> None:
    speaker = _Speaker()
    pieces = (("Breathe in for four.", 4.0), ("And out for six.", 6.0))
    Voice(mouth, speaker).say_reply(Reply("Breathe in for four. And out for six.", "breathe", timed=pieces))
    words = sum(len(mouth.render(text)) for text, _ in pieces)
    assert len(speaker.pcm) == pytest.approx(words + 10 * FRAME_BYTES * SPOKEN_RATE, rel=0.03)


def test_a_chime_comes_before_what_is_kept_once_and_is_soft(mouth: Mouth) -> None:
    speaker = _Speaker()
    Voice(mouth, speaker).say("Okay. It's kept.", Manner(chime=True))
    assert speaker.pcm.startswith(soft_chime())
    assert speaker.pcm.count(soft_chime()) == 1
    assert 0 < _loudest(soft_chime()) < _loudest(mouth.render("Okay."))


@pytest.mark.parametrize(("text", "pieces"), [(WEEK, 8), (PLANS, 4)])
def test_it_is_spoken_in_pieces_with_the_pauses_of_the_whole(mouth: Mouth, text: str, pieces: int) -> None:
    speaker = _Speaker()
    Voice(mouth, speaker).say(text)
    assert len(speaker.pieces) == pieces
    assert len(speaker.pcm) == pytest.approx(len(mouth.render(text)), rel=0.03)


@pytest.mark.parametrize(
    ("manner", "length", "loudness"), [(Manner(rate=60), 1.3, 1), (Manner(volume=50), 1, 0.5), (Manner(), 1, 1)]
)
def test_the_manner_reaches_sound_and_pauses(mouth: Mouth, manner: Manner, length: float, loudness: float) -> None:
    usual, speaker = _Speaker(), _Speaker()
    Voice(mouth, usual).say(WEEK)
    Voice(mouth, speaker).say(WEEK, manner)
    assert len(speaker.pcm) >= length * len(usual.pcm) * 0.97
    assert _loudest(speaker.pcm) == pytest.approx(loudness * _loudest(usual.pcm), rel=0.1)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_nothing_to_say_leaves_what_plays(mouth: Mouth, text: str) -> None:
    speaker = _Speaker()
    speaker.pieces = (b"before",)
    assert Voice(mouth, speaker).say(text) is None
    assert speaker.pcm == b"before"


@pytest.mark.sound
def test_the_first_sentence_is_heard_while_the_next_is_made(virtual_sound: VirtualSound, player: Player) -> None:
    mouth = _SlowMouth()
    voice = Voice(mouth, player)
    mouth.may_go_on.set()
    with virtual_sound.recording() as recording:
        spoken = voice.say("One. Two.")
        mouth.may_go_on.clear()
        assert spoken
        assert recording.wait_until_loud()
        assert voice.speaking
        mouth.may_go_on.set()
        voice.wait()
        assert not voice.speaking
        recording.wait_until_quiet(0.5)


@pytest.mark.sound
def test_it_speaks_from_the_moment_it_is_told_and_can_be_stopped_before_its_first_sound(
    virtual_sound: VirtualSound, player: Player
) -> None:
    mouth, said = _SlowMouth(), []
    voice = Voice(mouth, player)
    assert not voice.speaking
    saying = threading.Thread(target=lambda: said.append(voice.say("One. Two. Three.")))
    with virtual_sound.recording() as recording:
        saying.start()
        _until(lambda: bool(mouth.asked))
        assert voice.speaking
        voice.stop()
        assert not voice.speaking
        mouth.may_go_on.set()
        saying.join(10)
        assert said == [None]
        assert mouth.asked == ["One."]
        time.sleep(0.5)
        assert recording.first_loud_at is None


@pytest.mark.sound
def test_what_was_stopped_is_not_rendered_to_its_end_nor_heard_in_the_next(player: Player) -> None:
    mouth = _SlowMouth()
    mouth.may_go_on.set()
    voice = Voice(mouth, player)
    voice.say("One.")
    voice.wait()
    voice.say("Two. " + "Three. " * 200)
    voice.stop()
    asked = len(mouth.asked)
    assert asked < 200
    voice.say("Four.")
    voice.wait()
    assert "Four." in mouth.asked[asked : asked + 2]
    assert len(mouth.asked) <= asked + 2


@pytest.mark.sound
def test_a_voice_that_breaks_is_told_after_what_it_had(virtual_sound: VirtualSound, player: Player) -> None:
    mouth = _BrokenMouth()
    mouth.may_go_on.set()
    voice = Voice(mouth, player)
    with virtual_sound.recording() as recording:
        assert voice.say("One. Two.")
        with pytest.raises(SpeakerError) as error:
            voice.wait()
        assert error.value.key == "voice_stuck"
        assert recording.wait_until_loud()
    assert not voice.speaking


@pytest.mark.sound
def test_an_earcon_is_heard_and_not_said(virtual_sound: VirtualSound, player: Player) -> None:
    voice = Voice(_SlowMouth(), player)
    with virtual_sound.recording() as recording:
        voice.play_earcon()
        assert not voice.speaking
        voice.make_ready(soon=False)
        recording.wait_until_loud()
        recording.wait_until_quiet(0.3)
        heard = sum(abs(sample) > 300 for sample in array.array("h", bytes(recording.pcm))) / 16000
        assert 0.05 < heard < 0.2


@pytest.mark.sound
def test_an_earcon_does_not_cut_what_is_being_said(virtual_sound: VirtualSound, player: Player) -> None:
    mouth = _SlowMouth()
    mouth.may_go_on.set()
    voice = Voice(mouth, player)
    voice.say("One.")
    voice.play_earcon()
    assert voice.speaking
    voice.wait()


def test_an_earcon_is_short_quiet_and_no_chime() -> None:
    seconds = len(listening_earcon()) / FRAME_BYTES / SPOKEN_RATE
    assert 0.1 <= seconds <= 0.2
    assert 0 < _loudest(listening_earcon()) <= _loudest(soft_chime())
    assert len(soft_chime()) > 3 * len(listening_earcon())


@pytest.mark.parametrize("volume", [50, 100, 150])
@pytest.mark.parametrize("gap_seconds", [0.1, 0.5, 2.0])
def test_no_earcon_is_heard_as_a_word(ear: Ear, gap_seconds: float, volume: int) -> None:
    earcon = array.array("h", (sample * volume // 100 for sample in array.array("h", listening_earcon()))).tobytes()
    sound = (heard_as(earcon) + bytes(round(gap_seconds * 16000) * FRAME_BYTES)) * 10
    chunks = (sound[at : at + 640] for at in range(0, len(sound), 640))
    assert list(ear.hear_all(chunks)) == []


def test_an_earcon_before_words_takes_none_of_them(mouth: Mouth, ear: Ear) -> None:
    said = (
        heard_as(listening_earcon() + bytes(4410)) + heard_as(mouth.render("I drank a glass of water.")) + bytes(32000)
    )
    assert [one.hypotheses[0] for one in ear.hear_all(iter([said]))] == ["i drank a glass of water"]


def _until(reached: object) -> None:
    assert callable(reached)
    deadline = time.monotonic() + LIMITS.speaker_late_seconds
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _loudest(pcm: bytes) -> int:
    return max(map(abs, array.array("h", pcm)))
