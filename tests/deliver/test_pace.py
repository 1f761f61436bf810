"""One message a second to a channel, and no row forgotten at the edge of that second."""

from __future__ import annotations

from bot.deliver.pace import Pace

CHANNEL = ("T1", "C1")


class Stopwatch:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_channel_is_busy_for_a_second() -> None:
    watch = Stopwatch()
    pace = Pace(watch, 1.0)
    pace.posted(CHANNEL)
    assert pace.busy() == (CHANNEL,)
    watch.at = 1.0
    assert pace.busy() == ()
    assert pace.wait() is None


def test_a_channel_that_becomes_free_after_it_was_passed_over_is_looked_at_again_at_once() -> None:
    """Else its row would wait for the next ring of the bell, or five seconds."""
    watch = Stopwatch()
    pace = Pace(watch, 1.0)
    pace.posted(CHANNEL)
    watch.at = 0.999
    assert pace.busy() == (CHANNEL,)
    watch.at = 1.001
    assert pace.wait() == 0.0
    assert pace.busy() == ()
    assert pace.wait() is None


def test_what_slack_asks_for_counts_where_it_is_longer() -> None:
    watch = Stopwatch()
    pace = Pace(watch, 1.0)
    pace.posted(CHANNEL, wait=30.0)
    pace.posted(CHANNEL)
    watch.at = 29.0
    assert pace.busy() == (CHANNEL,)
    assert pace.wait() == 1.0
