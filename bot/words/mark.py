"""The words around a number: bounds, hedges, directions, units; all on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """What one word beside a number says: `kind` of thing, and which."""

    kind: Literal["bound", "hedge", "direction", "unit", "note", "noise"]
    value: str = ""


Table = tuple[tuple[re.Pattern[str], Mark], ...]

_ABOVE = Mark("bound", ">")
_FROM = Mark("bound", ">=")
_BELOW = Mark("bound", "<")
_UP_TO = Mark("bound", "<=")
_ABOUT = Mark("hedge", "about")
_NEARLY = Mark("hedge", "nearly")
_UP = Mark("direction", "+")
_DOWN = Mark("direction", "-")
_NOISE = Mark("noise")

_CURRENCIES: tuple[tuple[Mark, str], ...] = (
    (Mark("unit", "CNY"), "人民币|rmb|cny|¥"),
    (Mark("unit", "USD"), r"us\$|usd|us dollars?|美元|美金"),
    (Mark("unit", "HKD"), r"hk\$|hkd|hong kong dollars?|hk dollars?|港元|港币"),
)

# Longer words stand before the shorter ones they begin with: the first that fits is taken.
_BEFORE: tuple[tuple[Mark, str], ...] = (
    (_FROM, ">=|≥|大于等于|大于或等于|至少|不少于|不低于|不小于|at least|no less than|not less than|no fewer than"),
    (_UP_TO, "<=|≤|小于等于|小于或等于|不超过|不高于|不多于|不大于|至多|最多|at most|up to|no more than|not more than"),
    (_ABOVE, ">|超过了?|超出|超乎|已?超|突?破了?|逾|高于|大于|多于|不止"),
    (_ABOVE, "more than|greater than|higher than|over|above|exceeding|exceeds|upwards of"),
    (_BELOW, "<|不足|不到|未到|不满|低于|少于|小于|less than|fewer than|lower than|under|below|short of"),
    (_ABOUT, "约合|约为|大约|大概|约|~|≈|about|around|approximately|approx|roughly|circa"),
    (_NEARLY, "将近|接近|近|nearly|almost|close to"),
    # 降至70% is a level, 下降70% a move.
    (_NOISE, "(?:(?:下|上)?[降升调]|提升|增长?|下跌|跌|涨)[至到]|down to"),
    (_UP, r"\+|年增|(?:同比|环比)?(?:增长|增加|上升|提升|上涨|增|涨)了?|up(?! to)"),
    (_DOWN, "-|年减|(?:同比|环比)?(?:下跌|下降|减少|降低|下滑|下调|降价|便宜|缩小|收窄|缩减|跌|减)了?|down"),
    (_NOISE, "翻了?(?=[0-9一二两三四五六七八九十]+倍)|打(?=[一二三四五六七八九]折)"),
    (_NOISE, "=|已|同比|环比|高达|多达|达到了?|达|总计|共计|合"),
)

_AFTER: tuple[tuple[Mark, str], ...] = (
    (Mark("unit", "pp"), "个?百分点|pp|ppts?|pcts?|percentage points?|% points?"),
    (Mark("unit", "bp"), "个?基点|bps?|basis points?"),
    (Mark("unit", "ratio"), "%|percent|per cent"),
    (Mark("unit", "tenths"), "成|折(?!扣)"),
    (_FROM, r"\+|及?以上|或以上|或更多|or more|or above|and above|and more"),
    (_UP_TO, "及?以下|及?以内|或以下|之内|或更少|or less|or fewer|or below"),
    (_ABOVE, "多|有?余"),
    (_ABOUT, "左右|上下|or so"),
    (Mark("note", "unstated"), r"\((?:currency not stated|币种未注明)\)"),
    (Mark("unit", "CNY"), "人民币元|元人民币|元|块钱?|yuan"),
    (Mark("unit", "persons"), "(?:名|位|个)?(?:付费)?(?:用户|使用者|会员|员工|主播|创作者)数?"),
    (Mark("unit", "persons"), "名|位|人(?!民|次)|people|persons?|users?"),
    (Mark("unit", "count"), "人次|次|家|个|条|款|台|件|部|张|股|项|种|笔|单|items?"),
    (Mark("unit", "x"), "倍|times|x|×"),
    (Mark("unit", "minutes"), "分钟|minutes?|mins?"),
    (Mark("unit", "credits"), "credits?|积分"),
    (_NOISE, "/ ?(?:月|年|季度|季|天|日|month|year|quarter|day|mo|yr)|(?:a|per) (?:month|year|quarter|day)"),
    (_NOISE, "大关|yoy|qoq"),
    # 12.5% more is a rise; 12 more than before is a difference.
    (_UP, "more(?! than)|higher(?! than)"),
    (_DOWN, "的?亏损|less(?! than)|lower(?! than)|fewer(?! than)"),
)


def _table(rows: tuple[tuple[Mark, str], ...]) -> Table:
    """The rows as patterns; a Latin word must end where the letters end."""
    return tuple((re.compile(rf"(?:{words})(?:(?<![a-z])|(?![a-z]))"), mark) for mark, words in rows)


PREFIX: Table = _table((*_BEFORE, *_CURRENCIES))
SUFFIX: Table = _table((*_AFTER, *_CURRENCIES))
