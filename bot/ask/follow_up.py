"""A question that changes the last one, slot by slot."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.what import OPERATIONS
from bot.core.ledger import Ledger
from bot.core.metric import MOVES
from bot.core.period import SPANS, Grain, Period
from bot.core.query import Operation, Query, Season
from bot.core.text import Language

_ABOUT: frozenset[Operation] = frozenset({"source", "why"})
"""Operations on an answer, not on the book."""
_GUIDED: frozenset[Operation] = frozenset({"guidance", "implied", "score"})
_OVER_A_RANGE: frozenset[Operation] = frozenset({"list", "sum", "change", "compound"})
_KEPT: frozenset[Operation] = frozenset({"yoy", "qoq"})
"""Operations that go on when only the metric changes: "and live streaming?" after a growth asks for its growth."""
_OF_TWO: frozenset[Operation] = frozenset({"gap", "list", "ratio", "prices"})
_DRAWN: frozenset[Operation] = frozenset({"value", "yoy", "qoq", "sum", "change", "compound"})
"""Operations whose answer is one figure: drawn, it becomes the row it stands in."""


def chosen(heard: Heard, text: str, before: Before, language: Language) -> Query | None:
    """The choice that "2" or its own words pick."""
    if heard.number and heard.number <= len(before.choices):
        return replace(before.choices[heard.number - 1].query, language=language)
    typed = text.strip().casefold()
    for choice in before.choices:
        if typed and typed == choice.words.casefold():
            return replace(choice.query, language=language)
    # "no, I meant adjusted": what is no filler stands in the choice.
    meant = {unknown.typed.casefold() for unknown in heard.unknown} or {typed}
    part_of = [choice for choice in before.choices if typed and meant <= set(choice.words.casefold().split())]
    if len(part_of) == 1:
        return replace(part_of[0].query, language=language)
    metrics = set(heard.metrics)
    fitting = [choice for choice in before.choices if choice.query.metric in metrics]
    if len(fitting) == 1 and not heard.entities and not heard.whens:
        return replace(fitting[0].query, language=language)
    return None


def after(said: Query, heard: Heard, last: Query, ledger: Ledger) -> Query:
    """The last query with what was said anew; a question with its own subject stands alone."""
    if "both" in heard.cues and said.entity is None and last.against is not None and said.operation in _KEPT:
        return _of_both(said, last, ledger)
    whole = _whole(said, heard, last, ledger)
    if whole is not None:
        return whole
    named = any(cue in heard.cues for cue in OPERATIONS) or said.operation != "value"
    operation = said.operation if named else _going_on(said, heard, last, ledger)
    if operation == "list" and named and _subject(last) == "guidance" and said.metric is None:
        operation = "guidance"
    entity, against = _whose(said, last, operation)
    keeps = not said.metric and (not said.entity or operation == "gap")
    query = replace(
        said,
        operation=operation,
        entity=entity,
        against=against,
        metric=_metric(said, last, operation, ledger, named=named),
        dims=said.dims or (last.dims if keeps else ()),
    )
    if said.when or said.ranged:
        return complete(query, ledger)
    if operation in _OVER_A_RANGE and last.ranged:
        return complete(query.at(last.when).since(last.first or last.first_season), ledger)
    return complete(query.at(_kept(last, query, ledger)), ledger)


def _of_both(said: Query, last: Query, ledger: Ledger) -> Query:
    """Growth asked of the two that were compared: the gap of their growths, as of what else is asked of two."""
    metric = said.metric or last.metric
    about = ledger.metrics.get(metric or "")
    level = about.of if about is not None and about.form in _KEPT else metric
    growth = next((m.id for m in ledger.metrics.values() if m.of == level and m.form == said.operation), metric)
    query = replace(said, operation="gap", entity=last.entity, against=last.against, metric=growth)
    return complete(query if said.when else query.at(last.when), ledger)


def _whole(said: Query, heard: Heard, last: Query, ledger: Ledger) -> Query | None:
    """The query of words that change no single slot: they stand alone, ask about the answer, or show it otherwise."""
    if said.operation in {"help", "digest", "conflicts"} or "all_prices" in heard.cues:
        return said
    if said.operation in _ABOUT and not said.entity and not said.metric:
        of = next((cue for cue in OPERATIONS if cue in heard.cues and cue not in _ABOUT), None)
        if of is not None and of != _subject(last):
            # "source of the guidance": the source of what the words name, not of the last answer.
            last = after(replace(said, operation=of), heard, last, ledger)
        return replace(
            last, operation=said.operation, subject=_subject(last), language=said.language, mended=said.mended
        )
    if "now" in heard.cues and not (said.entity or said.metric or said.dims or said.when):
        return complete(replace(last.at(None), known_by=None, language=said.language), ledger)
    if said == Query(shown=said.shown, language=said.language, mended=said.mended):
        return _reshown(said, last)
    if said.entity and said.metric:
        return complete(said if said.when or said.ranged else said.at(_known_then(last, said, ledger)), ledger)
    owner = _only_owner(said, last, ledger)
    return complete(replace(said, entity=owner), ledger) if owner is not None else None


def _only_owner(said: Query, last: Query, ledger: Ledger) -> str | None:
    """Whose a segment alone is that was named with its time, where the last one's owner never had it.

    "Online marketing share 4q24" after a question about a product is a question of its own; profit,
    which anybody may have, stays the last one's.
    """
    if said.entity or said.metric is None or not (said.when or said.ranged) or last.entity is None:
        return None
    segments = {part for metric in ledger.metrics.values() if not metric.less for part in metric.parts}
    kin = {said.metric, *(metric.id for metric in ledger.metrics.values() if metric.of == said.metric)}
    if not segments & {said.metric, ledger.metrics[said.metric].of}:
        return None
    having = {fact.entity for fact in ledger.facts if fact.metric in kin}
    return having.pop() if len(having) == 1 and last.entity not in having else None


def _going_on(said: Query, heard: Heard, last: Query, ledger: Ledger) -> Operation:
    """What is asked where no word says so: the same again, or the figure itself where another was named."""
    if "level" in heard.cues:
        return "value"
    if said.metric:
        return last.operation if last.operation in _KEPT and _is_alike(said, last, ledger) else "value"
    subject = _subject(last)
    if subject == "list" and said.when is not None:
        return "gap" if last.against else "value"
    return subject


def _metric(said: Query, last: Query, operation: Operation, ledger: Ledger, *, named: bool) -> str | None:
    """Which figure: the one named, else the last one where the operation can be asked of it."""
    metric = _shared(said, last, ledger) or said.metric or last.metric
    if said.metric is not None or metric is None:
        return metric
    if operation in _GUIDED:
        return _guided(last, said.entity or last.entity, ledger)
    moving = ledger.metrics[metric].role in MOVES
    return None if operation in {"overview", "prices"} and not named and not moving else metric


def _whose(said: Query, last: Query, operation: Operation) -> tuple[str | None, str | None]:
    """Whose figure, and against whose; everybody's where they are ranked."""
    if operation == "rank":
        return None, None
    if operation == "gap" and said.entity and said.against is None and said.entity != last.entity:
        return last.entity, said.entity
    against = said.against or last.against
    return said.entity or last.entity, against if operation in _OF_TWO else None


def _is_alike(said: Query, last: Query, ledger: Ledger) -> bool:
    """Whether only the metric changed, to one of the last one's kind."""
    one, other = (ledger.metrics.get(query.metric or "") for query in (said, last))
    alike = one is not None and other is not None and (one.unit, one.form) == (other.unit, other.form)
    return alike and said.when is None and said.entity is None


def _shared(said: Query, last: Query, ledger: Ledger) -> str | None:
    """The share of a figure named alone after another's share: "online marketing?" after live streaming's share."""
    share = ledger.metrics.get(last.metric or "")
    if share is None or share.form != "share" or said.metric is None or said.entity or said.when:
        return None
    kin = (m.id for m in ledger.metrics.values() if (m.form, m.of, m.base) == ("share", said.metric, share.base))
    return next(kin, None)


def _guided(last: Query, entity: str | None, ledger: Ledger) -> str | None:
    """The last figure where guidance was given for it, the target where it is the rise of one; else none."""
    metric = ledger.metrics.get(last.metric or "")
    if metric is not None and metric.form == "revision":
        return metric.of
    given = any(fact.kind == "guidance" for fact in ledger.facts_of(entity or ledger.subject, last.metric or ""))
    return last.metric if given else None


def _reshown(said: Query, last: Query) -> Query:
    """The last question again, its answer in another money, scale, form or language."""
    query = replace(last, operation=_subject(last), subject=None, shown=said.shown, language=said.language)
    if said.shown.form in {"chart", "table"} and query.metric is not None and query.operation in _DRAWN:
        return replace(query.at(None) if not query.ranged else query, operation="list")
    return query


def _kept(last: Query, query: Query, ledger: Ledger) -> Period | Season | None:
    """The time of the last answer, unless the new figure comes as a state on a day and never over a stretch."""
    when = last.when
    if when is None or query.metric is None or query.metric == last.metric or query.entity is None:
        return when
    if ledger.metrics[query.metric].form == "revision":
        return None  # the rise of a target is of its own year, whatever day of saying was asked about
    grains = {fact.period.grain for fact in ledger.facts_of(query.entity, query.metric)}
    return when if not grains or grains & set(SPANS) or when.grain in grains else None


def _known_then(last: Query, query: Query, ledger: Ledger) -> Period | Season | None:
    """The time of the last answer for a question whole in itself, unless its figure is of other times."""
    when = _kept(last, query, ledger)
    known = {fact.period for fact in ledger.facts_of(query.entity or "", query.metric or "") if fact.states}
    metric = ledger.metrics.get(query.metric or "")
    reckoned = metric is None or metric.adds or metric.form in {"share", "margin"}
    is_part = isinstance(when, Period) and when.grain in {Grain.QUARTER, Grain.MONTH, Grain.AS_OF, Grain.EVENT}
    return None if is_part and not reckoned and known and when not in known else when


def _subject(last: Query) -> Operation:
    """What the last answer was about, seen through a question for its source."""
    return last.subject or "value" if last.operation in {"source", "why"} else last.operation
