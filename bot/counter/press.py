"""The buttons of a subscription: each asks anew whether who presses it may."""

from __future__ import annotations

from bot.core.message import Message
from bot.core.subscription import Objection, Subscription
from bot.core.text import LANGUAGES, Language
from bot.counter.counter import Counter
from bot.deliver.mailroom import Address
from bot.schedule.due import send_now
from bot.schedule.opening import coming


def read_value(value: str) -> tuple[Language, str]:
    """The language and the rest of a button's value."""
    tongue, _, rest = value.partition(":")
    return next((one for one in LANGUAGES if one == tongue), "en"), rest


def press(counter: Counter, to: Address, key: str, value: str) -> Message:
    """What a button comes to: send, pause, resume or stop; asks Slack who is where."""
    language, which = read_value(value)
    s = opened(counter, to, which, ends=key in {"pause", "stop"})
    if s is None:
        return counter.words.message("pressed", language, what="gone", s=None, edition=None, missed=None)
    if isinstance(s, Objection):
        return counter.words.objection(s, language, changing=True)
    if key == "send":
        return _send(counter, s, language)
    if key == "resume":
        return _resume(counter, to, s, language)
    roster = counter.store.roster
    done = roster.stop(s.workspace, s.id) if key == "stop" else roster.pause(s.workspace, s.id, "person")
    what = {"stop": "stopped"}.get(key, "paused") if done else "no_change"
    return _done(counter, to, s, language, what)


def opened(counter: Counter, to: Address, id: str, *, ends: bool = False) -> Subscription | Objection | None:
    """The subscription, where who presses is a member of its channel; None where it was stopped."""
    s = counter.store.roster.one(to.workspace, id)
    if s is None or counter.directory.is_in(s.channel, to.user):
        return s
    # Its maker may end it from outside: the channel may be archived, or closed to the bot.
    return s if ends and s.maker == to.user else Objection("asker_absent", (s.channel,))


def _send(counter: Counter, s: Subscription, language: Language) -> Message:
    edition, outcome = send_now(counter.store, counter.composer, s, counter.now())
    counter.wake()
    return counter.words.message("pressed", language, what=outcome, s=s, edition=edition, missed=None)


def _resume(counter: Counter, to: Address, s: Subscription, language: Language) -> Message:
    if s.origin == "book" and all(plan.id != s.id for plan in counter.desk().ledger.plans):
        return counter.words.message("pressed", language, what="left_book", s=s, edition=None, missed=None)
    channel = counter.directory.channel(s.channel)
    if channel is None or not channel.has_bot or channel.is_archived:
        reason = "is_archived" if channel is not None and channel.is_archived else "bot_absent"
        return counter.words.objection(Objection(reason, (s.channel,)), language, changing=True)
    newest = counter.newest(s.digest)
    next_at = coming(s.schedule, counter.now())
    if not counter.store.roster.resume(s.workspace, s.id, next_at, newest or ""):
        return _done(counter, to, s, language, "no_change")
    now_on = counter.store.roster.one(s.workspace, s.id) or s
    before = counter.store.roster.delivery(s.workspace, s.id, newest) if newest else None
    missed = newest if before is None or before.state == "failed" else None
    _tell(counter, to, now_on, language, "resumed")
    return counter.words.resumed(now_on, language, missed)


def _done(counter: Counter, to: Address, s: Subscription, language: Language, what: str) -> Message:
    if what != "no_change":
        _tell(counter, to, s, language, what)
    return counter.words.message("pressed", language, what=what, s=s, edition=None, missed=None)


def _tell(counter: Counter, to: Address, s: Subscription, language: Language, what: str) -> None:
    """Tell the others in the channel; one that cannot be posted to is left alone."""
    can_hear = s.state == "active" or s.paused_for in {"", "person", "book"}
    if can_hear and not s.channel.startswith("D"):
        counter.tell(s, counter.words.message("told", language, what=what, s=s, by=to.user))
