"""Rows to values: the catalogue, the digests, and the head of a document."""

from __future__ import annotations

from bot.core.digest import Digest, Plan, Section, SectionKind
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.metric import Comparability, Metric, Slice
from bot.core.period import Grain
from bot.core.query import Operation, Query
from bot.core.subscription import Schedule, read_quiet
from bot.core.text import Text
from bot.load.rows import DigestsFile, DocumentRow, EntitiesFile, MetricsFile, SectionRow, TextRow

_OPERATIONS: dict[SectionKind, Operation] = {
    "trajectory": "list",
    "gap": "gap",
    "prices": "prices",
    "figures": "value",
    "care": "conflicts",
}
"""What a question under each kind of section goes on from."""


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
            text_or_none(m.note),
            m.means,
            tuple(part for part in m.parts if not part.startswith("-")),
            tuple(part.removeprefix("-") for part in m.parts if part.startswith("-")),
            m.role,
            text_or_none(m.short),
        )
        for key, m in row.metrics.items()
    }


def units(row: MetricsFile) -> dict[str, Text]:
    """What the book calls its units, by unit."""
    return {key: text(named) for key, named in row.units.items()}


def ranges(row: MetricsFile) -> dict[str, str]:
    """What the metrics say of their figures: between which two they lie, by metric."""
    return {key: m.range for key, m in row.metrics.items() if m.range is not None}


def slices(row: MetricsFile) -> dict[tuple[str, str], Slice]:
    """The values of every qualifier, by qualifier and id."""
    return {
        (dim, key): Slice(dim, key, Text(value.en, value.zh), value.also, value.entity)
        for dim, values in row.dims.items()
        for key, value in values.items()
    }


def document(head: DocumentRow, stem: str) -> Document:
    """The document a file of facts is about."""
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
        text_or_none(head.call),
        head.added or "",
    )


def digests(row: DigestsFile) -> dict[str, Digest]:
    """The digests, by id."""
    return {
        key: Digest(
            key,
            text(d.title),
            tuple(_section(section) for section in d.sections),
            tuple(_pair(one) for one in d.requires),
            d.also,
            Grain(d.period),
        )
        for key, d in row.digests.items()
    }


def _section(row: SectionRow) -> Section:
    figures = tuple(_pair(one) for one in row.figures)
    ask = row.ask
    entity, metric = (ask.entity, ask.metric) if ask else next(iter(figures), (None, None))
    query = Query(_OPERATIONS[row.kind], entity, ask.against if ask else None, metric)
    return Section(row.kind, text(row.title), query, figures)


def _pair(written: str) -> tuple[str, str]:
    entity, _, metric = written.partition(".")
    return entity, metric


def plans(row: DigestsFile) -> tuple[Plan, ...]:
    """The standing orders."""
    return tuple(
        Plan(
            p.id,
            p.digest,
            p.channel,
            Schedule(p.cron, p.time_zone, read_quiet(p.quiet), p.business_days),
            p.language,
            p.says_nothing_new,
        )
        for p in row.plans
    )


def text(row: TextRow) -> Text:
    """Wording of ours as a value."""
    return Text(row.en, row.zh)


def text_or_none(row: TextRow | None) -> Text | None:
    """Wording of ours that may be absent."""
    return None if row is None else text(row)
