"""The counter: what a command or a button of a subscription comes to, in words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.message import Message
from bot.core.subscription import Objection, Order, Subscription
from bot.core.text import Language
from bot.deliver.directory import Directory
from bot.deliver.mailroom import Address
from bot.desk import Desk
from bot.order.order import read_order
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store
from bot.render.subscription import SubscriptionRenderer
from bot.schedule.calendar import BadSchedule
from bot.schedule.due import Composer
from bot.schedule.opening import coming, coming_times, read_schedule

_TIMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Counter:
    """What everything at the counter needs.

    `desk` is the desk of the day, as a book may be loaded anew; `wake` tells the worker that there
    is something to post.
    """

    store: Store
    desk: Callable[[], Desk]
    composer: Composer
    directory: Directory
    now: Callable[[], datetime]
    wake: Callable[[], None]

    @property
    def words(self) -> SubscriptionRenderer:
        """What is said of subscriptions."""
        return SubscriptionRenderer(self.desk().renderer)

    def newest(self, digest: str) -> str | None:
        """The label of the newest edition of a digest; None where there is none, or no such digest."""
        desk = self.desk()
        found = desk.ledger.digests.get(digest)
        period = desk.newest_edition(found) if found is not None else None
        return None if period is None else period.label

    def read(self, words: str, language: Language) -> Order | Objection:
        """An order from its words, with a schedule that can be kept."""
        ledger = self.desk().ledger
        order = read_order(words, ledger.digests, ledger.plans, language)
        if isinstance(order, Objection):
            return order
        try:
            read_schedule(order.schedule)
        except BadSchedule as error:
            return Objection(error.reason, error.about)
        return order

    def subscribe(self, to: Address, order: Order, language: Language, once: str = "") -> tuple[Message, ...]:
        """Subscribe, tell the channel, and return what the asker alone hears; asks Slack who is where.

        With `once`, a mark of what was sent in, a second time tells nobody anything.
        """
        wanted = self.previewed(to, order)
        if isinstance(wanted, Objection):
            return (self.words.objection(wanted, language),)
        there = self._there(wanted)
        before, found = self._before(wanted, there), wanted.channel
        kept = self.store.roster.put(wanted)
        if before is not None and before.state == "paused":
            self.store.roster.resume(to.workspace, kept.id, wanted.next_at, wanted.newest)
        message = self.confirmation(
            kept,
            language,
            by=to.user,
            changed=before is not None,
            mended=order.mended,
            overlaps=tuple(one for one in there if one.id != kept.id and one.state == "active"),
        )
        told = self.tell(kept, message, to.response_url if found == to.channel else None, once)
        return () if found == to.channel or not told else (message,)

    def previewed(self, to: Address, order: Order) -> Subscription | Objection:
        """What an order would come to; nothing is kept. Asks Slack who is where."""
        found = self._place(to, order)
        if isinstance(found, Objection):
            return found
        review_channel = self.directory.direct(order.review.reviewer) if order.review is not None else ""
        if review_channel is None:
            return Objection("reviewer_absent")
        wanted = self._wanted(to, order, found, review_channel, None)
        before = self._before(wanted, self._there(wanted))
        return wanted if before is None else replace(wanted, id=before.id, maker=before.maker)

    def agreement(self, s: Subscription, language: Language, *, changed: bool) -> Message:
        """What would come, where, and the next three times, before anything is kept."""
        there = self._there(s)
        before = next((one for one in there if one.id == s.id), None)
        return self.words.agreement(
            s,
            language,
            times=coming_times(s.schedule, self.now(), _TIMES_SHOWN),
            before=before,
            overlaps=() if changed else tuple(one for one in there if one.id != s.id and one.state == "active"),
        )

    def _there(self, s: Subscription) -> list[Subscription]:
        """The subscriptions of the same digest for the same channel."""
        listed = self.store.roster.all(s.workspace)
        return [one for one in listed if (one.channel, one.digest) == (s.channel, s.digest)]

    @staticmethod
    def _before(s: Subscription, there: list[Subscription]) -> Subscription | None:
        """The one that this one takes the place of."""
        return next((one for one in there if one.origin == "person" and one.language == s.language), None)

    def confirmation(
        self,
        s: Subscription,
        language: Language,
        *,
        by: str,
        changed: bool,
        mended: str = "",
        overlaps: tuple[Subscription, ...] = (),
    ) -> Message:
        """Exactly what will come, where, and the next three times."""
        newest = self.newest(s.digest)
        before = self.store.roster.delivery(s.workspace, s.id, newest) if newest is not None else None
        return self.words.subscribed(
            s,
            language,
            by=by,
            times=coming_times(s.schedule, self.now(), _TIMES_SHOWN),
            newest=newest,
            sent=before is not None and before.state != "failed",
            overlaps=overlaps,
            changed=changed,
            mended=mended,
        )

    def tell(self, s: Subscription, message: Message, response_url: str | None = None, once: str = "") -> bool:
        """Tell a subscription's channel something about it, once; False where what it is marked by was told before."""
        payload = json.dumps(message.payload, ensure_ascii=False)
        said = Outgoing(s.channel, payload, kind="notice", response_url=response_url)
        told = self.store.take_in(s.workspace, (once,) if once else (), (said,), now=self.now())
        self.wake()
        return told

    def _place(self, to: Address, order: Order) -> str | Objection:
        """The channel the order is for, with the bot in it and open to the asker."""
        wanted = order.channel or to.channel
        if wanted == "me":
            return self.directory.direct(to.user) or Objection("channel_unseen")
        channel = self.directory.channel(wanted)
        if channel is None:
            return Objection("bot_absent" if wanted == to.channel else "channel_unseen", (wanted,))
        if channel.is_archived:
            return Objection("is_archived", (wanted,))
        if not channel.has_bot:
            return Objection("bot_absent", (wanted,))
        # Who types a command somewhere is there.
        if wanted != to.channel and not self.directory.is_in(wanted, to.user):
            return Objection("asker_absent", (wanted,))
        return channel.id

    def _wanted(
        self, to: Address, order: Order, channel: str, review_channel: str, before: Subscription | None
    ) -> Subscription:
        return Subscription(
            workspace=to.workspace,
            id=secrets.token_hex(6) if before is None else before.id,
            channel=channel,
            digest=order.digest,
            schedule=order.schedule,
            language=order.language,
            next_at=coming(order.schedule, self.now()),
            maker=to.user if before is None else before.maker,
            review=order.review,
            review_channel=review_channel,
            says_nothing_new=order.says_nothing_new,
            newest=self.newest(order.digest) or "",
        )
