"""Threads share a model, and go on while others ask."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import organigram


def test_threads_share_a_model(wpk: organigram.Model) -> None:
    def ask(number: int) -> "list[object]":
        day = wpk.at(str(1930 + number % 90))
        return [
            day.query("organs()").to_dicts(),
            day.who("wpk-pb").to_dicts(),
            wpk.panel("organs()", [str(1930 + number % 90)]).column("id"),
            len(wpk.draw("origins").to_svg()),
        ]

    numbers = list(range(24))
    alone = [ask(number) for number in numbers]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, numbers))
    assert together == alone


def test_a_picture_is_shared(wpk: organigram.Model) -> None:
    picture = wpk.draw("centre-2013")
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: picture.to_svg(), range(16)))) == 1


def test_others_go_on_while_one_asks(wpk: organigram.Model) -> None:
    """While a long question is asked in one thread, another one runs its own code: the lock is not held."""
    done = threading.Event()
    turns = 0

    def long_question() -> None:
        wpk.panel("organs()", every="month", first=1900, last=1960)
        done.set()

    # Without a release the other thread could run only before and after the question.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        asking = threading.Thread(target=long_question)
        asking.start()
        while not done.is_set():
            turns += 1
            time.sleep(0.001)
        asking.join()
    finally:
        sys.setswitchinterval(interval)
    assert turns > 3


def test_errors_in_threads(wpk: organigram.Model) -> None:
    def ask(number: int) -> str:
        with pytest.raises(organigram.QuestionError) as raised:
            wpk.query(f"under(nothing-{number})")
        return raised.value.message

    with ThreadPoolExecutor(8) as pool:
        messages = list(pool.map(ask, range(32)))
    assert all(f"nothing-{number}" in message for number, message in enumerate(messages))
