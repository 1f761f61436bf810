"""Words that go on with a list that does not fit one message."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.before import Before
from bot.core.query import Operation, Query
from bot.core.text import Language
from bot.words.script import fold

_PAGED: frozenset[Operation] = frozenset({"conflicts"})
_MORE = frozenset(
    (
        "more; more please; show more; next; next page; the next; go on; the rest; the others; and the rest; "
        "more conflicts; the other conflicts; 更多矛盾; 其他矛盾; 其余矛盾; "
        "更多; 下一页; 下页; 继续; 接着; 还有呢; 还有吗; 还有; 其余; 其余的; 剩下的; 再来"
    ).split("; ")
)


def onward(text: str, before: Before | None, language: Language) -> Query | None:
    """The last question's next page, where words say only that and there are pages."""
    last = before.query if before is not None else None
    if last is None or fold(text).strip(" .!?。！？…") not in _MORE:
        return None
    listed = last.subject if last.operation in {"source", "why"} else last.operation
    if listed not in _PAGED:
        return None
    return replace(last, operation=listed, subject=None, page=last.page + 1, language=language, mended=())
