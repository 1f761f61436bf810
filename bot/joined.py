"""Coming into a channel: what its inviter alone is told, and the newest edition, sent there at a press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.message import Message
from bot.core.period import NoSuchPeriod, parse_period
from bot.core.query import Query
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk, Reply
from bot.render.joined import SEND, joined

__all__ = ["SEND", "Sending", "edition", "offered", "sending_of", "sent", "welcome"]


@dataclass(frozen=True, slots=True)
class Sending:
    """An edition of a digest for a channel, and the language it was offered in."""

    language: Language
    channel: str
    digest: str
    edition: str

    def encoded(self) -> str:
        """It as the value of a button."""
        return f"{self.language}:{self.channel}:{self.digest}:{self.edition}"


def sending_of(value: str) -> Sending | None:
    """What a button's value means; None for one of another program."""
    parts = value.split(":")
    if len(parts) != 4:
        return None
    tongue, channel, digest, label = parts
    language = next((one for one in LANGUAGES if one == tongue), None)
    return Sending(language, channel, digest, label) if language is not None and channel else None


def offered(desk: Desk, channel: str, language: Language) -> Sending | None:
    """The newest whole edition of the first digest that has one."""
    for digest in desk.ledger.digests.values():
        newest = desk.newest_edition(digest)
        if newest is not None:
            return Sending(language, channel, digest.id, newest.label)
    return None


def welcome(desk: Desk, channel: str, language: Language) -> Message:
    """What the inviter is told: how the digest comes by itself, how one asks, and a button that sends it now."""
    found = offered(desk, channel, language)
    digest = found.digest if found is not None else next(iter(desk.ledger.digests), None)
    edition = found.edition if found is not None else None
    return joined(desk.renderer, language, channel, digest, edition, found.encoded() if found is not None else None)


def sent(desk: Desk, what: Sending) -> Message:
    """The same once the edition is on its way."""
    return joined(desk.renderer, what.language, what.channel, what.digest, what.edition, None)


def edition(desk: Desk, what: Sending, sender: str, today: date) -> Reply | None:
    """The edition for everybody in the channel, under the sender's name; None where the book has it no more."""
    digest = desk.ledger.digests.get(what.digest)
    if digest is None:
        return None
    try:
        period = parse_period(what.edition)
    except NoSuchPeriod:
        return None
    query = Query("digest", period=period, language=what.language)
    reply = desk.digest(digest, query, today, asked=(sender, f"/kwai digest {digest.id} {what.edition}"))
    return reply if reply.subject is not None else None
