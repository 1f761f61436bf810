"""A digest for one period: every section answered, what to read with care, and what is missing."""

from __future__ import annotations

from datetime import date

from bot.core.digest import Digest
from bot.core.edition import Edition
from bot.core.ledger import Ledger
from bot.core.period import Period, parse_period
from bot.reckon.care import conflicts_with, gaps_of, notes_on
from bot.reckon.figure import figure
from bot.reckon.fresh import news_since
from bot.reckon.known import said_before
from bot.reckon.period import known_periods, newest
from bot.reckon.section import part_of


def compose(digest: Digest, period: Period, ledger: Ledger, today: date, since: date | None = None) -> Edition:
    """The edition of a digest for a period; a section without figures says so, it is never dropped.

    It looks at the book as it was known by the end of the next period, in which the results come,
    or by the day that had every figure it requires, where that was later. `since` is the day of the
    edition before it: what came into the book from then on is its news.
    """
    known = said_before(ledger, _until(digest, period, ledger))
    parts = tuple(part_of(s, period, known, today) for s in digest.sections if s.kind != "care")
    missing = tuple(pair for pair in digest.requires if figure(known, *pair, period) is None)
    conflicts = conflicts_with(parts, known)
    notes = notes_on(parts, conflicts, period, known)
    news = news_since(digest, known, since) if since is not None else None
    return Edition(digest, period, parts, notes, conflicts, gaps_of(parts, known), missing, news)


def _until(digest: Digest, period: Period, ledger: Ledger) -> date:
    """The first day that an edition knows nothing of any more."""
    days = [period.shifted(1).end]
    for entity, metric in digest.requires:
        stated = (f for f in ledger.facts_of(entity, metric, dims=()) if f.period == period and f.states)
        days += [min((parse_period(f"asof:{f.said_on}").end for f in stated), default=days[0])]
    return max(days)


def newest_edition(digest: Digest, ledger: Ledger) -> Period | None:
    """The newest period of its kind for which every required figure is in the book."""
    common: set[Period] | None = None
    for entity, metric in digest.requires:
        periods = {p for p in known_periods(ledger.facts_of(entity, metric, dims=())) if p.grain is digest.grain}
        common = periods if common is None else common & periods
    return newest(common or ())
