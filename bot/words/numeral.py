"""Numbers as they are written: Arabic and Chinese numerals with their scales."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from bot.words.script import fold

_SCALES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "亿": 8,
    "兆": 12,
    "k": 3,
    "thousand": 3,
    "wan": 4,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "million": 6,
    "yi": 8,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "tn": 12,
    "trn": 12,
    "trillion": 12,
}
_LATIN_SCALE = "(?:thousand|million|billion|trillion|wan|yi|mln|mn|m|bn|b|trn|tn|k)(?![a-z])"
SCALE = rf"(?:[十百千]?万亿|[十百千]?[万亿兆]|{_LATIN_SCALE})"
"""How a scale is written, on folded text."""

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_DIGITS = {
    char: value
    for value, chars in enumerate("零〇 一壹 二两贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split())
    for char in chars
}
_UNITS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
_DIGIT = "[" + "".join(_DIGITS) + "]"
_HAN_BIG = "(?:万亿|[万亿兆])"
_HAN_WHOLE = f"[{''.join(_DIGITS)}{''.join(_UNITS)}万亿]+"
_HAN = rf"{_HAN_WHOLE}(?:点{_DIGIT}+)?{_HAN_BIG}?"

NUMERAL = rf"(?:{_ARABIC}(?:\s?{SCALE}(?:[0-9]+万)?)?|{_HAN})"
"""How a number with its scale is written, on folded text."""

_ARABIC_PARTS = re.compile(rf"({_ARABIC})\s?({SCALE})?(?:([0-9]+)(万))?")
_HAN_PARTS = re.compile(rf"(?P<whole>{_HAN_WHOLE}?)(?:点(?P<part>{_DIGIT}+))?(?P<scale>{_HAN_BIG}?)")
_LAST_SCALE = re.compile(rf"{SCALE}$")
_LAST_BIG = re.compile(rf"{_HAN_BIG}$")
_YEAR_DIGITS = 4
MOST_DIGITS = 30
"""Longer numbers are noise: nothing in a book has them, and Decimals would round them."""


def read_numeral(text: str) -> Decimal | None:
    """The number a text writes, with the digits of the print, or None."""
    if has_odd_digits(text):
        return None
    return value_of(fold(text))


def value_of(folded: str) -> Decimal | None:
    """The number a folded text writes, or None."""
    if len(folded) > 2 * MOST_DIGITS:
        return None
    match = _ARABIC_PARTS.fullmatch(folded)
    if match is None:
        return _han_value(folded)
    number, scale, rest, rest_scale = match.groups()
    value = scaled(Decimal(number.replace(",", "")), exponent_of(scale or ""))
    if len(value.as_tuple().digits) > MOST_DIGITS:
        return None
    if not rest:
        return value
    # 4亿5000万: the second part fills what the first leaves open.
    lesser = scaled(Decimal(rest), _SCALES[rest_scale])
    return value + lesser if scale == "亿" and "." not in number and lesser < scaled(Decimal(1), 8) else None


def has_odd_digits(text: str) -> bool:
    """Whether a text holds raised, circled or fraction digits, which folding would make plain ones."""
    return any(
        char.isnumeric() and not char.isdecimal() and unicodedata.normalize("NFKC", char) != char for char in text
    )


def scale_of(folded: str) -> str:
    """The scale a folded numeral ends with: 千万 of 3千万, 亿 of 十亿 (the 十 is its number), or nothing."""
    match = (_LAST_SCALE if folded[:1].isascii() else _LAST_BIG).search(folded)
    return match[0] if match else ""


def exponent_of(scale: str) -> int:
    """The power of ten a folded scale stands for; none is 0."""
    if scale in _SCALES:
        return _SCALES[scale]
    return sum(_SCALES[char] for char in scale)


def scaled(value: Decimal, exponent: int) -> Decimal:
    """A value times a power of ten, every digit kept."""
    sign, digits, own = value.as_tuple()
    assert isinstance(own, int)
    return Decimal((sign, digits, own + exponent))


def without_zeros(value: Decimal) -> Decimal:
    """The same value with its trailing zeros as exponent: 4500E4 as 45E6."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    while len(digits) > 1 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    return Decimal((sign, digits, exponent))


def _han_value(text: str) -> Decimal | None:
    match = _HAN_PARTS.fullmatch(text)
    if match is None:
        return None
    whole, part, scale = match.groups()
    if part:
        number = _integer(whole)
        digits = "".join(str(_DIGITS[char]) for char in part)
        return None if number is None else scaled(Decimal(f"{number}.{digits}"), exponent_of(scale))
    if scale == "兆":
        number = _integer(whole)
        return None if number is None else scaled(Decimal(number), exponent_of(scale))
    # The whole text decides (三亿五千万 is no 三亿五千 of 万); its last scale is where the print ends.
    number = _integer(text)
    if number is None or len(str(number)) > MOST_DIGITS:
        return None
    exponent = exponent_of(scale)
    return scaled(Decimal(number // 10**exponent), exponent)


def _integer(text: str) -> int | None:
    """A Chinese integer: 一万零八百, 三千八百五十, 二零二四, 三万五."""
    if all(char in _DIGITS for char in text):
        digits = "".join(str(_DIGITS[char]) for char in text)
        # 二零二四 is read digit by digit; 七八亿 is seven or eight, no 78.
        return int(digits) if int(digits) < 10 or len(digits) >= _YEAR_DIGITS else None
    for big in "亿万":
        if big in text:
            left, _, right = text.partition(big) if big == "亿" else text.rpartition(big)
            return _joined(left, right, _SCALES[big])
    return _below_ten_thousand(text)


def _joined(left: str, right: str, exponent: int) -> int | None:
    high = _integer(left) if left else None
    if high is None:
        return None
    unit: int = 10**exponent
    if not right:
        return high * unit
    if len(right) == 1 and _DIGITS.get(right, 0):
        return high * unit + _DIGITS[right] * unit // 10  # 三万五 is 35,000
    low = _integer(right)
    return None if low is None or low >= unit else high * unit + low


def _below_ten_thousand(text: str) -> int | None:
    total = 0
    last_unit = 4
    digit: int | None = None
    skipped = False
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            skipped = skipped or digit == 0
        else:
            unit = _UNITS[char]
            if unit >= last_unit:
                return None
            total += (digit or 1) * 10**unit
            last_unit, digit, skipped = unit, None, False
    if not digit:
        return total
    colloquial = last_unit in {2, 3} and not skipped
    return total + digit * (10 ** (last_unit - 1) if colloquial else 1)  # 三千八 is 3,800
