"""A request of Slack's as it came over HTTP, made ready for Bolt."""

from __future__ import annotations

from collections.abc import Mapping

from slack_bolt import BoltRequest


def read_request(body: str, query: str, headers: Mapping[str, str]) -> BoltRequest | None:
    """The request for Bolt, which checks its signature; None for one that cannot be Slack's.

    Bolt 1.30 is helped where it trips: a timestamp that is no number, or a signature that is not
    ASCII, raises in its check, which would reach our error door before anybody was known to be
    Slack; and a form that merely has the letters "payload" in it is read as empty.
    """
    stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdecimal() and signature.isascii()):
        return None
    try:
        request = BoltRequest(body=_without_payload(body), query=query, headers=dict(headers))
    except ValueError:
        return None
    request.raw_body = body  # what was signed
    return request


def _without_payload(body: str) -> str:
    """A form without a payload field, its letters written so that Bolt does not look for one."""
    if body.startswith(("{", "payload=")) or "&payload=" in body:
        return body
    return body.replace("payload", "%70ayload")
