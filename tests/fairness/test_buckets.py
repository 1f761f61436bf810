"""So many at once, then one more each time; nobody waits for another."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.fairness import Fairness, Rate, Wait


@dataclass
class Ticks:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_and_then_one_at_a_time() -> None:
    """The wait is the time to the next question, in whole seconds; only the first refusal is new."""
    clock = Ticks()
    fairness = Fairness(clock, person=Rate(3, 2.0), channel=Rate(100, 1.0))
    assert [fairness.ask("alice", "c") for _ in range(3)] == [None] * 3
    assert fairness.ask("alice", "c") == Wait("person", 2, first=True)
    clock.now = 0.5
    assert fairness.ask("alice", "c") == Wait("person", 2, first=False)
    assert fairness.ask("bob", "c") is None
    clock.now = 2.0
    assert fairness.ask("alice", "c") is None
    assert fairness.ask("alice", "c") == Wait("person", 2, first=True)
    clock.now = 1000.0
    assert [fairness.ask("alice", "c") is None for _ in range(4)] == [True, True, True, False]


def test_a_busy_channel_holds_up_no_other_and_no_private_answer() -> None:
    """Who is refused in it has lost none of their own questions."""
    fairness = Fairness(Ticks(), person=Rate(2, 1.0), channel=Rate(2, 5.0))
    assert [fairness.ask(name, "busy") for name in ("a", "b")] == [None, None]
    assert fairness.ask("c", "busy") == Wait("channel", 5, first=True)
    assert fairness.ask("d", "busy") == Wait("channel", 5, first=False)
    assert [fairness.ask("c", "quiet"), fairness.ask("c", None)] == [None, None]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.floats(0, 3)), max_size=60))
def test_never_more_than_the_rate(asked: list[tuple[str, str | None, float]]) -> None:
    """Whatever comes when: in any stretch of time nobody is let in more often than the burst and what grew since;
    and who comes back after the wait that was named is let in, if nobody else came."""
    clock = Ticks()
    rate = Rate(4, 1.5)
    fairness = Fairness(clock, person=rate, channel=Rate(6, 0.5))
    times: dict[str, list[float]] = {}
    for person, channel, later in asked:
        clock.now += later
        if fairness.ask(person, channel) is None:
            times.setdefault(person, []).append(clock.now)
    for let_in in times.values():
        for at, begin in enumerate(let_in):
            for count, end in enumerate(let_in[at:], 1):
                assert count <= rate.burst + (end - begin) / rate.seconds + 1e-9
    wait = fairness.ask("a", "x")
    if wait is not None:
        clock.now += wait.seconds
        assert fairness.ask("a", "x") is None


def test_what_is_full_again_is_let_go() -> None:
    """A hundred thousand people leave no more behind than those who asked of late."""
    clock = Ticks()
    fairness = Fairness(clock, person=Rate(2, 1.0))
    for number in range(100_000):
        clock.now += 0.001
        assert fairness.ask(number, None) is None
    assert len(fairness._buckets) <= 10_001
