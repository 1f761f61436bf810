"""Charts as inline SVG: bars, lines, areas, pies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

WIDTH, TOP, LEFT, RIGHT = 440, 28, 50, 10
PLOT = 180
CENTRE, RADIUS = 220, 96
WIDE = 0x2E80  # characters from here on are about twice as wide


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, in the order of the categories."""

    name: str
    values: tuple[float, ...]


def chart(block: Mapping[str, Any]) -> Markup:
    """The drawing of a data_visualization block."""
    content = block["chart"]
    if content["type"] == "pie":
        return _pie(block["title"], [(part["label"], float(part["value"])) for part in content["segments"]])
    axis = content["axis_config"]
    categories = [str(name) for name in axis["categories"]]
    rows = [
        Series(row["name"], tuple({dot["label"]: float(dot["value"]) for dot in row["data"]}[c] for c in categories))
        for row in content["series"]
    ]
    return _axes(block["title"], content["type"], categories, rows, axis)


def width(text: str, size: float = 13) -> float:
    """About how wide a text is."""
    return sum(size if ord(letter) >= WIDE else size * 0.56 for letter in text)


def steps(low: float, high: float, count: int = 4) -> list[float]:
    """Round numbers from at most low to at least high."""
    span = (high - low) or 1
    rough = span / count
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    start, end = math.floor(low / step), math.ceil(high / step)
    return [index * step for index in range(start, end + 1)]


def said(value: float) -> str:
    """A value as it is shown: raw, as Slack shows it."""
    return f"{value:,.10g}"


def wrapped(label: str, room: float) -> list[str] | None:
    """The label in lines no wider than the room, or None when it has to lean."""
    lines: list[str] = []
    for word in label.split(" "):
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= 3 and all(width(line) <= room for line in lines) else None


def _axes(title: str, kind: str, categories: Sequence[str], rows: Sequence[Series], axis: Mapping[str, Any]) -> Markup:
    every = [value for row in rows for value in row.values]
    ticks = steps(min(0.0, *every), max(0.0, *every))
    low, high = ticks[0], ticks[-1]
    slot = (WIDTH - LEFT - RIGHT) / len(categories)
    split = [wrapped(name, slot - 6) for name in categories]
    lean = any(lines is None for lines in split)
    depth = 14 + 0.5 * max(map(width, categories)) if lean else 4 + 15 * max(len(lines or ()) for lines in split)
    foot = TOP + PLOT + depth + (18 if axis.get("x_label") else 0)

    def y(value: float) -> float:
        return TOP + PLOT * (high - value) / ((high - low) or 1)

    def x(index: int) -> float:
        return LEFT + slot * (index + 0.5)

    parts = [_text(LEFT - 46, 14, axis.get("y_label", ""), "axis", "start")]
    for tick in ticks:
        kind_of_line = "zero" if tick == 0 else "rule"
        parts.append(_line(LEFT, y(tick), WIDTH - RIGHT, y(tick), kind_of_line))
        parts.append(_text(LEFT - 8, y(tick) + 4, said(tick), "tick", "end"))
    for index, (name, lines) in enumerate(zip(categories, split, strict=True)):
        if lean or lines is None:
            spot = f"rotate(-30 {x(index):.1f} {TOP + PLOT + 16})"
            parts.append(_text(x(index) + 4, TOP + PLOT + 16, name, "tick", "end", spot))
        else:
            for row, line in enumerate(lines):
                parts.append(_text(x(index), TOP + PLOT + 17 + 15 * row, line, "tick", "middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, foot, axis.get("x_label", ""), "axis", "middle"))
    draw = _bars if kind == "bar" else _lines
    parts.extend(draw(rows, slot, x, y, kind))
    words = "; ".join(
        f"{row.name}: " + ", ".join(f"{c} {said(v)}" for c, v in zip(categories, row.values, strict=True))
        for row in rows
    )
    legend = [row.name for row in rows] if len(rows) > 1 else []
    return _frame(title, f"{kind} chart. {words}", foot + 8, parts, legend)


def _bars(rows: Sequence[Series], slot: float, x: Any, y: Any, kind: str) -> list[Markup]:
    gap = min(slot * 0.3, 40)
    thick = min((slot - gap) / len(rows), 56)
    parts: list[Markup] = []
    for place, row in enumerate(rows):
        for index, value in enumerate(row.values):
            left = x(index) + thick * (place - len(rows) / 2)
            top, bottom = sorted((y(value), y(0)))
            parts.append(
                Markup('<rect class="fill c{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>').format(
                    place % 12, left + 1, top, thick - 2, max(bottom - top, 1)
                )
            )
            if width(said(value)) <= thick + 8:
                spot = top - 5 if value >= 0 else bottom + 12
                parts.append(_text(left + thick / 2, spot, said(value), "value", "middle"))
    return parts


def _lines(rows: Sequence[Series], slot: float, x: Any, y: Any, kind: str) -> list[Markup]:
    parts: list[Markup] = []
    for place, row in enumerate(rows):
        dots = [(x(index), y(value)) for index, value in enumerate(row.values)]
        path = " ".join(f"{left:.1f},{top:.1f}" for left, top in dots)
        if kind == "area":
            closed = f"{dots[0][0]:.1f},{y(0):.1f} {path} {dots[-1][0]:.1f},{y(0):.1f}"
            parts.append(Markup('<polygon class="fill area c{}" points="{}"/>').format(place % 12, closed))
        parts.append(Markup('<polyline class="stroke c{}" points="{}"/>').format(place % 12, path))
        for (left, top), value in zip(dots, row.values, strict=True):
            parts.append(
                Markup('<circle class="fill c{}" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(place % 12, left, top)
            )
            if len(rows) == 1 and width(said(value)) <= slot:
                spot = top - 8 if value >= 0 else top + 18
                parts.append(_text(left, spot, said(value), "value", "middle"))
    return parts


def _pie(title: str, segments: Sequence[tuple[str, float]]) -> Markup:
    total = sum(value for _, value in segments)
    parts: list[Markup] = []
    angle = -math.pi / 2
    for place, (_, value) in enumerate(segments):
        turn = 2 * math.pi * value / total
        # A full circle has no arc between its ends, so it is drawn a hair short of one.
        turn = min(turn, 2 * math.pi - 1e-4)
        x0, y0 = CENTRE + RADIUS * math.cos(angle), RADIUS + 4 + RADIUS * math.sin(angle)
        angle += turn
        x1, y1 = CENTRE + RADIUS * math.cos(angle), RADIUS + 4 + RADIUS * math.sin(angle)
        arc = f"A{RADIUS},{RADIUS} 0 {int(turn > math.pi)} 1 {x1:.2f},{y1:.2f}"
        path = f"M{CENTRE},{RADIUS + 4} L{x0:.2f},{y0:.2f} {arc} Z"
        parts.append(Markup('<path class="fill slice c{}" d="{}"/>').format(place % 12, path))
    shares = [f"{label} · {said(value)} ({value / total:.1%})" for label, value in segments]
    return _frame(title, "pie chart. " + "; ".join(shares), 200, parts, shares)


def _frame(title: str, words: str, height: float, parts: Sequence[Markup], legend: Sequence[str]) -> Markup:
    keys = Markup("").join(
        Markup('<li><span class="key c{}"></span>{}</li>').format(place % 12, name) for place, name in enumerate(legend)
    )
    listed = Markup('<ul class="legend">{}</ul>').format(keys) if legend else Markup("")
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>'
        '<svg viewBox="0 0 {} {:.0f}" role="img" aria-label="{}: {}">{}</svg>{}</figure>'
    ).format(title, WIDTH, height, title, words, Markup("").join(parts), listed)


def _text(x: float, y: float, text: object, kind: str, anchor: str, turn: str = "") -> Markup:
    if not text:
        return Markup("")
    moved = Markup(' transform="{}"').format(turn) if turn else Markup("")
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>').format(
        kind, x, y, anchor, moved, text
    )


def _line(x0: float, y0: float, x1: float, y1: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(kind, x0, y0, x1, y1)
