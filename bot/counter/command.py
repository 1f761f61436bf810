"""The commands of the counter: subscribe, subscriptions, status."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.message import Message
from bot.core.subscription import Objection, Order, Subscription
from bot.core.text import Language
from bot.counter.counter import Counter
from bot.counter.tally import tally
from bot.deliver.mailroom import Address
from bot.order.wish import read_wish
from bot.words.language import choose_language


@dataclass(frozen=True, slots=True)
class Heard:
    """A command that is for the counter: what may be said at once, an order that must be looked into, or a form."""

    language: Language
    messages: tuple[Message, ...] = ()
    order: Order | None = None
    wants_form: bool = False


def hear(counter: Counter, to: Address, text: str) -> Heard | None:
    """What a command comes to; None where it is a question for the book."""
    wish = read_wish(text)
    if wish is None:
        return None
    language = choose_language(text)
    if wish.kind == "subscriptions":
        return Heard(language, listing(counter, to, language))
    if wish.kind == "status":
        return Heard(language, (_status(counter, to, language),))
    if not wish.words:
        return Heard(language, wants_form=True)
    order = counter.read(wish.words, language)
    if isinstance(order, Objection):
        return Heard(language, (counter.words.objection(order, language),))
    return Heard(language, order=order)


def listing(counter: Counter, to: Address, language: Language, note: Message | None = None) -> tuple[Message, ...]:
    """What comes to a channel; in a direct conversation, what comes there and what the person made."""
    last = counter.store.roster.last(to.workspace)
    found = [(one, last.get(one.id)) for one in _shown(counter, to)]
    here = "" if to.channel.startswith("D") else to.channel
    return counter.words.listing(here, found, language, note)


def _shown(counter: Counter, to: Address) -> list[Subscription]:
    return [
        one
        for one in counter.store.roster.all(to.workspace)
        if one.channel == to.channel or (to.channel.startswith("D") and one.maker == to.user)
    ]


def _status(counter: Counter, to: Address, language: Language) -> Message:
    found = tally(counter.store.roster, to.workspace, counter.now())
    last = counter.store.roster.last(to.workspace)
    return counter.words.message(
        "status",
        language,
        expected=found.expected,
        delivered_count=found.delivered,
        open=found.open,
        lines=[(one, last.get(one.id)) for one in _shown(counter, to)][:20],
    )
