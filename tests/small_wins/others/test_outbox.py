"""A message goes out once, or is known not to have; nothing is ever sent twice by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from interaction_model.request import Request
from models import queries
from models.tables import Message, Person
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.others import outbox, people
from small_wins.themes.others.delivery import Outcome
from small_wins.themes.others.outbox import Courier, Delivered, deliver
from tests.conftest import NOON
from tests.small_wins.others.test_delivery import Web, free_port, serving
from tests.small_wins.talk import Talk

Opens = Callable[..., Core]
LOCAL = "local:me"


def add_person(core: Core, name: str = "Dev", address: str = "json://127.0.0.1:9/x") -> None:
    with core.database.writing() as session:
        person = queries.find_person(session, LOCAL) or queries.add_person(session, LOCAL, NOON)
        people.add(Journal(session, person, NOON, core.language("en-US"), core.settings.person), name, address)
        session.commit()


def put(core: Core, text: str = "I made the bed.", count: int = 1) -> None:
    with core.database.writing() as session:
        person = queries.find_person(session, LOCAL)
        assert person
        journal = Journal(session, person, core.clock(), core.language("en-US"), core.settings.person)
        for _ in range(count):
            outbox.put(journal, people.everybody(journal)[0], text)
        session.commit()


def messages(core: Core) -> Sequence[Message]:
    with core.database.reading() as session:
        return session.scalars(select(Message).order_by(Message.id)).all()


def states(core: Core) -> list[str]:
    return [message.state for message in messages(core)]


def later(core: Core, **time: float) -> Core:
    moment = core.clock() + timedelta(**time)
    return replace(core, clock=lambda: moment)


def test_it_is_marked_before_it_is_handed_over(core: Core) -> None:
    add_person(core)
    put(core)
    seen: list[list[str]] = []

    def hand_over(address: str, title: str, text: str) -> Outcome:
        assert (address, title, text) == ("json://127.0.0.1:9/x", "A small win", "I made the bed.")
        seen.append(states(core))
        return "sent"

    assert deliver(core, hand_over) == Delivered(sent=1)
    assert seen == [["sending"]]
    assert states(core) == ["sent"]
    assert messages(core)[0].sent_at == NOON
    assert deliver(core, hand_over) == Delivered()


def test_what_was_refused_is_tried_ever_more_rarely_and_then_failed(core: Core) -> None:
    add_person(core)
    put(core)
    waits: list[float] = []
    for _ in range(5):
        assert deliver(core, lambda *_: "refused") == Delivered(waiting=1)
        following = messages(core)[0].next_try_at
        assert following
        waits.append((following - core.clock()).total_seconds() / 60)
        too_soon = later(core, seconds=(following - core.clock()).total_seconds() - 1)
        assert deliver(too_soon, lambda *_: "sent") == Delivered()
        core = later(core, seconds=(following - core.clock()).total_seconds())
    assert waits == [1, 5, 30, 120, 360]
    assert deliver(core, lambda *_: "refused") == Delivered(lost=1)
    assert states(core) == ["failed"]
    assert deliver(later(core, days=9), lambda *_: "sent") == Delivered()


def test_what_nobody_knows_of_is_never_sent_again(core: Core) -> None:
    add_person(core)
    put(core)
    assert deliver(core, lambda *_: "unsure") == Delivered(lost=1)
    assert states(core) == ["unsure"]
    assert deliver(later(core, days=9), lambda *_: "sent") == Delivered()
    assert states(core) == ["unsure"]


def test_one_left_in_the_middle_is_doubtful_after_two_minutes_and_no_sooner(core: Core) -> None:
    add_person(core)
    put(core)
    with pytest.raises(KeyboardInterrupt):
        deliver(core, interrupt)
    assert states(core) == ["sending"]
    assert not outbox.has_work(later(core, minutes=1))
    assert deliver(later(core, minutes=1), lambda *_: "sent") == Delivered()
    assert states(core) == ["sending"]
    assert outbox.has_work(later(core, minutes=2))
    assert deliver(later(core, minutes=2), lambda *_: "sent") == Delivered(lost=1)
    assert states(core) == ["unsure"]


def interrupt(*_: str) -> Outcome:
    raise KeyboardInterrupt


@pytest.mark.parametrize("change", ["stop sharing", "remove", "stop sharing with dev"])
def test_what_is_stopped_before_it_goes_does_not_go(core: Core, change: str) -> None:
    add_person(core)
    put(core)
    if change == "remove":
        with core.database.writing() as session:
            person = queries.find_person(session, LOCAL)
            assert person
            journal = Journal(session, person, NOON, core.language("en-US"), core.settings.person)
            people.let_go(journal, people.everybody(journal)[0])
            session.commit()
    else:
        Talk(core).say(change)
    assert deliver(core, lambda *_: "sent") == Delivered()
    assert states(core) == ["cancelled"]


def test_sharing_that_was_stopped_between_is_seen_at_the_last_moment(core: Core) -> None:
    add_person(core)
    put(core)
    with core.database.writing() as session:
        for person in session.scalars(select(Person)):
            person.sharing_stopped = True
        session.commit()
    assert deliver(core, lambda *_: "sent") == Delivered()
    assert states(core) == ["cancelled"]


def test_many_threads_send_each_message_once(open_core: Opens, database_url: str) -> None:
    core = open_core(database=database_url)
    add_person(core)
    put(core, count=6)
    handed: list[str] = []
    barrier = threading.Barrier(4)

    def hand_over(*_: str) -> Outcome:
        handed.append(threading.current_thread().name)
        time.sleep(0.02)
        return "sent"

    def work() -> None:
        barrier.wait()
        deliver(core, hand_over)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(handed) == 6
    assert states(core) == ["sent"] * 6


def run_deliver(database_url: str, at: datetime = NOON) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "small_wins_cli", "people", "deliver", "--now", at.isoformat()]
    environment = {**os.environ, "SMALL_WINS_DATABASE": database_url}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_two_processes_send_each_message_once(open_core: Opens, database_url: str) -> None:
    with serving(Web(waits=0.1)) as web:
        core = open_core(database=database_url)
        add_person(core, address=web.address)
        put(core, count=4)
        running = [run_deliver(database_url) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert len(web.got) == 4
    assert states(core) == ["sent"] * 4


def test_a_process_that_is_killed_while_it_sends_leaves_a_question_and_no_second_message(open_core: Opens) -> None:
    with serving(Web(waits=20)) as web:
        core = open_core()
        add_person(core, address=web.address)
        put(core)
        process = run_deliver(str(core.settings.database_url))
        deadline = time.monotonic() + 60
        while not web.got and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert states(core) == ["sending"]
        after = later(core, minutes=5)
        assert deliver(after) == Delivered(lost=1)
        assert len(web.got) == 1
        talk = Talk(after)
        asked = talk.say("i drank some tea")
        assert asked.speech == "You drank some tea. I'm not sure your message to Dev went out: shall I send it again?"
        assert asked.open
        assert talk.say("yes").speech == "It's on its way to Dev."
        assert states(core) == ["unsure", "waiting"]
        web.waits = 0
        assert deliver(after) == Delivered(sent=1)
    assert [got["message"] for got in web.got] == ["I made the bed."] * 2


def unsure(core: Core) -> None:
    add_person(core)
    put(core)
    deliver(core, lambda *_: "unsure")


def test_it_is_asked_once_and_a_no_is_final(core: Core) -> None:
    unsure(core)
    talk = Talk(core)
    assert "shall I send it again?" in talk.say("i drank some tea").speech
    assert talk.say("no").speech == "All right, it stays here."
    assert "message" not in talk.say("i made my bed").speech
    assert states(core) == ["unsure"]


def test_a_question_that_is_ignored_is_dropped(core: Core) -> None:
    unsure(core)
    talk = Talk(core)
    talk.say("i drank some tea")
    assert talk.say("i made my bed").speech.startswith("You made your bed.")
    assert talk.say("yes").speech == "Okay."
    assert states(core) == ["unsure"]
    assert talk.kept() == ["drank some tea", "made my bed"]


def test_on_little_energy_it_is_told_and_not_asked(core: Core) -> None:
    unsure(core)
    with core.database.writing() as session:
        person = queries.find_person(session, LOCAL)
        assert person
        days.set_energy(Journal(session, person, NOON, core.language("en-US"), core.settings.person), 1)
        session.commit()
    reply = Talk(core).say("i drank some tea")
    assert reply.speech == "You drank some tea. I'm not sure your message to Dev went out."
    assert not reply.open


def test_nothing_of_it_is_told_in_care_mode_and_it_is_not_lost(core: Core) -> None:
    unsure(core)
    talk = Talk(core, conversation=Conversation().with_care(NOON))
    assert "message" not in talk.say("i drank some tea").speech
    assert "I'm not sure" in Talk(core).say("i made my bed").speech


def test_a_failure_is_told_once(core: Core) -> None:
    add_person(core)
    put(core)
    for _ in range(6):
        deliver(core, lambda *_: "refused")
        core = later(core, hours=7)
    talk = Talk(core)
    assert talk.say("i drank some tea").speech == "You drank some tea. Your message to Dev couldn't be sent."
    assert "message" not in talk.say("i made my bed").speech


def test_a_greeting_tells_it_too(core: Core) -> None:
    unsure(core)
    talk = Talk(core)
    reply = talk.send(Request(LOCAL, "microphone", "launch-1", (), "en-US", "launch"))
    assert reply.speech.endswith("I'm not sure your message to Dev went out: shall I send it again?")
    assert reply.speech.count("?") == 1
    assert talk.say("yes").speech == "It's on its way to Dev."


def test_the_courier_delivers_and_stops(core: Core) -> None:
    add_person(core)
    put(core)
    sent = threading.Event()

    def hand_over(*_: str) -> Outcome:
        sent.set()
        return "sent"

    courier = Courier(core, every_seconds=0.01, hand_over=hand_over).start()
    assert sent.wait(20)
    courier.stop(20)
    assert states(core) == ["sent"]


def test_a_courier_outlives_what_breaks_and_logs_no_words(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    add_person(core)
    put(core, count=2)
    calls: list[str] = []
    done = threading.Event()

    def hand_over(address: str, title: str, text: str) -> Outcome:
        del title
        calls.append(text)
        if len(calls) == 1:
            raise ValueError(address + text)
        done.set()
        return "sent"

    courier = Courier(core, every_seconds=0.01, hand_over=hand_over).start()
    assert done.wait(20)
    courier.stop(20)
    assert sorted(states(core)) == ["sending", "sent"]
    assert "ValueError" in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert "made the bed" not in caplog.text


def test_a_refusal_by_a_real_server_waits_for_its_next_try(core: Core) -> None:
    add_person(core, address=f"json://127.0.0.1:{free_port()}/x")
    put(core)
    assert deliver(core) == Delivered(waiting=1)
    assert states(core) == ["waiting"]
