"""An interruption: a channel that can no longer be posted to, or a token that Slack refuses."""

from __future__ import annotations

import json
import logging

from bot.core.subscription import Subscription
from bot.counter.counter import Counter
from bot.deliver.failure import Failure
from bot.remember.outgoing import Outgoing

_log = logging.getLogger(__name__)

GONE = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
"""Slack's words for a channel that is archived, or that the bot is not in."""


def interruption(failure: Failure, token_errors: frozenset[str]) -> str | None:
    """Why the subscriptions of a channel must be paused after a digest failed; None where they need not."""
    if failure.row.kind != "digest" or failure.is_unsure:
        return None
    if failure.error in token_errors:
        return "token"
    return failure.error if failure.error in GONE else None


def interrupt(counter: Counter, workspace: str, channel: str, why: str) -> tuple[Subscription, ...]:
    """Pause the subscriptions of a channel and tell who made them; asks Slack where they are. Returns them."""
    paused = counter.store.roster.pause_channel(workspace, channel, why)
    for s in paused:
        try:
            direct = counter.directory.direct(s.maker) if s.maker and why != "token" else None
        except Exception:  # the owner hears of it all the same
            _log.warning("whoever made the subscription %s cannot be told", s.id, exc_info=True)
            continue
        if direct is not None:
            message = counter.words.interrupted(s, s.language)
            said = Outgoing(direct, json.dumps(message.payload, ensure_ascii=False), kind="notice")
            counter.store.take_in(workspace, (), (said,), now=counter.now())
            counter.wake()
    return paused
