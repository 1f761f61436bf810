"""What must hold between a value and the figure that is printed for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, DecimalTuple
from itertools import permutations

from bot.core.fact import Fact
from bot.core.problem import Problem
from bot.core.quantity import Quantity
from bot.load.draft import Draft
from bot.load.fact_checks import unit_fits
from bot.load.size import digits_of, size_of, times
from bot.words.mark import PREFIX, SUFFIX
from bot.words.numeral import NUMERAL, without_zeros
from bot.words.quantity import read_quantity
from bot.words.script import fold

_QUOTED = re.compile("[“‘「『]([^“”‘’「」『』]+)[”’」』]|(?<![A-Za-z])['\"]([^'\"]+)['\"]")
_REPAIR = "mend it, quote in its note the word that is printed elsewhere, or mark it `odd: yes` with a note"
_COUNTED = frozenset({"count", "persons", "credits"})
"""Units that a print may name by the thing that is counted: 410,000 loaves."""
_FITTING = frozenset({("CNY", "yuan"), ("x", "ratio"), ("persons", "count")})
"""Units of a print and of a value that say the same: 超過一倍 is more than 100%."""
_COARSE = re.compile(r"[0-9]\s?(?:m|mn|mln|million)(?![a-z])|[成折]")
"""What leaves the digits of a print open: RMB 300m has one or three, 七折 is 0.7 and 70%."""
_NUMERAL = re.compile(NUMERAL)

_SIGNS = {"": "", "超過": ">", "超过": ">", "約": "about", "约": "about", "近": "nearly"}
_SCALES = {"": 0, "百萬": 6, "萬": 4, "万": 4, "億": 8, "亿": 8}
_UNITS = {"": "count", "元": "CNY", "美元": "USD", "港元": "HKD", "人": "persons"}
_ENDS = {"%": (-2, "ratio"), "個百分點": (-2, "pp")} | {
    scale + word: (exponent, unit) for scale, exponent in _SCALES.items() for word, unit in _UNITS.items()
}
_PLAIN = re.compile(
    rf"({'|'.join(sorted(_SIGNS, reverse=True))})([0-9]+(?:\.[0-9]+)?) ?"
    rf"({'|'.join(sorted(_ENDS, reverse=True))})(以上|)"
)


def values_are_as_printed(draft: Draft) -> Iterator[Problem]:
    """A value is what is printed for it: number, digits, scale, unit, bound, hedge and direction.

    Where a word of the print stands elsewhere or is garbled, the fact's note quotes it.
    """
    for placed in draft.facts:
        if placed.odd or is_plain(placed.value):
            continue
        # A value in a unit that is not its metric's is told of once.
        fits = unit_fits(placed.value, draft.metrics.get(placed.value.metric))
        fault = fault_of(placed.value) if fits else None
        if fault is not None:
            yield placed.problem(f"{fault}: {_REPAIR}.", "value")


def is_plain(fact: Fact) -> bool:
    """Whether the print says the value in so many signs: most do, and need no reading of their words."""
    value, match = fact.quantity, _PLAIN.fullmatch(fact.printed)
    if value is None or match is None:
        return value is None
    sign, number, end, tail = match.groups()
    exponent, unit = _ENDS[end]
    bound = ">=" if tail and not sign else _SIGNS[sign] if not tail else None
    if not _fits(unit, value.unit) or value.low is None or bound != _bound(value):
        return False
    return value.low.as_tuple() == Decimal(number).scaleb(exponent).as_tuple()


def fault_of(fact: Fact) -> str | None:
    """What the value of a fact has that its print has not, as the first half of a sentence; None where nothing."""
    assert fact.quantity is not None
    printed = _read(fact)
    if printed is None:
        # What is not served has told already what is wrong with it.
        if not fact.served or any(_differs(fact, other) is None for other in _quoted(fact)):
            return None
        return f"{fact.id} cannot be read from its print ({fact.printed})"
    fault = _differs(fact, printed)
    if fault is None or any(_differs(fact, other) is None for other in _quoted(fact)):
        return None
    return fault


def _read(fact: Fact) -> Quantity | None:
    """The print as a figure; the name of the thing that is counted may end it."""
    printed = read_quantity(fact.printed)
    if printed is not None or fact.quantity is None or fact.quantity.unit not in _COUNTED:
        return printed
    folded = fold(fact.printed)
    for end in range(len(folded) - 1, 0, -1):
        rest = folded[end:].strip()
        if _NUMERAL.search(rest) or any(pattern.match(rest) for table in (PREFIX, SUFFIX) for pattern, _ in table):
            return None
        printed = read_quantity(folded[:end])
        if printed is not None:
            return printed
    return None


def _quoted(fact: Fact) -> Iterator[Quantity]:
    """What the print reads with the words that the fact's note quotes: before it, or in place of what it has."""
    notes = [text for text in (fact.note, fact.why) if text is not None]
    quotes = [one or other for text in notes for said in (text.en, text.zh) for one, other in _QUOTED.findall(said)]
    if not quotes:
        return
    folded = fold(fact.printed)
    words = [fold(quote) for quote in quotes]
    mended = (folded.replace(wrong, right) for right, wrong in permutations(words, 2) if wrong in folded)
    for text in (*words, *(f"{word} {folded}" for word in words), *mended):
        printed = read_quantity(text)
        if printed is not None:
            yield printed


def _differs(fact: Fact, printed: Quantity) -> str | None:
    value = fact.quantity
    assert value is not None
    if not _fits(printed.unit, value.unit):
        return f"{fact.id} is in {value.unit}, but {printed.unit} is printed ({fact.printed})"
    if sorted(map(abs, value.ends)) != sorted(map(abs, printed.ends)):
        size, other = size_of(value), size_of(printed)
        if size != other and size and other and digits_of(size) == digits_of(other):
            return f"{fact.id} is {times(size, other)} what is printed ({fact.printed})"
        return f"{fact.id} is another figure than is printed ({fact.printed})"
    if value.ends != printed.ends:
        return f"{fact.id} has another sign than is printed ({fact.printed})"
    if _shape(value) != _shape(printed):
        return f"{fact.id} has another bound than is printed ({fact.printed})"
    if value.hedge != printed.hedge:
        return f"{fact.id} is hedged otherwise than is printed ({fact.printed})"
    # 超過一倍 has one digit, more than 100% three.
    if printed.unit != "x" or value.unit == "x":
        ours, theirs = _digits(value), _digits(printed)
        coarse = _COARSE.search(fold(fact.printed)) is not None
        if ours != theirs and not (coarse and _digits(value, bare=True) == theirs):
            return f"{fact.id} has other digits than are printed ({fact.printed})"
    return None


def _fits(printed: str, unit: str) -> bool:
    return printed in {unit, "count"} or (printed, unit) in _FITTING


def _bound(value: Quantity) -> str:
    """How a fact file writes the bound or the hedge of a figure; a mark of its own where that is not one word."""
    if value.exact:
        return value.hedge or ""
    if not value.floor or value.hedge:
        return "?"
    return ">=" if value.low_included else ">"


def _shape(quantity: Quantity) -> tuple[bool, ...]:
    return quantity.low is None, quantity.high is None, quantity.low_included, quantity.high_included


def _digits(quantity: Quantity, *, bare: bool = False) -> list[DecimalTuple]:
    """The digits of the ends; `bare` without their last zeros, which coarse prints are read without."""
    return [(without_zeros(end) if bare else end).as_tuple() for end in quantity.ends]
