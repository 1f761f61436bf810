"""Requests over HTTP as Slack makes them, signed or not."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.workspace import Workspace

SECRET = "the-secret-slack-signs-with"


def now() -> str:
    """The time as Slack stamps it."""
    return str(int(time.time()))


def signature(body: str, stamp: str, secret: str = SECRET) -> str:
    """What Slack puts beside a body."""
    return str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body))


@dataclass(frozen=True)
class Heard:
    """What came back."""

    status: int
    body: str

    @property
    def record(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass(frozen=True)
class Signed:
    """Slack's side of HTTP for one bot."""

    url: str
    workspace: Workspace

    def command(self, text: str, **more: str) -> str:
        """The form of a slash command."""
        site = self.workspace.site
        said = {
            "team_id": site.team_id,
            "channel_id": "C0KWAI",
            "channel_name": "kwai",
            "user_id": site.you.id,
            "user_name": site.you.name,
            "command": "/kwai",
            "text": text,
            "trigger_id": "1.1",
            "response_url": f"{self.workspace.url}response/none",
            "api_app_id": site.app_id,
        }
        return urlencode(said | more)

    def post(self, body: str, *, age: int = 0, secret: str = SECRET, **headers: str) -> Heard:
        """Send a body, signed with a secret so many seconds ago; a header named here is sent as given."""
        stamp = headers.pop("timestamp", str(int(now()) - age))
        kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        named = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(body, stamp, secret),
            "Content-Type": kind,
        }
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("/slack/events", body.encode(), {name: value for name, value in named.items() if value})

    def ask(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Heard:
        request = urllib.request.Request(self.url + path, data=body, headers=headers or {})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as answer:
                return Heard(answer.status, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Heard(error.code, error.read().decode())
