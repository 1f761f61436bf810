"""slack_sdk's side: what each way of going wrong on the wire is called, and that nothing is sent twice."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.deliver.envelope import Envelope
from bot.deliver.post import NotMember, PostError, Refused, SlowDown, Unreachable, Unsure
from handlers.post import SlackPost

from .wire import Reply, Server, answers, closes, cuts, resets, says

KEY = b"a key of ours"
SENT_AT = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
PAYLOAD = json.dumps({"text": "3 亿", "blocks": [{"type": "divider"}]})


def envelope(thread_ts: str | None = None, delivery_id: str = "d1", payload: str = PAYLOAD) -> Envelope:
    return Envelope("T1", "C1", thread_ts, payload, delivery_id, "answer", SENT_AT, SENT_AT)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def post(server: Server) -> SlackPost:
    return make(server.url)


def make(url: str, key: bytes = KEY, timeout: float = 5) -> SlackPost:
    client = WebClient("xoxb-test", base_url=f"{url}/api/", retry_handlers=[], timeout=timeout)  # type: ignore[arg-type]
    return SlackPost(client, key)


def test_it_posts_with_a_signed_mark(server: Server, post: SlackPost) -> None:
    server.replies = [says(ok=True, ts="12.34")]
    assert post.send(envelope("9.9")) == "12.34"
    ((path, asked),) = server.asked
    assert path == "/api/chat.postMessage"
    metadata = asked.pop("metadata")
    metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
    assert metadata["event_type"] == "kwai_delivery"
    assert metadata["event_payload"]["delivery_id"] == "d1"
    assert len(metadata["event_payload"]["signature"]) == 64
    assert asked["text"] == "3 亿"
    assert asked["thread_ts"] == "9.9"
    assert not int(asked["unfurl_links"])
    assert not int(asked["unfurl_media"])


def test_it_changes_a_message_in_place(server: Server, post: SlackPost) -> None:
    """With its mark, under the ts it had; it is not looked for."""
    change = replace(envelope("9.9"), edits="9.9")
    server.replies = [says(ok=True, ts="9.9")]
    assert post.send(change) == "9.9"
    ((path, asked),) = server.asked
    assert path == "/api/chat.update"
    assert (asked["ts"], asked["text"], asked["channel"]) == ("9.9", "3 亿", "C1")
    assert post.find(change) is None
    assert len(server.asked) == 1


@pytest.mark.parametrize("reply", [closes, resets, cuts, answers(503, "busy"), says(ok=False, error="fatal_error")])
def test_a_change_that_may_have_been_made_may_be_made_again(server: Server, post: SlackPost, reply: Reply) -> None:
    """Twice is the same as once; and the client never repeats it by itself."""
    server.replies = [reply]
    with pytest.raises(Unreachable):
        post.send(replace(envelope("9.9"), edits="9.9"))
    assert len(server.asked) == 1


def test_a_message_that_cannot_be_changed_is_refused(server: Server, post: SlackPost) -> None:
    server.replies = [says(ok=False, error="edit_window_closed")]
    with pytest.raises(Refused, match="edit_window_closed"):
        post.send(replace(envelope("9.9"), edits="9.9", kind="notice"))


def test_an_answer_whose_question_is_gone_is_posted_below_it(server: Server, post: SlackPost) -> None:
    server.replies = [says(ok=False, error="message_not_found"), says(ok=True, ts="10.1")]
    assert post.send(replace(envelope("9.9"), edits="9.9", kind="answer")) == "10.1"
    assert [path for path, _ in server.asked] == ["/api/chat.update", "/api/chat.postMessage"]


CASES: list[tuple[str, Reply, type[PostError]]] = [
    ("closed", closes, Unsure),
    ("reset", resets, Unsure),
    ("cut short", cuts, Unsure),
    ("503", answers(503, "busy"), Unsure),
    ("500 in JSON", answers(500, '{"ok":false,"error":"oops"}'), Unsure),
    ("a page", answers(200, "<html>proxy</html>"), Unsure),
    ("internal_error", says(ok=False, error="internal_error"), Unsure),
    ("fatal_error", says(ok=False, error="fatal_error"), Unsure),
    ("no ts", says(ok=True), Unsure),
    ("429", answers(429, '{"ok":false,"error":"ratelimited"}', Retry_After="30"), SlowDown),
    ("429, a page", answers(429, "slow", Retry_After="30"), SlowDown),
    ("not_in_channel", says(ok=False, error="not_in_channel"), NotMember),
    ("channel_not_found", says(ok=False, error="channel_not_found"), NotMember),
    ("is_archived", says(ok=False, error="is_archived"), Refused),
    ("invalid_blocks", says(ok=False, error="invalid_blocks"), Refused),
    ("invalid_auth", says(ok=False, error="invalid_auth"), Refused),
]


@pytest.mark.parametrize(("reply", "error"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_trouble_has_its_name_and_is_asked_once(
    server: Server, post: SlackPost, reply: Reply, error: type[PostError]
) -> None:
    server.replies = [reply, says(ok=True, ts="1.1")]
    with pytest.raises(error) as raised:
        post.send(envelope())
    assert len(server.asked) == 1
    if isinstance(raised.value, SlowDown):
        assert raised.value.seconds == 30
    if isinstance(raised.value, (Refused, NotMember)):
        assert "_" in raised.value.error


def test_a_timeout_after_sending_is_unsure(server: Server) -> None:
    server.replies = [server.holds]
    with pytest.raises(Unsure):
        make(server.url, timeout=0.1).send(envelope())
    assert len(server.asked) == 1


def test_no_connection_is_unreachable(server: Server) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, not listening
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unreachable):
            make(url).send(envelope())
        with pytest.raises(Unreachable):
            make(url).find(envelope())
        with pytest.raises(Unreachable):
            make(url).answer_privately(url, PAYLOAD)


def test_an_unknown_host_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable):
        make("http://slack.test").send(envelope())


@pytest.mark.parametrize("payload", ["not json", "[]"])
def test_a_payload_that_is_none_is_refused_unsent(server: Server, post: SlackPost, payload: str) -> None:
    with pytest.raises(Refused):
        post.send(envelope(payload=payload))
    assert server.asked == []


def posted(server: Server, post: SlackPost, of: Envelope) -> dict[str, Any]:
    """The message as Slack gives it back."""
    server.replies.append(says(ok=True, ts="77.1"))
    post.send(of)
    metadata = server.asked.pop()[1]["metadata"]
    return {"ts": "77.1", "metadata": json.loads(metadata) if isinstance(metadata, str) else metadata}


def test_it_finds_its_own_message_on_a_later_page(server: Server, post: SlackPost) -> None:
    message = posted(server, post, envelope())
    server.replies = [
        says(
            ok=True,
            messages=[{"ts": "1.1"}, {"ts": "1.2", "metadata": {"event_type": "other"}}],
            response_metadata={"next_cursor": "more"},
        ),
        says(ok=True, messages=[message]),
    ]
    assert post.find(envelope()) == "77.1"
    (path, first), (_, second) = server.asked
    assert path == "/api/conversations.history"
    assert float(first["oldest"]) < SENT_AT.timestamp() < float(first["latest"])
    assert int(first["include_all_metadata"]) == 1
    assert second["cursor"] == "more"


def test_in_a_thread_it_looks_there(server: Server, post: SlackPost) -> None:
    message = posted(server, post, envelope("9.9"))
    server.replies = [says(ok=True, messages=[message])]
    assert post.find(envelope("9.9")) == "77.1"
    path, asked = server.asked[0]
    assert (path, asked["ts"]) == ("/api/conversations.replies", "9.9")


def test_another_delivery_or_another_signature_is_not_ours(server: Server, post: SlackPost) -> None:
    other = posted(server, post, envelope(delivery_id="d2"))
    forged = posted(server, make(server.url, b"another key"), envelope())
    server.replies = [says(ok=True, messages=[other, forged, {"ts": "1", "metadata": None}])]
    assert post.find(envelope()) is None


def test_too_much_to_look_through_is_no_absence(server: Server, post: SlackPost) -> None:
    server.replies = [says(ok=True, messages=[], response_metadata={"next_cursor": "x"})] * 10
    with pytest.raises(Refused, match="1000"):
        post.find(envelope())


def test_a_private_answer_is_ephemeral_and_replaces_nothing(server: Server, post: SlackPost) -> None:
    server.replies = [answers(200, "ok")]
    post.answer_privately(f"{server.url}/r", PAYLOAD)
    ((_, asked),) = server.asked
    assert (asked["response_type"], asked["replace_original"], asked["text"]) == ("ephemeral", False, "3 亿")


@pytest.mark.parametrize(
    ("reply", "error"),
    [(answers(404, "used_url"), Refused), (answers(500, "x"), Unsure), (closes, Unsure),
     (answers(429, "", Retry_After="3"), SlowDown)],
    ids=["used", "500", "closed", "429"],
)  # fmt: skip
def test_a_private_answers_troubles(server: Server, post: SlackPost, reply: Reply, error: type[PostError]) -> None:
    server.replies = [reply, answers(200, "ok")]
    with pytest.raises(error):
        post.answer_privately(f"{server.url}/r", PAYLOAD)
    assert len(server.asked) == 1


def test_a_client_that_repeats_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="retry_handlers"):
        SlackPost(WebClient("xoxb-test"), KEY)
