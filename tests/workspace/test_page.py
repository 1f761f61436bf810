"""What the page draws, and what it lets nobody put into it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.blockkit import build
from bot.workspace import HandClock, Moment, Site, Workspace, open_workspace
from bot.workspace.manifest import Prompt
from bot.workspace.page.easel import Easel
from bot.workspace.page.language import language
from bot.workspace.page.markdown import markdown
from bot.workspace.page.mrkdwn import mrkdwn
from bot.workspace.page.names import Names
from bot.workspace.page.scene import Scene
from bot.workspace.sessions import Prompts
from bot.workspace.typed import typed

NAMES = Names({"U1": "Alice"}, {"C1": "kwai"}, you="U1")
TAGS = re.compile(
    r"</?(?:strong|em|del|code|pre|br|blockquote|span|a|p|ul|ol|li|hr|div|table|thead|tbody|tr|th|td)\b[^<>]*>"
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~no~ `x*y*`", "<strong>bold</strong> <em>it</em> <del>no</del> <code>x*y*</code>"),
        ("*58.2%*，推算", "<strong>58.2%</strong>，推算"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("*收入*超过", "*收入*超过"),
        ("a\nb", "a<br>b"),
        ("&gt; q1\n&gt; q2\nafter", "<blockquote>q1<br>q2</blockquote>after"),
        ("```\na < b\n```", "<pre><code>a &lt; b</code></pre>"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<@U1> <#C1>", '<span class="mention you">@Alice</span> <span class="mention">#kwai</span>'),
        ("*<https://a.b/?x=1&amp;y=2|src>*", "<strong><a"),
        ("<javascript:alert(1)|click>", "click"),
        ("<script>alert(1)</script>", "script"),
        ("\ue0000\ue001", "\ufffd0\ufffd"),
    ],
)
def test_mrkdwn(text: str, html: str) -> None:
    drawn = str(mrkdwn(text, NAMES))
    assert drawn.startswith(html)
    assert "<script" not in drawn and "javascript:" not in drawn


HOSTILE = st.text(alphabet="<>&|*_~`\"'=@#!UC1/:;\n ahtpsxy可-[]()", max_size=120)


@given(HOSTILE)
def test_nothing_typed_becomes_markup(text: str) -> None:
    for drawn in (str(mrkdwn(text, NAMES)), str(markdown(text))):
        rest = TAGS.sub("", drawn)
        assert "<" not in rest and ">" not in rest
        assert not re.search(r"<[^>]*\son\w+=|href=\"(?!https?://|mailto:)", drawn)


def test_markdown() -> None:
    text = "# Head\n- **a** b\n- c\n\n| x | y |\n|---|---|\n| 1 | `2` |\n\n> said\n\n[t](https://a.b)"
    drawn = str(markdown(text))
    for piece in (
        "<strong>Head</strong>",
        "<li><strong>a</strong> b</li>",
        "<td><code>2</code></td>",
        "<blockquote>",
        "<a href",
    ):
        assert piece in drawn


@pytest.mark.parametrize(
    ("block", "piece"),
    [
        ({"type": "nonsense"}, "unsupported: nonsense"),
        ({"type": "section", "text": 7}, "section"),
        ({"type": "data_visualization", "title": "x", "chart": {}}, "unsupported: data_visualization"),
        (build.header("<b>"), "&lt;b&gt;"),
        (build.actions([build.button("Go", "go", "1", "danger")]), 'data-action="go"'),
        (build.data_table("c", ["h"], [[build.raw_number(Decimal("31.4"), "31.4bn")]]), 'data-value="31.4"'),
        (build.table([[build.raw_text("a")]], ["right"]), 'class="right"'),
        (
            build.chart("bar", "Kling", ["2025Q1 >150"], {"k": [Decimal(150)]}),
            'aria-label="Kling: bar chart. k: 2025Q1 &gt;150 150"',
        ),
        (
            build.chart(
                "area", "t", [f"a long label {n:02}" for n in range(20)], {"k": [Decimal(n) for n in range(20)]}
            ),
            "rotate(",
        ),
        (build.chart("line", "t", ["a", "b"], {"k": [Decimal(0), Decimal(0)]}), "polyline"),
        (build.pie("t", {"whole": Decimal(1)}), "100.0%"),
    ],
)
def test_blocks(block: Mapping[str, Any], piece: str) -> None:
    assert piece in str(Easel().block({"block_id": "b", **block}, Scene(NAMES)))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("More than 300m, quoted by 懂財帝 in the press", ""),
        ("超过3亿元", "zh-Hans"),
        ("超過3億元", "zh-Hant"),
        ("Kling", ""),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language(text) == lang


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("@kwai gmv", "<@U9> gmv"),
        ("@KWAI #kwai", "<@U9> <#C1|kwai>"),
        ("<!channel> a<b", "&lt;!channel&gt; a&lt;b"),
        ("me@kwai.com <@U9>", "me@kwai.com <@U9>"),
        ("see https://a.b/?x=1&y=2", "see <https://a.b/?x=1&amp;y=2>"),
    ],
)
def test_typed(text: str, sent: str) -> None:
    assert typed(text, {"kwai": "U9"}, {"kwai": "C1"}) == sent


@pytest.fixture
def tour(site: Site, clock: HandClock) -> Any:
    moments = [Moment("next digest", datetime(2026, 3, 25, 1, 0, tzinfo=UTC))]
    with open_workspace(site, clock, moments=lambda: moments) as workspace:
        yield workspace


def test_page_shows_messages_clock_and_banner(tour: Workspace) -> None:
    client = WebClient(token=tour.bot_token, base_url=tour.api_url)
    ts = client.chat_postMessage(channel="kwai", text="x", blocks=[build.section("*More than RMB 300m*")])["ts"]
    tour.say("kwai", "<img src=x onerror=alert(1)>", thread_ts=ts)
    page = get(f"{tour.url}?channel=C0KWAI&thread={ts}")
    for piece in (
        "<strong>More than RMB 300m</strong>",
        "28 Nov 2025, 09:00",
        "25 Mar 2026, 09:00",
        "1 reply",
        "not connected",
    ):
        assert piece in page
    assert "<img" not in page and "&lt;img src=x" in page


def test_what_the_page_does(tour: Workspace, clock: HandClock) -> None:
    post(tour, "type", {"channel": "C0RANDOM", "user": "U0BOB", "text": "@kwai hello"})
    post(tour, "type", {"channel": "C0RANDOM", "user": "U0BOB", "text": "/kwai gmv"})
    post(tour, "type", {"channel": "C0RANDOM", "user": "U0BOB", "text": "/invite @kwai"})
    post(tour, "move", {"at": "2026-03-25T01:00:00+00:00"})
    assert [m["user"] for m in tour.messages("random")] == ["U0BOB", "U0KWAI"]
    assert len(tour.ephemerals("random", "bob")) == 2
    assert clock.now().year == 2026
    post(tour, "dismiss", {"channel": "C0RANDOM", "user": "U0BOB", "ts": tour.ephemerals("random", "bob")[0]["ts"]})
    assert len(tour.ephemerals("random", "bob")) == 1


@pytest.mark.parametrize(
    ("act", "content", "headers", "status"),
    [
        ("type", {"text": "x"}, {"Origin": "http://evil.example"}, 403),
        ("type", {"text": "x"}, {"Host": "evil.example"}, 403),
        ("type", {"text": "x"}, {"X-Page-Token": "guessed"}, 403),
        ("fly", {}, {}, 400),
        ("move", {}, {}, 400),
    ],
)
def test_what_the_page_refuses(
    tour: Workspace, act: str, content: Mapping[str, Any], headers: Mapping[str, str], status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(tour, act, content, headers)
    assert caught.value.code == status


def test_what_is_there_no_more_is_said(tour: Workspace) -> None:
    """A press that comes a moment too late is no fault of the page: it is told, and nothing is sent."""
    answer = post(tour, "press", {"ts": "1.0", "action": "x"})
    assert answer["ok"] is False and "1.0" in answer["note"]


EVIL = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7 * 7 }}'
READ_BY_SLACK = ("type", "style", "initial_time", "initial_options")


def evil(value: Any) -> Any:
    """The payload with every text in it hostile; what Slack itself reads is left alone."""
    if isinstance(value, list):
        return [evil(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key in READ_BY_SLACK else evil(each) for key, each in value.items()}
    return EVIL if isinstance(value, str) else value


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_an_app_sends_becomes_markup(tour: Workspace) -> None:
    """Fields, menus, confirmations, links, titles, prompts: in a message, a modal, a home tab and the pane."""
    option = {"text": build.plain_text("x"), "value": "x", "description": build.plain_text("x")}
    confirm = {name: build.plain_text("x") for name in ("title", "text", "confirm", "deny")}
    elements: list[dict[str, Any]] = [
        {"type": "button", "action_id": "1", "text": build.plain_text("x"), "value": "x", "confirm": confirm},
        {"type": "overflow", "action_id": "2", "options": [option]},
        {"type": "static_select", "action_id": "3", "options": [option], "initial_option": option},
        {"type": "multi_static_select", "action_id": "4", "options": [option], "initial_options": [evil(option)]},
        {"type": "external_select", "action_id": "5", "placeholder": build.plain_text("x")},
        {"type": "checkboxes", "action_id": "6", "options": [option]},
        {"type": "radio_buttons", "action_id": "7", "options": [option]},
        {"type": "plain_text_input", "action_id": "8", "initial_value": "x", "placeholder": build.plain_text("x")},
        {"type": "timepicker", "action_id": "9", "initial_time": "09:00"},
    ]
    words = {"label": build.plain_text("x"), "hint": build.plain_text("x")}
    blocks = [evil({"type": "input", "block_id": "x", **words, "element": element}) for element in elements]
    link = {"type": "button", "action_id": "l", "text": build.plain_text("x"), "url": "javascript:alert(1)"}
    blocks += [{**build.actions([link]), "block_id": "l"}, {**build.header(EVIL), "block_id": "h"}]
    view = {"title": build.plain_text(EVIL), "submit": None, "close": None, "blocks": blocks}
    state = tour.state
    state.views.push("U0ALICE", {**view, "type": "modal"}, "V1", "1")
    state.views.publish("U0ALICE", {**view, "type": "home"}, "V2", "2")
    root = tour.say("dm", EVIL)
    state.sessions.at("D0ALICE", root).title = EVIL
    state.sessions.prompts["D0ALICE"] = Prompts((Prompt(EVIL, EVIL),), EVIL)
    message = {"type": "message", "user": tour.bot_user, "bot_id": "B", "ts": "1764291601.000001", "text": EVIL}
    state.rooms["C0KWAI"].messages.append({**message, "blocks": blocks})
    state.note(datetime(2025, 11, 28, tzinfo=UTC), "here", EVIL, False, EVIL)
    for address in ("?journal=1&pane=new", f"?pane={root}", "?channel=D0ALICE&tab=home", "?channel=D0ALICE"):
        page = get(tour.url + address)
        assert "{{ 7 * 7 }}" in page and "unsupported:" not in page
        for tag, attrs in Tags(page).found:
            assert tag != "img" and not any(name.startswith("on") for name in attrs)
            assert not (attrs.get("href") or "").startswith("javascript:")
            assert tag != "script" or attrs["src"] == "/static/page.js"


def test_no_script_but_our_own(tour: Workspace) -> None:
    with urllib.request.urlopen(tour.url, timeout=5) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/page.js">']
    assert " style=" not in page and "onclick" not in page


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode())


def post(workspace: Workspace, act: str, content: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Any:
    token = re.findall(r'name="page-token" content="([^"]+)"', get(workspace.url))[0]
    sent = {"X-Page-Token": token, **(headers or {})}
    request = urllib.request.Request(f"{workspace.url}act/{act}", json.dumps(content).encode(), sent)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)
