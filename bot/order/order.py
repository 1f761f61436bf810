"""An order: the words after `/kwai subscribe`, in any sequence, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from bot.core.digest import Digest, Plan
from bot.core.subscription import Objection, Order, Quiet, Schedule
from bot.core.text import Language
from bot.order.cadence import BY_DATE, fixed_time, take_cadence
from bot.order.clock import take_quiet, take_time, take_zone
from bot.order.name import near_digest, take_business_days, take_digest, take_language, take_other_language
from bot.order.review import Reviewer, review_of, take_review
from bot.order.slip import Slip
from bot.words.script import fold

_MORNING = time(9)
_CHANNEL = r"<#(?P<id>c\w+)(?:\|[^>]*)?>"
_UNKNOWN_CHANNEL = r"(?<![\w&])#(?P<name>[\w-]+)"
_ME = r"(?<![a-z])(?:(?:to )?me|(?:by |in )?dm|privately)(?![a-z])|私信|给我|发给我"
_HERE = r"(?<![a-z])(?:in |to )?(?:here|this channel)(?![a-z])|这里|本频道|此频道"
_SPEAKS = (
    r"(?:(?<![a-z])(?:even if nothing (?:is )?new"
    r"|(?:say|tell me|tell us) (?:so )?(?:if|when) (?:there is )?nothing (?:is )?new|always)(?![a-z])"
    r"|没有?新内容(?:时)?也(?:说|发|告知)(?:一声)?|无更新也(?:说|发|告知))"
)
_SILENT = r"(?<![a-z])(?:silent(?:ly)?|only (?:if|when) new|only new)(?![a-z])|有更新才发"
_FILLERS = frozenset(
    "to in on at the a for of with and every each please digest digests subscribe channel post send starting from "
    "by language time zone timezone schedule 在 到 用 的 向 每次 发送 发 推送 频道 时区 语言 简报 季报 摘要 给 请 "
    ", ， 、 . 。 ; ；".split()
)
"""Words that say nothing an order needs."""


def read_order(
    text: str, digests: Mapping[str, Digest], plans: tuple[Plan, ...], language: Language
) -> Order | Objection:
    """What the words ask for; the first thing in them that cannot be taken is the Objection.

    Crons are taken as they are written: whether one can be kept is for the schedule to say.
    """
    slip = Slip(fold(text))
    # Each takes its own words before those that are shorter: quiet hours before times, places before languages.
    review, channel = take_review(slip), _take_channel(slip)
    quiet, days = take_quiet(slip), take_business_days(slip)
    speaks, _ = slip.take(_SPEAKS) is not None, slip.take(_SILENT)
    named = take_digest(slip, digests)
    usual = usual_of(named if isinstance(named, str) else next(iter(digests), ""), plans)
    tongue, cadence = take_language(slip), take_cadence(slip, usual.cron)
    zone, clock = take_zone(slip), take_time(slip)
    other = take_other_language(slip)
    said = (review, channel, quiet, named, cadence, zone, clock, other)
    problem = next((one for one in said if isinstance(one, Objection)), None)
    digest = problem or _digest(slip, named, digests)
    if isinstance(digest, Objection):
        return digest
    timed = _timed(cadence, clock, usual)
    if isinstance(timed, Objection):
        return timed
    cron, is_by_date = timed
    schedule = Schedule(
        cron,
        zone if isinstance(zone, str) else usual.time_zone,
        quiet if isinstance(quiet, Quiet) else None,
        ("HK" if is_by_date else "") if days is None else days,
    )
    looked = review_of(review, schedule) if isinstance(review, Reviewer) else None
    if isinstance(looked, Objection):
        return looked
    typed = _leftover(slip)
    return Order(
        digest,
        schedule,
        tongue or language,
        channel if isinstance(channel, str) else "",
        looked,
        speaks,
        typed if typed != digest else "",
    )


def usual_of(digest: str, plans: tuple[Plan, ...]) -> Schedule:
    """What an order for a digest takes where it says nothing: what the book does."""
    plan = next((plan for plan in plans if plan.digest == digest), plans[0] if plans else None)
    return Schedule("0 9 1 mar,jun,sep,dec *", "Asia/Hong_Kong") if plan is None else plan.schedule


def _timed(
    cadence: tuple[str, str] | Objection | None, clock: time | Objection | None, usual: Schedule
) -> tuple[str, bool] | Objection:
    """The cron with its time, and whether its day may fall on a weekend; "cron" has its time in itself."""
    at = clock if isinstance(clock, time) else None
    if not isinstance(cadence, tuple):
        fields = usual.cron.split()
        at = at or fixed_time(usual.cron) or _MORNING
        return " ".join((str(at.minute), str(at.hour), *fields[2:])), True
    kind, pattern = cadence
    if kind == "cron":
        return (pattern, False) if at is None else Objection("cron_and_time")
    at = at or _MORNING
    return pattern.format(minute=at.minute, hour=at.hour), kind in BY_DATE


def _digest(slip: Slip, named: str | Objection | None, digests: Mapping[str, Digest]) -> str | Objection:
    """The digest that was named, or that the words nobody took mean; the book's first where none are left."""
    left = _leftover(slip)
    if isinstance(named, str):
        return Objection("unknown_words", (left,)) if left else named
    if not left:
        return next(iter(digests), None) or Objection("no_digests")
    return near_digest(left, digests) or Objection("unknown_digest", (left,))


def _take_channel(slip: Slip) -> str | Objection | None:
    named = slip.take_all(_CHANNEL)
    ids = {found["id"].upper() for found in named}
    unknown = slip.take(_UNKNOWN_CHANNEL)
    if len(ids) > 1:
        return Objection("two_channels")
    if unknown is not None:
        return Objection("unknown_channel", (unknown["name"],))
    if slip.take(_ME) is not None:
        return "me"
    slip.take(_HERE)
    return ids.pop() if ids else None


def _leftover(slip: Slip) -> str:
    return " ".join(word for word in slip.left.split() if word not in _FILLERS)
