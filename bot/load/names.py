"""Every way to name a thing of the catalogue."""

from __future__ import annotations

from bot.core.entity import Entity
from bot.core.ledger import Name
from bot.core.metric import Metric, Slice
from bot.core.text import Text
from bot.words.script import fold


def names(
    entities: dict[str, Entity], metrics: dict[str, Metric], slices: dict[tuple[str, str], Slice]
) -> tuple[Name, ...]:
    """Every way to name an entity, a metric or a slice, folded; their pinyin is derived later, for asking."""
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
    return tuple(found.values())
