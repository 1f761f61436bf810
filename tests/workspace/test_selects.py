"""Menus and type-ahead: what a person chooses, and what the bot offers while they type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.blockkit import build
from bot.workspace import Workspace

Connect = Callable[[App, Workspace], SocketModeHandler]

ENTITIES = ("Kling", "可灵", "可靈", "Kuaishou")


def option(name: str) -> dict[str, Any]:
    return {"text": build.plain_text(name), "value": name}


@pytest.fixture
def select(client: WebClient) -> str:
    element = {"type": "external_select", "action_id": "entity", "min_query_length": 1}
    blocks = [build.section("*Whose?*", element)]
    return str(client.chat_postMessage(channel="kwai", text="Whose?", blocks=blocks)["ts"])


def test_type_ahead(app: App, workspace: Workspace, select: str, connect: Connect) -> None:
    asked: list[dict[str, Any]] = []
    chosen: list[Any] = []

    def offer(ack: Any, body: dict[str, Any]) -> None:
        asked.append(body)
        ack(options=[option(name) for name in ENTITIES if body["value"].lower() in name.lower()])

    app.options("entity")(offer)
    app.action("entity")(lambda ack, body: (ack(), chosen.append(body)))
    connect(app, workspace)
    assert workspace.suggest("entity", "", message_ts=select, channel="kwai") == {}
    found = workspace.suggest("entity", "可", message_ts=select, channel="kwai")
    assert [each["value"] for each in found["options"]] == ["可灵", "可靈"]
    workspace.press(select, "entity", channel="kwai", value="可靈")
    body = workspace.wait_for(lambda ws: chosen)[0]
    assert body["actions"][0]["selected_option"] == option("可靈")
    entry = next(iter(body["state"]["values"].values()))["entity"]
    assert entry == {"type": "external_select", "selected_option": option("可靈")}
    (query,) = asked
    assert (query["type"], query["value"], query["action_id"]) == ("block_suggestion", "可", "entity")
    assert query["container"]["message_ts"] == select and query["message"]["ts"] == select
    assert "trigger_id" not in query and "state" not in query
    with pytest.raises(KeyError):  # never offered
        workspace.press(select, "entity", channel="kwai", value="Kuaishou")


def test_what_stands_beside_is_not_told(app: App, workspace: Workspace, connect: Connect) -> None:
    """Slack sends a type-ahead without the other fields: a cascade has to go by a dispatched action."""
    asked: list[dict[str, Any]] = []
    app.options("metric")(lambda ack, body: (ack(options=[option("GMV")]), asked.append(body)))
    label = build.plain_text("x")
    entity = {"type": "static_select", "action_id": "entity", "options": [option("Kling")]}
    metric = {"type": "external_select", "action_id": "metric", "min_query_length": 0}
    blocks = [{"type": "input", "block_id": "b", "label": label, "element": element} for element in (entity, metric)]
    blocks[1]["block_id"] = "c"
    view = {"type": "modal", "title": label, "submit": label, "private_metadata": "kling", "blocks": blocks}
    app.command("/kwai")(lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=view)))
    connect(app, workspace)
    workspace.command("kwai", "x")
    workspace.wait_for(lambda ws: ws.view())
    workspace.enter({"b": {"entity": "Kling"}})
    workspace.suggest("metric", "")
    assert asked[0]["view"]["state"] == {"values": {}} and asked[0]["view"]["private_metadata"] == "kling"


def test_groups(app: App, workspace: Workspace, select: str, connect: Connect) -> None:
    groups = [{"label": build.plain_text("Kuaishou"), "options": [option("Kling"), option("Kuaishou")]}]
    app.options("entity")(lambda ack: ack(option_groups=groups))
    connect(app, workspace)
    found = workspace.suggest("entity", "k", message_ts=select, channel="kwai")
    assert [each["value"] for each in found["option_groups"][0]["options"]] == ["Kling", "Kuaishou"]


@pytest.mark.parametrize(
    ("offered", "fault"),
    [
        ([option(f"{n}") for n in range(101)], "/options has 101 entries"),
        ([option("x" * 76)], "76 characters"),
        ([{"text": build.plain_text("x")}], "/options/0/value is required"),
    ],
)
def test_options_that_slack_does_not_show(
    app: App, workspace: Workspace, select: str, connect: Connect, offered: Any, fault: str
) -> None:
    app.options("entity")(lambda ack: ack(options=offered))
    connect(app, workspace)
    assert workspace.suggest("entity", "x" * 200, message_ts=select, channel="kwai") == {}
    assert fault in workspace.journal.tail(1)


def test_nothing_found_is_no_fault(app: App, workspace: Workspace, select: str, connect: Connect) -> None:
    app.options("entity")(lambda ack: ack(options=[]))
    connect(app, workspace)
    assert workspace.suggest("entity", "?", message_ts=select, channel="kwai") == {}
    assert not any(line.what.startswith("options for") for line in workspace.journal)


def test_choices_in_a_message_are_each_persons_own(
    app: App, workspace: Workspace, client: WebClient, connect: Connect
) -> None:
    seen: list[Any] = []
    for name in ("period", "boxes"):
        app.action(name)(lambda ack, body: (ack(), seen.append(body)))
    connect(app, workspace)
    pair = [option("q1"), option("q2")]
    period = {"type": "static_select", "action_id": "period", "options": pair}
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": pair}
    blocks = [{"type": "actions", "block_id": "b", "elements": [period, boxes, build.button("Go", "go", "1")]}]
    ts = client.chat_postMessage(channel="kwai", text="x", blocks=blocks)["ts"]
    workspace.press(ts, "period", channel="kwai", value="q2")
    workspace.press(ts, "boxes", channel="kwai", value=["q1", "q2"])
    workspace.press(ts, "boxes", channel="kwai", value=[], user="bob")
    workspace.wait_for(lambda ws: len(seen) == 3)
    alice, bob = seen[1]["state"]["values"]["b"], seen[2]["state"]["values"]["b"]
    assert alice["period"]["selected_option"] == option("q2") and alice["boxes"]["selected_options"] == pair
    assert bob["period"]["selected_option"] is None and bob["boxes"]["selected_options"] == []
    assert seen[2]["actions"][0]["selected_options"] == []
    assert "go" not in alice
