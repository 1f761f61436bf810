"""An app with every surface a workspace has, and nothing to say: what the page is tried with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.blockkit import build
from bot.workspace import HandClock, Workspace, open_workspace, small_site

MANIFEST = Path(__file__).parents[2] / "manifest.json"
NAMES = {"kling": "Kling 可灵", "kuaishou": "Kuaishou 快手", "douyin": "Douyin 抖音", "jimeng": "Jimeng 即梦"}
PERIODS = ("2025Q1", "2025Q2", "2025Q3")
EVENTS = (
    "app_home_opened",
    "app_context_changed",
    "agent_session_stopped",
    "agent_session_title_changed",
    "channel_rename",
)


def option(value: str, text: str = "", detail: str = "") -> dict[str, Any]:
    found = {"text": build.plain_text(text or value), "value": value}
    return {**found, "description": build.plain_text(detail)} if detail else found


def field(block_id: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": build.plain_text(label), "element": element, **more}


def form(chinese: bool = False) -> dict[str, Any]:
    """A modal with a field of each kind."""

    def say(english: str, words: str) -> str:
        return words if chinese else english

    periods = [option(period) for period in PERIODS]
    languages = [option("en", "English"), option("hans", "简体中文"), option("hant", "繁體中文")]
    entity = {
        "type": "external_select",
        "min_query_length": 1,
        "placeholder": build.plain_text(say("Type a name", "输入名称")),
    }
    several = {"type": "multi_external_select", "min_query_length": 0, "max_selected_items": 3}
    times = {"type": "timepicker", "initial_time": "09:00"}
    boxes = [
        option("late", say("When late", "迟到时"), say("a line in the thread", "在消息列里说一行")),
        option("gap", say("When incomplete", "不完整时")),
    ]
    blocks = [
        field("entity", say("Whose figure", "谁的数字"), entity, dispatch_action=True),
        field("rivals", say("Against", "对比"), several, optional=True),
        field(
            "period", say("Period", "期间"), {"type": "static_select", "options": periods, "initial_option": periods[2]}
        ),
        field(
            "where",
            say("Where to", "发到哪里"),
            {"type": "conversations_select", "default_to_current_conversation": True},
        ),
        field("time", say("When", "时间"), times),
        field(
            "language",
            say("Language", "语言"),
            {"type": "radio_buttons", "options": languages, "initial_option": languages[0]},
        ),
        field("extras", say("Also", "另外"), {"type": "checkboxes", "options": boxes}, optional=True),
        field(
            "note",
            say("Note", "备注"),
            {"type": "plain_text_input", "multiline": True, "max_length": 80},
            hint=build.plain_text(say("Stands above every digest.", "放在每期简报之上。")),
        ),
        build.actions([build.button(say("Preview", "预览"), "deeper", "1")]),
    ]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": build.plain_text(say("Subscribe", "订阅")),
        "submit": build.plain_text(say("Subscribe", "订阅")),
        "notify_on_close": True,
        "blocks": blocks,
    }


def home(user: str, pressed: int = 0) -> dict[str, Any]:
    """A home tab with buttons, a menu and a table."""
    menu = {
        "type": "static_select",
        "action_id": "scale",
        "options": [option("m", "Millions"), option("bn", "Billions")],
    }
    rows = [[build.raw_text("Period"), build.raw_text("Kling")], [build.raw_text("2025Q3"), build.raw_text(">300")]]
    danger = build.button("Remove all", "remove", "1", "danger")
    danger["confirm"] = {
        "title": build.plain_text("Remove all?"),
        "text": build.plain_text("Two subscriptions go."),
        "confirm": build.plain_text("Remove"),
        "deny": build.plain_text("Keep"),
    }
    return {
        "type": "home",
        "blocks": [
            build.header("What it can do"),
            build.section(f"For <@{user}>: *{pressed}* pressed so far."),
            build.actions(
                [
                    build.button("Subscribe", "subscribe", "1", "primary"),
                    build.button("Count", "count", str(pressed + 1)),
                    danger,
                ]
            ),
            build.divider(),
            build.section("*Scale of figures*", menu),
            build.table(rows, ["left", "right"]),
            build.context(["Newest in the book: 2025Q3"]),
        ],
    }


def make_app(client: WebClient) -> App:
    """The app, with a handler for each of its surfaces."""
    app = App(client=client)
    hear_home(app)
    hear_form(app)
    hear_modals(app)
    hear_agent(app)
    for name in ("app_mention", "app_context_changed", "member_joined_channel", "channel_rename"):
        app.event(name)(lambda: None)
    return app


def hear_home(app: App) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event["tab"] == "messages":
            prompts = [
                {"title": "Kling revenue", "message": "kling revenue q3"},
                {"title": "可灵收入", "message": "可灵Q3收入"},
            ]
            client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], prompts=prompts, title="Try one of these"
            )
        elif "view" not in event:
            client.views_publish(user_id=event["user"], view=home(event["user"]))

    @app.action("count")
    def count(ack: Any, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_publish(user_id=body["user"]["id"], view=home(body["user"]["id"], int(action["value"])))

    @app.action("remove")
    def remove(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_publish(user_id=body["user"]["id"], view=home("USLACKBOT"))


def hear_agent(app: App) -> None:
    @app.event("message")
    def asked(event: dict[str, Any], client: WebClient) -> None:
        if event["channel_type"] != "im":
            return
        where = {"channel_id": event["channel"], "thread_ts": event.get("thread_ts", event["ts"])}
        client.assistant_threads_setStatus(**where, status="is looking in the book…")
        if "long" in event["text"]:
            client.agents_sessions_setStatus(**where, status="processing")
            return
        client.assistant_threads_setTitle(**where, title=event["text"].capitalize())
        blocks = [build.section("*More than RMB 300m*"), build.actions([build.button("Source", "count", "9")])]
        client.chat_postMessage(channel=event["channel"], thread_ts=where["thread_ts"], text="> 300m", blocks=blocks)

    @app.event("agent_session_stopped")
    def stopped(event: dict[str, Any], client: WebClient) -> None:
        where = {"channel_id": event["channel"], "thread_ts": event["thread_ts"]}
        client.agents_sessions_setStatus(**where, status="active")
        client.chat_postMessage(channel=event["channel"], thread_ts=event["thread_ts"], text="Stopped.")

    app.event("agent_session_title_changed")(lambda: None)


def hear_modals(app: App) -> None:
    def open_form(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form(body.get("text") == "zh"))

    app.action("subscribe")(open_form)
    app.shortcut("ask")(open_form)
    app.command("/kwai")(open_form)

    @app.shortcut("check")
    def check(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        found = {
            "type": "modal",
            "title": build.plain_text("Figures"),
            "blocks": [build.section(body["message"]["text"])],
        }
        client.views_open(trigger_id=body["trigger_id"], view=found)

    @app.action("deeper")
    def deeper(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        again = build.actions([build.button("Deeper", "deeper", "1")])
        view = {
            "type": "modal",
            "title": build.plain_text("Preview"),
            "blocks": [build.section("*More than RMB 300m*"), again],
        }
        client.views_push(trigger_id=body["trigger_id"], view=view)


def hear_form(app: App) -> None:
    def offer(ack: Any, body: dict[str, Any]) -> None:
        typed = body["value"].lower()
        found = [option(key, name) for key, name in NAMES.items() if typed in name.lower()]
        ack(
            option_groups=[{"label": build.plain_text("Entities"), "options": found}] if found else None,
            options=None if found else [],
        )

    app.options("entity")(offer)
    app.options("rivals")(offer)

    @app.action("entity")
    def chosen(ack: Any, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        ack()
        view = form()
        view["blocks"][0]["hint"] = build.plain_text(f"{action['selected_option']['text']['text']} has 3 quarters.")
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    @app.view("form")
    def sent(ack: Any, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        note = view["state"]["values"]["note"]["note"]["value"]
        if "!" in note:
            ack(response_action="errors", errors={"note": "No exclamation marks."})
            return
        ack()
        values = view["state"]["values"]
        rivals = [each["value"] for each in values["rivals"]["rivals"]["selected_options"]]
        words = [
            values["entity"]["entity"]["selected_option"]["value"],
            *rivals,
            values["time"]["time"]["selected_time"],
            note,
        ]
        client.chat_postMessage(channel=values["where"]["where"]["selected_conversation"], text=" · ".join(words))

    app.view_closed("form")(lambda ack: ack())
    for name in ("scale", "period"):
        app.action(name)(lambda ack, say, action: (ack(),))


@contextmanager
def tried() -> Iterator[Workspace]:
    """A workspace with the app connected to it."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    manifest["features"]["app_home"]["home_tab_enabled"] = True
    manifest["features"]["shortcuts"] = [
        {
            "name": "Check the figures",
            "type": "message",
            "callback_id": "check",
            "description": "Compare with the book",
        },
        {"name": "Ask for a figure", "type": "global", "callback_id": "ask", "description": "With fields to fill in"},
    ]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    events.extend(event for event in EVENTS if event not in events)
    with open_workspace(small_site(manifest), HandClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))) as workspace:
        client = WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[], timeout=5)
        handler = SocketModeHandler(make_app(client), workspace.app_token, ping_interval=0.5)
        handler.connect()  # type: ignore[no-untyped-call]
        workspace.wait_for(lambda ws: ws.connected())
        try:
            yield workspace
        finally:
            handler.client.auto_reconnect_enabled = False
            workspace.cut()
            workspace.wait_for(lambda ws: not handler.client.is_connected())
            handler.client.closed = True
            handler.client.enqueue_message("{}")
            handler.close()  # type: ignore[no-untyped-call]
