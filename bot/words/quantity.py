"""Figures from text: as fact files write them, and as documents and people do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.core.quantity import UNITS, Hedge, Quantity, at_least, at_most, exactly, negate
from bot.words.mark import PREFIX, SUFFIX, Table
from bot.words.numeral import (
    MOST_DIGITS,
    NUMERAL,
    SCALE,
    exponent_of,
    has_odd_digits,
    scale_of,
    scaled,
    value_of,
    without_zeros,
)
from bot.words.script import fold

_FIGURES = tuple(unit for unit in UNITS if unit not in {"date", "text"})
_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SCALE = r"(?:%|(?:k|m|bn|tn|wan|yi)(?![A-Za-z]))"
_VALUE = re.compile(
    rf"(?:(?P<hedge>about|nearly)\s+)?"
    rf"(?P<sign1>>=|<=|>|<|=)?\s*(?P<number1>{_NUMBER})(?P<scale1>{_SCALE})?"
    rf"(?:\s*\.\.\s*(?P<sign2>>=|<=|>|<|=)?\s*(?P<number2>{_NUMBER})(?P<scale2>{_SCALE})?)?"
    rf"\s*(?P<unit>[A-Za-z]+)?"
)


def read_value(text: str) -> Quantity:
    """The quantity a fact file writes; raises ValueError with what to mend."""
    match = _VALUE.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{text!r} is no figure: write [about|nearly] [>|>=|<|<=] number[%|k|m|bn|tn|wan|yi] unit, "
            "or low..high unit"
        )
    unit = _unit(text, match)
    hedge: Hedge | None = "about" if match["hedge"] == "about" else "nearly" if match["hedge"] else None
    first = _end(match["number1"], match["scale1"], unit)
    if match["number2"] is None:
        return _bounded(match["sign1"] or "=", first, unit, hedge)
    if match["scale1"] != match["scale2"] and not (match["scale1"] and match["scale2"]):
        raise ValueError(f"{text!r}: write the scale at both ends of the range")
    if (match["sign1"] or ">=") not in {">", ">="} or (match["sign2"] or "<=") not in {"<", "<="}:
        raise ValueError(f"{text!r}: in a range only > or >= may stand before the low end and < or <= before the high")
    second = _end(match["number2"], match["scale2"], unit)
    try:
        return Quantity(first, second, unit, match["sign1"] != ">", match["sign2"] != "<", hedge)
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from error


def _unit(text: str, match: re.Match[str]) -> str:
    percent = "%" in (match["scale1"], match["scale2"])
    unit = match["unit"] or ("ratio" if percent else None)
    known = ", ".join(_FIGURES)
    if unit is None:
        raise ValueError(f"{text!r} has no unit: add one of {known}")
    if unit in _SHIFTS and {match["scale1"], match["scale2"]} - {"%", None}:
        raise ValueError(f"{text!r}: a figure in {unit} has no scale")
    if unit not in _FIGURES:
        raise ValueError(f"{text!r}: there is no unit {unit!r}; the units are {known}")
    if percent and unit != "ratio":
        raise ValueError(f"{text!r}: % is a ratio, it cannot be {unit}")
    return unit


def _end(number: str, scale: str | None, unit: str) -> Decimal:
    if len(number) > MOST_DIGITS:
        raise ValueError(f"{number[:MOST_DIGITS]}… is no figure: it has more than {MOST_DIGITS} digits")
    value = Decimal(number.replace(",", ""))
    if scale == "%":
        return scaled(value, -2)
    return scaled(value, exponent_of(scale or "") - (2 if unit == "pp" else 0))


def _bounded(sign: str, value: Decimal, unit: str, hedge: Hedge | None) -> Quantity:
    if sign in {">", ">="}:
        return at_least(value, unit, included=sign == ">=", hedge=hedge)
    if sign in {"<", "<="}:
        return at_most(value, unit, included=sign == "<=", hedge=hedge)
    return exactly(value, unit, hedge)


_ONE = re.compile(rf"(?P<percent>百分之)?(?P<number>{NUMERAL})(?:(?P<over>[多余])(?P<scale>\s?{SCALE})?)?")
_BETWEEN = re.compile(r"至|到|~|-|–|—|\bto\b")
_DOUBLED = re.compile("翻了?(?P<times>[一两二三四五])番")
_LONGEST = 80
_BARE = ("万", "亿")
_MILLION = 6
_SHIFTS = {"ratio": ("ratio", -2), "pp": ("pp", -2), "tenths": ("ratio", -1), "bp": ("pp", -4)}
"""How units of rates are kept: by which unit, moved by how many powers of ten."""


@dataclass(frozen=True, slots=True)
class _Print:
    """A number as printed, with the marks around it by kind, and the exponent of its scale."""

    value: Decimal
    marks: dict[str, str]
    scale: int


def read_quantity(text: str) -> Quantity | None:
    """The figure a document prints or a person types, or None where it is none or not only one."""
    if len(text) > _LONGEST or has_odd_digits(text):
        return None
    folded = fold(text).replace("−", "-").rstrip(" .,;。、")
    single = _print(folded)
    if single is not None:
        return _said(single)
    if doubled := _DOUBLED.fullmatch(folded):
        # 翻两番 is twice doubled.
        return exactly(2 ** (value_of(doubled["times"]) or Decimal(1)), "x")
    for between in _BETWEEN.finditer(folded, 1):
        first = folded[: between.start()]
        low, high = _print(first.strip()), _print(folded[between.end() :].strip())
        if low is not None and high is not None:
            return _ranged(low, high) if "-" in first else _moved(low, high)
    return None


def _print(text: str) -> _Print | None:
    marks: dict[str, str] = {}
    at = _peel(PREFIX, text, 0, marks)
    if at is None:
        return None
    if "bound" in marks and text[at : at + 1] in _BARE:
        # 破亿 is above one 亿; without the bound a scale alone is no number.
        text = f"{text[:at]}一{text[at:]}"
    match = _ONE.match(text, at)
    if match is None:
        return None
    hundred = match["percent"] and match["number"] == "百"
    value = Decimal(100) if hundred else value_of(match["number"])
    if value is None or (match["percent"] and marks.setdefault("unit", "ratio") != "ratio"):
        return None
    over = not match["over"] or marks.setdefault("bound", ">") == ">"
    if not over or _peel(SUFFIX, text, match.end(), marks) != len(text):
        return None
    own = scale_of(match["number"])
    later = (match["scale"] or "").strip()
    if own.isascii() and "." not in match["number"] and exponent_of(own) == _MILLION:
        # 300m is how English writes 3亿: its zeros are not digits of a print.
        value = without_zeros(value)
    exponent = exponent_of(own) + exponent_of(later)
    if exponent and marks.get("unit") in _SHIFTS:
        return None
    return _Print(scaled(value, exponent_of(later)), marks, exponent)


def _peel(table: Table, text: str, at: int, marks: dict[str, str]) -> int | None:
    """Take marks one after the other: where they end, or None where one contradicts another."""
    while True:
        while at < len(text) and text[at] == " ":
            at += 1
        found = next(((match.end(), mark) for pattern, mark in table if (match := pattern.match(text, at))), None)
        if found is None:
            return at
        at, mark = found
        if mark.kind != "noise" and marks.setdefault(mark.kind, mark.value) != mark.value:
            return None


def _said(one: _Print) -> Quantity | None:
    unit, value = _in_unit(one, one.marks.get("unit", "count"))
    if unit is None:
        return None
    quantity = _bounded(one.marks.get("bound", "="), value, unit, _hedge(one))
    return negate(quantity) if one.marks.get("direction") == "-" else quantity


def _moved(low: _Print, high: _Print) -> Quantity | None:
    """A range after a word of direction, which both its ends have: 降低60-70%."""
    if low.marks.get("direction") != "-" or "direction" in high.marks:
        return _ranged(low, high)
    level = {kind: said for kind, said in low.marks.items() if kind != "direction"}
    risen = _ranged(replace(low, marks=level), high)
    return None if risen is None else negate(risen)


def _ranged(low: _Print, high: _Print) -> Quantity | None:
    """A range: what one end leaves unsaid (60-70%, RMB 66 to 1,314, 150-300亿) the other says."""
    marks = high.marks | low.marks
    shared = {kind: said for kind, said in marks.items() if kind != "direction"}
    if "bound" in marks or any(high.marks.get(kind, said) != said for kind, said in shared.items()):
        return None
    written = marks.get("unit", "count")
    exponents = (high.scale, 0) if high.scale and not low.scale else (0,)
    for exponent in exponents:
        unit, first = _in_unit(replace(low, value=scaled(low.value, exponent), marks=low.marks | marks), written)
        second = _in_unit(replace(high, marks=high.marks | marks), written)[1]
        first, second = _directed(first, low), _directed(second, high)
        if unit is not None and first < second:
            return Quantity(first, second, unit, hedge=_hedge(replace(low, marks=marks)))
    return None


def _directed(value: Decimal, end: _Print) -> Decimal:
    return value.copy_negate() if end.marks.get("direction") == "-" else value


def _in_unit(one: _Print, written: str) -> tuple[str | None, Decimal]:
    """The unit and the value in it; no unit where a note fits none."""
    if "note" in one.marks:
        return ("yuan" if written == "CNY" else None), one.value
    unit, shift = _SHIFTS.get(written, (written, 0))
    return unit, scaled(one.value, shift)


def _hedge(one: _Print) -> Hedge | None:
    hedge = one.marks.get("hedge")
    return None if hedge is None else "about" if hedge == "about" else "nearly"
