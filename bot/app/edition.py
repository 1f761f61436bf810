"""An edition for a subscription that is due: which quarter's, and its messages as the outbox keeps them."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

from bot.core.message import Message
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk
from bot.schedule.due import Composed, Due, Nothing, Part


def edition_for(due: Due, desk: Desk, today: date) -> Composed | Nothing:
    """The newest edition there is, in the subscription's language."""
    digest = desk.ledger.digests[due.subscription.digest]
    period = desk.newest_edition(digest)
    if period is None:
        return Nothing()
    since = due.before.astimezone(ZoneInfo(due.subscription.time_zone)).date() if due.before is not None else None
    edition = desk.edition(digest, period, today, since)
    language: Language = next(one for one in LANGUAGES if one == due.subscription.language)
    headline, *parts = desk.edition_messages(edition, language)
    return Composed(
        period.label,
        _part(headline),
        tuple(_part(part) for part in parts),
    )


def _part(message: Message) -> Part:
    return Part(json.dumps(message.payload, ensure_ascii=False), message.subject, message.basis)
