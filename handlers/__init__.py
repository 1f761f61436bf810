"""Slack's doors: beside bot/app the only place that knows Slack.

Each door is one file with `register(app, room)`; DOORS names them all.
"""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import App

from handlers import (
    agent,
    ask,
    button,
    check,
    command,
    forms,
    gate,
    home,
    member,
    mention,
    message,
    report,
    settings,
    share,
    source,
    subscribe,
    subscription,
    trouble,
)
from handlers.room import Room

DOORS: tuple[Callable[[App, Room], None], ...] = (
    gate.register,
    command.register,
    mention.register,
    message.register,
    agent.register,
    source.register,
    share.register,
    report.register,
    check.register,
    ask.register,
    forms.register,
    button.register,
    settings.register,
    subscribe.register,
    subscription.register,
    member.register,
    home.register,
    trouble.register,
)


def register(app: App, room: Room) -> None:
    """Open every door."""
    for door in DOORS:
        door(app, room)
