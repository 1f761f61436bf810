"""How an operator names a message: by its reference, or by its link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_REFERENCE = re.compile(r"#?([0-9A-Fa-f]{1,15})")
_ARCHIVED = re.compile(r"/archives/([A-Z0-9]+)/p(\d{10})(\d{6})/?$")


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in a channel."""

    channel: str
    message_ts: str


def read_message_name(text: str) -> int | Posted | None:
    """A reference (00A3) as its number, or a link as the message it leads to; None for neither.

    Links are Slack's, or those of the local workspace's page.
    """
    reference = _REFERENCE.fullmatch(text.strip())
    if reference is not None:
        return int(reference[1], 16)
    link = urlsplit(text.strip().strip("<>"))
    archived = _ARCHIVED.search(link.path)
    if archived is not None:
        return Posted(archived[1], f"{archived[2]}.{archived[3]}")
    asked = parse_qs(link.query)
    if "channel" in asked and "thread" in asked:
        return Posted(asked["channel"][0], asked["thread"][0])
    return None
