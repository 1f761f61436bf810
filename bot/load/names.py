"""Every way to name a thing of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.ledger import Name
from bot.core.metric import Metric, Slice
from bot.core.text import Text
from bot.words.script import fold


def names(
    entities: dict[str, Entity],
    metrics: dict[str, Metric],
    slices: dict[tuple[str, str], Slice],
    sources: dict[str, Source],
    documents: Iterable[Document],
) -> tuple[Name, ...]:
    """Every way to name an entity, a metric, a slice, a source or a document, folded; pinyin is derived for asking.

    A company that is quoted is named as itself, not as a source.
    """
    found: dict[tuple[str, str, str], Name] = {}

    def put(slot: str, key: str, named: Text, also: tuple[str, ...]) -> None:
        for name in (key.replace("_", " "), named.en, named.zh, *also):
            folded = fold(name)
            found.setdefault((folded, slot, key), Name(folded, slot, key))

    for entity in entities.values():
        put("entity", entity.id, entity.name, entity.also)
    for metric in metrics.values():
        put("metric", metric.id, metric.name, metric.also)
    for value in slices.values():
        put("dim", f"{value.dim}.{value.id}", value.name, value.also)
    taken = {name.folded for name in found.values()}
    for source in sources.values():
        if not taken & {fold(name) for name in (source.id, source.name.en, source.name.zh)}:
            put("source", source.id, source.name, ())
    for document in documents:
        put("source", document.id, document.title, ())
    return tuple(found.values())
