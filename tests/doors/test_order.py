"""Who speaks first in a thread is answered first, however many threads are spoken to at once."""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.app.timing import Timing
from bot.remember.store import open_store
from bot.workspace import TravelClock
from handlers.lane import Lanes, lane

from .stage import MORNING, Corner, Starter

_THREADS, _REPLIES = 12, 8
_ASKED = ("Q1?", "Q2?", "Q3?", "2024Q4?")


def quarters(corner: Corner, root: str) -> list[str]:
    """The quarters that a thread's answers are about, in their order."""
    read = [str(message["blocks"][0]) for message in corner.heard(root)]
    return [next(q for q in ("2025Q1", "2025Q2", "2025Q3", "2024Q4") if f"· {q}" in words) for words in read]


def hurried(request: pytest.FixtureRequest) -> None:
    """Let the program's threads overtake each other wherever they can."""
    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)


def test_many_threads_at_once(start: Starter, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each reply is on its way before the one before it is answered; none is lost, answered twice, or overtaken."""
    stage = start(connected=False, rooms=_THREADS)
    # As in earnest: a hundred at once wait longer for the disk than the other tests have patience.
    stage.start(store=open_store(f"sqlite:///{tmp_path / 'kwai.db'}", apart=timedelta()))
    corners = [stage.corner() for _ in range(_THREADS)]
    with ThreadPoolExecutor(_THREADS) as pool:
        roots = list(pool.map(lambda corner: corner.kwai("kuaishou revenue q3")["ts"], corners))
    asked = [[_ASKED[(turn + at) % len(_ASKED)] for turn in range(_REPLIES)] for at in range(_THREADS)]
    hurried(request)
    for turn in range(_REPLIES):
        for at, corner in enumerate(corners):
            stage.workspace.say(corner.name, asked[at][turn], thread_ts=roots[at])
    stage.workspace.wait_for(
        lambda _: all(len(corner.heard(root)) == _REPLIES for corner, root in zip(corners, roots, strict=True)), 60
    )
    wanted = [[("" if len(q) > 3 else "2025") + q.rstrip("?") for q in each] for each in asked]
    assert [quarters(corner, root) for corner, root in zip(corners, roots, strict=True)] == wanted


def said(event: str, channel: str = "C1", root: str | None = "1.0", kind: str = "message") -> str:
    words = {"type": kind, "channel": channel, "ts": f"2.{event}", "thread_ts": root}
    return json.dumps({"envelope_id": "e", "payload": {"event_id": event, "event": words}})


def test_the_place_is_that_of_the_arrival() -> None:
    """Whoever runs first: the later one waits, in its own thread only."""
    lanes, done = Lanes(), []
    for event in ("a", "b", "c"):
        lanes.arrive(said(event))
    lanes.arrive(said("other", root="9.0"))
    with lanes.turn(lane("C1", "9.0"), "other"):
        pass

    def take(event: str) -> None:
        with lanes.turn(lane("C1", "1.0"), event):
            done.append(event)

    runners = [threading.Thread(target=take, args=(event,)) for event in ("c", "b")]
    for runner in runners:
        runner.start()
    assert done == []
    take("a")
    for runner in runners:
        runner.join(10)
    assert done == ["a", "b", "c"]
    assert len(lanes) == 0, "nothing is kept of who has gone"


def test_what_comes_twice_gives_up_its_place_with_the_first() -> None:
    """The second of the two does not wait for a place that is gone."""
    lanes = Lanes()
    for event in ("ahead", "twice", "twice"):
        lanes.arrive(said(event))
    began, done = threading.Barrier(3), []

    def take() -> None:
        began.wait()
        with lanes.turn(lane("C1", "1.0"), "twice"):
            done.append(len(lanes))

    runners = [threading.Thread(target=take) for _ in range(2)]
    for runner in runners:
        runner.start()
    began.wait()
    lanes.leave("ahead")
    for runner in runners:
        runner.join(2)
    assert len(done) == 2 and len(lanes) == 0


def test_who_is_not_answered_holds_nobody_up() -> None:
    """Words that no door takes give up their place; who has none, as over HTTP, takes the last."""
    lanes = Lanes()
    lanes.arrive(said("chat"))
    lanes.arrive(said("asked"))
    lanes.leave("chat")
    with lanes.turn(lane("C1", "1.0"), "asked"), lanes.turn(lane("C1", "2.0"), "over-http"):
        assert len(lanes) == 2
    lanes.leave("never-came")
    assert len(lanes) == 0


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        '{"type": "hello"}',
        '{"payload": {"event_id": "e", "event": {"type": "channel_created", "channel": {}}}}',
        '{"payload": {"type": "block_actions", "channel": {"id": "C1"}}}',
        said("e", kind="reaction_added"),
    ],
)
def test_nothing_else_has_a_place(raw: str) -> None:
    lanes = Lanes()
    lanes.arrive(raw)
    assert len(lanes) == 0


@pytest.mark.parametrize("trouble", ["limited", "refused", "lost"])
def test_an_answer_that_waits_is_not_overtaken(start: Starter, tmp_path: Path, trouble: str) -> None:
    """Whatever becomes of the first posting, the answer to the second question stands below that to the first."""
    stage = start(clock=TravelClock(MORNING), connected=False)
    soon = Timing(timeout=1, look_again_after=timedelta(seconds=1), pause=timedelta(milliseconds=50))
    stage.start(store=open_store(f"sqlite:///{tmp_path / 'kwai.db'}", apart=timedelta()), timing=soon)
    corner = Corner(stage, "kwai")
    root = corner.workspace.say("kwai", "<@U0KWAI> kuaishou revenue q3")
    corner.workspace.wait_for(lambda _: corner.heard(root), 60)
    stage.settle()
    faults, method = stage.workspace.faults, "chat.postMessage"
    {
        "limited": lambda: faults.limit(method, 1),
        "refused": lambda: faults.fail(method, 503),
        "lost": lambda: faults.drop(method, stored=True),
    }[trouble]()
    for asked in _ASKED[:3]:
        corner.workspace.say("kwai", asked, thread_ts=root)
    corner.workspace.wait_for(lambda _: len(corner.heard(root)) == 4, 60)
    assert faults.waiting() == ()
    assert quarters(corner, root)[1:] == ["2025Q1", "2025Q2", "2025Q3"]
