"""The book's plans: written as subscriptions when the bot starts, each channel by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from slack_sdk import WebClient

from bot.core.digest import Plan
from bot.core.subscription import Subscription
from bot.remember.store import Store
from bot.schedule.opening import coming


def seed(
    plans: tuple[Plan, ...],
    store: Store,
    client: WebClient,
    workspace: str,
    now: datetime,
    tell_owner: Callable[[str], None],
    newest: Mapping[str, str | None],
) -> None:
    """Write the plans, and pause those that are no longer in the book; raises SlackApiError, StoreUnavailable.

    `newest` is the newest edition of each digest.
    """
    ids = {plan.id for plan in plans}
    kept = {one.id: one for one in store.roster.all(workspace) if one.origin == "book"}
    if any(one.state == "active" and one.id not in ids for one in kept.values()):
        for gone in store.roster.pause_all_but(workspace, sorted(ids)):
            tell_owner(f"The plan {gone} is no longer in the book: it is paused.")
    if not plans:
        return
    channels = _channels(store, client, workspace, now)
    for plan in plans:
        channel = channels.get(plan.channel.lstrip("#"), plan.channel)
        if channel == plan.channel and not channel.startswith(("C", "G", "D")):
            if plan.id in kept:  # its channel was renamed: the id it was found under stays
                channel = kept[plan.id].channel
            else:
                tell_owner(
                    f"The plan {plan.id} goes to #{plan.channel.lstrip('#')}, which the bot cannot see: it is not "
                    "planned. Invite the bot there, or mend the name in digests.yaml; then start it again."
                )
                continue
        store.roster.put(
            Subscription(
                workspace,
                plan.id,
                channel=channel,
                digest=plan.digest,
                schedule=plan.schedule,
                language=plan.language,
                next_at=coming(plan.schedule, now),
                origin="book",
                says_nothing_new=plan.says_nothing_new,
                newest=newest.get(plan.digest) or "",
            )
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
