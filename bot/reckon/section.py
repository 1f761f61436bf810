"""The sections of a digest: what each kind shows of a book, for one period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Line
from bot.core.digest import Section, SectionKind
from bot.core.edition import Part
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.gap import gap, gap_rows
from bot.reckon.growth import Step, growth
from bot.reckon.guidance import guidance
from bot.reckon.known import up_to
from bot.reckon.missing import missing
from bot.reckon.period import known_periods, newest
from bot.reckon.prices import prices
from bot.reckon.series import series

_FOLLOW = ("source",)
Answering = Callable[[Section, Period, Ledger, date], Answer]


def part_of(section: Section, period: Period, ledger: Ledger, today: date) -> Part:
    """A section answered for a period from the book as it was known then."""
    answer = _ANSWERING[section.kind](section, period, ledger, today)
    used = (ledger.by_id[key] for line in answer.lines for key in line.facts)
    if section.kind in {"trajectory", "figures"} and answer.ending == "found":
        answer = replace(answer, sources=attributions(used, ledger))
    return Part(section, answer)


def _trajectory(section: Section, period: Period, ledger: Ledger, today: date) -> Answer:
    """A metric quarter by quarter with its growth and its share, and the guidance on it."""
    query = section.query
    answer = series(query, ledger, today, upto=period)
    if answer.ending != "found":
        return answer
    rows = [_growth(line, ledger, today) for line in answer.lines_as("row")]
    grown = rows if any(line.quantity is not None for line in rows) else []
    target = guidance(replace(query, operation="guidance"), ledger, today)
    said = target.lines if target.ending == "found" else ()
    if any(line.period != period.shifted(1) for line in target.lines_as("left")):
        said = tuple(line for line in said if line.role != "left")
    roles = {"answer": "guidance", "vintage": "vintage", "left": "left"}
    # A vintage in words is no step of a row of figures.
    told = (line for line in said if line.role != "vintage" or line.quantity is not None)
    ahead = tuple(replace(line, role=roles[line.role]) for line in told if line.role in roles)
    return replace(answer, lines=(*answer.lines, *grown, *ahead))


def _gap(section: Section, period: Period, ledger: Ledger, today: date) -> Answer:
    """The gap of the period, or else of the newest before it that has both."""
    answer = gap(section.query.at(period), ledger, today)
    if answer.ending == "not_in_book":
        earlier = gap(section.query, up_to(ledger, period), today)
        answer = earlier if earlier.ending in {"found", "cannot_tell"} else answer
    return replace(answer, lines=(*answer.lines, *gap_rows(answer, ledger, upto=period)))


def _prices(section: Section, period: Period, ledger: Ledger, today: date) -> Answer:
    """Everybody's newest prices and moves; whose the section asks for stands first in the headline."""
    del period  # prices are those of the day, as the book knew them then
    return prices(replace(section.query, entity=None), ledger, today)


def _figures(section: Section, period: Period, ledger: Ledger, today: date) -> Answer:
    """The newest figure of each pair, the one before it, and its growth; a rate is the growth of what it is of."""
    lines: list[Line] = []
    for entity, metric in section.figures:
        about = ledger.metrics[metric]
        shown = about.of if about.form in {"yoy", "qoq"} and about.of is not None else metric
        periods = [p for p in known_periods(ledger.facts_of(entity, shown, dims=())) if p.dated]
        at = newest(periods)
        lines.append(_at("newest", entity, shown, at, period, ledger))
        before = newest(p for p in periods if at is not None and p.end < at.end)
        lines.append(_at("before", entity, shown, before, period, ledger))
        if shown == metric:
            lines.append(_growth(lines[-2], ledger, today, steps=("yoy", "qoq")))
        else:
            rated = newest(p for p in known_periods(ledger.facts_of(entity, metric, dims=())) if p.dated)
            lines.append(_at(f"growth_{about.form}", entity, metric, rated, period, ledger))
    if not any(line.facts for line in lines):
        entity, metric = section.figures[0]
        return missing(section.query, ledger, entity, metric, None, today)
    shown_facts = [ledger.by_id[key] for line in lines if line.role == "newest" for key in line.facts]
    noted = tuple(Caveat("note", fact.note, ids=(fact.id,)) for fact in shown_facts if fact.note is not None)
    entity, metric = section.figures[0]
    return Answer(
        section.query,
        "found",
        "figures",
        entity,
        metric=metric,
        period=period,
        lines=tuple(lines),
        caveats=noted,
        follow=_FOLLOW,
    )


def _at(role: str, entity: str, metric: str, at: Period | None, period: Period, ledger: Ledger) -> Line:
    found = figure(ledger, entity, metric, at) if at is not None else None
    if found is None:
        return Line(role, entity, metric, period, cell="not_in_book")
    return line_of(found.fact, role)


def _growth(line: Line, ledger: Ledger, today: date, *, steps: tuple[Step, ...] = ("yoy",)) -> Line:
    """How much more a figure is than before: by the first step that is known, as printed or reckoned.

    Its role names the step: growth_yoy, growth_qoq.
    """
    open_ones: list[Line] = []
    for step in steps if line.facts else ():
        grown = growth(Query(step, line.entity, None, line.metric, period=line.period), ledger, today)
        role = f"growth_{step}"
        if grown.ending == "found" and grown.reason in {"printed", "derived"} and grown.line is not None:
            return replace(grown.line, role=role)
        if grown.ending == "cannot_tell":
            open_ones.append(Line(role, line.entity, line.metric, line.period, cell="cannot_tell"))
    empty = Line(f"growth_{steps[0]}", line.entity, line.metric, line.period, cell="not_in_book")
    return next(iter(open_ones), empty)


_ANSWERING: Mapping[SectionKind, Answering] = {
    "trajectory": _trajectory,
    "gap": _gap,
    "prices": _prices,
    "figures": _figures,
}
