"""One figure of the book: which statement serves it, whose word it is, what to know beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.answer import Attribution, Caveat, Line
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.rules import agreeing, disagreeing, serving


@dataclass(frozen=True, slots=True)
class Figure:
    """The serving statement of one slot of the book, among all statements of it."""

    fact: Fact
    others: tuple[Fact, ...]


def figure(ledger: Ledger, entity: str, metric: str, period: Period, dims: Dims = ()) -> Figure | None:
    """What the book says was so: reported figures and press claims, never guidance or an estimate."""
    facts = tuple(fact for fact in ledger.facts_of(entity, metric, dims=dims) if fact.period == period and fact.states)
    fact = serving(facts, ledger)
    return None if fact is None else Figure(fact, facts)


def line_of(fact: Fact, role: str = "answer") -> Line:
    """A statement as a line of an answer, with its reading where the print is wrong."""
    return Line(
        role=role,
        entity=fact.entity,
        metric=fact.metric,
        period=fact.period,
        dims=fact.dims,
        quantity=fact.value,
        text=fact.text,
        facts=(fact.id,),
        kind=fact.kind,
        said_on=fact.said_on,
    )


def attribution(fact: Fact, ledger: Ledger, others: Iterable[Fact] = (), label: str | None = None) -> Attribution:
    """Whose word a statement is, who carries it, and how many other documents agree."""
    document = ledger.documents[fact.document]
    return Attribution(
        fact=fact.id,
        speaker=fact.speaker,
        carrier=document.publisher,
        tier=document.kind,
        said_on=document.published or fact.said_on,
        agreeing=len(agreeing(fact, others)),
        own_remark=fact.speaker == document.publisher and fact.kind == "media",
        label=label,
    )


def attributions(facts: Iterable[Fact], ledger: Ledger, others: tuple[Fact, ...] = ()) -> tuple[Attribution, ...]:
    """The sources of several statements, each document once; one that quotes several speakers stands for itself."""
    documents: dict[str, list[Fact]] = {}
    for fact in facts:
        documents.setdefault(fact.document, []).append(fact)
    found = []
    for stated in documents.values():
        one = attribution(stated[0], ledger, others)
        if len({fact.speaker for fact in stated}) > 1:
            one = replace(one, speaker=one.carrier, own_remark=False)
        found.append(one)
    return tuple(found)


def sources_with(sources: tuple[Attribution, ...], lines: Iterable[Line], ledger: Ledger) -> tuple[Attribution, ...]:
    """The sources, and those of what else the lines rest on."""
    return sources_beside(sources, (key for line in lines for key in line.facts), ledger)


def sources_beside(sources: tuple[Attribution, ...], ids: Iterable[str], ledger: Ledger) -> tuple[Attribution, ...]:
    """The sources, and those of some more statements: a document that is named stays as it is."""
    silent = {state.id: state.document for state in ledger.states}
    named = {silent.get(one.fact) or ledger.by_id[one.fact].document for one in sources}
    more = (ledger.by_id[key] for key in dict.fromkeys(ids))
    return (*sources, *attributions((fact for fact in more if fact.document not in named), ledger))


def _exact_beside(other: Fact, fact: Fact) -> bool:
    """Whether another statement gives the exact figure that a bound leaves open."""
    if not other.served or other.kind != fact.kind or other.value is None or fact.value is None:
        return False
    return other.value.exact and not other.value.hedge and fact.value.within(other.value) is not None


def caveats(found: Figure) -> tuple[Caveat, ...]:
    """What to know beside a figure: a bound, a misprint, a statement that contradicts it, a note."""
    fact = found.fact
    noted: list[Caveat] = []
    if fact.reading is not None:
        printed = (fact.quantity,) if fact.quantity else ()
        noted.append(Caveat("misprint", fact.reading.why, quantities=printed, ids=(fact.id,)))
    elif fact.value is not None and (fact.value.floor or fact.value.ceiling):
        exact = next((o for o in found.others if _exact_beside(o, fact)), None)
        if exact is not None and exact.value is not None:
            noted.append(Caveat("exact_elsewhere", quantities=(exact.value,), ids=(exact.id,)))
        else:
            noted.append(Caveat("floor" if fact.value.floor else "ceiling"))
    for other in disagreeing(fact, found.others):
        if other.value is not None and fact.value is not None:
            noted.append(Caveat("contradiction", quantities=(other.value, fact.value), ids=(other.id, fact.id)))
    if fact.note is not None:
        noted.append(Caveat("note", fact.note, ids=(fact.id,)))
    return tuple(noted)
