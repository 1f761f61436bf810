"""Modals at the wire: opened, filled in, held back, refused, stacked, closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View as SdkView

from bot.blockkit import build
from bot.workspace import HandClock, Pace, Workspace

Connect = Callable[[App, Workspace], SocketModeHandler]
Block = dict[str, Any]


def options(*names: str) -> list[Block]:
    return [{"text": build.plain_text(name), "value": name.lower()} for name in names]


def field(block_id: str, element: Block, **more: Any) -> Block:
    """An input block whose element has the block's id as its action_id."""
    element = {**element, "action_id": block_id}
    return {"type": "input", "block_id": block_id, "label": build.plain_text(block_id), "element": element, **more}


def modal(*blocks: Block, **more: Any) -> Block:
    view = {"type": "modal", "callback_id": "form", "title": build.plain_text("Form"), "blocks": list(blocks)}
    return {**view, "submit": build.plain_text("Send"), **more}


FIELDS = [
    field("text", {"type": "plain_text_input", "min_length": 2, "max_length": 5}),
    field("number", {"type": "number_input", "is_decimal_allowed": True}, optional=True),
    field("when", {"type": "timepicker", "initial_time": "09:00"}),
    field("day", {"type": "datepicker"}, optional=True),
    field("period", {"type": "static_select", "options": options("Q1", "Q2"), "initial_option": options("Q1")[0]}),
    field("metrics", {"type": "multi_static_select", "options": options("GMV", "MAU")}, optional=True),
    field("boxes", {"type": "checkboxes", "options": options("A", "B")}, optional=True),
    field("radio", {"type": "radio_buttons", "options": options("X", "Y")}, optional=True),
    field("channel", {"type": "channels_select", "response_url_enabled": True}, optional=True),
    field("room", {"type": "conversations_select", "default_to_current_conversation": True}),
]


@pytest.fixture
def opened(app: App, workspace: Workspace, client: WebClient, connect: Connect) -> Callable[..., Block]:
    """Open a view by `/kwai`, and give it as the workspace keeps it; the person sees it then."""

    def open_(view: Block, channel: str = "strategy") -> Block:
        app.command("/kwai")(
            lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=view))
        )
        connect(app, workspace)
        workspace.command(channel, "form")
        return dict(workspace.wait_for(lambda ws: ws.view()) or {})

    return open_


def test_every_kind_of_field_arrives_as_slack_sends_it(
    app: App, workspace: Workspace, opened: Callable[..., Block]
) -> None:
    seen: list[Any] = []
    app.view("form")(lambda ack, body: (ack(), seen.append(body)))
    opened(modal(*FIELDS, private_metadata="m"))
    given = {"text": "abc", "day": "2025-11-30", "metrics": ["gmv", "mau"], "boxes": ["b"], "radio": "y"}
    given["channel"] = "C0KWAI"
    assert workspace.submit({name: {name: value} for name, value in given.items()}) == {}
    values = {name: entry[name] for name, entry in seen[0]["view"]["state"]["values"].items()}
    gmv, mau = options("GMV", "MAU")
    assert values == {
        "text": {"type": "plain_text_input", "value": "abc"},
        "number": {"type": "number_input", "value": None},
        "when": {"type": "timepicker", "selected_time": "09:00"},
        "day": {"type": "datepicker", "selected_date": "2025-11-30"},
        "period": {"type": "static_select", "selected_option": options("Q1")[0]},
        "metrics": {"type": "multi_static_select", "selected_options": [gmv, mau]},
        "boxes": {"type": "checkboxes", "selected_options": options("B")},
        "radio": {"type": "radio_buttons", "selected_option": options("Y")[0]},
        "channel": {"type": "channels_select", "selected_channel": "C0KWAI"},
        "room": {"type": "conversations_select", "selected_conversation": "C0STRATEGY"},
    }
    assert [each["channel_id"] for each in seen[0]["response_urls"]] == ["C0KWAI"]
    assert seen[0]["view"]["private_metadata"] == "m"
    assert workspace.view() is None


def test_slack_sdk_reads_the_view(opened: Callable[..., Block]) -> None:
    view = SdkView(**opened(modal(*FIELDS)))
    assert view.state is not None
    assert view.state.values["when"]["when"].selected_time == "09:00"
    assert [block.block_id for block in view.blocks or ()] == [block["block_id"] for block in FIELDS]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"text": "Please complete this required field."}),
        ({"text": {"text": "a"}}, {"text": "Enter at least 2 characters."}),
        ({"text": {"text": "abcdef"}}, {"text": "Enter at most 5 characters."}),
        ({"text": {"text": "ab"}, "number": {"number": "ten"}}, {"number": "Enter a number."}),
        (
            {"text": {"text": "ab"}, "when": {"when": "25:00"}},
            {"when": "Enter a time between 00:00 and 23:59."},
        ),
    ],
)
def test_what_slack_holds_back_never_reaches_the_bot(
    app: App, workspace: Workspace, opened: Callable[..., Block], values: Any, errors: Any
) -> None:
    sent: list[Any] = []
    app.view("form")(lambda ack, body: (ack(), sent.append(body)))
    opened(modal(*FIELDS))
    assert workspace.submit(values) == errors
    assert sent == [] and workspace.view() is not None


def test_errors_in_the_persons_language(workspace: Workspace, opened: Callable[..., Block]) -> None:
    opened(modal(field("text", {"type": "plain_text_input"})))
    for locale, words in (("zh-CN", "请填写此必填项。"), ("zh-TW", "請填寫此必填欄位。")):
        workspace.speak(locale)
        assert workspace.submit({}) == {"text": words}


def test_what_cannot_be_chosen(workspace: Workspace, opened: Callable[..., Block]) -> None:
    opened(modal(*FIELDS))
    with pytest.raises(KeyError):
        workspace.submit({"period": {"period": "q9"}})
    with pytest.raises(KeyError):
        workspace.enter({"nowhere": {"text": "x"}})


def test_the_bot_answers_a_submission(app: App, workspace: Workspace, opened: Callable[..., Block]) -> None:
    """Errors at the fields, then an update in place, a push on top, and clear for the whole stack."""
    text = field("text", {"type": "plain_text_input"})
    answers: list[Block] = [
        {"response_action": "errors", "errors": {"text": "Not in the book"}},
        {"response_action": "update", "view": modal(text, title=build.plain_text("Updated"))},
        {"response_action": "push", "view": modal(text, title=build.plain_text("Pushed"))},
        {"response_action": "clear"},
    ]
    app.view("form")(lambda ack: ack(**answers.pop(0)))
    opened(modal(text))
    assert workspace.submit({"text": {"text": "x"}}) == {"text": "Not in the book"}
    assert workspace.submit({}) == {}
    assert [view["title"]["text"] for view in workspace.views()] == ["Updated"]
    # The same block_id and action_id: what was entered is still there.
    assert workspace.submit({}) == {}
    below, above = workspace.views()
    assert (above["root_view_id"], above["previous_view_id"]) == (below["id"], below["id"])
    assert above["state"]["values"]["text"]["text"]["value"] is None
    assert workspace.submit({"text": {"text": "y"}}) == {}
    assert workspace.views() == ()


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "?"}},
        {"response_action": "update", "view": {"type": "home", "blocks": []}},
        {"response_action": "update", "view": modal(build.section(""))},
        {"response_action": "dance"},
    ],
)
def test_an_answer_that_slack_cannot_show(
    app: App, workspace: Workspace, opened: Callable[..., Block], answer: Block
) -> None:
    app.view("form")(lambda ack: ack(**answer))
    opened(modal(field("text", {"type": "plain_text_input"})))
    assert list(workspace.submit({"text": {"text": "x"}})) == [""]
    assert workspace.view() is not None
    assert any(line.what == "answer to a submission" and not line.ok for line in workspace.journal)


@pytest.mark.parametrize("pace", [Pace(ack_seconds=0.2)])
def test_a_submission_that_nobody_answers(workspace: Workspace, opened: Callable[..., Block]) -> None:
    opened(modal(build.section("x")))
    assert workspace.submit({}) == {"": "The app did not answer in time. Nothing was sent; try again."}


def test_triggers_live_three_seconds_and_work_once(
    app: App, workspace: Workspace, client: WebClient, clock: HandClock, connect: Connect
) -> None:
    triggers: list[str] = []
    app.command("/kwai")(lambda ack, body: (ack(), triggers.append(body["trigger_id"])))
    connect(app, workspace)
    for _ in range(2):
        workspace.command("kwai", "x")
    workspace.wait_for(lambda ws: triggers[1:])
    view = modal(build.section("x"))
    clock.move_to(clock.now() + timedelta(seconds=3))
    assert client.views_open(trigger_id=triggers[0], view=view)["ok"]
    assert refused(lambda: client.views_open(trigger_id=triggers[0], view=view)) == "exchanged_trigger_id"
    clock.move_to(clock.now() + timedelta(seconds=0.1))
    assert refused(lambda: client.views_open(trigger_id=triggers[1], view=view)) == "expired_trigger_id"
    assert refused(lambda: client.views_push(trigger_id="Tr9", view=view)) == "invalid_trigger_id"


def test_stack_of_three(app: App, workspace: Workspace, client: WebClient, opened: Callable[..., Block]) -> None:
    pushed: list[Any] = []
    closed: list[tuple[str, bool]] = []

    def push(ack: Any, body: Block, client: WebClient) -> None:
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=modal(more, notify_on_close=True))
        except SlackApiError as error:
            pushed.append(error.response["error"])

    more = build.actions([build.button("More", "more", "1")])
    app.action("more")(push)
    app.view_closed("form")(lambda ack, body: (ack(), closed.append((body["view"]["id"], body["is_cleared"]))))
    opened(modal(more))
    for depth in (2, 3):
        workspace.press_in_view("more")
        workspace.wait_for(lambda ws, depth=depth: len(ws.views()) == depth)  # type: ignore[misc]
    workspace.press_in_view("more")
    assert workspace.wait_for(lambda ws: pushed) == ["push_limit_reached"]
    one, two, three = (view["id"] for view in workspace.views())
    workspace.close_view()
    assert [view["id"] for view in workspace.views()] == [one, two]
    workspace.close_view(whole=True)
    assert closed == [(three, False), (two, True)]  # the first view asked for no word
    assert refused(lambda: client.views_update(view_id=three, view=modal(more))) == "not_found"


def test_hash_and_external_id(workspace: Workspace, client: WebClient, opened: Callable[..., Block]) -> None:
    text = field("text", {"type": "plain_text_input"})
    view = opened(modal(text, external_id="mine", private_metadata="m"))
    workspace.enter({"text": {"text": "typed"}})
    client.views_update(external_id="mine", hash=view["hash"], view=modal(text, external_id="mine"))
    assert refused(lambda: client.views_update(view_id=view["id"], hash=view["hash"], view=modal(text))) == (
        "hash_conflict"
    )
    changed = workspace.view() or {}
    assert changed["state"]["values"]["text"]["text"]["value"] == "typed"
    assert changed["private_metadata"] == ""  # an update replaces the whole view
    home = {"type": "home", "blocks": [], "external_id": "mine"}
    assert refused(lambda: client.views_publish(user_id="U0BOB", view=home)) == "duplicate_external_id"
    workspace.close_view()
    assert client.views_publish(user_id="U0BOB", view=home)["ok"]
    assert refused(lambda: client.views_update(external_id="elsewhere", view=modal(text))) == "not_found"


def test_a_field_that_dispatches(app: App, workspace: Workspace, opened: Callable[..., Block]) -> None:
    seen: list[Block] = []
    app.action("period")(lambda ack, body: (ack(), seen.append(body)))
    opened(modal(*FIELDS[4:5], field("text", {"type": "plain_text_input"})))
    workspace.enter({"text": {"text": "half"}})
    workspace.press_in_view("period", value="q2")
    body = workspace.wait_for(lambda ws: seen)[0]
    assert body["actions"][0]["selected_option"] == options("Q2")[0]
    assert body["view"]["state"]["values"]["text"]["text"]["value"] == "half"
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]} and "response_url" not in body


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])
