"""The form of a subscription: what stands in it, what is wrong with what was entered, and what comes of it.

It is filled in, looked at once more with the next times it comes, and then sent in. What was entered
is read like the words of a command, field by field; who may do what is asked of Slack each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from bot.blockkit.limits import MOST
from bot.core.message import Message
from bot.core.subscription import Objection, Order, Review, Schedule, Subscription
from bot.core.text import LANGUAGES, Language
from bot.counter.counter import Counter
from bot.counter.press import opened
from bot.counter.when import when
from bot.counter.zones import zones
from bot.deliver.mailroom import Address
from bot.order.clock import CLOCK
from bot.order.order import usual_of
from bot.render import form
from bot.render.form import CHANNEL, DAYS, DEADLINE, DIGEST, LANGUAGE, NOTHING_NEW, QUIET, REVIEWER, WHEN, ZONE
from bot.schedule.calendar import BadSchedule
from bot.schedule.opening import coming, read_schedule
from bot.words.script import fold

Entered = Mapping[str, str]
"""What was entered, by the action ids of the fields; an empty one is absent."""
View = Mapping[str, Any]
_ANY_DAY = "any"
_CRONLIKE = re.compile(r"[\d*][\d*/,-]* [\d*][\d*/,-]*(?: [\da-z*/,#-]+)+")
_UNREAD = {WHEN: "unknown_words", ZONE: "unknown_zone", QUIET: "quiet_unread", DEADLINE: "deadline_unread"}
"""What is said of words that nobody could read, by their field: in a command they may be a digest's name."""
_NOT_READ = frozenset({"unknown_digest", "unknown_words", "two_digests"})
_OF_REVIEWER = frozenset({"reviewer_absent", "reviewer_unknown"})


@dataclass(frozen=True, slots=True)
class Note:
    """What the form carries with it: its language, where it was opened, and once it was filled in, what was entered.

    `id` is the subscription that it changes; empty for a new one.
    """

    language: Language = "en"
    origin: str = ""
    id: str = ""
    entered: dict[str, str] = field(default_factory=dict)

    def encoded(self) -> str:
        """The note as the form's metadata."""
        return msgspec.json.encode(self).decode()


_NOTES = msgspec.json.Decoder(Note)


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at what was entered: what is wrong by field, or the view to agree to."""

    wrong: Mapping[str, str]
    view: View | None = None


def note_of(metadata: str) -> Note:
    """The note of a form; an empty one for the metadata of another version."""
    try:
        return _NOTES.decode(metadata)
    except msgspec.DecodeError:
        return Note()


def new(counter: Counter, to: Address, language: Language) -> View | Message:
    """The form for a new subscription, filled in as the book does it; a message where there is no digest."""
    ledger = counter.desk().ledger
    digest = next(iter(ledger.digests), None)
    if digest is None:
        return counter.words.objection(Objection("no_digests"), language)
    usual = usual_of(digest, ledger.plans)
    schedule = replace(usual, business_days=usual.business_days or "HK")
    origin = "" if to.channel == to.user else to.channel
    start = Subscription(to.workspace, "", origin, digest, schedule, language, coming(schedule, counter.now()))
    return _form(counter, start, Note(language, origin))


def change(counter: Counter, to: Address, which: str, language: Language) -> View | Message:
    """The form of a subscription, or why there is none; asks Slack who is where."""
    s = _open(counter, to, which, language)
    if isinstance(s, Message):
        return s
    return _form(counter, s, Note(language, s.channel, s.id))


def wrong_fields(counter: Counter, metadata: str, entered: Entered) -> Mapping[str, str]:
    """What is wrong with what was entered, by field; asks nobody."""
    note = note_of(metadata)
    read = _read(counter, entered, note)
    return {} if isinstance(read, Order) else {read[0]: _objected(counter, read[1], note)}


def confirm(counter: Counter, to: Address, metadata: str, entered: Entered) -> Looked:
    """What will come and when next, to be agreed to, or what keeps it from coming; asks Slack who is where."""
    note = note_of(metadata)
    read = _read(counter, entered, note)
    if not isinstance(read, Order):
        return Looked({read[0]: _objected(counter, read[1], note)})
    wanted = _wanted(counter, to, note, read)
    if isinstance(wanted, Objection):
        at = REVIEWER if wanted.reason in _OF_REVIEWER else (CHANNEL if not note.id else WHEN)
        return Looked({at: _objected(counter, wanted, note)})
    kept = replace(note, entered=dict(entered))
    shown = counter.agreement(wanted, note.language, changed=bool(note.id))
    view = form.confirmation(counter.desk().renderer, shown, note.language, kept.encoded(), changed=bool(note.id))
    return Looked({}, view)


def settle(counter: Counter, to: Address, metadata: str, once: str) -> tuple[Message, ...]:
    """Subscribe, or change, as it was agreed to, and tell the channel; what the person alone hears. Asks Slack."""
    note = note_of(metadata)
    read = _read(counter, note.entered, note)
    if not isinstance(read, Order):
        return (counter.words.objection(read[1], note.language, changing=bool(note.id)),)
    if not note.id:
        return counter.subscribe(_here(to, note), read, note.language, once)
    s = _open(counter, to, note.id, note.language)
    if isinstance(s, Message):
        return (s,)
    changed = _changed(counter, s, read)
    if isinstance(changed, Objection):
        return (counter.words.objection(changed, note.language, changing=True),)
    kept = counter.store.roster.put(changed)
    said = counter.confirmation(kept, note.language, by=to.user, changed=True)
    counter.tell(kept, said, once=once)
    return ()


def zones_offered(counter: Counter, metadata: str, typed: str) -> list[dict[str, Any]]:
    """The time zones that the letters typed may mean, as a menu takes them."""
    pages = counter.desk().renderer.pages(note_of(metadata).language)
    return form.zone_options(zones(typed)[: MOST["select.options"]], pages)


def _form(counter: Counter, s: Subscription, note: Note) -> View:
    at = when(counter, s.schedule, note.language)
    return form.subscription_form(counter.desk().renderer, s, at, note.language, note.encoded())


def _wanted(counter: Counter, to: Address, note: Note, order: Order) -> Subscription | Objection:
    """What an order comes to, or why it does not."""
    if not note.id:
        return counter.previewed(_here(to, note), order)
    s = opened(counter, to, note.id)
    if s is None:
        return Objection("gone")
    return s if isinstance(s, Objection) else _changed(counter, s, order)


def _here(to: Address, note: Note) -> Address:
    """The address of who fills in: the form remembers where it was opened."""
    return replace(to, channel=note.origin or to.user)


def _open(counter: Counter, to: Address, which: str, language: Language) -> Subscription | Message:
    """A subscription that somebody made and this person may change, or why not."""
    s = opened(counter, to, which)
    if s is None:
        return counter.words.message("pressed", language, what="gone", s=None, edition=None, missed=None)
    if isinstance(s, Objection):
        return counter.words.objection(s, language, changing=True)
    if s.origin == "book":
        return counter.words.message("pressed", language, what="from_book", s=s, edition=None, missed=None)
    return s


def _read(counter: Counter, entered: Entered, note: Note) -> Order | tuple[str, Objection]:
    """The order that was entered, or the field that cannot be taken and why."""
    words, order = "", None
    for at, said in _said(entered):
        words = f"{words} {said}"
        read = counter.read(words, note.language)
        if isinstance(read, Objection):
            return at, _of_field(at, read, entered)
        order = read
    if order is None:
        return WHEN, Objection("unknown_words", ("",))
    if entered.get(DEADLINE) and not entered.get(REVIEWER):
        return REVIEWER, Objection("reviewer_unknown")
    days = entered.get(DAYS, _ANY_DAY)
    schedule = replace(order.schedule, business_days="" if days == _ANY_DAY else days)
    try:
        read_schedule(schedule)
    except BadSchedule as error:
        return DAYS, Objection(error.reason, error.about)
    return _whole(counter, order, schedule, entered)


def _said(entered: Entered) -> Iterator[tuple[str, str]]:
    """The fields that are read as words, each after those that it hangs on."""
    often = entered.get(WHEN, "")
    # A cron too short or too long is one only in quotes: in a command other words stand beside it.
    yield WHEN, f'"{often}"' if _CRONLIKE.fullmatch(fold(often)) else often
    if ZONE in entered:
        yield ZONE, entered[ZONE]
    if QUIET in entered:
        yield QUIET, f"quiet {entered[QUIET]}"
    if REVIEWER in entered:
        deadline = entered.get(DEADLINE, "")
        by = "by " if re.fullmatch(CLOCK, fold(deadline)) else ""
        yield DEADLINE if deadline else REVIEWER, f"review <@{entered[REVIEWER]}> {by}{deadline}"


def _of_field(at: str, objection: Objection, entered: Entered) -> Objection:
    """An objection as it is said of a field: words that nobody took name no digest there."""
    if objection.reason in _NOT_READ and at in _UNREAD:
        return Objection(_UNREAD[at], (entered.get(at, ""),))
    return objection


def _whole(counter: Counter, order: Order, schedule: Schedule, entered: Entered) -> Order | tuple[str, Objection]:
    digests = counter.desk().ledger.digests
    digest = entered.get(DIGEST, order.digest)
    if digest not in digests:
        return DIGEST, Objection("unknown_digest", (digest,))
    return replace(
        order,
        digest=digest,
        schedule=schedule,
        language=next((one for one in LANGUAGES if one == entered.get(LANGUAGE)), order.language),
        channel=entered.get(CHANNEL, ""),
        says_nothing_new=entered.get(NOTHING_NEW) == "yes",
        mended="",
    )


def _changed(counter: Counter, s: Subscription, order: Order) -> Subscription | Objection:
    review, channel = order.review, ""
    if review is not None:
        is_same = s.review is not None and s.review.reviewer == review.reviewer
        direct = s.review_channel if is_same else counter.directory.direct(review.reviewer)
        if direct is None:
            return Objection("reviewer_absent")
        review, channel = Review(review.reviewer, review.within), direct
    return replace(
        s,
        schedule=order.schedule,
        language=order.language,
        next_at=coming(order.schedule, counter.now()),
        review=review,
        review_channel=channel,
        says_nothing_new=order.says_nothing_new,
    )


def _objected(counter: Counter, objection: Objection, note: Note) -> str:
    """A field's error is plain text."""
    return counter.words.objection(objection, note.language, changing=bool(note.id)).plain.replace("`", "")
