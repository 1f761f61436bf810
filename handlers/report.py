"""The doors of reported figures: the menu's entry, and the owner's two buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, cast

from slack_bolt import Ack, App

from bot.deliver.mailroom import Address, new_mark
from bot.deliver.reports import Settled
from bot.window import language_of, report_for_owner, report_for_reporter, say
from handlers.pressed import MENU, Pressed, chosen, pressed, tell, waits
from handlers.room import Room

Outcome = Literal["settled", "settled_before", "report_gone"]

_SETTLE = re.compile(r"^report_(mended|stays)$")


def register(app: App, room: Room) -> None:
    """Listen for them; both ask Slack something, and nobody waits for that."""

    @app.action(MENU, matchers=chosen("report"))
    def report(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        about = pressed(room, body, action)
        if waits(room, about):
            return
        room.aside.do(lambda: _report(room, about))

    @app.action(_SETTLE)
    def settle(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        about = pressed(room, body, action)
        key, state = str(action.get("value") or ""), str(action["action_id"]).removeprefix("report_")
        room.aside.do(lambda: _settle(room, about, key, cast("Settled", state)))


def _report(room: Room, about: Pressed) -> None:
    owner = room.owner.address
    if owner is None:
        tell(room, about, "report", reason="no_owner")
        return
    found = room.reports.reported(about.to, about.mark or about.message_ts)
    if found is None:
        tell(room, about, "report", reason="forgotten")
        return
    key = new_mark()
    notice = report_for_owner(room.desk, key, found, about.to.user, _link(room, about.to, found.message_ts))
    taken = room.reports.report(about.to, key, found, owner, notice)
    tell(room, about, "report", reason="done" if taken else "already")


def settle(room: Room, to: Address, key: str, state: Settled) -> tuple[Outcome, Settled]:
    """Settle a report, and tell who made it; how it is settled now. Whether this person may is asked before."""
    report = room.reports.find(to.workspace, key)
    if report is None:
        return "report_gone", state
    link = _link(room, Address(report.workspace, report.channel, report.reporter), report.message_ts)
    told = report_for_reporter(room.desk, state, link, language_of(report.subject))
    direct = room.aside.direct(report.reporter)
    if room.reports.settle(report, state, to.user, direct, told):
        return "settled", state
    return "settled_before", cast("Settled", (room.reports.find(to.workspace, key) or report).state)


def _settle(room: Room, about: Pressed, key: str, state: Settled) -> None:
    if about.to.channel != room.owner.address:
        tell(room, about, "report", reason="not_owner")
        return
    outcome, state = settle(room, about.to, key, state)
    if outcome == "report_gone":
        tell(room, about, "report", reason="forgotten")
        return
    message = say(room.desk, "report_closed", None, by=about.to.user if outcome == "settled" else "", state=state)
    room.aside.replace(about.to.response_url or "", message.payload)


def _link(room: Room, to: Address, message_ts: str | None) -> str | None:
    return room.aside.permalink(to.channel, message_ts) if message_ts else None
