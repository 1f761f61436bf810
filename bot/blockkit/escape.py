"""Text of others made safe for mrkdwn, and mrkdwn made plain."""

from __future__ import annotations

import re

ENTITY = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
MARK = re.compile(r"(?<!\w)([*_~`])(?=\S)(.+?)(?<=\S)\1(?!\w)")


def escape(text: str) -> str:
    """The text with exactly & < > replaced, as Slack asks of anything that is not ours."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(mrkdwn: str) -> str:
    """The words of a mrkdwn text: marks dropped, links by their label, escapes undone."""
    words = ENTITY.sub(lambda found: found[2] or found[1], mrkdwn)
    words = MARK.sub(r"\2", words)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
