"""The doors of joining a channel: the bot posts nothing there, and tells whoever brought it what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.core.message import Message
from bot.deliver.mailroom import Address
from bot.joined import SEND, Sending, edition, sending_of, sent, welcome
from handlers.later import later
from handlers.room import Room


def register(app: App, room: Room) -> None:
    """Listen for the bot's own joining, and for the button of what it then says."""

    @app.event("member_joined_channel")
    def learn(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        if event.get("user") != room.bot_user:
            return
        channel, inviter = str(event["channel"]), str(event.get("inviter") or "")
        room.mail.learn_member(room.workspace, channel, member=True)
        if inviter and inviter != room.bot_user and room.mail.first(room.workspace, f"event:{body['event_id']}"):
            room.aside.do(lambda: _welcome(room, Address(room.workspace, channel, inviter)))

    @app.action(SEND)
    def send(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        what, container = sending_of(str(action.get("value") or "")), body.get("container") or {}
        user, url = str(body["user"]["id"]), str(body.get("response_url") or "") or None
        if what is not None:
            to = Address(room.workspace, what.channel, user, response_url=url)
            once = f"joined:{container.get('channel_id')}:{container.get('message_ts')}:{user}"
            later(room, to, lambda: _send(room, to, what, once))


def _welcome(room: Room, to: Address) -> None:
    """Tell the inviter, in their language; nobody waits, so that it can be learned before."""
    preferred = room.preferences.of(to)
    if room.locales.learn(to.user, preferred.person):
        preferred = room.preferences.of(to)
    message = welcome(room.desk, to.channel, preferred.language)
    room.aside.hint(to.channel, to.user, message.payload)


def _send(room: Room, to: Address, what: Sending, once: str) -> tuple[Message, ...]:
    """Send the edition that was offered; who may is asked of Slack anew."""
    refusal = _unfit(room, to)
    if refusal is not None:
        return (_not_sent(room, what, refusal),)
    wait = room.too_much(to)
    if wait is not None:
        return (room.desk.renderer.limited(wait.who, wait.seconds, what.language, "press"),)
    reply = edition(room.desk, what, to.user, room.now().date())
    if reply is None:
        return (_not_sent(room, what, "gone"),)
    there = Address(to.workspace, to.channel, to.user)
    if not room.mail.post(there, (once,), reply.messages, reply.subject, asked=True):
        return (_not_sent(room, what, "already"),)
    room.aside.replace(to.response_url or "", sent(room.desk, what).payload)
    return ()


def _unfit(room: Room, to: Address) -> str | None:
    channel = room.directory.channel(to.channel)
    if channel is None or not channel.has_bot or channel.is_archived:
        return "bot_absent"
    return None if room.directory.is_in(to.channel, to.user) else "asker_absent"


def _not_sent(room: Room, what: Sending, reason: str) -> Message:
    say = room.desk.renderer.say
    return say("not_sent", what.language, reason=reason, channel=what.channel, edition=what.edition)
