"""The figures a line of a source text holds: what a complete book must account for.

shared/design.md, section 6, and issue 3: a figure is a run of digits with what belongs to it, or a run of Chinese
numerals with a unit, an ordinal or 百分之, or a band in words. Dates, quarters and stretches counted from the day of
speaking are figures of their own kind, "time": they are the period or the date of other facts, so they need none of
their own and are counted apart. List markers (1. and (1) and 1、 where a line or sentence begins) are no figures, nor
is 一 before a measure word, which is only "a".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.load.idioms import Idioms
from bot.load.times import TIME
from bot.load.worded import BAND, CIPHER, FRACTION, HAN, NUMBER
from bot.words.numeral import SCALE
from bot.words.script import fold


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, with the column it begins at and the columns that a print must cover."""

    column: int
    text: str
    kind: Literal["figure", "time"]
    digits: frozenset[int]


_MARKER = re.compile(
    # 1.2024年 begins a list with a year; 1.5亿 begins a line with a figure.
    r"(?:^\s*|(?<=[。!?;”’」』…])\s*)(?:\([0-9]{1,2}\)|[0-9]{1,2}\s?[.、)](?=(?:19|20)[0-9]{2}\s?年|[^0-9]|$))"
    r"|(?<=:)1[.、)](?![0-9])"
    r"|^\s*q[0-9]{1,2}\s?:"
)

_MEASURES = (
    "个 家 位 名 条 款 种 类 项 场 次 部 张 支 只 台 件 份 套 段 篇 句 门 轮 枚 幅 道 层 组 批 步 座 把 股 块 大 代 波"
)
_ONE_MEASURE = "|".join(_MEASURES.split())
_UNIT = (
    r"(?:%|个?百分点|pct|pp(?![a-z])|bps?(?![a-z])|倍半?|成(?![为功本长立员交果就绩效熟都片品团千])"
    rf"(?:半|{CIPHER}(?!{_ONE_MEASURE}))?|折(?![扣叠腾磨射旧现损返])|(?:块|毛){CIPHER}(?!{_ONE_MEASURE})"
    r"|(?:个?(?:月|季度|季|周|星期|交易日)|年|天|日|小时|分钟|秒)"
    r"|美元|美金|港元|港币|日元|欧元|人民币|元|块钱|毛钱?|积分|人次|人|届|级|档|期(?!间)|颗|重|单|笔"
    rf"|{_ONE_MEASURE})"
)
_MORE = rf"(?:\s?[多余])?(?:\s?{SCALE}(?:[0-9]+万)?)?(?:\s?[多余])?"
_JOIN = r"\s?(?:[-~–]|—(?!—)|至|到)\s?"
_ARABIC = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
# 10%至10.1% is one range; 10.6%至191亿元 is a growth and a level.
_DIGITS = (
    rf"第?\s?{_ARABIC}{_MORE}\s?(?P<unit>(?!大){_UNIT})?"
    rf"(?:{_JOIN}{_ARABIC}{_MORE}\s?(?(unit)(?P=unit)|(?:(?!大){_UNIT})?))?"
    r"(?:\+|以[上下内])?"
)
_PERCENT = rf"百分?之{NUMBER}(?:{_JOIN}(?:百分之)?{NUMBER})?"
_ORDINAL = rf"(?:第|排名前){HAN}+(?:{_UNIT})?"
_COUNTED = (
    rf"[数几]?(?<!{HAN})(?!一(?:{_ONE_MEASURE})(?!月|季|交易日))"
    rf"(?:{NUMBER}[、至到])?{NUMBER}[多余几]?{_UNIT}"
)
# 百般 and 千万 ("by all means") need a unit; 三百万, 数百亿, 破亿 and 二点五 need none.
_SCALED = (
    rf"[数几]?(?={HAN}*(?:[亿兆]|[一二两三四五六七八九十百廿卅壹贰叁肆柒捌玖佰]万|点[零〇一二三四五六七八九])){NUMBER}"
)
_FIGURE = re.compile(f"{_PERCENT}|(?:{FRACTION})(?:{_UNIT})?|{_ORDINAL}|{BAND}|{_DIGITS}|{_COUNTED}|{_SCALED}")
_BLANK = "\x00"


def figures_in(line: str, idioms: Idioms) -> Iterator[Figure]:
    """The figures of a line from left to right; what one rule has taken the next ones do not see."""
    text = _aligned(line)
    for exempt in (idioms.pattern, _MARKER):
        text = exempt.sub(_blank, text)
    times = [_figure(line, match, "time") for match in TIME.finditer(text)]
    text = TIME.sub(_blank, text)
    figures = [_figure(line, match, "figure") for match in _FIGURE.finditer(text)]
    yield from sorted((*times, *figures), key=lambda figure: figure.column)


def _figure(line: str, match: re.Match[str], kind: Literal["figure", "time"]) -> Figure:
    found = match[0]
    start, end = match.start() + len(found) - len(found.lstrip()), match.start() + len(found.rstrip())
    percent = re.match("百分?之", found)
    first = match.start() + (percent.end() if percent else 0)
    arabic = [at for at in range(first, end) if match.string[at].isdecimal()]
    # 1.5亿 is covered by its 1 and 5; 三千亿 by all three; 双位数 by 位数.
    han = [at for at in range(first, end) if re.match(HAN, match.string[at])]
    columns = arabic or han or range(max(first, end - 2), end)
    return Figure(start + 1, line[start:end], kind, frozenset(at + 1 for at in columns))


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])


def _aligned(line: str) -> str:
    """The line folded character by character, so that columns stay."""
    return "".join(_one(char) for char in line)


@lru_cache(maxsize=8192)
def _one(char: str) -> str:
    if char.isspace():
        return " "
    # ① and ² are marks, no digits of a figure.
    if char.isnumeric() and not char.isdecimal() and not re.match(r"[\u3007\u4e00-\u9fff]", char):
        return char
    folded = fold(char)
    return folded if len(folded) == 1 else char
