"""What is said of subscriptions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from bot.core.subscription import Objection, Review, Schedule, Subscription
from bot.core.text import Language
from bot.desk import Desk
from bot.rehearsal.line import Line
from bot.render.form import subscription_form
from bot.render.subscription import SubscriptionRenderer

_OBJECTIONS = ("cron_fields", "unknown_digest", "no_digests", "bot_absent", "any other")
_PRESSED = ("paused", "stopped", "planned", "held", "already", "unsure", "nothing", "from_book", "gone")
_REVIEWED = ("opened", "sent", "held", "over", "nothing")
_EDITION = "2025Q3"


def subscriptions(desk: Desk, language: Language, today: date) -> Iterator[Line]:
    """An order taken and refused, the list, its form, each press, each word with a reviewer, and what stops it."""
    words = SubscriptionRenderer(desk.renderer)
    at = datetime.combine(today, time(9), tzinfo=UTC)
    for digest in desk.ledger.digests:
        schedule = Schedule("0 9 * * mon", "UTC", business_days="HK")
        one = Subscription("T0", "s", "C0", digest, schedule, language, at, review=Review("U0", timedelta(hours=3)))
        yield partial(
            words.subscribed, one, language,
            by="U0", times=(at,), newest=_EDITION, sent=False, overlaps=(one,), changed=False, mended="",
        )  # fmt: skip
        yield partial(words.agreement, one, language, times=(at,), before=one, overlaps=(one,))
        yield partial(words.listing, "C0", [(one, None)], language)
        yield partial(words.resumed, one, language, _EDITION)
        yield partial(words.interrupted, one, language)
        yield partial(words.message, "told", language, what="paused", s=one, by="U0")
        yield partial(words.message, "nothing_new", language, s=one, newest=_EDITION)
        open_ = [("held", 1), ("overdue", 1)]
        yield partial(words.message, "status", language, expected=2, delivered_count=0, open=open_, lines=[(one, None)])
        yield partial(subscription_form, desk.renderer, one, "daily 9:00", language, "key")
        for what in _PRESSED:
            yield partial(words.message, "pressed", language, what=what, s=one, edition=_EDITION, missed=None)
        for what in _REVIEWED:
            yield partial(words.review, what, one, _EDITION, language, at)
    for reason in _OBJECTIONS:
        yield partial(words.objection, Objection(reason, ("C0", "4")), language)
    for sent in (at, at + timedelta(days=3)):
        yield partial(words.line, "late", language, due=at, sent=sent, zone="UTC")
