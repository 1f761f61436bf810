"""Where a figure stands, and why an answer is no number."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answer import Answer
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.query import Query
from bot.core.rules import agreeing, disagreeing
from bot.reckon.figure import attributions, line_of, sources_with

_MOST = 12


def source(query: Query, about: Answer, ledger: Ledger) -> Answer:
    """The prints behind an answer: each fact it rests on, those that agree, and those that do not."""
    if query.prints:
        return _of_message(query, about, ledger)
    ids = [fact for line in about.lines for fact in line.facts]
    ids += [fact for one in about.warnings if one.conflict is not None for fact in one.conflict.facts]
    stated = [ledger.by_id[key] for key in dict.fromkeys(ids) if key in ledger.by_id]
    facts = _with_inputs([fact for fact in stated if fact.kind != "hypothesis"], ledger)[:_MOST]
    lines = [line_of(fact, "print") for fact in facts]
    for fact in facts[:1]:
        kin = _kin(fact, ledger)
        lines += [line_of(other, "agrees") for other in agreeing(fact, kin)]
        lines += [line_of(other, "differs") for other in disagreeing(fact, kin)]
    lines = lines[: _MOST + 2]
    named = {key for line in lines for key in line.facts}
    lines += [line_of(other, "misread") for other in _misread(facts, ledger) if other.id not in named]
    if not lines:
        return Answer(query, "not_in_book", "no_source", about.entity, about.against, about.metric)
    return Answer(
        query,
        "found",
        "source",
        about.entity,
        about.against,
        about.metric,
        about.dims,
        about.period,
        "said",
        tuple(lines),
        (),
        attributions(facts, ledger),
    )


def _of_message(query: Query, about: Answer, ledger: Ledger) -> Answer:
    """The prints behind a whole message: whose and which they are, where all are of one."""
    facts = [ledger.by_id[key] for key in query.prints if key in ledger.by_id][:_MOST]
    if not facts:
        return Answer(query, "not_in_book", "no_source", about.entity, about.against, about.metric)
    whose, which = {fact.entity for fact in facts}, {fact.metric for fact in facts}
    return Answer(
        query,
        "found",
        "source",
        facts[0].entity if len(whose) == 1 else None,
        metric=facts[0].metric if len(which) == 1 else None,
        lines=tuple(line_of(fact, "print") for fact in facts),
        sources=attributions(facts, ledger),
    )


def why(query: Query, about: Answer, ledger: Ledger) -> Answer:
    """How a figure was reckoned and from whose, or what keeps it from being one."""
    reckoned = (line for line in about.lines if line.formula is not None)
    return replace(
        about,
        query=query,
        reason=f"why_{about.reason}" if about.ending != "found" else "why_found",
        sources=sources_with(about.sources, reckoned, ledger),
        follow=tuple(key for key in about.follow if key != "why"),
    )


def _with_inputs(facts: list[Fact], ledger: Ledger) -> list[Fact]:
    """Each statement, and after a misprint what its reading rests on."""
    read = ((fact.id, *(fact.reading.inputs if fact.reading is not None else ())) for fact in facts)
    return [ledger.by_id[key] for key in dict.fromkeys(key for keys in read for key in keys) if key in ledger.by_id]


def _misread(facts: list[Fact], ledger: Ledger) -> tuple[Fact, ...]:
    """The misprints of the same figures: a document may print one rightly in one line and wrongly in another."""
    found = (
        other
        for fact in facts
        for other in ledger.facts_of(fact.entity, fact.metric, dims=fact.dims)
        if other.period == fact.period and other.reading is not None and other.served
    )
    return tuple({other.id: other for other in found}.values())


def _kin(fact: Fact, ledger: Ledger) -> tuple[Fact, ...]:
    facts = ledger.facts_of(fact.entity, fact.metric, dims=fact.dims)
    # What was said ahead is set beside what was said with it: an earlier vintage neither agrees nor differs.
    length = 4 if fact.kind not in {"guidance", "estimate"} else None
    return tuple(f for f in facts if f.period == fact.period and f.said_on[:length] == fact.said_on[:length])
