"""What Slack says of the bot: reachable, tokens, scopes, clock, channels. Nothing is posted, no socket is opened."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.checkup.finding import Finding, ok, problem, unknown
from bot.app.connection import scopes_named
from bot.core.digest import Plan
from bot.manifest import HISTORY, app_manifest, scopes_of

_TIMEOUT_SECONDS = 10
_CLOCKS_APART = timedelta(seconds=30)
"""Slack refuses signatures, and the bot requests, from 300 seconds; digests go out by this clock."""


def check_shapes(bot_token: str | None, app_token: str | None) -> Iterator[Finding]:
    """Whether each token begins as its kind does: the two are easily exchanged."""
    for what, token, beginning in (("bot token", bot_token, "xoxb-"), ("app token", app_token, "xapp-")):
        if token and not token.startswith(beginning):
            yield problem(what, f"it does not begin with {beginning}; is another token in its place?")


def check_slack(
    api_url: str, bot_token: str | None, app_token: str | None, plans: tuple[Plan, ...], now: Callable[[], datetime]
) -> Iterator[Finding]:
    """Everything that Slack itself can tell; `app_token` is None for a bot that is asked over HTTP."""
    client = WebClient(base_url=api_url, timeout=_TIMEOUT_SECONDS, retry_handlers=[])
    host = urlsplit(api_url).hostname or api_url
    try:
        headers = client.api_test().headers
    except SlackApiError as error:
        if " " in _said(error):  # Slack's errors are one word; slack_sdk's own, of no answer of Slack's, are sentences
            yield problem("reachability", f"{host} answers, but not as Slack does ({_said(error)}); see SLACK_API_URL")
            return
        headers = error.response.headers
    except Exception as error:
        yield problem("reachability", f"{host} cannot be reached ({_reason(error)}); check network, proxy and DNS")
        yield unknown("tokens, scopes, clock", "Slack cannot be reached")
        return
    yield ok("reachability", f"{host} answers")
    yield _clock(_header(headers, "date"), now())
    yield from _bot(client, bot_token, plans)
    yield from _app(client, app_token)


def _bot(client: WebClient, token: str | None, plans: tuple[Plan, ...]) -> Iterator[Finding]:
    if not token:
        yield unknown("scopes", "there is no bot token")
        return
    client.token = token
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        yield problem("bot token", f"Slack refuses it ({_said(error)}); install the app and take its token anew")
        yield unknown("scopes", "the bot token is refused")
        return
    yield ok("bot token", f"it is {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})")
    yield _scopes(scopes_named(answer.headers))
    if plans:
        yield from _channels(client, plans)


def _scopes(held: frozenset[str] | None) -> Finding:
    wanted = scopes_of(app_manifest())
    if held is None:
        return unknown("scopes", "this Slack does not name them beside its answers")
    missing = wanted - held
    if missing and missing <= HISTORY:
        return ok("scopes", "those of kwai manifest --minimal: follow-ups in channels name the bot")
    if missing:
        names = ", ".join(sorted(missing))
        return problem("scopes", f"{names} missing; put the manifest (kwai manifest) into the app and install it again")
    more = held - wanted
    return ok(
        "scopes", f"those of the manifest{', and more than it needs: ' + ', '.join(sorted(more)) if more else ''}"
    )


def _channels(client: WebClient, plans: tuple[Plan, ...]) -> Iterator[Finding]:
    """Whether the bot is where its digests go."""
    try:
        found = dict(_listed(client))
    except SlackApiError as error:
        yield unknown("digest channels", f"Slack does not list them ({_said(error)})")
        return
    for channel in sorted({plan.channel for plan in plans}):
        member = found.get(channel.lstrip("#"))
        if member is None:
            yield problem("digest channel", f"{channel} is not seen; make it, or invite the bot where it is private")
        elif not member:
            yield problem("digest channel", f"the bot is not in {channel}; invite it there")
        else:
            yield ok("digest channel", f"the bot is in {channel}")


def _listed(client: WebClient) -> Iterator[tuple[str, bool]]:
    """Each channel the bot sees, by name and by id, and whether it is in it."""
    kinds = "public_channel,private_channel"
    for page in client.conversations_list(types=kinds, limit=200, exclude_archived=True):
        for channel in page["channels"]:
            yield from ((channel[key], bool(channel.get("is_member"))) for key in ("name", "id"))


def _app(client: WebClient, token: str | None) -> Iterator[Finding]:
    if not token:
        return
    try:
        address = str(client.apps_connections_open(app_token=token)["url"])
    except SlackApiError as error:
        yield problem("app token", f"Slack opens no connection with it ({_said(error)}); it needs connections:write")
        return
    yield ok("app token", "Slack opens a connection with it")
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "wss" else 80)
    if getproxies().get("https") or getproxies().get("http"):
        yield unknown("socket", f"the way to {parts.hostname} goes through a proxy")
        return
    try:
        socket.create_connection((str(parts.hostname), port), _TIMEOUT_SECONDS).close()
    except OSError as error:
        yield problem("socket", f"{parts.hostname}:{port} cannot be reached ({error.strerror}); open the way to it")
        return
    yield ok(
        "socket", f"{parts.hostname} takes connections; none was opened, as a running bot's questions would come to it"
    )


def _clock(said: str | None, now: datetime) -> Finding:
    if said is None:
        return unknown("clock", "Slack's answer has no date")
    apart = now.astimezone(UTC) - parsedate_to_datetime(said)
    if abs(apart) > _CLOCKS_APART:
        way = "ahead of" if apart > timedelta() else "behind"
        seconds = abs(apart).total_seconds()
        return problem("clock", f"this machine is {seconds:.0f} s {way} Slack; set its clock (NTP)")
    return ok("clock", "it agrees with Slack's")


def _header(headers: Mapping[str, Any], name: str) -> str | None:
    return {key.lower(): str(value) for key, value in headers.items()}.get(name)


def _said(error: SlackApiError) -> str:
    return str(error.response.get("error") or f"http {error.response.status_code}")[:80]


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__)
