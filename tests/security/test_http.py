"""HTTP in place of Socket Mode: what Slack signed is answered, what it did not is refused and not written down."""

from __future__ import annotations

import json
import logging

import pytest

from tests.doors.stage import Stage, section

from .signed import Signed, now, signature

FOUND = "*More than RMB 300m*"
Open = tuple[Stage, Signed]


def test_a_command(over_http: Open) -> None:
    """It is acknowledged, and answered in the channel."""
    stage, slack = over_http
    heard = slack.post(slack.command("kling revenue q3"))
    assert (heard.status, heard.body) == (200, "")
    assert section(stage.workspace.wait_for(lambda ws: ws.messages("kwai"))[0]).startswith(FOUND)


@pytest.mark.parametrize("text", ["--private kling revenue q3 payload", "--private payload kling revenue q3"])
def test_a_command_with_the_word_payload(over_http: Open, text: str) -> None:
    """Bolt looks for a payload in a form that has the word; the question is read all the same."""
    _, slack = over_http
    heard = slack.post(slack.command(text, channel_name="payload-room"))
    assert heard.status == 200
    assert "payload" in heard.record["text"] or "300m" in heard.record["text"]


def test_a_mention_and_the_address_check(over_http: Open) -> None:
    """Events are answered once however often they come, and Slack's check of the address is."""
    stage, slack = over_http
    site = stage.workspace.site
    text = f"<@{site.bot_user}> kling revenue q3"
    ts = stage.workspace.say("kwai", text)
    event = {"type": "app_mention", "user": site.you.id, "channel": "C0KWAI", "ts": ts, "text": text}
    body = json.dumps({"type": "event_callback", "team_id": site.team_id, "event_id": "Ev1", "event": event})
    assert [slack.post(body).status for _ in range(3)] == [200, 200, 200]
    stage.workspace.wait_for(lambda _: not stage.waiting())
    assert len(stage.workspace.replies("kwai", ts)) == 1
    asked = slack.post(json.dumps({"type": "url_verification", "challenge": "c-1"}))
    assert asked.status == 200 and "c-1" in asked.body


def test_forged_and_replayed(over_http: Open, caplog: pytest.LogCaptureFixture) -> None:
    """A wrong secret, a changed body, an old or a strange time, no signature: 401, nothing posted, no word logged."""
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.INFO)
    stage, slack = over_http
    body = slack.command("kling zanzibar")
    refused = [
        slack.post(body, secret="guessed"),
        slack.post(body, age=301),
        slack.post(body, age=-301),
        slack.post(body, timestamp="yesterday"),
        slack.post(body, timestamp=""),
        slack.post(body, timestamp="²"),
        slack.post(body, X_Slack_Signature=""),
        slack.post(body, X_Slack_Signature="v0=0"),
        slack.post(body, X_Slack_Signature="v1=é"),
        slack.post("{not json"),
        slack.post(body + "&x=1", X_Slack_Signature=signature(body, now())),
    ]
    assert [heard.status for heard in refused] == [401] * len(refused)
    assert "zanzibar" not in "".join(heard.body for heard in refused)
    assert stage.waiting() == 0 and stage.workspace.messages("kwai") == ()
    assert "zanzibar" not in caplog.text and "Traceback" not in caplog.text
    assert "a request that Slack did not sign" in caplog.text


def test_a_forged_event_makes_the_bot_say_nothing(over_http: Open) -> None:
    """Not even that something broke: whoever cannot sign must not make it write in a channel."""
    stage, slack = over_http
    event = {"type": "app_mention", "user": "U0ALICE", "channel": "C0KWAI", "ts": stage.workspace.say("kwai", "hello")}
    body = json.dumps({"type": "event_callback", "team_id": "T0TRY", "event_id": "Ev1", "event": event})
    for strange in ({"X_Slack_Signature": "v0=é"}, {"timestamp": "1e9"}, {"secret": "guessed"}):
        assert slack.post(body, **strange).status == 401
    assert stage.bot is not None
    stage.bot.stop()
    assert list(stage.said_by_bot()) == []


def test_a_command_sent_again(over_http: Open) -> None:
    """The same signed request inside Slack's five minutes is acknowledged, and answered once."""
    stage, slack = over_http
    body = slack.command("kling revenue q3")
    assert [slack.post(body, age=200).status for _ in range(3)] == [200, 200, 200]
    stage.workspace.wait_for(lambda ws: ws.messages("kwai") and not stage.waiting())
    assert len(stage.workspace.messages("kwai")) == 1


def test_health_and_metrics(over_http: Open) -> None:
    """Healthy while everything works, 503 when the database is gone; the counts hold nobody's words."""
    stage, slack = over_http
    well = slack.ask("/health")
    assert (well.status, well.record) == (200, {"ok": True, "database": True, "slack": True, "worker": True})
    slack.post(slack.command("kling zanzibar"))
    stage.workspace.wait_for(lambda _: not stage.waiting())
    counted = slack.ask("/metrics").body
    assert 'kwai_request_seconds_count{kind="command"} 1.0' in counted
    assert "kwai_outbox_waiting 0.0" in counted and "kwai_healthy 1.0" in counted
    assert "zanzibar" not in counted and "U0ALICE" not in counted
    assert slack.ask("/else").status == 404 and slack.ask("/slack/events").status == 405
    assert stage.bot is not None
    stage.database.rename(stage.database.with_suffix(".away"))
    stage.bot.store.database.engine.dispose()
    ill = slack.ask("/health")
    assert (ill.status, ill.record["ok"], ill.record["database"]) == (503, False, False)
