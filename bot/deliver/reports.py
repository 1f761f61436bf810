"""Reported figures on their way: to the book's owner, and once settled back to who reported them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.message import Message
from bot.deliver.mailroom import Address
from bot.remember.outgoing import Outgoing
from bot.remember.reports import Report, Reported, Settled
from bot.remember.store import Store

__all__ = ["Report", "Reported", "Reports", "Settled"]


@dataclass(frozen=True, slots=True)
class Reports:
    """Takes reports in and settles them, each with its message in one transaction."""

    store: Store
    wake: Callable[[], None]
    now: Callable[[], datetime]

    def reported(self, to: Address, sought: str) -> Reported | None:
        """One of our messages in a channel, by its ts or, where it was private, by its mark."""
        return self.store.reported(to.workspace, to.channel, sought) if sought else None

    def report(self, to: Address, id: str, about: Reported, owner: str, notice: Message) -> bool:
        """Keep a report and tell the owner; False where this person reported this message before."""
        taken = self.store.report(to.workspace, to.channel, id, about, to.user, _notice(owner, notice), self.now())
        if taken:
            self.wake()
        return taken

    def find(self, workspace: str, id: str) -> Report | None:
        """A report by its id."""
        return self.store.find_report(workspace, id)

    def settle(self, report: Report, state: Settled, by: str, direct: str, told: Message) -> bool:
        """Settle a report and tell who made it; False where it was settled before."""
        settled = self.store.settle_report(report.workspace, report.id, state, by, _notice(direct, told), self.now())
        if settled:
            self.wake()
        return settled


def _notice(channel: str, message: Message) -> Outgoing:
    return Outgoing(channel, json.dumps(message.payload, ensure_ascii=False), kind="notice")
