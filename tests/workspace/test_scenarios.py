"""The unmodified Bolt app against the workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient as BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient

from bot.blockkit import build
from bot.workspace import HandClock, Pace, Site, Workspace, open_workspace

Connect = Callable[[App, Workspace], SocketModeHandler]
HASTY = Pace(ack_seconds=0.2, retries=1, retry_seconds=0.02)


def test_command_is_answered_by_its_ack(app: App, workspace: Workspace, connect: Connect) -> None:
    app.command("/kwai")(lambda ack, command: ack(text=f"asked: {command['text']}"))
    connect(app, workspace)
    ack = workspace.command("kwai", "kling <revenue> @bob")
    assert ack.acked and ack.seconds < 3
    assert workspace.ephemerals("kwai")[-1]["text"] == "asked: kling &lt;revenue&gt; <@U0BOB|bob>"
    assert workspace.messages("kwai") == ()
    assert workspace.ephemerals("kwai", "bob") == ()


def test_command_in_channel_shows_what_was_typed(app: App, workspace: Workspace, connect: Connect) -> None:
    app.command("/kwai")(lambda ack: ack(text="385.0bn", response_type="in_channel"))
    connect(app, workspace)
    workspace.command("strategy", "gmv")
    assert [m["text"] for m in workspace.messages("strategy")] == ["/kwai gmv", "385.0bn"]


@pytest.mark.parametrize("pace", [HASTY])
def test_silent_bot_times_out(app: App, workspace: Workspace, connect: Connect) -> None:
    connect(app, workspace)
    assert not workspace.command("kwai", "help").acked
    assert "operation_timeout" in workspace.ephemerals("kwai")[-1]["text"]


def test_absent_bot_fails_at_once(workspace: Workspace) -> None:
    assert workspace.command("kwai", "help").error == "dispatch_failed"


@pytest.mark.parametrize(("command", "thread"), [("/quai", None), ("/kwai", "1.000000")])
def test_commands_slack_itself_refuses(workspace: Workspace, command: str, thread: str | None) -> None:
    assert not workspace.command("kwai", "x", command=command, thread_ts=thread).acked
    assert "is not" in workspace.ephemerals("kwai")[-1]["text"]


def test_message_is_answered_in_its_thread(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []

    def answer(event: dict[str, Any], client: WebClient) -> None:
        seen.append(event)
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="超过3亿元")

    app.event("message")(answer)
    connect(app, workspace)
    ts = workspace.say("strategy", "可灵Q3收入 & more")
    reply = workspace.wait_for(lambda ws: ws.replies("strategy", ts))[0]
    assert (reply["text"], reply["bot_id"]) == ("超过3亿元", "B0KWAI")
    assert (seen[0]["text"], seen[0]["channel_type"]) == ("可灵Q3收入 &amp; more", "channel")
    # The echo of the bot's own post is acknowledged by Bolt's self-filter and reaches no listener.
    workspace.wait_for(lambda ws: sum(line.what == "event message" for line in ws.journal) == 2)
    assert len(seen) == 1


def test_mention_is_two_events(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[tuple[str, str]] = []
    app.event("message")(lambda event: seen.append(("message", event["ts"])))
    app.event("app_mention")(lambda event: seen.append(("app_mention", event["ts"])))
    connect(app, workspace)
    ts = workspace.say("kwai", "@kwai gmv gap")
    workspace.wait_for(lambda ws: len(seen) == 2)
    assert sorted(seen) == [("app_mention", ts), ("message", ts)]
    assert workspace.messages("kwai")[0]["text"] == "<@U0KWAI> gmv gap"


def test_direct_message(app: App, workspace: Workspace, connect: Connect) -> None:
    app.event("message")(lambda event, say: say(event["channel_type"], thread_ts=event["ts"]))
    connect(app, workspace)
    ts = workspace.say("dm", "gmv", user="bob")
    assert workspace.wait_for(lambda ws: ws.replies("dm", ts, user="bob"))[0]["text"] == "im"


def test_channel_without_the_bot(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[str] = []
    app.event("message")(lambda event: seen.append(event.get("subtype", event["text"])))
    app.event("member_joined_channel")(lambda event: seen.append(event["channel"]))
    connect(app, workspace)
    workspace.say("random", "@kwai are you there?")
    assert "Invite" in workspace.ephemerals("random")[-1]["text"]
    workspace.invite("random")
    # Of the two events about joining, Bolt's self-filter hides the message.
    assert workspace.wait_for(lambda ws: seen) == ["C0RANDOM"]


def test_press_and_replace(app: App, workspace: Workspace, client: WebClient, connect: Connect) -> None:
    def choose(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        ack()
        chosen = action.get("value") or action["selected_option"]["value"]
        WebhookClient(body["response_url"]).send(text=f"chose {chosen}", replace_original=True)

    app.action("profit")(choose)
    connect(app, workspace)
    blocks = [build.section("*Which?*"), build.actions([build.button("Adjusted", "profit", "adjusted")])]
    ts = client.chat_postMessage(channel="kwai", text="Which profit?", blocks=blocks)["ts"]
    assert workspace.press(ts, "profit", channel="kwai").acked
    workspace.wait_for(lambda ws: ws.messages("kwai")[0]["text"] == "chose adjusted")
    assert "blocks" not in workspace.messages("kwai")[0]
    with pytest.raises(KeyError):
        workspace.press(ts, "profit", channel="kwai")


def test_menu_choice(app: App, workspace: Workspace, client: WebClient, connect: Connect) -> None:
    seen: list[str] = []

    def choose(ack: Any, action: dict[str, Any]) -> None:
        ack()
        seen.append(action["selected_option"]["value"])

    app.action("more")(choose)
    connect(app, workspace)
    blocks = [build.section("*x*", build.overflow("more", [("A", "a"), ("B", "b")]))]
    ts = client.chat_postMessage(channel="kwai", text="x", blocks=blocks)["ts"]
    workspace.press(ts, "more", channel="kwai", value="b")
    assert workspace.wait_for(lambda ws: seen) == ["b"]


def test_modal_opens_once(app: App, workspace: Workspace, client: WebClient, connect: Connect) -> None:
    view = {"type": "modal", "title": build.plain_text("Source"), "blocks": [build.section("line 37")]}
    errors: list[str] = []

    def open_modal(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)
        with pytest.raises(Exception) as caught:
            client.views_open(trigger_id=body["trigger_id"], view=view)
        errors.append(caught.value.response["error"])  # type: ignore[attr-defined]

    app.action("source")(open_modal)
    connect(app, workspace)
    ts = client.chat_postMessage(
        channel="kwai", text="x", blocks=[build.actions([build.button("Source", "source", "1")])]
    )["ts"]
    workspace.press(ts, "source", channel="kwai")
    assert workspace.wait_for(lambda ws: errors) == ["exchanged_trigger_id"]
    shown = workspace.view()
    assert shown is not None and shown["title"]["text"] == "Source"


def test_modal_is_sent_in(app: App, workspace: Workspace, client: WebClient, connect: Connect) -> None:
    field = {"type": "plain_text_input", "action_id": "what"}
    block = {"type": "input", "block_id": "why", "label": build.plain_text("Why"), "element": field}
    view = {"type": "modal", "callback_id": "report", "title": build.plain_text("Report"), "blocks": [block]}
    view["submit"] = build.plain_text("Send")
    app.action("report")(lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=view)))

    def sent(ack: Any, view: dict[str, Any]) -> None:
        value = view["state"]["values"]["why"]["what"]["value"]
        ack() if value != "?" else ack(response_action="errors", errors={"why": "Say why"})

    app.view("report")(sent)
    connect(app, workspace)
    blocks = [build.actions([build.button("Report", "report", "1")])]
    ts = client.chat_postMessage(channel="kwai", text="x", blocks=blocks)["ts"]
    workspace.press(ts, "report", channel="kwai")
    workspace.wait_for(lambda ws: ws.view())
    assert workspace.submit({}) == {"why": "Please complete this required field."}
    assert workspace.submit({"why": {"what": "?"}}) == {"why": "Say why"}
    assert workspace.submit({"why": {"what": "misprint"}}) == {}
    assert workspace.view() is None


def test_response_url_five_times_and_half_an_hour(
    app: App, workspace: Workspace, clock: HandClock, connect: Connect
) -> None:
    urls: list[str] = []

    def keep(ack: Any, command: dict[str, Any]) -> None:
        ack()
        urls.append(command["response_url"])

    app.command("/kwai")(keep)
    connect(app, workspace)
    workspace.command("kwai", "one")
    workspace.command("kwai", "two")
    first, second = (WebhookClient(url, retry_handlers=[]) for url in workspace.wait_for(lambda ws: urls[1:] and urls))
    codes = [first.send(text=f"part {count}").status_code for count in range(6)]
    assert codes == [200] * 5 + [404]
    assert len(workspace.ephemerals("kwai")) == 5
    clock.move_to(clock.now().replace(hour=2))
    assert (late := second.send(text="late")).status_code == 404 and "expired_url" in late.body


def test_comes_back_by_another_socket_when_asked(app: App, workspace: Workspace, connect: Connect) -> None:
    app.command("/kwai")(lambda ack: ack("here"))
    connect(app, workspace)
    workspace.disconnect()
    workspace.wait_for(lambda ws: ws.connected())
    assert workspace.command("kwai", "x").acked


@pytest.mark.parametrize("pace", [HASTY])
def test_unhandled_event_is_retried(app: App, workspace: Workspace, connect: Connect) -> None:
    connect(app, workspace)
    workspace.say("kwai", "hello")
    workspace.wait_for(lambda ws: any(line.detail == "not handled retry 1" for line in ws.journal))


def test_workspace_goes_and_comes_back(
    app: App, site: Site, clock: HandClock, workspace: Workspace, connect: Connect
) -> None:
    app.command("/kwai")(lambda ack: ack("here"))
    connect(app, workspace)
    ts = workspace.say("strategy", "before")
    workspace.close()
    with open_workspace(site, clock, port=workspace.port, state=workspace.state) as again:
        again.wait_for(lambda ws: ws.connected(), 30)
        assert [m["ts"] for m in again.messages("strategy")] == [ts]
        assert again.command("kwai", "x").acked


def test_another_client_of_slack_sdk(workspace: Workspace) -> None:
    """A second opinion: the aiohttp client, which is neither Bolt nor the built-in one, answers a type-ahead."""
    offered = {"options": [{"text": build.plain_text("Kling"), "value": "kling"}]}

    async def answer(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        payload = offered if request.payload.get("type") == "block_suggestion" else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    async def talk() -> Any:
        web = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)
        client = AiohttpClient(app_token=workspace.app_token, web_client=web)
        client.socket_mode_request_listeners.append(answer)
        await client.connect()
        select = {"type": "external_select", "action_id": "entity", "min_query_length": 0}
        posted = await web.chat_postMessage(channel="C0KWAI", text="x", blocks=[build.section("*x*", select)])
        found = await asyncio.to_thread(
            lambda: workspace.suggest("entity", "", message_ts=posted["ts"], channel="kwai")
        )
        await client.close()
        return found

    # On a thread of its own: a browser that was opened by another test keeps a loop running on this one.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asyncio.run(talk())).result() == offered
