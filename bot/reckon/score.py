"""What became of a target: each vintage of guidance beside what is reported of its period."""

from __future__ import annotations

from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.product import divide
from bot.core.quantity import Quantity, add, less
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.missing import missing
from bot.reckon.period import settle_among
from bot.reckon.rounding import rounded_money, rounded_rate


def score(query: Query, ledger: Ledger, today: date) -> Answer:
    """Every amount that was guided for a period, beside what is reported of it, whole or so far.

    A vintage's line is `reached` where the report passes it, `missed` where the whole period ended
    below it, and `open` while neither is certain.
    """
    entity, metric = query.entity or ledger.subject, query.metric or ""
    facts = [f for f in ledger.facts_of(entity, metric) if f.kind == "guidance" and f.served and f.value is not None]
    settled = settle_among(query, {f.period for f in facts}, ledger, today)
    period = settled.period
    unit = ledger.metrics[metric].unit
    path = _one_a_day([f for f in facts if f.period == period and f.value and f.value.unit == unit], ledger)
    if period is None or not path:
        return missing(query, ledger, entity, metric, period, today, settled.note)
    actual = _actual(ledger, entity, metric, period)
    if actual is None:
        answer = missing(query.at(period), ledger, entity, metric, period, today)
        return Answer(
            query, "cannot_tell", "no_actual", entity, None, metric, (), period,
            lines=(*(line_of(f, "target") for f in path), *answer.lines[:1]),
            sources=attributions(path, ledger), follow=("source", "guidance", "quarters"),
        )  # fmt: skip
    amount, reported, whole = actual
    so_far = Line(
        "actual",
        entity,
        metric,
        period if whole else reported[-1].period,
        (),
        amount,
        facts=tuple(f.id for f in reported),
        formula=None if len(reported) == 1 else Formula("+", tuple(f.value for f in reported if f.value)),
    )
    lines = [_scored(target, amount, reported, whole=whole) for target in path]
    return Answer(
        query,
        "found",
        "score",
        entity,
        None,
        metric,
        (),
        period,
        settled.note,
        (*lines, so_far, *(line_of(f, "target") for f in path)),
        () if whole else (Caveat("so_far", periods=(reported[0].period, reported[-1].period)),),
        attributions((*path, *reported), ledger),
        follow=("source", "guidance", "quarters"),
    )


def _scored(target: Fact, amount: Quantity, reported: tuple[Fact, ...], *, whole: bool) -> Line:
    """One vintage: how much of it is reported, and whether it was reached."""
    assert target.value is not None
    share = divide(amount, target.value)
    rate = rounded_rate(share) if share is not None and any(share.ends) else None
    below = less(amount, target.value)
    reached = below is False or (less(target.value, amount) is True)
    return Line(
        "reached" if reached else "missed" if whole and below else "open",
        target.entity,
        target.metric,
        target.period,
        (),
        rate,
        facts=(target.id, *(f.id for f in reported)),
        formula=Formula("/", (amount, target.value)),
        said_on=target.said_on,
    )


def _actual(ledger: Ledger, entity: str, metric: str, period: Period) -> tuple[Quantity, tuple[Fact, ...], bool] | None:
    """What is reported of a period: the whole of it, or the sum of its quarters so far."""
    found = figure(ledger, entity, metric, period)
    if found is not None and found.fact.value is not None:
        return found.fact.value, (found.fact,), True
    if period.grain is not Grain.YEAR or not ledger.metrics[metric].adds:
        return None
    reported: list[Fact] = []
    for number in range(1, 5):
        one = figure(ledger, entity, metric, part_of_year(Grain.QUARTER, period.first.year, number))
        if one is None or one.fact.value is None:
            break
        reported.append(one.fact)
    if not reported:
        return None
    values = [f.value for f in reported if f.value is not None]
    amount = values[0]
    for value in values[1:]:
        amount = add(amount, value)
    return rounded_money(amount, values), tuple(reported), len(reported) == 4


def _one_a_day(path: list[Fact], ledger: Ledger) -> tuple[Fact, ...]:
    """The vintages, newest first, the serving statement of each day."""
    days: dict[str, list[Fact]] = {}
    for fact in path:
        days.setdefault(fact.said_on, []).append(fact)
    found = [one for facts in days.values() if (one := serving(facts, ledger)) is not None]
    return tuple(sorted(found, key=said, reverse=True))
