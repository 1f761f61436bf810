"""Times counted from another: last quarter, this year, a year ago."""

from __future__ import annotations

from bot.core.period import Grain
from bot.core.query import Relative, Season
from bot.words.shape import NO_LETTER, Rule, rule


def _relative(pattern: str, grain: Grain, steps: int, *, thread: bool = False) -> Rule:
    relative = Relative(grain, steps, "thread" if thread else "today")
    return rule(pattern, lambda _: relative, right=NO_LETTER)


_UNITS = (
    (Grain.MONTH, "month", "月"),
    (Grain.QUARTER, "(?:quarter|qtr)", "季度?"),
    (Grain.HALF, "half(?:[ -]year)?", "半年"),
    (Grain.YEAR, "year", "年度?"),
)
RELATIVES: tuple[Rule, ...] = (
    *(
        phrase
        for grain, english, chinese in _UNITS
        for phrase in (
            _relative(f"(?:the )?last {english}|上(?:一个?|个){chinese}", grain, -1),
            _relative(f"(?:this|the current|current) {english}|(?:本|这个?|这一|当){chinese}", grain, 0),
            _relative(f"(?:the )?next {english}|下(?:一个?|个){chinese}", grain, 1),
            _relative(
                f"(?:the )?(?:previous|prior|preceding) {english}|(?:the|a|one) {english} (?:before|ago|earlier)"
                f"|前一个?{chinese}",
                grain,
                -1,
                thread=True,
            ),
        )
    ),
    _relative("(?:the )?same (?:quarter|qtr|period)", Grain.QUARTER, 0, thread=True),
    rule("(?:the )?(?:start|beginning) of (?:the )?year|年初", lambda _: Season(Grain.MONTH, 1), right=NO_LETTER),
    _relative("上月", Grain.MONTH, -1),
    _relative("上季度?", Grain.QUARTER, -1),
    _relative("下月", Grain.MONTH, 1),
    _relative("下季度?", Grain.QUARTER, 1),
    _relative("去年|上年度?", Grain.YEAR, -1),
    _relative("前年", Grain.YEAR, -2),
    _relative("今年|年内", Grain.YEAR, 0),
    _relative("明年", Grain.YEAR, 1),
    _relative(
        "(?:去年|上年|上一年)(?:的)?同期|year[ -]ago(?: (?:quarter|qtr|period))?"
        "|(?:the )?same (?:quarter|period|time|month) (?:of |in )?last year",
        Grain.YEAR,
        -1,
        thread=True,
    ),
)
