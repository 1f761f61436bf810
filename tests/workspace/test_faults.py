"""Troubles put in by hand and by dice: what reaches the caller, what is stored, what the bot is told."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.workspace import EVENT, Storm, Trouble, Workspace

POST = "chat.postMessage"


def patient(workspace: Workspace, seconds: float) -> WebClient:
    """A client that gives up after so many seconds and asks once."""
    return WebClient(workspace.bot_token, base_url=workspace.api_url, timeout=seconds, retry_handlers=[])  # type: ignore[arg-type]


def test_a_held_call_is_stored_after_its_caller_has_given_up(workspace: Workspace) -> None:
    workspace.faults.hold(POST, seconds=0.3)
    gave_up = threading.Event()

    def ask() -> None:
        try:
            patient(workspace, 0.05).chat_postMessage(channel="kwai", text="late")
        except TimeoutError:
            assert workspace.messages("kwai") == ()
            gave_up.set()

    threading.Thread(target=ask).start()
    assert gave_up.wait(5)
    assert workspace.wait_for(lambda ws: ws.messages("kwai"))[0]["text"] == "late"


def test_an_event_comes_twice_as_the_same_event(
    workspace: Workspace, connect: Callable[[App, Workspace], object], app: App
) -> None:
    heard: list[Mapping[str, Any]] = []
    app.event("app_mention")(lambda event, body: heard.append(body))
    app.event("message")(lambda: None)
    connect(app, workspace)
    workspace.faults.repeat(2)
    workspace.say("kwai", f"<@{workspace.bot_user}> hello")
    first, second = workspace.wait_for(lambda _: heard[:2] if len(heard) == 2 else None)
    assert first["event_id"] == second["event_id"]


def test_a_trouble_of_any_method_is_not_spent_on_an_event(workspace: Workspace) -> None:
    workspace.faults.fail("*")
    assert workspace.faults.take(EVENT) is None
    assert workspace.faults.take(POST) is not None


def test_a_storm_keeps_to_its_chances_and_to_its_seed() -> None:
    chances = {Trouble(POST, "drop after"): 0.1, Trouble(POST, "status", status=500): 0.2, Trouble(EVENT, "twice"): 0.5}

    def troubles() -> list[str | None]:
        storm = Storm(random.Random(7), chances)
        return [trouble.kind if trouble else None for trouble in (storm.take(POST) for _ in range(1000))]

    came = troubles()
    assert came == troubles()
    assert 60 < came.count("drop after") < 140
    assert 150 < came.count("status") < 250
    assert came.count("twice") == 0


def test_in_a_storm_what_was_put_in_by_hand_comes_first() -> None:
    storm = Storm(random.Random(7), {})
    storm.refuse(POST, "is_archived")
    assert storm.take(POST) == Trouble(POST, "refuse", error="is_archived")
    assert storm.take(POST) is None
    assert not storm.came
