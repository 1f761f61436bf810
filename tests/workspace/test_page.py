"""What the page draws, and what it lets nobody put into it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.blockkit import build
from bot.workspace import HandClock, Moment, Site, Workspace, open_workspace
from bot.workspace.page.easel import Easel
from bot.workspace.page.language import language
from bot.workspace.page.markdown import markdown
from bot.workspace.page.mrkdwn import mrkdwn
from bot.workspace.page.names import Names
from bot.workspace.page.scene import Scene
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
        ("press", {"ts": "1.0", "action": "x"}, {}, 400),
        ("move", {"at": "soon"}, {}, 400),
    ],
)
def test_what_the_page_refuses(
    tour: Workspace, act: str, content: Mapping[str, Any], headers: Mapping[str, str], status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(tour, act, content, headers)
    assert caught.value.code == status


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
