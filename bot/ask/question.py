"""A text as a query, on its own or after another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.ask.heard import Heard, Unknown, hear, impossible
from bot.core.ledger import Ledger
from bot.core.period import SPANS, Grain, Period, parse_period, part_of_year
from bot.core.query import Choice, Impossible, Misread, Operation, Query, Relative, Season, When
from bot.core.text import Language
from bot.words.language import choose_language
from bot.words.names import NameIndex
from bot.words.script import fold, has_han

_OPERATIONS: tuple[Operation, ...] = (
    "help",
    "digest",
    "source",
    "why",
    "gap",
    "yoy",
    "qoq",
    "implied",
    "guidance",
    "prices",
    "list",
    "overview",
)
"""Cues that are operations; where a text holds several, the first of these counts."""

_CLOSE = 0.7
"""A misspelling this near to several names is asked back; anything farther is not understood."""

_LEANING: frozenset[str] = frozenset({"no_subject", "nothing_before", "nothing_said"})
_GOING_ON: tuple[str, ...] = ("and ", "then ", "what about ", "那", "还有")

_OF_GUIDANCE: frozenset[Operation] = frozenset({"guidance", "implied"})

_ALONE: frozenset[Operation] = frozenset({"prices", "digest", "help"})
"""Operations that need nobody's name."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up leans on: the last query as it was settled, its choices, and the language spoken."""

    query: Query | None = None
    choices: tuple[Choice, ...] = ()
    period: Period | None = None
    language: Language | None = None


def read_question(
    text: str,
    ledger: Ledger,
    index: NameIndex,
    today: date,
    *,
    before: Before | None = None,
    addressed: bool = True,
    languages: tuple[Language | None, ...] = (),
) -> Query | Misread:
    """What a text asks.

    `before` makes it a follow-up where it names no subject of its own. A text that was not
    `addressed` to the bot and is no question is left alone.
    """
    heard = hear(text, index)
    spoken = before.language if before else None
    language = _language(text, heard, (spoken, *languages))
    if before and before.choices:
        chosen = _chosen(heard, text, before, language)
        if chosen is not None:
            return chosen
    problem = _misread(heard, text, language, addressed=addressed, started=before is not None, ledger=ledger)
    if problem is not None:
        return problem
    said = _said(heard, ledger, today, before, language)
    if isinstance(said, Misread) or before is None or before.query is None:
        return said if isinstance(said, Misread) else _on_its_own(said, ledger, language)
    return _after(said, heard, before.query, ledger)


def _language(text: str, heard: Heard, known: tuple[Language | None, ...]) -> Language:
    """The language to answer in: the question's script; Chinese words that both scripts share keep the thread's."""
    if heard.pinyin:
        return next((one for one in known if one and one != "en"), "zh-Hans")
    if heard.chinese:
        return choose_language(text, *(one for one in known if one != "en"), "zh-Hans")
    return choose_language(text, *known)


def leans(text: str, alone: Query | Misread) -> bool:
    """Whether words that were read on their own need a question before them: "and yoy?", "Q2?", "2"."""
    if isinstance(alone, Misread):
        return alone.reason in _LEANING
    return fold(text).startswith(_GOING_ON)


def _chosen(heard: Heard, text: str, before: Before, language: Language) -> Query | None:
    """The choice that "2" or its own words pick."""
    if heard.number and heard.number <= len(before.choices):
        return replace(before.choices[heard.number - 1].query, language=language)
    typed = text.strip().casefold()
    for choice in before.choices:
        if typed and typed == choice.words.casefold():
            return replace(choice.query, language=language)
    part_of = [choice for choice in before.choices if typed and typed in choice.words.casefold().split()]
    if len(part_of) == 1:
        return replace(part_of[0].query, language=language)
    metrics = set(heard.metrics)
    fitting = [choice for choice in before.choices if choice.query.metric in metrics]
    if len(fitting) == 1 and not heard.entities and not heard.whens:
        return replace(fitting[0].query, language=language)
    return None


def _misread(
    heard: Heard, text: str, language: Language, *, addressed: bool, started: bool, ledger: Ledger
) -> Misread | None:
    """Why a text is no clear question, or None where it is one."""
    if not addressed and (heard.empty or "thanks" in heard.cues or len(heard.unknown) > 1):
        return Misread("left_alone", language)
    if heard.cues == ("thanks",) and not heard.entities and not heard.metrics:
        return Misread("left_alone", language)
    if started and heard.empty and len(heard.unknown) > 1 and not any(_is_near(word) for word in heard.unknown):
        return Misread("left_alone", language)
    if heard.number and not heard.cues:
        return Misread("nothing_said", language)
    if not text.strip() or (heard.empty and not heard.unknown):
        reason = "help" if not text.strip() and not started else "nothing_said"
        return Misread(reason, language)
    wrong = impossible(heard)
    if wrong is not None:
        return Misread("no_such_period", language, (wrong.written,))
    if heard.unknown:
        return _unknown(heard, language, ledger)
    return None


def _is_near(unknown: Unknown) -> bool:
    return bool(unknown.near) and unknown.near[0].score >= _CLOSE


def _unknown(heard: Heard, language: Language, ledger: Ledger) -> Misread:
    first = heard.unknown[0]
    names = [near.name for near in first.near if near.name.slot in {"entity", "metric"}]
    choices = []
    for name in names[:3]:
        entity = name.id if name.slot == "entity" else (heard.entities[0] if heard.entities else None)
        metric = name.id if name.slot == "metric" else (heard.metrics[0] if heard.metrics else None)
        query = Query("value" if metric else "overview", entity, None, metric, language=language).at(_when(heard))
        named = ledger.entities.get(name.id) or ledger.metrics[name.id]
        choices.append(Choice(named.name.in_(language), _complete(query, ledger)))
    close = bool(choices) and (first.near[0].score >= _CLOSE if len(choices) > 1 else has_han(first.typed))
    reason = "ambiguous" if close else "unknown_word"
    return Misread(reason, language, (first.typed,), tuple(choices))


def _when(heard: Heard) -> Period | Season | None:
    return next((when for when in heard.whens if isinstance(when, Period | Season)), None)


def _said(heard: Heard, ledger: Ledger, today: date, before: Before | None, language: Language) -> Query | Misread:
    """The slots a text fills, as a query with holes."""
    operation = next((cue for cue in _OPERATIONS if cue in heard.cues), None)
    metrics = _metrics(heard, ledger)
    if len(metrics) > 1:
        return _which_metric(heard, metrics, operation, ledger, language)
    metric = metrics[0] if metrics else None
    entities = heard.entities
    if "share" in heard.cues:
        share = _share(heard, metric, before, ledger, language)
        if isinstance(share, Misread):
            return share
        metric, operation = share, operation if operation != "gap" else None
    if operation in {None, "gap"} and "prices" in heard.cues and entities:
        operation = "prices"
    if operation is None and len(entities) > 1:
        operation = "gap"
    if metric and operation is None:
        operation = _printed_growth(ledger, metric)
        if operation:
            metric = ledger.metrics[metric].of
    if operation == "prices" and entities and any(dim == "plan" for dim, _ in heard.dims):
        operation, metric = "value", "plan_price"
    when: When | None = _said_when(heard.whens, today, before.period if before else None)
    if operation == "gap" and len(entities) < 2 and len(heard.whens) == 2:
        operation, when = _between(heard.whens, today, before.period if before else None, when)
    if isinstance(when, Impossible):
        return Misread("no_such_period", language, (when.written,))
    if "cumulative" in heard.cues and isinstance(when, Period) and when.grain is Grain.MONTH:
        when = parse_period(f"cum:{when.label}")
    at = when if isinstance(when, Period | Season) else None
    return Query(
        operation=operation or "value",
        entity=entities[0] if entities else None,
        against=entities[1] if len(entities) > 1 else None,
        metric=metric,
        dims=tuple(sorted(heard.dims)),
        language=language,
        mended=heard.mended,
    ).at(at)


def _said_when(whens: tuple[When, ...], today: date, anchor: Period | None) -> When | None:
    """The one time a text says; "last year's third quarter" is said in two words."""
    if not whens:
        return None
    years = [when for when in whens if isinstance(when, Relative) and when.grain is Grain.YEAR]
    seasons = [when for when in whens if isinstance(when, Season) and when.grain is not Grain.YEAR]
    if years and seasons:
        return part_of_year(seasons[0].grain, today.year + years[0].steps, seasons[0].ordinal)
    first = whens[0]
    if isinstance(first, Relative):
        return _settled(first, today, anchor)
    if isinstance(first, Season) and first.grain is Grain.YEAR:
        return part_of_year(Grain.YEAR, anchor.first.year if anchor and anchor.dated else today.year)
    return first


def _between(
    whens: tuple[When, ...], today: date, anchor: Period | None, said: When | None
) -> tuple[Operation | None, When | None]:
    """Two times against each other: neighbours are growth on the quarter, the same part of two years on the year."""
    one, other = (_said_when((when,), today, anchor) for when in whens)
    ordinals = [when.ordinal for when in (one, other) if isinstance(when, Period | Season)]
    if len(ordinals) != 2:
        return "gap", said
    later = one if ordinals[0] >= ordinals[1] else other
    if isinstance(one, Period) and isinstance(other, Period):
        later = max(one, other)
    return ("yoy" if ordinals[0] == ordinals[1] else "qoq"), later


def _share(
    heard: Heard, metric: str | None, before: Before | None, ledger: Ledger, language: Language
) -> str | Misread:
    """The metric that is a share of the one named, or of the one before; without one, a choice."""
    last = before.query.metric if before and before.query and not heard.entities else None
    for candidate in (metric, last):
        if candidate is None:
            continue
        if ledger.metrics[candidate].form == "share":
            return candidate
        shares = [m.id for m in ledger.metrics.values() if m.of == candidate and m.form == "share"]
        entity = heard.entities[0] if heard.entities else (before.query.entity if before and before.query else None)
        known = [m for m in shares if entity is None or ledger.facts_of(entity, m)]
        if known or shares:
            return (known or shares)[0]
    entity = heard.entities[0] if heard.entities else ledger.subject
    options = [m for m in ledger.metrics.values() if m.form == "share" and ledger.facts_of(entity, m.id)]
    choices = tuple(
        Choice(m.name.in_(language), Query("value", entity, None, m.id, language=language).at(_when(heard)))
        for m in options[:5]
    )
    return Misread("two_metrics", language, (), choices)


def _metrics(heard: Heard, ledger: Ledger) -> tuple[str, ...]:
    """The metrics named; a printed rate beside its own base is one question ("GMV growth")."""
    return tuple(m for m in heard.metrics if not any(ledger.metrics[o].of == m for o in heard.metrics if o != m))


def _printed_growth(ledger: Ledger, metric: str) -> Operation | None:
    form = ledger.metrics[metric].form
    return "yoy" if form == "yoy" else "qoq" if form == "qoq" else None


def _which_metric(
    heard: Heard, metrics: tuple[str, ...], operation: Operation | None, ledger: Ledger, language: Language
) -> Misread:
    entity = heard.entities[0] if heard.entities else None
    choices = tuple(
        Choice(
            ledger.metrics[metric].name.in_(language),
            _complete(Query(operation or "value", entity, None, metric, language=language).at(_when(heard)), ledger),
        )
        for metric in metrics
    )
    return Misread("two_metrics", language, (), choices)


def _on_its_own(said: Query, ledger: Ledger, language: Language) -> Query | Misread:
    """A question with nothing before it: holes are filled from the book, or it is no question."""
    if said.operation in {"source", "why"} and not said.entity and not said.metric:
        return Misread("nothing_before", language)
    if said.operation in _ALONE:
        return said
    if said.operation in {"yoy", "qoq"} and said.metric is None and said.entity is not None:
        choices = _growing(said, ledger, language)
        if len(choices) > 1:
            return Misread("two_metrics", language, (), choices)
    if said.metric is None and said.entity is None and said.operation not in {"guidance", "implied", "gap"}:
        return Misread("no_subject", language, choices=_starters(said, ledger, language))
    return _complete(said, ledger)


def _starters(said: Query, ledger: Ledger, language: Language) -> tuple[Choice, ...]:
    """The entities a bare operation or period could be about."""
    ids = [key for key, entity in ledger.entities.items() if entity.overview][:3]
    return tuple(
        Choice(
            ledger.entities[key].name.in_(language),
            _complete(Query("overview", key, language=language).at(said.when), ledger),
        )
        for key in ids
    )


def _growing(said: Query, ledger: Ledger, language: Language) -> tuple[Choice, ...]:
    """The metrics of an entity's overview that can grow."""
    metrics = [ledger.metrics[m] for m in ledger.entities[said.entity or ""].overview if m in ledger.metrics]
    return tuple(Choice(m.name.in_(language), replace(said, metric=m.id)) for m in metrics if m.form is None and m.adds)


def _complete(query: Query, ledger: Ledger) -> Query:
    """The query with whose and what filled in where the book leaves no doubt."""
    entity, metric, operation = query.entity, query.metric, query.operation
    if operation == "value" and metric is None:
        operation = "overview" if not query.dims else "prices"
    if operation in {"yoy", "qoq", "list"} and metric is None and entity:
        metric = next((m for m in ledger.entities[entity].overview if m in ledger.metrics), None)
    if operation in _OF_GUIDANCE and metric is None:
        metric = "revenue" if "revenue" in ledger.metrics else None
    if operation in _OF_GUIDANCE and entity is None:
        entity = next((f.entity for f in ledger.facts if f.kind == "guidance" and f.metric == metric), ledger.subject)
    if entity is None and operation != "prices":
        entity = _owner(metric, ledger)
    if operation == "gap" and metric is None and entity:
        metric = next((m for m in ledger.entities[entity].overview if m in ledger.metrics), None)
    if operation == "gap" and query.against is None and entity:
        rivals = ledger.entities[entity].rivals
        return replace(query, operation=operation, entity=entity, metric=metric, against=rivals[0] if rivals else None)
    return replace(query, operation=operation, entity=entity, metric=metric)


def _owner(metric: str | None, ledger: Ledger) -> str:
    """Whose figure is meant where nobody is named: the book's subject if it has one, else who does."""
    owners = dict.fromkeys(fact.entity for fact in ledger.facts if fact.metric == metric and fact.served)
    if ledger.subject in owners or not owners:
        return ledger.subject
    return next(iter(owners))


def _after(said: Query, heard: Heard, last: Query, ledger: Ledger) -> Query:
    """The last query with what was said anew; a question with its own subject stands alone."""
    operation_said = any(cue in heard.cues for cue in _OPERATIONS) or said.operation != "value"
    if said.operation in {"help", "digest"}:
        return said
    if said.operation in {"source", "why"} and not said.entity and not said.metric:
        return replace(
            last, operation=said.operation, subject=_subject(last), language=said.language, mended=said.mended
        )
    if said.entity and said.metric:
        return _complete(said.at(said.when or last.when), ledger)
    metric = said.metric or last.metric
    if operation_said:
        operation = said.operation
        if operation == "list" and _subject(last) == "guidance" and said.metric is None:
            operation = "guidance"
    elif said.metric:
        operation = "value"
    else:
        operation = _subject(last)
        if operation == "list" and said.when is not None:
            operation = "gap" if last.against else "value"
    if operation in {"overview", "prices"} and said.metric is None and not operation_said:
        metric = None
    if operation == "overview" and said.when is not None and last.metric is None:
        metric = None
    entity, against = said.entity or last.entity, said.against or last.against
    if operation == "gap" and said.entity and said.against is None and said.entity != last.entity:
        entity, against = last.entity, said.entity
    elif operation not in {"gap", "list"}:
        against = None
    keeps = not said.metric and (not said.entity or operation == "gap")
    dims = said.dims or (last.dims if keeps else ())
    query = replace(
        said,
        operation=operation,
        entity=entity,
        against=against,
        metric=metric,
        dims=dims,
    )
    return _complete(query.at(said.when or _kept(last, query, ledger)), ledger)


def _kept(last: Query, query: Query, ledger: Ledger) -> Period | Season | None:
    """The time of the last answer, unless the new figure comes as a state on a day and never over a stretch."""
    when = last.when
    if when is None or query.metric is None or query.metric == last.metric or query.entity is None:
        return when
    grains = {fact.period.grain for fact in ledger.facts_of(query.entity, query.metric)}
    return when if not grains or grains & set(SPANS) or when.grain in grains else None


def _subject(last: Query) -> Operation:
    """What the last answer was about, seen through a question for its source."""
    return last.subject or "value" if last.operation in {"source", "why"} else last.operation


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
        return anchor.year_before() if when.steps == -1 else None
    return anchor.shifted(when.steps) if anchor.grain is when.grain else None
