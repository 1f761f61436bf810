"""Rules for data_visualization: pies, bars, areas and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.blockkit import shape
from bot.blockkit.fault import Fault
from bot.blockkit.limits import MOST


def data_visualization(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a data_visualization block."""
    yield from shape.words(block.get("title"), f"{at}/title", MOST["chart.title"])
    chart = block.get("chart")
    if not isinstance(chart, Mapping):
        yield Fault(f"{at}/chart", "missing", "is required")
    elif chart.get("type") == "pie":
        yield from pie(chart, f"{at}/chart")
    elif chart.get("type") in ("bar", "area", "line"):
        yield from axes(chart, f"{at}/chart")
    else:
        yield Fault(f"{at}/chart/type", "type", "must be pie, bar, area or line")


def pie(chart: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a pie, whose slices are all above zero."""

    def segment(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
        yield from shape.words(value.get("label"), f"{at}/label", MOST["chart.label"])
        wrong = tuple(shape.number(value.get("value"), f"{at}/value"))
        yield from wrong
        if not wrong and value["value"] <= 0:
            yield Fault(f"{at}/value", "not_positive", "must be above zero")

    yield from shape.count(chart.get("segments"), f"{at}/segments", MOST["chart.segments"])
    yield from shape.each(chart.get("segments"), f"{at}/segments", segment)


def axes(chart: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a chart with axes: every series has one point for every category."""
    axis = chart.get("axis_config")
    axis = axis if isinstance(axis, Mapping) else {}
    named = axis.get("categories")
    yield from shape.count(named, f"{at}/axis_config/categories", MOST["chart.categories"])
    categories = [str(name) for name in named] if isinstance(named, list | tuple) else []
    for index, name in enumerate(categories):
        yield from shape.words(name, f"{at}/axis_config/categories/{index}", MOST["chart.label"])
    for label in ("x_label", "y_label"):
        yield from shape.optional(axis.get(label), f"{at}/axis_config/{label}", MOST["chart.axis"])

    seen: set[str] = set()

    def point(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
        yield from shape.words(value.get("label"), f"{at}/label", MOST["chart.label"])
        yield from shape.number(value.get("value"), f"{at}/value")

    def series(value: Mapping[str, Any], at: str) -> Iterator[Fault]:
        name = value.get("name")
        yield from shape.words(name, f"{at}/name", MOST["chart.label"])
        if str(name) in seen:
            yield Fault(f"{at}/name", "duplicate", f"series {name!r} is there twice")
        seen.add(str(name))
        data = value.get("data")
        yield from shape.count(data, f"{at}/data", MOST["chart.categories"])
        yield from shape.each(data, f"{at}/data", point)
        if isinstance(data, list | tuple):
            labels = [str(dot.get("label")) for dot in data if isinstance(dot, Mapping)]
            if sorted(labels) != sorted(categories):
                yield Fault(f"{at}/data", "mismatch", "needs exactly one point for every category")

    yield from shape.count(chart.get("series"), f"{at}/series", MOST["chart.series"])
    yield from shape.each(chart.get("series"), f"{at}/series", series)
