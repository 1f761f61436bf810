"""The book's plans: written as subscriptions when the bot starts, each channel by its id."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient

from bot.core.digest import Plan
from bot.remember.store import Store
from bot.schedule.calendar import next_time

_log = logging.getLogger(__name__)


def seed(
    plans: tuple[Plan, ...],
    store: Store,
    client: WebClient,
    workspace: str,
    now: datetime,
    tell_owner: Callable[[str], None],
) -> None:
    """Write the plans, and pause those that are no longer in the book; raises SlackApiError, StoreUnavailable."""
    ids = {plan.id for plan in plans}
    kept = store.subscriptions(workspace)
    if any(one.state == "active" and one.id not in ids for one in kept):
        for gone in store.pause_all_but(workspace, sorted(ids)):
            tell_owner(f"The plan {gone} is no longer in the book: it is paused.")
    if not plans:
        return
    channels = _channels(store, client, workspace, now)
    for plan in plans:
        channel = channels.get(plan.channel.lstrip("#"), plan.channel)
        if channel == plan.channel and not channel.startswith(("C", "G", "D")):
            _log.warning("the plan %s goes to #%s, which the bot cannot see: not planned", plan.id, plan.channel)
            continue
        store.put_subscription(
            workspace,
            plan.id,
            channel=channel,
            digest=plan.digest,
            cron=plan.cron,
            time_zone=plan.time_zone,
            language=plan.language,
            next_at=next_time(plan.cron, plan.time_zone, now),
        )


def _channels(store: Store, client: WebClient, workspace: str, now: datetime) -> dict[str, str]:
    """The channels the bot sees, by name; those it is in are remembered on the way."""
    found: dict[str, str] = {}
    cursor = ""
    while True:
        answer = client.conversations_list(
            types="public_channel,private_channel", limit=200, cursor=cursor or None, exclude_archived=True
        )
        for channel in answer["channels"]:
            found[channel["name"]] = channel["id"]
            if channel.get("is_member"):
                store.learn_member(workspace, channel["id"], True, now)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return found
