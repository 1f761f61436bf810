"""Figures in words: every number a person reads is written here, as voice.md section 2 has it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal, get_args

from babel.numbers import format_decimal

from bot.core.quantity import MONEY, Quantity
from bot.core.text import Language
from bot.words.numeral import scaled, without_zeros
from bot.words.script import traditional

Scale = Literal["m", "bn", "tn", "wan", "yi", "one"]

SCALES: tuple[Scale, ...] = get_args(Scale)
EXPONENTS: dict[Scale, int] = {"one": 0, "wan": 4, "m": 6, "yi": 8, "bn": 9, "tn": 12}
"""The power of ten that each scale counts in."""
_SUFFIXES: dict[bool, dict[int, str]] = {
    True: {0: "", 4: "万", 8: "亿", 12: "万亿"},
    False: {0: "", 6: "m", 9: "bn", 12: "tn"},
}
"""The scales a language has, by whether it is Chinese."""

_RATES = frozenset({"ratio", "pp"})
_PLAIN = _RATES | {"rank"}
"""Units without scales."""
_CANNOT_TELL = {True: "无法判断", False: "cannot tell"}


@dataclass(frozen=True, slots=True)
class _Affix:
    """What stands around a figure: before it, after each of its ends, after it, and last of all."""

    before: str = ""
    each: str = ""
    after: str = ""
    note: str = ""


_AFFIXES: dict[bool, dict[str, _Affix]] = {
    False: {
        "CNY": _Affix(before="RMB "),
        "USD": _Affix(before="US$"),
        "HKD": _Affix(before="HK$"),
        "yuan": _Affix(after=" yuan", note=" (currency not stated)"),
        "ratio": _Affix(each="%"),
        "pp": _Affix(after=" pp"),
        "x": _Affix(after=" times"),
        "minutes": _Affix(after=" minutes"),
        "credits": _Affix(after=" credits"),
        "rank": _Affix(before="no. "),
    },
    True: {
        "CNY": _Affix(after="元"),
        "USD": _Affix(after="美元"),
        "HKD": _Affix(after="港元"),
        "yuan": _Affix(after="元", note="（币种未注明）"),
        "ratio": _Affix(each="%"),
        "pp": _Affix(after="个百分点"),
        "x": _Affix(after="倍"),
        "minutes": _Affix(after="分钟"),
        "credits": _Affix(after="积分"),
        "rank": _Affix(before="第"),
    },
}


def say_quantity(
    q: Quantity,
    language: Language,
    *,
    signed: bool = False,
    scale: Scale | None = None,
    counted: str | None = None,
) -> str:
    """A quantity in words, with its unit, bound and hedge.

    In the scale wished for, where the language has it; `counted` is what a book calls the unit itself.
    """
    return _in_language(q, language, scale=scale, money=True, signed=signed, counted=counted)


def say_bare(q: Quantity, language: Language, *, scale: Scale | None, money: bool = True) -> str:
    """A quantity in a fixed scale, or without its currency: the second figure of a row.

    A scale the language does not have (wan in English) is left to the figure.
    """
    return _in_language(q, language, scale=scale, money=money, signed=False)


def say_cell(q: Quantity, language: Language, *, exponent: int, signed: bool = False) -> str:
    """A quantity for a table cell or a chart label, in 10**exponent, with signs for bounds.

    Rates carry % or pp and know no scale; other units stand in the table's head.
    """
    chinese = language != "en"
    if not q.ends:
        said = _CANNOT_TELL[chinese]
        return traditional(said) if language == "zh-Hant" else said
    # Nearly keeps its word: ~ is about, and the two hedges are two.
    hedge = {None: "", "about": "~", "nearly": "近" if chinese else "nearly "}[q.hedge]
    ends = [_rate(end) if q.unit in _RATES else _digits(end, exponent) for end in q.ends]
    if q.unit == "ratio":
        ends = [f"{end}%" for end in ends]
    after = "" if q.unit != "pp" else "个百分点" if chinese else " pp"
    if q.floor or q.ceiling:
        included = q.low_included if q.floor else q.high_included
        sign = (">", "<", "≥", "≤")[q.ceiling + 2 * included]
        said = f"{sign}{hedge}{ends[0]}{after}"
    else:
        if signed:
            ends = [_signed(end, said) for end, said in zip(q.ends, ends, strict=True)]
        said = f"{hedge}{('至' if chinese else ' to ').join(ends)}{after}"
    return traditional(said) if language == "zh-Hant" else said


def _in_language(
    q: Quantity, language: Language, *, scale: Scale | None, money: bool, signed: bool, counted: str | None = None
) -> str:
    chinese = language != "en"
    if not q.ends:
        said = _CANNOT_TELL[chinese]
    else:
        affix = _AFFIXES[chinese].get(q.unit, _Affix())
        if counted is not None:
            affix = _Affix(after=counted if chinese else f" {counted}")
        if not money and q.unit in MONEY:
            affix = _Affix()
        figure = _figure(q, chinese=chinese, affix=affix, scale=scale, signed=signed)
        said = (_chinese if chinese else _english)(q, figure) + affix.note
    return traditional(said) if language == "zh-Hant" else said


def _figure(q: Quantity, *, chinese: bool, affix: _Affix, scale: Scale | None, signed: bool) -> str:
    """The ends with scale and unit, without bound or hedge."""
    scales = {_scale_of(q.unit, end, chinese=chinese, scale=scale) for end in q.ends if end}
    if 0 in scales:
        # 1至100万 would be read as 1万至100万: beside a plain end the other is plain too.
        scale = "one"
    said = [f"{_scaled(q.unit, end, chinese=chinese, scale=scale)}{affix.each}" for end in q.ends]
    if signed and not (q.floor or q.ceiling):
        said = [_signed(end, words) for end, words in zip(q.ends, said, strict=True)]
    after = affix.after
    if q.ends == (Decimal(1),) and not chinese and after.endswith("s"):
        after = after.removesuffix("s")
    body = ("至" if chinese else " to ").join(said)
    if len(said) == 1 and body[0] in "+-" and affix.before:
        return f"{body[0]}{affix.before}{body[1:]}{after}"
    return f"{affix.before}{body}{after}"


def _english(q: Quantity, figure: str) -> str:
    hedged = f"{q.hedge} {figure}" if q.hedge else figure
    if q.floor:
        return f"{hedged} or more" if q.low_included else f"more than {hedged}"
    if q.ceiling:
        return f"{hedged} or less" if q.high_included else f"less than {hedged}"
    return hedged


def _chinese(q: Quantity, figure: str) -> str:
    hedged = {None: "", "about": "约", "nearly": "近"}[q.hedge] + figure
    negative = q.ends[0] < 0
    if q.floor:
        if q.low_included:
            return f"{hedged}或更多" if q.unit == "pp" else f"{hedged}以上"
        return f"{'高于' if negative else '超过'}{hedged}"
    if q.ceiling:
        if q.high_included:
            return f"{hedged}或更少" if q.unit == "pp" else f"{hedged}以内"
        return f"{'低于' if negative else '不到' if q.hedge else '不足'}{hedged}"
    return hedged


def _scaled(unit: str, value: Decimal, *, chinese: bool, scale: Scale | None) -> str:
    if unit in _RATES:
        return _rate(value)
    exponent = _scale_of(unit, value, chinese=chinese, scale=scale)
    return _digits(value, exponent) + _SUFFIXES[chinese][exponent]


def _scale_of(unit: str, value: Decimal, *, chinese: bool, scale: Scale | None) -> int:
    """The power of ten a figure is said in: the one wished for, else the one its print suggests."""
    if unit in _PLAIN:
        return 0
    if scale and EXPONENTS[scale] in _SUFFIXES[chinese]:
        return EXPONENTS[scale]
    return (_chinese_exponent if chinese else _english_exponent)(value)


def _english_exponent(value: Decimal) -> int:
    """M below a billion, bn from there, tn only where the print is in 万亿 or 兆."""
    if _at_least(value, 12) and _last_exponent(value) > 8:
        return 12
    return 9 if _at_least(value, 9) else 6 if _at_least(value, 6) else 0


def _chinese_exponent(value: Decimal) -> int:
    """The unit of the print."""
    if _at_least(value, 12) and _last_exponent(value) > 8:
        return 12
    if _at_least(value, 8):
        return 8
    return 4 if _at_least(value, 4) and _last_exponent(value) >= 1 else 0


def _at_least(value: Decimal, exponent: int) -> bool:
    return value != 0 and value.adjusted() >= exponent


def _last_exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _rate(value: Decimal) -> str:
    return _digits(scaled(value, 2), 0)


def _digits(value: Decimal, exponent: int) -> str:
    """The digits of a value in 10**exponent: those of the print, grouped by thousands."""
    if exponent and _last_exponent(value) in {0, 4}:
        # A whole number, or a whole number of 万, is as exact as it looks: 4,500万 is 45m.
        value = without_zeros(value)
    moved = scaled(value, -exponent)
    decimals = max(0, -_last_exponent(moved))
    with localcontext() as context:
        context.prec = max(60, value.adjusted() + 5, len(value.as_tuple().digits) + 5)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        said: str = format_decimal(moved, format=pattern, locale="en")
    return said


def _signed(value: Decimal, said: str) -> str:
    return f"+{said}" if value > 0 else said
