"""A book of a few facts, written where they are tested."""

from __future__ import annotations

from typing import Any

from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Dims, Fact, Kind, Reading
from bot.core.ledger import Ledger, Name
from bot.core.metric import Form, Metric, Slice
from bot.core.period import parse_period
from bot.core.text import Text
from bot.words.quantity import read_value

TIER = {"filing": "filing", "minutes": "minutes", "paper": "press", "blog": "aggregator"}
"""Documents are named for how near they are to the truth."""


def same(words: str) -> Text:
    return Text(words, words)


def metric(
    id: str,
    unit: str = "CNY",
    *,
    of: str | None = None,
    form: Form | None = None,
    base: str | None = None,
    near: tuple[str, ...] = (),
    **more: Any,
) -> Metric:
    name = same(id.replace("_", " "))
    return Metric(id, name, unit, of=of, form=form, base=base, adds=unit == "CNY", near=near, **more)


METRICS = (
    metric("revenue", parts=("ads_revenue", "shop_revenue")),
    metric("cost_of_revenue"),
    metric("gross_profit", parts=("revenue",), less=("cost_of_revenue",)),
    metric("ads_revenue"),
    metric("shop_revenue"),
    metric("revenue_yoy", "ratio", of="revenue", form="yoy"),
    metric("revenue_qoq", "ratio", of="revenue", form="qoq"),
    metric("ads_share", "ratio", of="ads_revenue", form="share", base="revenue"),
    metric("shop_share", "ratio", of="shop_revenue", form="share", base="revenue"),
    metric("side_share", "ratio", of="revenue", form="share", base="revenue"),
    metric("gross_margin", "ratio", of="gross_profit", form="margin", base="revenue"),
    metric("price_change", "ratio", near=("cost_change",), role="price_move"),
    metric("cost_change", "ratio"),
    metric("users", "persons"),
    metric("guidance_change", "ratio", of="revenue", form="revision"),
    metric("record_claim", "text", role="record"),
)


def fact(
    id: str,
    metric: str,
    period: str,
    value: str | None,
    *,
    document: str = "paper",
    entity: str = "us",
    kind: Kind = "reported",
    said: str = "2026-01-15",
    dims: Dims = (),
    text: str | None = None,
    note: str | None = None,
    reading: Reading | None = None,
    why: str | None = None,
) -> Fact:
    return Fact(
        id,
        document,
        1,
        1,
        value or text or "",
        entity,
        metric,
        parse_period(period),
        kind,
        "us",
        said,
        dims,
        None if value is None else read_value(value),
        None if text is None else same(text),
        reading,
        why is None,
        None if why is None else same(why),
        None if note is None else same(note),
    )


def book(*facts: Fact) -> Ledger:
    pairs = {pair for one in facts for pair in one.dims}
    return Ledger(
        title=same("Us and them"),
        market=same("tea"),
        subject="us",
        entities={"us": Entity("us", same("Us"), rivals=("them",)), "them": Entity("them", same("Them"))},
        sources={"us": Source("us", same("Us"))},
        metrics={one.id: one for one in METRICS},
        slices={pair: Slice(*pair, same(pair[1])) for pair in pairs},
        documents={
            key: Document(key, f"{key}.txt", (1, 9), same(key), "us", tier, "en", "2026-01-15")
            for key, tier in TIER.items()
        },
        facts=facts,
        states=(),
        digests={},
        plans=(),
        names=tuple(Name(one.id.replace("_", " "), "metric", one.id) for one in METRICS),
    )
