"""A book of a tea house, small enough to know every line of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ENTITIES = """\
book:
  name: {en: Tea, zh: 茶}
  subject: house
  market: {en: tea, zh: 茶业}

entities:
  house:
    names: {en: Tea House, zh: 茶馆}
    also: [th]
  stall:
    names: {en: Tea Stall, zh: 茶摊}
    parent: house

sources:
  gazette:
    names: {en: Gazette, zh: 茶报}
"""
METRICS = """\
metrics:
  sales:
    names: {en: sales, zh: 销售额}
    unit: CNY
    grains: [quarter, year]
  guests:
    names: {en: guests, zh: 客人}
    also: [visitors]
    unit: persons

dims:
  room:
    upper: {en: upper room, zh: 楼上}
"""
DIGESTS = """\
digests:
  weekly:
    title: {en: Tea, zh: 茶}
    requires: [house.sales]
    sections:
      - {kind: trajectory, title: {en: Sales, zh: 销售额}, ask: {entity: house, metric: sales}}
"""
FACTS = """\
document:
  file: tea.txt
  lines: 1-9
  title: {en: Tea, zh: 茶}
  publisher: gazette
  kind: press
  language: zh-Hans
  published: 2025-01

facts:
  - {id: q1, at: "1:1", print: 1亿元, entity: house, metric: sales, period: 2024Q1, value: 1yi CNY, kind: media, speaker: gazette, said: 2025}
  - {id: q2, at: "1:9", print: 2亿元, entity: house, metric: sales, period: 2024Q2, value: 2yi CNY, kind: media, speaker: gazette, said: 2025}
  - {id: q3, at: "2:1", print: 3亿元, entity: house, metric: sales, period: 2024Q3, value: 3yi CNY, kind: media, speaker: gazette, said: 2025}
  - id: plan
    at: "3:1"
    print: 超过10亿元
    entity: house
    metric: sales
    period: 2025
    value: "> 10yi CNY"
    kind: guidance
    speaker: gazette
    said: 2025-01
    note: {en: A plan, zh: 计划}
  - id: guests
    at: "4:1"
    print: 50000人
    entity: stall
    metric: guests
    dims: {room: upper}
    period: asof:2024
    value: 50000 persons
    reading: {value: 2wan persons, why: {en: A slip, zh: 笔误}, inputs: [q1]}
    kind: media
    speaker: gazette
    said: 2025

states:
  - {id: no-sales, at: "5:1", print: 不披露, entity: stall, metric: sales, state: not_disclosed, from: 2025, speaker: gazette, said: 2025}

left_out:
  - {at: "6:1", print: "7", why: A page}
"""
SHORT = {"entities": "entities.yaml", "metrics": "metrics.yaml", "digests": "digests.yaml", "tea": "facts/tea.yaml"}


@dataclass(frozen=True)
class TeaBook:
    """Its folder, and edits of its files."""

    folder: Path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a file."""
        path = self.folder / SHORT[name]
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")


def write_tea(folder: Path) -> TeaBook:
    """The book, written into a folder."""
    (folder / "facts").mkdir(parents=True)
    for name, text in zip(SHORT.values(), (ENTITIES, METRICS, DIGESTS, FACTS), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return TeaBook(folder)
