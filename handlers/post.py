"""Slack's side of the outbox: posts a message once, and finds it again by its signed mark."""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import socket
import ssl
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NoReturn
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.blockkit.literal import literal
from bot.deliver.envelope import Envelope
from bot.deliver.post import NotMember, PostError, Refused, SlowDown, Unreachable, Unsure

EVENT_TYPE = "kwai_delivery"

_NOT_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_SLOW_DOWN = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_NOT_CHANGED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""What Slack says of a message that is gone, or that may not be changed any more."""
_UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
"""Slack's docs say of these that some part may have succeeded."""

# Our clock and Slack's may differ, and Slack may post late.
_BEFORE = timedelta(seconds=330)
_AFTER = timedelta(seconds=300)
_PAGES = 10
_PAGE = 100


class SlackPost:
    """Posts through a client that never repeats a request by itself.

    `signing_key` signs the mark each message carries, so that nobody else's can pass for it.
    A client with retry handlers is refused with ValueError: they post twice on a dropped line.
    """

    def __init__(self, client: WebClient, signing_key: bytes) -> None:
        if client.retry_handlers:
            raise ValueError("the posting client needs retry_handlers=[]: they would post twice")
        self._client = client
        self._signing_key = signing_key

    def send(self, envelope: Envelope) -> str:
        """Post the message and return its ts; raises a PostError."""
        payload = _read(envelope.payload)
        mark = {"delivery_id": envelope.delivery_id, "signature": self._signature(envelope)}
        if envelope.edits is not None:
            try:
                return self._edit(envelope, envelope.edits, payload, mark)
            except Refused as error:
                if envelope.kind != "answer" or error.error not in _NOT_CHANGED:
                    raise
                # Who asked gets the answer all the same, below the question that is gone.
        try:
            answer = self._client.chat_postMessage(
                channel=envelope.channel,
                thread_ts=envelope.thread_ts,
                text=payload.get("text"),
                blocks=payload.get("blocks"),
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": mark},
            )
        except Exception as error:
            _raise(error)
        ts = answer.get("ts")
        if not isinstance(ts, str):
            raise Unsure("Slack's answer has no ts")
        return ts

    def _edit(self, envelope: Envelope, ts: str, payload: dict[str, Any], mark: dict[str, str]) -> str:
        """Change a message; a change that may have been made is made again, as twice is the same as once."""
        try:
            self._client.chat_update(
                channel=envelope.channel,
                ts=ts,
                text=payload.get("text"),
                blocks=payload.get("blocks"),
                metadata={"event_type": EVENT_TYPE, "event_payload": mark},
            )
        except Exception as error:
            translated = _translated(error)
            raise (Unreachable(str(translated)) if isinstance(translated, Unsure) else translated) from error
        return ts

    def find(self, envelope: Envelope) -> str | None:
        """Look through the channel, or the thread, around the times it was sent; raises a PostError.

        A change of a message is not looked for: it is made again.
        """
        if envelope.edits is not None:
            return None
        window: dict[str, Any] = {
            "channel": envelope.channel,
            "limit": _PAGE,
            "include_all_metadata": True,
            "oldest": f"{(envelope.first_sent_at - _BEFORE).timestamp():.6f}",
            "latest": f"{(envelope.last_sent_at + _AFTER).timestamp():.6f}",
        }
        cursor: str | None = None
        for _ in range(_PAGES):
            try:
                if envelope.thread_ts is None:
                    page = self._client.conversations_history(**window, cursor=cursor)
                else:
                    page = self._client.conversations_replies(**window, ts=envelope.thread_ts, cursor=cursor)
            except Exception as error:
                _raise(error)
            for message in page.get("messages") or ():
                if self._is_ours(message, envelope):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise Refused(f"more than {_PAGES * _PAGE} messages to look through")

    def answer_privately(self, response_url: str, payload: str, *, replaces: bool = False) -> None:
        """Show the message to the asker alone, perhaps in the place of the one pressed; raises a PostError."""
        message = {**_read(payload), "response_type": "ephemeral", "replace_original": replaces}
        self._respond(response_url, message)

    def replace(self, response_url: str, payload: str) -> None:
        """Put the message in the place of the one the response_url belongs to; raises a PostError."""
        self._respond(response_url, {**_read(payload), "replace_original": True})

    def _respond(self, response_url: str, message: dict[str, Any]) -> None:
        client = self._client
        webhook = WebhookClient(
            response_url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[]
        )
        try:
            answer = webhook.send_dict(message)
        except Exception as error:
            _raise(error)
        if answer.status_code == 429:
            raise SlowDown(_seconds(answer.headers))
        if answer.status_code >= 500:
            raise Unsure(f"Slack answered {answer.status_code}")
        if answer.status_code != 200:
            raise Refused(answer.body.strip()[:100] or f"http {answer.status_code}")

    def publish(self, person: str, view: Mapping[str, Any]) -> None:
        """Show a person's home tab; raises a PostError."""
        try:
            self._client.views_publish(user_id=person, view=literal(view))
        except Exception as error:
            _raise(error)

    def _signature(self, envelope: Envelope) -> str:
        signed = f"{envelope.workspace}|{envelope.channel}|{envelope.delivery_id}"
        return hmac.new(self._signing_key, signed.encode(), hashlib.sha256).hexdigest()

    def _is_ours(self, message: dict[str, Any], envelope: Envelope) -> bool:
        metadata = message.get("metadata") or {}
        mark = metadata.get("event_payload") or {}
        if metadata.get("event_type") != EVENT_TYPE or mark.get("delivery_id") != envelope.delivery_id:
            return False
        signature = str(mark.get("signature", "")).encode()
        return hmac.compare_digest(signature, self._signature(envelope).encode())


def _read(payload: str) -> dict[str, Any]:
    try:
        read = json.loads(payload)
    except ValueError as error:
        raise Refused(f"the payload is not JSON: {error}") from error
    if not isinstance(read, dict):
        raise Refused("the payload is not a JSON object")
    # Last of all, whatever was stored: what looks like an address or a name stays words.
    return {**read, "blocks": literal(read["blocks"])} if "blocks" in read else read


def _raise(error: Exception) -> NoReturn:
    raise _translated(error) from error


def _translated(error: Exception) -> PostError:
    """What the error says of the message: refused, not sent, or not known."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, SlackClientError):
        return Refused(str(error))  # the client would not send it at all
    reason = error.reason if isinstance(error, URLError) else None
    if isinstance(reason, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)):
        return Unreachable(str(reason))
    if isinstance(reason, OSError) and reason.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return Unreachable(str(reason))
    return Unsure(f"{type(error).__name__}: {error}")


def _answered(error: SlackApiError) -> PostError:
    response: Any = error.response
    said = str(response.get("error") or "no error named")
    if response.status_code == 429 or said in _SLOW_DOWN:
        return SlowDown(_seconds(response.headers))
    # Words with a space are not Slack's but slack_sdk's, of an answer that is not JSON.
    if response.status_code >= 500 or said in _UNSURE or " " in said:
        return Unsure(f"http {response.status_code}: {said}"[:200])
    return NotMember(said) if said in _NOT_MEMBER else Refused(said)


def _seconds(headers: Any) -> float:
    named = {str(name).lower(): value for name, value in dict(headers).items()}
    try:
        return max(1.0, float(named.get("retry-after", 1)))
    except (TypeError, ValueError):
        return 1.0
