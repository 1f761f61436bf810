"""The clockwork: goes on after an error, and stops."""

from __future__ import annotations

import threading

from bot.schedule.clockwork import Clockwork


def test_an_error_does_not_stop_it() -> None:
    calls: list[int] = []
    again = threading.Event()

    def poll() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database is gone for a minute")
        again.set()

    clockwork = Clockwork(poll, every=0.01)
    clockwork.start()
    assert again.wait(4)
    clockwork.stop()
    count = len(calls)
    again.clear()
    assert not again.wait(0.05)
    assert len(calls) == count


def test_stopping_what_never_started() -> None:
    Clockwork(lambda: None, every=1).stop()
