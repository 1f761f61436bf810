"""Periods and dates in words."""

from __future__ import annotations

from functools import cache

from bot.core.period import Grain, Period
from bot.core.query import Season
from bot.core.text import Language
from bot.words.script import traditional
from bot.words.when import Found, find_whens

__all__ = ["Found", "find_whens", "say_date", "say_period", "say_season"]

_ANY_YEAR = 2000
"""A leap year, whose 29 February can be said."""


def say_date(day: str, language: Language) -> str:
    """A day, a month or a year written 2025-11-19, 2025-11 or 2025, in words."""
    year, *rest = (int(part) for part in day.split("-"))
    if language == "en":
        words = [_month_names()[rest[0]]] if rest else []
        return " ".join([*(str(part) for part in rest[1:]), *words, str(year)])
    return "".join(f"{part}{unit}" for part, unit in zip([year, *rest], "年月日", strict=False))


def say_period(p: Period, language: Language) -> str:
    """A period in words: a label where it is one in every language, else its date."""
    if p.grain is Grain.MONTH:
        return say_date(p.label, language)
    if not p.dated:
        said = "undated" if language == "en" else "未注日期"
    elif ":" not in p.label:
        said = p.label
    else:
        said = say_date(p.label.partition(":")[2], language)
        if p.grain is Grain.CUMULATIVE:
            said = f"to {said}" if language == "en" else f"截至{said}"
    return traditional(said) if language == "zh-Hant" else said


def say_season(season: Season, language: Language) -> str:
    """A part of the year in words: Q3, Mar, 15 Apr."""
    if season.grain is Grain.YEAR:
        return "full year" if language == "en" else "全年"
    if season.grain is not Grain.MONTH:
        return season.of(_ANY_YEAR).label[4:].lstrip("-")
    said = say_date(season.of(_ANY_YEAR).label.removeprefix("asof:"), language)
    return said.removesuffix(f" {_ANY_YEAR}") if language == "en" else said.removeprefix(f"{_ANY_YEAR}年")


@cache
def _month_names() -> dict[int, str]:
    from babel.dates import get_month_names

    return {month: str(get_month_names("abbreviated", locale="en")[month]) for month in range(1, 13)}
