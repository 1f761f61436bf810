"""The one time a text says, however many words it takes."""

from __future__ import annotations

from datetime import date

from bot.ask.heard import Heard
from bot.core.period import SPANS, Grain, NoSuchPeriod, Period, parse_period, part_of_year
from bot.core.query import Impossible, Operation, Relative, Season, When


def said_when(whens: tuple[When, ...], today: date, anchor: Period | None) -> When | None:
    """The one time a text says; "last year's third quarter" is said in two words."""
    if not whens:
        return None
    seasons = [when for when in whens if isinstance(when, Season) and when.grain is not Grain.YEAR]
    years = [year for when in whens if (year := _year(when, today)) is not None]
    if len(seasons) == 1 and years:
        return in_year(seasons[0], years[0])
    first = whens[0]
    if isinstance(first, Relative):
        return _settled(first, today, anchor)
    if isinstance(first, Season) and first.grain is Grain.YEAR and anchor is not None and anchor.dated:
        return first.of(anchor.last_day.year)
    return first


def _year(when: When, today: date) -> int | None:
    """The year that a time is, if it is one: 2025, last year."""
    if isinstance(when, Relative):
        return today.year + when.steps if when.grain is Grain.YEAR else None
    return when.first.year if isinstance(when, Period) and when.grain is Grain.YEAR else None


def is_one_time(whens: tuple[When, ...]) -> bool:
    """Whether the words for times say one: a year, in figures or relative, and its quarter."""
    if any(isinstance(when, Relative) for when in whens):
        return True
    seasons = [when for when in whens if isinstance(when, Season) and when.grain is not Grain.YEAR]
    years = [when for when in whens if isinstance(when, Period) and when.grain is Grain.YEAR]
    return len(seasons) == len(years) == 1 and len(whens) == len(seasons) + len(years)


def in_year(season: Season, year: int) -> Period | Impossible:
    """A part of one year, which may lack its day."""
    try:
        return season.of(year)
    except NoSuchPeriod:
        return Impossible(f"{season.day}/{season.ordinal}/{year}")


def said_span(heard: Heard, today: date, anchor: Period | None) -> tuple[When | None, When | None]:
    """The first and the last time of a text; no first where it names no range, no last where it goes on till now."""
    if heard.span is None:
        return None, said_when(heard.whens, today, anchor)
    times = tuple(said_when((when,), today, anchor) for when in heard.whens)
    return (times[0], times[-1]) if heard.span.closed else (times[0], None)


def between(
    whens: tuple[When, ...], today: date, anchor: Period | None, *, less: bool = False
) -> tuple[Operation, When | None, When | None]:
    """Two times against each other, as an operation over a first and a last.

    Growth where one is the quarter or the year before the other, else the change between them;
    a stretch `less` a part of it is a difference.
    """
    one, other = (said_when((when,), today, anchor) for when in whens)
    if less and isinstance(one, Period | Season) and (part := _part_of(one, other)) is not None:
        return "difference", one, part
    if isinstance(one, Period) and isinstance(other, Season) and one.grain is not other.grain:
        # "Less 4Q24, so the first nine months?": what is left of that year.
        return "value", None, in_year(other, one.last_day.year)
    if isinstance(one, Season) and isinstance(other, Season) and one.grain is other.grain:
        first, last = sorted((one, other), key=lambda season: season.ordinal)
        near = one.grain is Grain.QUARTER and last.ordinal - first.ordinal == 1
        return ("qoq", None, last) if near else ("change", first, last)
    if isinstance(one, Period) and isinstance(other, Period):
        early, late = min(one, other), max(one, other)
        if one.grain is other.grain and one.grain in SPANS:
            if late.year_before() == early:
                return "yoy", None, late
            if late.grain is Grain.QUARTER and late.previous() == early:
                return "qoq", None, late
        return "change", early, late
    return "change", one, other


def _part_of(whole: Period | Season, when: When | None) -> Period | Season | None:
    """The part of a stretch that a time names, a season in its year; None where it lies outside."""
    if isinstance(whole, Season):
        inside = isinstance(when, Season) and _part_of(_of_a_year(whole), _of_a_year(when)) is not None
        return when if inside and isinstance(when, Season) else None
    part = part_of_year(when.grain, whole.first.year, when.ordinal) if isinstance(when, Season) else when
    return part if isinstance(part, Period) and part != whole and whole.contains(part) else None


def _of_a_year(season: Season) -> Period:
    """A season in some year, to see what it holds."""
    return part_of_year(season.grain, 2000, season.ordinal)


def _settled(when: Relative, today: date, anchor: Period | None) -> Period | Season | None:
    """The period a relative word means, from today or from the last answer's period."""
    if when.anchor == "thread" and anchor is not None and anchor.dated:
        return _from(anchor, when)
    if anchor is not None and anchor.grain is when.grain and when.grain is Grain.QUARTER and when.steps < 0:
        return _from(anchor, when)
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6}.get(when.grain, 12)
    ordinal = (today.month - 1) // months + 1
    here = part_of_year(when.grain, today.year, ordinal if months < 12 else 1)
    return here.shifted(when.steps)


def _from(anchor: Period, when: Relative) -> Period | None:
    if when.grain is Grain.YEAR and anchor.grain is not Grain.YEAR:
        return _year_before(anchor) if when.steps == -1 else None
    return anchor.shifted(when.steps) if anchor.grain is when.grain else None


def _year_before(anchor: Period) -> Period:
    """The same part of the year before; of a total its month, to which it ran, of a state or an event its month."""
    if anchor.grain in SPANS:
        return anchor.year_before()
    month = part_of_year(Grain.MONTH, anchor.last_day.year - 1, anchor.last_day.month)
    return parse_period(f"cum:{month.label}") if anchor.grain is Grain.CUMULATIVE else month


def first_when(heard: Heard) -> Period | Season | None:
    """The first whole period or season of a text, for choices that carry it along."""
    return next((when for when in heard.whens if isinstance(when, Period | Season)), None)
