"""The slots a text fills, as a query with holes."""

from __future__ import annotations

from datetime import date

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.shown import conflict_kind, paid_for, shown, spoken
from bot.ask.what import said_what
from bot.ask.when import between, in_year, is_one_time, said_span, said_when
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.metric import PRICED
from bot.core.period import SPANS, Grain, Period, parse_period, part_of_year
from bot.core.query import Choice, Impossible, Misread, Operation, Query, Season, When
from bot.core.text import Language
from bot.words.period import say_period, say_season

_FROM_JANUARY = {3: Grain.QUARTER, 6: Grain.HALF, 9: Grain.NINE_MONTHS, 12: Grain.YEAR}
"""The part of a year that has gone by the end of a month."""
_OF_NO_PART: frozenset[Operation | None] = frozenset(
    {"help", "digest", "conflicts", "news", "everything", "score", "implied", "estimate", "guidance", "prices", "list"}
)
"""Operations that are asked of no single part of a year."""


def said_slots(heard: Heard, ledger: Ledger, today: date, before: Before | None, language: Language) -> Query | Misread:
    """The slots a text fills, as a query with holes."""
    if "all_prices" in heard.cues:
        return Query("prices", language=language, mended=heard.mended)
    what = said_what(heard, ledger, before, language)
    if isinstance(what, Misread):
        return what
    operation, entities, metric = what.operation, what.entities, what.metric
    anchor = before.period if before else None
    first, when = said_span(heard, today, anchor)
    if both := _other_time(heard, entities, anchor):
        operation, first, when = between(both, today, anchor, less="less" in heard.cues)
    elif what.pair is not None and what.pair.timed:
        first, when = (said_when((one,), today, anchor) for one in heard.whens)
    elif len(entities) < 2 and len(heard.whens) == 2 and _compares(operation, heard):
        operation, first, when = between(heard.whens, today, anchor, less="less" in heard.cues)
    elif operation is None and heard.span is not None:
        operation = "sum" if "total" in heard.cues else "list"
    elif operation is None and len(heard.whens) > 1 and not is_one_time(heard.whens):
        return _which_time(heard, metric, entities, today, before, ledger, language)
    if heard.joined is not None and not _joins(heard, operation, timed=bool(both)):
        return Misread("not_joined", language, (heard.joined.typed,))
    per = paid_for(heard)
    if per is not None and not _is_paid(metric or (before.query.metric if before and before.query else None), ledger):
        return Misread("not_paid", language)
    if isinstance(when, Impossible):
        return Misread("no_such_period", language, (when.written,))
    if "cumulative" in heard.cues:
        when = _cumulative(when, metric, entities, before, ledger)
    elif "to_date" in heard.cues and operation not in _OF_NO_PART and not heard.span:
        when = _to_date(when, metric, entities, before, ledger)
    query = Query(
        operation=operation or "value",
        entity=entities[0] if entities else None,
        against=entities[1] if len(entities) > 1 else None,
        metric=metric,
        dims=tuple(sorted(heard.dims if what.pair is None or what.pair.dims is None else what.pair.dims)),
        other=what.pair.other if what.pair else None,
        other_dims=tuple(sorted(what.pair.other_dims)) if what.pair and what.pair.other_dims is not None else None,
        among=entities if len(entities) > (1 if operation == "rank" else 2) else (),
        shown=shown(heard),
        conflict=conflict_kind(heard, operation, metric),
        per=per,
        language=spoken(heard) or language,
        mended=heard.mended,
    )
    since = first if isinstance(first, Period | Season) else None
    return query.at(when if isinstance(when, Period | Season) else None).since(since)


def _is_paid(metric: str | None, ledger: Ledger) -> bool:
    """Whether a figure can be asked for by the year: a price can, a flow is of its period, a state is as it is."""
    return metric is None or ledger.metrics[metric].role in PRICED or not ledger.metrics[metric].adds


def _joins(heard: Heard, operation: Operation | None, *, timed: bool) -> bool:
    """Whether a word that joins two figures found two: it must not be dropped. A stroke may be only a stroke."""
    if heard.joined is None or heard.joined.typed == "/" or timed or len(heard.whens) == 2:
        return True
    if heard.joined.cue == "less":
        return operation in {"difference", "gap", "implied"}
    return operation not in {None, "value"}


def _other_time(heard: Heard, entities: tuple[str, ...], anchor: Period | None) -> tuple[When, ...]:
    """The one time of "vs Q1" and the thread's own, where those two stand against each other."""
    joins = "gap" in heard.cues or "less" in heard.cues
    against = joins and not entities and not heard.metrics and len(heard.whens) == 1
    if not against or anchor is None or not anchor.dated:
        return ()
    return (anchor, heard.whens[0]) if "less" in heard.cues else (heard.whens[0], anchor)


def _compares(operation: Operation | None, heard: Heard) -> bool:
    """Whether two times stand against each other, and are no list of two."""
    return operation == "gap" or "less" in heard.cues or (heard.span is not None and operation == "yoy")


def _which_time(
    heard: Heard,
    metric: str | None,
    entities: tuple[str, ...],
    today: date,
    before: Before | None,
    ledger: Ledger,
    language: Language,
) -> Query | Misread:
    """Several times and nothing to do with them: each is a choice."""
    entity = entities[0] if entities else (before.query.entity if before and before.query else None)
    metric = metric or (before.query.metric if before and before.query else None)
    choices = []
    years = {when.last_day.year for when in heard.whens if isinstance(when, Period) and when.dated}
    for one in heard.whens[:5]:
        # "Jan, Feb 2025": the year is said once.
        if isinstance(one, Season) and len(years) == 1:
            when: When | None = in_year(one, min(years))
        else:
            when = said_when((one,), today, None)
        if isinstance(when, Period | Season):
            said = say_season(when, language) if isinstance(when, Season) else say_period(when, language)
            query = Query("value", entity, None, metric, tuple(sorted(heard.dims)), language=language).at(when)
            choices.append(Choice(said, complete(query, ledger)))
    return Misread("which_time", language, (), tuple(choices))


def _cumulative(
    when: When | None, metric: str | None, entities: tuple[str, ...], before: Before | None, ledger: Ledger
) -> When | None:
    """A total up to some time: to the month said, or the newest the book has (of the year said)."""
    if isinstance(when, Period) and when.grain is Grain.MONTH:
        return parse_period(f"cum:{when.label}")
    facts = _asked_of(metric, entities, before, ledger)
    for grain in (Grain.CUMULATIVE, Grain.NINE_MONTHS):
        periods = [f.period for f in facts if f.period.grain is grain]
        if isinstance(when, Period):
            periods = [p for p in periods if p.end.year in {when.first.year, when.end.year}]
        if periods:
            return max(periods)
    return when


def _to_date(
    when: When | None, metric: str | None, entities: tuple[str, ...], before: Before | None, ledger: Ledger
) -> When | None:
    """The year to date: the part of the newest year, or of the year said, that is over in the book."""
    known = [f.period for f in _asked_of(metric, entities, before, ledger) if f.period.grain in SPANS]
    if isinstance(when, Period):
        known = [period for period in known if period.first.year == when.first.year]
    if not known:
        return when
    newest = max(known)
    grain = _FROM_JANUARY.get(newest.last_day.month)
    return when if grain is None else part_of_year(grain, newest.last_day.year)


def _asked_of(metric: str | None, entities: tuple[str, ...], before: Before | None, ledger: Ledger) -> list[Fact]:
    """What the book states of the figure asked for, perhaps the last question's."""
    last = before.query if before else None
    entity = entities[0] if entities else (last.entity if last else None)
    metric = metric or (last.metric if last else None)
    return [f for f in ledger.facts_of(entity or ledger.subject, metric or "") if f.states]
