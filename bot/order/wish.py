"""A wish: what a command wants of the digests, before its words are read as an order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.words.script import fold

_SUBSCRIBE = re.compile(
    r"^\s*(?:subscribe|sub|订阅|訂閱)(?P<rest>$|[\s<#\"“:：].*|[每按到在向季给給].*)", re.IGNORECASE | re.DOTALL
)
_LIST = re.compile(
    r"^(?:(?:my |list |show )?(?:subscriptions?|subs)(?: list)?|list|unsubscribe|unsub|manage subscriptions?"
    r"|我的订阅|订阅(?:列表|管理|情况)|查看订阅|管理订阅|退订|取消订阅)$"
)
_STATUS = re.compile(r"^(?:(?:delivery |digest )?status|deliveries|状态|投递(?:状态|情况)?|推送(?:状态|情况))$")


@dataclass(frozen=True, slots=True)
class Wish:
    """To subscribe, with the words that say how; to see the subscriptions; to see what was delivered."""

    kind: Literal["subscribe", "subscriptions", "status"]
    words: str = ""


def read_wish(text: str) -> Wish | None:
    """What the text wants of the digests; None where it is a question for the book."""
    found = _SUBSCRIBE.match(text)
    if found is not None:
        return Wish("subscribe", found["rest"].lstrip(" :："))
    folded = fold(text)
    if _LIST.match(folded):
        return Wish("subscriptions")
    return Wish("status") if _STATUS.match(folded) else None
