"""Changing a subscription: a form with what it is, and what is entered there read like an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.message import Message
from bot.core.subscription import Objection, Review, Schedule, Subscription
from bot.core.text import LANGUAGES, Language
from bot.counter.counter import Counter
from bot.counter.press import opened, read_value
from bot.deliver.mailroom import Address
from bot.render.form import subscription_form
from bot.schedule.opening import coming

Entered = Mapping[str, str]
"""What was entered, by field; an empty one is absent."""
_FIELDS = {"unknown_zone": "zone", "quiet_unread": "quiet", "quiet_all_day": "quiet", "no_holidays": "days"}
"""The field that an objection is shown under; others stand under when."""


def form(counter: Counter, to: Address, value: str) -> Mapping[str, Any] | Message:
    """The form of a subscription, or why there is none; asks Slack who is where."""
    language, which = read_value(value)
    s = opened(counter, to, which)
    if s is None:
        return counter.words.message("pressed", language, what="gone", s=None, edition=None, missed=None)
    if isinstance(s, Objection):
        return counter.words.objection(s, language, changing=True)
    if s.origin == "book":
        return counter.words.message("pressed", language, what="from_book", s=s, edition=None, missed=None)
    return subscription_form(counter.desk().renderer, s, language, value)


def wrong_fields(counter: Counter, value: str, entered: Entered) -> Mapping[str, str]:
    """What is wrong with what was entered, by field; asks nobody."""
    language, _ = read_value(value)
    read = _read(counter, entered, language)
    if isinstance(read, Schedule):
        return {}
    return {_FIELDS.get(read.reason, "when"): counter.words.objection(read, language, changing=True).plain}


def change(counter: Counter, to: Address, value: str, entered: Entered) -> Message | None:
    """Change the subscription, and tell its channel; a message where it could not be. Asks Slack who is where."""
    language, which = read_value(value)
    s = opened(counter, to, which)
    schedule = _read(counter, entered, language)
    if s is None or isinstance(schedule, Objection):
        return counter.words.message("pressed", language, what="gone", s=None, edition=None, missed=None)
    if isinstance(s, Objection):
        return counter.words.objection(s, language, changing=True)
    changed = _changed(counter, s, schedule, entered)
    if isinstance(changed, Objection):
        return counter.words.objection(changed, language, changing=True)
    kept = counter.store.roster.put(changed)
    counter.tell(kept, counter.confirmation(kept, language, by=to.user, changed=True))
    return None


def _read(counter: Counter, entered: Entered, language: Language) -> Schedule | Objection:
    words = [entered.get("when", ""), entered.get("zone", "")]
    if entered.get("quiet"):
        words.append(f"quiet {entered['quiet']}")
    order = counter.read(" ".join(words), language)
    if isinstance(order, Objection):
        return order
    days = entered.get("days", "")
    return replace(order.schedule, business_days="" if days == "any" else days)


def _changed(counter: Counter, s: Subscription, schedule: Schedule, entered: Entered) -> Subscription | Objection:
    reviewer = entered.get("reviewer", "")
    review, channel = s.review, s.review_channel
    if not reviewer:
        review, channel = None, ""
    elif review is None or review.reviewer != reviewer:
        direct = counter.directory.direct(reviewer)
        if direct is None:
            return Objection("reviewer_absent")
        review, channel = Review(reviewer), direct
    return replace(
        s,
        schedule=schedule,
        language=next((one for one in LANGUAGES if one == entered.get("language")), s.language),
        next_at=coming(schedule, counter.now()),
        review=review,
        review_channel=channel,
        says_nothing_new=entered.get("nothing_new") == "yes",
    )
