"""Rows to values: each row becomes one value of the core, or a problem."""

from __future__ import annotations

from bot.core.digest import Digest, Plan, Section
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Dims, Fact, Reading, State
from bot.core.ledger import Name
from bot.core.metric import Comparability, Metric, Slice
from bot.core.period import NoSuchPeriod, parse_period
from bot.core.problem import Problem
from bot.core.query import Operation, Query
from bot.core.text import Text
from bot.load.page import Loc, Page
from bot.load.rows import (
    DigestsFile,
    EntitiesFile,
    FactRow,
    FactsFile,
    MetricsFile,
    StateRow,
    TextRow,
)
from bot.words.quantity import read_value
from bot.words.script import fold, pinyin

_OPERATIONS: dict[str, Operation] = {
    "trajectory": "list",
    "gap": "gap",
    "prices": "prices",
    "care": "overview",
}


def entities(row: EntitiesFile) -> dict[str, Entity]:
    """The entities, by id."""
    return {
        key: Entity(key, text(e.names), e.also, e.parent, e.rivals, e.overview, e.missing)
        for key, e in row.entities.items()
    }


def sources(row: EntitiesFile) -> dict[str, Source]:
    """The speakers and publishers, by id."""
    return {key: Source(key, text(source.names)) for key, source in row.sources.items()}


def metrics(row: MetricsFile) -> dict[str, Metric]:
    """The catalogue, by id."""
    return {
        key: Metric(
            key,
            text(m.names),
            m.unit,
            m.also,
            m.of,
            m.form,
            m.base,
            m.adds,
            m.per,
            m.near,
            m.grains,
            tuple(Comparability(c.entities, c.verdict, text(c.reason)) for c in m.comparable),
            _maybe(m.note),
            m.means,
        )
        for key, m in row.metrics.items()
    }


def slices(row: MetricsFile) -> dict[tuple[str, str], Slice]:
    """The values of every qualifier, by qualifier and id."""
    return {
        (dim, key): Slice(dim, key, Text(value.en, value.zh), value.also)
        for dim, values in row.dims.items()
        for key, value in values.items()
    }


def document(row: FactsFile, stem: str) -> Document:
    """The document a file of facts is about."""
    head = row.document
    first, _, last = head.lines.partition("-")
    published = head.about or "" if head.published == "undated" else head.published
    return Document(
        stem,
        head.file,
        (int(first), int(last or first)),
        text(head.title),
        head.publisher,
        head.kind,
        head.language,
        published,
        _maybe(head.call),
    )


def fact(row: FactRow, stem: str, page: Page, loc: Loc) -> Fact | Problem:
    """A fact, or the first thing wrong with its row."""
    try:
        period = parse_period(row.period)
    except NoSuchPeriod as error:
        return page.problem((*loc, "period"), f"{error}; a period reads like 2025Q3, 2025-03 or asof:2025-02.")
    if (row.value is None) == (row.text is None):
        return page.problem(loc, f"The fact {row.id} needs either a value or a text.")
    try:
        quantity = None if row.value is None else read_value(row.value)
    except ValueError as error:
        return page.problem((*loc, "value"), f"{str(error).rstrip('.')}.")
    reading = None
    if row.reading is not None:
        try:
            reading = Reading(read_value(row.reading.value), text(row.reading.why), row.reading.inputs)
        except ValueError as error:
            return page.problem((*loc, "reading"), f"{str(error).rstrip('.')}.")
    if not row.served and row.why is None:
        return page.problem(loc, f"The fact {row.id} is not to be served: say why.")
    line, _, column = row.at.partition(":")
    return Fact(
        id=row.id,
        document=stem,
        line=int(line),
        column=int(column),
        printed=row.print,
        entity=row.entity,
        metric=row.metric,
        period=period,
        kind=row.kind,
        speaker=row.speaker,
        said_on=row.said,
        dims=dims(row.dims),
        quantity=quantity,
        text=_maybe(row.text),
        reading=reading,
        served=row.served,
        why=_maybe(row.why),
        note=_maybe(row.note),
    )


def state(row: StateRow, stem: str) -> State:
    """A statement that something is not disclosed."""
    line, _, column = row.at.partition(":")
    return State(
        row.id,
        stem,
        int(line),
        int(column),
        row.print,
        row.entity,
        row.metric,
        row.state,
        row.since,
        row.speaker,
        row.said,
        _maybe(row.note),
    )


def digests(row: DigestsFile) -> dict[str, Digest]:
    """The digests, by id."""
    found = {}
    for key, d in row.digests.items():
        sections = tuple(
            Section(
                s.kind,
                text(s.title),
                Query(_OPERATIONS[s.kind], s.ask.entity, s.ask.against, s.ask.metric),
            )
            for s in d.sections
        )
        requires = tuple((entity, metric) for entity, _, metric in (r.partition(".") for r in d.requires))
        found[key] = Digest(key, text(d.title), sections, requires, d.also)
    return found


def plans(row: DigestsFile) -> tuple[Plan, ...]:
    """The standing orders."""
    return tuple(Plan(p.id, p.digest, p.channel, p.cron, p.time_zone, p.language) for p in row.plans)


def names(
    entities: dict[str, Entity], metrics: dict[str, Metric], slices: dict[tuple[str, str], Slice]
) -> tuple[Name, ...]:
    """Every way to name an entity, a metric or a slice, folded; pinyin is derived from the Chinese."""
    found: dict[tuple[str, str, str], Name] = {}

    def put(slot: str, key: str, named: Text, also: tuple[str, ...]) -> None:
        for name in (key.replace("_", " "), named.en, named.zh, *also):
            folded = fold(name)
            found.setdefault((folded, slot, key), Name(folded, slot, key))
            if any("\u4e00" <= c <= "\u9fff" for c in folded):
                spelled = fold(pinyin(folded))
                if len(spelled) > len("gmv"):
                    found.setdefault((spelled, slot, key), Name(spelled, slot, key, pinyin=True))

    for entity in entities.values():
        put("entity", entity.id, entity.name, entity.also)
    for metric in metrics.values():
        put("metric", metric.id, metric.name, metric.also)
    for value in slices.values():
        put("dim", f"{value.dim}.{value.id}", value.name, value.also)
    return tuple(found.values())


def dims(row: dict[str, str]) -> Dims:
    """Qualifiers as sorted pairs."""
    return tuple(sorted(row.items()))


def text(row: TextRow) -> Text:
    """Wording of ours as a value."""
    return Text(row.en, row.zh)


def _maybe(row: TextRow | None) -> Text | None:
    return None if row is None else text(row)
