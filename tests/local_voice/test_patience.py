"""What may take too long."""

from __future__ import annotations

import threading

import pytest

from local_voice.patience import Question, begin


def test_what_hangs_is_asked_once_however_often_its_answer_is_wanted() -> None:
    may_answer, asked = threading.Event(), []

    def hang() -> str:
        asked.append(1)
        assert may_answer.wait(20)
        return "there"

    question = Question(0.5, hang)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            question()
    assert len(asked) == 1
    may_answer.set()
    assert [question(), question()] == ["there", "there"]
    assert len(asked) == 2


def test_what_went_wrong_is_told_and_asked_anew() -> None:
    answers: list[str] = []

    def ask() -> str:
        answers.append("")
        if len(answers) == 1:
            raise OSError("no")
        return "there"

    question = Question(20, ask)
    with pytest.raises(OSError, match="no"):
        question()
    assert question() == "there"


def test_what_was_begun_goes_on_while_nobody_waits() -> None:
    assert begin(lambda number: number + 1, 1).result(20) == 2
