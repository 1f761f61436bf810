"""Editions: what goes out to subscriptions that are due, as the outbox keeps it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.digest import Digest
from bot.core.message import Message
from bot.core.subscription import Subscription
from bot.core.text import Language
from bot.desk import Desk
from bot.render.subscription import SubscriptionRenderer
from bot.schedule.due import Composed, Due, Nothing, Part


class Editions:
    """Composes what goes out: once for each edition, language and day of the edition before, however many get it."""

    def __init__(self, desk: Callable[[], Desk], now: Callable[[], datetime]) -> None:
        """Use the desk of the day, as a book may be loaded anew."""
        self._desk = desk
        self._now = now
        self._composed_at: tuple[Desk, date] | None = None
        self._composed: dict[tuple[str, Language, date | None], Composed | Nothing] = {}

    def edition(self, due: Due) -> Composed | Nothing:
        """The newest edition there is, in the subscription's language; a late one says so."""
        s, desk, now = due.subscription, self._desk(), self._now()
        if self._composed_at != (desk, now.date()):
            self._composed_at, self._composed = (desk, now.date()), {}
        since = due.before.astimezone(ZoneInfo(s.schedule.time_zone)).date() if due.before is not None else None
        key = (s.digest, s.language, since)
        if key not in self._composed:
            digest = desk.ledger.digests.get(s.digest)
            if digest is None:
                raise LookupError(f"the book has no digest {s.digest}")
            self._composed[key] = self._compose(desk, digest, s.language, since)
        composed = self._composed[key]
        return self._late(composed, due, now) if due.is_late and isinstance(composed, Composed) else composed

    def nothing_new(self, subscription: Subscription) -> Part:
        """The line for a time without a new edition."""
        desk = self._desk()
        newest = desk.newest_edition(desk.ledger.digests[subscription.digest])
        words = SubscriptionRenderer(desk.renderer)
        label = None if newest is None else newest.label
        return _part(words.message("nothing_new", subscription.language, s=subscription, newest=label))

    def review(self, subscription: Subscription, edition: str, until: datetime) -> Part:
        """What opens the thread in which a reviewer sees an edition first."""
        words = SubscriptionRenderer(self._desk().renderer)
        return _part(words.review("opened", subscription, edition, subscription.language, until))

    def _compose(self, desk: Desk, digest: Digest, language: Language, since: date | None) -> Composed | Nothing:
        period = desk.newest_edition(digest)
        if period is None:
            return Nothing()
        edition = desk.edition(digest, period, self._now().date(), since)
        headline, *parts = desk.edition_messages(edition, language)
        return Composed(period.label, _part(headline), tuple(_part(part) for part in parts))

    def _late(self, composed: Composed, due: Due, now: datetime) -> Composed:
        s = due.subscription
        words = SubscriptionRenderer(self._desk().renderer)
        block, text = words.line("late", s.language, due=s.next_at, sent=now, zone=s.schedule.time_zone)
        payload = json.loads(composed.headline.payload)
        blocks = payload["blocks"]
        at = 1 if blocks and blocks[0]["type"] == "header" else 0
        said = {**payload, "text": f"{payload['text']} {text}", "blocks": [*blocks[:at], block, *blocks[at:]]}
        return replace(composed, headline=replace(composed.headline, payload=json.dumps(said, ensure_ascii=False)))


def _part(message: Message) -> Part:
    return Part(json.dumps(message.payload, ensure_ascii=False), message.subject, message.basis)
