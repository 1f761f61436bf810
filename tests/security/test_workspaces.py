"""Another workspace's requests, and buttons pressed by someone without the right."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from sqlalchemy import select

from bot.remember import tables
from tests.doors.stage import Corner, Stage, Starter, actions, section

FORGOTTEN = "*Not answered: what this button asks about is no longer known*"


def mention(stage: Stage, team: str, *, installed_in: str | None = None) -> dict[str, Any]:
    """A mention, said in a team; in a channel shared between two, the bot's own stands beside."""
    ts = stage.workspace.say("random", "hello")
    event = {"type": "app_mention", "user": "U9", "channel": "C0KWAI", "ts": ts, "text": "<@U0KWAI> kling zanzibar"}
    body = {"type": "event_callback", "team_id": team, "event_id": f"Ev{team}{installed_in}", "event": event}
    return body | ({"authorizations": [{"team_id": installed_in}]} if installed_in else {})


def command(team: str) -> dict[str, str]:
    """A slash command of a team."""
    who = {"team_id": team, "channel_id": "C0KWAI", "user_id": "U9", "trigger_id": "9.9"}
    return {**who, "command": "/kwai", "text": "kling zanzibar", "response_url": "https://hooks.example/9"}


def button(team: str, ts: str, user: str = "U9", *, private: bool = False, **more: Any) -> dict[str, Any]:
    """A press of Source under a message."""
    container = {"type": "message", "message_ts": ts, "channel_id": "C0KWAI", "is_ephemeral": private}
    pressed = {"type": "button", "action_id": "ask_source", "block_id": "b", "action_ts": "1.1", "value": "source"}
    pressed["text"] = {"type": "plain_text", "text": "Source"}  # type: ignore[assignment]
    who = {"team": {"id": team}, "user": {"id": user}, "channel": {"id": "C0KWAI"}}
    return {"type": "block_actions", **who, "container": container, "actions": [pressed], **more}


def rows(stage: Stage) -> int:
    """How many rows all tables hold, but those of the plans."""
    assert stage.bot is not None
    kept = (tables.outbox, tables.threads, tables.askers, tables.seen)
    with stage.bot.store.database.reading() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in kept)


def test_another_workspaces_requests_are_ignored(start: Starter, caplog: pytest.LogCaptureFixture) -> None:
    """Acknowledged, so that they do not come again; not answered, not kept, and no word of theirs is logged."""
    caplog.set_level(logging.INFO)
    stage = start()
    ts = Corner(stage, "kwai").kwai("kling revenue q3")["ts"]
    before, said = rows(stage), len(list(stage.said_by_bot()))
    deliver = stage.workspace.deliver
    assert deliver("events_api", mention(stage, "T9")).acked
    assert deliver("events_api", mention(stage, "T0TRY", installed_in="T9")).acked
    heard = deliver("slash_commands", command("T9"))
    assert heard.acked and not heard.payload
    assert deliver("interactive", button("T9", ts)).acked
    assert rows(stage) == before and len(list(stage.said_by_bot())) == said
    assert caplog.text.count("a request of another workspace ('T9') was ignored") == 4
    assert "zanzibar" not in caplog.text


def test_a_channel_shared_with_another_workspace(start: Starter) -> None:
    """Said by a partner in a shared channel it comes with the bot's own workspace beside, and is answered as ours."""
    stage = start()
    body = mention(stage, "T9", installed_in="T0TRY")
    body["event"] |= {"ts": stage.workspace.say("kwai", "hello"), "text": "<@U0KWAI> kling revenue q3"}
    assert stage.workspace.deliver("events_api", body).acked
    heard = stage.workspace.wait_for(lambda ws: ws.replies("kwai", body["event"]["ts"]))
    assert section(heard[0]).startswith("*More than RMB 300m*")


def test_a_private_answers_button_pressed_by_somebody_else(start: Starter) -> None:
    """What Alice asked in private is hers: Bob's press of her button tells him nothing of it, and says so."""
    stage = start()
    kwai = Corner(stage, "kwai")
    ts = kwai.kwai_aside("--private kling revenue q3")["ts"]
    url = stage.workspace.state.new_hook("C0KWAI", "U0BOB", stage.clock.now(), "")
    way_back = f"{stage.workspace.url}response/{url}"
    assert stage.workspace.deliver(
        "interactive", button("T0TRY", ts, "U0BOB", private=True, response_url=way_back)
    ).acked
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai", "bob"))
    assert section(told[0]).startswith(FORGOTTEN)
    assert "Kling" not in json.dumps(told)
    assert stage.workspace.messages("kwai") == ()


def test_a_button_of_a_message_that_is_not_ours(start: Starter) -> None:
    """A value, an id or a message made up by the presser leads to no answer: what is asked is looked up here."""
    stage = start()
    kwai = Corner(stage, "kwai")
    said = stage.workspace.say("kwai", "not an answer")
    hook = stage.workspace.state.new_hook("C0KWAI", "U0ALICE", stage.clock.now(), "")
    way_back = f"{stage.workspace.url}response/{hook}"
    forged = {"message": {"ts": said, "text": "kling revenue q3"}, "response_url": way_back}
    assert stage.workspace.deliver("interactive", button("T0TRY", said, "U0ALICE", **forged)).acked
    assert section(stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai"))[0]).startswith(FORGOTTEN)
    answer = kwai.kwai("kling revenue q3")
    assert "ask_source" in actions(answer)
    unknown = button("T0TRY", answer["ts"], "U0ALICE", message={"ts": answer["ts"]})
    unknown["actions"][0] |= {"action_id": "ask_../../etc/passwd", "value": "{{ 7 * 7 }}"}
    assert stage.workspace.deliver("interactive", unknown).acked
    stage.settle()
    assert kwai.heard(answer["ts"]) == []
