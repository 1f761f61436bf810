"""What Slack would answer to the bot's calls."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blockkit import build
from bot.workspace import HandClock, Site, Workspace, open_workspace

Do = Callable[[WebClient], Any]


@pytest.mark.filterwarnings("ignore:The top-level `text`")
@pytest.mark.parametrize(
    ("do", "error"),
    [
        (lambda c: c.chat_postMessage(channel="random", text="x"), "not_in_channel"),
        (lambda c: c.chat_postMessage(channel="nowhere", text="x"), "channel_not_found"),
        (lambda c: c.chat_postMessage(channel="kwai"), "no_text"),
        (lambda c: c.chat_postMessage(channel="kwai", text="<!channel>"), "invalid_blocks"),
        (lambda c: c.chat_postMessage(channel="kwai", text="x" * 4001), "msg_too_long"),
        (lambda c: c.chat_postMessage(channel="kwai", text="x", blocks=[{"type": "nonsense"}]), "invalid_blocks"),
        (lambda c: c.chat_postMessage(channel="kwai", text="x", thread_ts="1.0"), "thread_not_found"),
        (lambda c: c.chat_postEphemeral(channel="kwai", user="U0NONE", text="x"), "user_not_in_channel"),
        (lambda c: c.chat_update(channel="C0KWAI", ts="1.0", text="x"), "message_not_found"),
        (lambda c: c.chat_postMessage(channel="kwai", text="x", metadata={"a": 1}), "invalid_metadata_format"),
        (lambda c: c.users_info(user="U0NONE"), "user_not_found"),
        (lambda c: c.conversations_history(channel="C0RANDOM"), "not_in_channel"),
        (lambda c: c.conversations_replies(channel="C0KWAI", ts="1.0"), "thread_not_found"),
        (lambda c: c.conversations_list(types="im"), "missing_scope"),
        (lambda c: c.reactions_add(channel="C0KWAI", timestamp="1.0", name="eyes"), "missing_scope"),
        (lambda c: c.team_info(), "missing_scope"),
        (lambda c: c.views_open(trigger_id="none", view={}), "invalid_trigger_id"),
        (lambda c: c.api_call("chat.sing"), "unknown_method"),
        (lambda c: c.api_call("auth.test", headers={"Authorization": "Bearer xoxb-wrong"}), "invalid_auth"),
        (lambda c: c.apps_connections_open(app_token=c.token), "not_allowed_token_type"),
    ],
)
def test_refusals(client: WebClient, do: Do, error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        do(client)
    assert caught.value.response["error"] == error


def test_missing_scope_names_what_is_needed(site: Site, clock: HandClock) -> None:
    silent = replace(site, manifest=replace(site.manifest, scopes=frozenset({"commands"})))
    with open_workspace(silent, clock) as workspace:
        client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="kwai", text="x")
    assert (caught.value.response["needed"], caught.value.response["provided"]) == ("chat:write", "commands")


def test_invalid_blocks_say_where(client: WebClient, workspace: Workspace) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="kwai", text="x", blocks=[build.divider(), build.section("")])
    assert caught.value.response["errors"][0]["pointer"] == "/blocks/1/text/text"
    assert "/blocks/1/text/text" in workspace.journal.tail(1)


def test_metadata_only_when_asked_for(client: WebClient) -> None:
    mark = {"event_type": "delivery", "event_payload": {"id": "7"}}
    posted = client.chat_postMessage(channel="C0KWAI", text="x", metadata=mark)
    client.chat_postMessage(channel="C0KWAI", text="y", thread_ts=posted["ts"])
    plain = client.conversations_history(channel="C0KWAI")["messages"]
    full = client.conversations_history(channel="C0KWAI", include_all_metadata=True)["messages"]
    assert [m.get("metadata") for m in plain] == [None] and plain[0]["reply_count"] == 1
    assert full[0]["metadata"] == mark
    thread = client.conversations_replies(channel="C0KWAI", ts=posted["ts"])["messages"]
    assert [m["text"] for m in thread] == ["x", "y"]


def test_history_pages_newest_first_and_stamps_are_unique(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="kwai", text=f"{n}")["ts"] for n in range(5)]
    assert stamps == sorted(set(stamps))
    pages = [page["messages"] for page in client.conversations_history(channel="C0KWAI", limit=2)]
    assert [m["text"] for page in pages for m in page] == ["4", "3", "2", "1", "0"]
    middle = client.conversations_history(channel="C0KWAI", oldest=stamps[1], latest=stamps[3])["messages"]
    assert [m["text"] for m in middle] == ["2"]


def test_edit_and_delete(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C0KWAI", text="x", blocks=[build.section("*x*")])["ts"]
    client.chat_update(channel="C0KWAI", ts=ts, text="y")
    assert workspace.messages("kwai")[0]["text"] == "y" and "blocks" not in workspace.messages("kwai")[0]
    client.chat_delete(channel="C0KWAI", ts=ts)
    assert workspace.messages("kwai") == ()


def test_people_and_direct_messages(client: WebClient, workspace: Workspace) -> None:
    user = client.users_info(user="U0ALICE", include_locale=True)["user"]
    assert (user["locale"], user["tz"], user["tz_offset"]) == ("en-US", "Asia/Hong_Kong", 28800)
    room = client.conversations_open(users="U0ALICE")["channel"]["id"]
    client.chat_postMessage(channel=room, text="by room")
    client.chat_postMessage(channel="U0ALICE", text="by person")
    assert [m["text"] for m in workspace.messages("dm")] == ["by room", "by person"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"channel": "C0KWAI", "text": "x", "blocks": [{"type": "divider"}]}'),
        ("application/x-www-form-urlencoded", b"channel=C0KWAI&text=x&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"),
    ],
)
def test_body_encodings(workspace: Workspace, kind: str, body: bytes) -> None:
    answer = call(workspace, "chat.postMessage", body, {"Content-Type": kind})
    assert answer["ok"] and answer["message"]["blocks"][0]["type"] == "divider"


def test_empty_json_body_with_query(workspace: Workspace) -> None:
    assert call(workspace, "auth.test?team_id=T0TRY", b"", {"Content-Type": "application/json"})["ok"]


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_foreign_pages_are_refused(workspace: Workspace, headers: Mapping[str, str]) -> None:
    with pytest.raises(HTTPError) as caught:
        call(workspace, "auth.test", b"", headers)
    assert caught.value.code == 403


def test_troubles(client: WebClient, workspace: Workspace) -> None:
    workspace.refuse("chat.postMessage", "restricted_action")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="kwai", text="x")
    workspace.faults.limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel="kwai", text="x")
    assert refused.value.response["error"] == "restricted_action"
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    for stored in (False, True):
        workspace.faults.drop("chat.postMessage", stored=stored)
        with pytest.raises(Exception, match=r"Remote|reset|closed"):
            client.chat_postMessage(channel="kwai", text=f"stored {stored}")
    assert [m["text"] for m in workspace.messages("kwai")] == ["stored True"]


def call(workspace: Workspace, method: str, body: bytes, headers: Mapping[str, str]) -> Any:
    request = urllib.request.Request(f"{workspace.api_url}{method}", body, method="POST")
    for name, value in {"Authorization": f"Bearer {workspace.bot_token}", **headers}.items():
        request.add_header(name, value)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)
